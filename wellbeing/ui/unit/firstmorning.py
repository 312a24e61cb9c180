"""The configurator's page: a checklist for the first morning, where and how the unit works, and its seats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import reflex as rx

from wellbeing.domain.errors import FloorOnlyRises
from wellbeing.domain.people import Role, SeatId, Unit, UnitId
from wellbeing.services.floors import Floor
from wellbeing.services.units import FirstMorning as Facts
from wellbeing.ui.guard import only
from wellbeing.ui.of_units import OfUnits
from wellbeing.ui.reading import id_of, number_of, unit_id
from wellbeing.ui.seats import WRONG_FIELDS, SeatRow, new_act, seat_rows
from wellbeing.ui.visit import ask, words_of
from wellbeing.ui.wiring import desks
from wellbeing.words import Translator


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the checklist."""

    words: str
    done: bool


def checklist(facts: Facts, t: Translator) -> list[Step]:
    """What is done and what is still to do on the first morning."""
    steps = [
        Step(t("Say where the unit works and in which time zone."), facts.place_set),
        Step(t("Choose the languages."), facts.languages_set),
        Step(t("Issue the seats of investigators."), facts.investigators > 0),
        Step(t("Issue a seat for the welfare lead."), facts.leads > 0),
    ]
    if facts.crisis_lines:
        confirmed = not facts.crisis_lines_to_confirm
        steps.append(Step(t("Confirm the help lines for your country, two of you."), confirmed))
    return steps


def floor_words(floor: Floor, t: Translator) -> str:
    """How many seats a picture of the team needs, now and later."""
    now = t("A picture of this team needs {count} seats.", count=floor.now)
    if floor.following == floor.now:
        return now
    later = t("From the next period on it needs {count}.", count=floor.following)
    return f"{now} {later}"


class FirstMorning(OfUnits, rx.State):
    """The unit on the screen; it holds configuration only, and nothing about anybody."""

    name: rx.Field[str] = rx.field("")
    country: rx.Field[str] = rx.field("")
    time_zone: rx.Field[str] = rx.field("")
    languages: rx.Field[list[str]] = rx.field(default_factory=list)
    minutes: rx.Field[int] = rx.field(10)
    steps: rx.Field[list[Step]] = rx.field(default_factory=list)
    roster: rx.Field[str] = rx.field("")
    seats: rx.Field[list[SeatRow]] = rx.field(default_factory=list)
    once: rx.Field[str] = rx.field("")
    """Names what the forms for slips would do; another name whenever the seats are shown anew."""
    ending: rx.Field[str] = rx.field("")
    labelling: rx.Field[str] = rx.field("")
    floor: rx.Field[int] = rx.field(0)
    """Seats that the group of the unit needs from the next period on; the field begins one above it."""
    most: rx.Field[int] = rx.field(0)
    floor_words: rx.Field[str] = rx.field("")
    floor_wrong: rx.Field[str] = rx.field("")
    keeps: rx.Field[str] = rx.field("")
    """Months that the unit keeps entries; "0" when it leaves that to its people."""
    said: rx.Field[str] = rx.field("")
    wrong: rx.Field[str] = rx.field("")
    """The field of the settings that could not be used, and why."""
    wrong_words: rx.Field[str] = rx.field("")
    _roles = frozenset({Role.CONFIGURATOR})

    @only(Role.CONFIGURATOR)
    async def pick(self, unit: str) -> None:
        """Turn to another unit."""
        await self._show(unit_id(unit))

    @only(Role.CONFIGURATOR)
    async def settle(self, form: dict[str, Any]) -> Any:
        """Save where and how the unit works; what is wrong with a field is said under it."""
        self.wrong = self.wrong_words = self.said = ""
        try:
            await ask(self, desks().unit.units.settle, unit_id(self.unit), **_settled(form))
        except tuple(WRONG_FIELDS) as error:
            self.wrong, self.wrong_words = WRONG_FIELDS[type(error)], words_of(self)(error.sentence())
            return rx.set_focus(f"unit-{self.wrong}")
        await self._show(unit_id(self.unit))
        self.said = words_of(self)("Saved.")
        return None

    @only(Role.CONFIGURATOR)
    async def ask_end(self, seat: str) -> None:
        """Ask once more before a seat ends; an empty name takes the question back."""
        self.ending, self.labelling = seat, ""

    @only(Role.CONFIGURATOR)
    async def ask_label(self, seat: str) -> None:
        """Open the field for another label, or close it."""
        self.labelling, self.ending = ("" if self.labelling == seat else seat), ""

    @only(Role.CONFIGURATOR)
    async def end_seat(self) -> None:
        """End the seat that was asked about; the account stays its owner's."""
        await ask(self, desks().unit.seats.end, SeatId(id_of(self.ending)))
        await self._show(unit_id(self.unit))
        self.said = words_of(self)("The seat has ended.")

    @only(Role.CONFIGURATOR)
    async def relabel(self, form: dict[str, Any]) -> None:
        """Give a seat another label."""
        seat = SeatId(id_of(form.get("seat")))
        await ask(self, desks().unit.seats.relabel, seat, str(form.get("label", "")))
        await self._show(unit_id(self.unit))
        self.said = words_of(self)("Saved.")

    @only(Role.CONFIGURATOR)
    async def raise_floor(self, form: dict[str, Any]) -> Any:
        """Ask for more seats before a picture of the team is made; what is wrong is said under the field."""
        self.floor_wrong = self.said = ""
        try:
            await ask(self, desks().unit.floors.raise_floor, unit_id(self.unit), _seats(form))
        except FloorOnlyRises as error:
            self.floor_wrong = words_of(self)(error.sentence())
            return rx.set_focus("unit-floor")
        await self._show(unit_id(self.unit))
        self.said = words_of(self)("Saved.")
        return None

    @only(Role.CONFIGURATOR)
    async def keep(self, form: dict[str, Any]) -> None:
        """Set how long entries of the unit's people may stay, or leave it to them."""
        months = number_of(form.get("months", ""))
        await ask(self, desks().unit.keeping.settle, unit_id(self.unit), months or None)
        await self._show(unit_id(self.unit))
        self.said = words_of(self)("Saved.")

    async def _units(self) -> Sequence[Unit]:
        return await ask(self, desks().unit.units.mine)

    async def _show(self, unit: UnitId) -> None:
        t = words_of(self)
        facts = await ask(self, desks().unit.units.first_morning, unit)
        self._settings(facts.unit)
        self.steps = checklist(facts, t)
        self.roster = t.n("{count} seat is issued.", "{count} seats are issued.", facts.investigators)
        floor = await ask(self, desks().unit.floors.of, unit)
        self.floor, self.most, self.floor_words = floor.following, floor.most, floor_words(floor, t)
        self.keeps = str(await ask(self, desks().unit.keeping.of, unit) or 0)
        self.seats = seat_rows(await ask(self, desks().unit.seats.of, unit), t)
        self.once = new_act()
        self.ending = self.labelling = self.said = self.wrong = self.wrong_words = ""
        self.floor_wrong = ""

    def _settings(self, unit: Unit) -> None:
        self.unit, self.name, self.country, self.time_zone = (
            str(unit.id),
            unit.name,
            unit.country,
            unit.time_zone,
        )
        self.languages, self.minutes = list(unit.languages), unit.lock_after_minutes


def _seats(form: dict[str, Any]) -> int:
    """How many seats the form asks for; 0 when that is no number that could be meant."""
    seats = str(form.get("floor", "")).strip()
    return int(seats) if seats.isdecimal() and len(seats) < len("1000") else 0


def _settled(form: dict[str, Any]) -> dict[str, Any]:
    """Where and how a unit works, as the form says it."""
    minutes = str(form.get("minutes", ""))
    return {
        "country": str(form.get("country", "")),
        "time_zone": str(form.get("time_zone", "")),
        "languages": tuple(name.removeprefix("language.") for name in form if name.startswith("language.")),
        "lock_after_minutes": int(minutes) if minutes.isdecimal() else None,
    }
