"""What an officer sees of their unit's break times: the rule, its ground, what comes, their own limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time
from typing import Any, Final

import reflex as rx

from wellbeing.domain.errors import BadInput, CommentsEnough, CommentUnusable
from wellbeing.domain.people import Role
from wellbeing.domain.policy import DEFAULT, FIELDS, STRICTER, Field, Own, Policy, stricter, tightened
from wellbeing.domain.preferences import Preferences
from wellbeing.domain.workday import workday
from wellbeing.services.policies import Effective, Version
from wellbeing.ui import policy_rows as rows
from wellbeing.ui.door import same_reader
from wellbeing.ui.guard import only
from wellbeing.ui.leaving import Leaving
from wellbeing.ui.lengths import counted
from wellbeing.ui.pictures import workday as bar
from wellbeing.ui.pictures.workday import WorkdayPicture
from wellbeing.ui.policy_rows import FieldWords, VersionRow
from wellbeing.ui.reading import day_of
from wellbeing.ui.rules import Phase
from wellbeing.ui.visit import ask, is_open, words_of
from wellbeing.ui.wiring import desks
from wellbeing.words import Translator

OWN: Final = tuple(name for name in FIELDS if name in STRICTER)
"""What a person may tighten, in the order of the page."""

LONGEST: Final = 1_000
"""How many characters of a comment the field takes; more are refused behind it as well."""


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One number of the rule, and the person's own where they have set one."""

    name: str
    words: FieldWords
    units: str
    """What the unit says."""
    own: str
    stricter: str
    """Which way is stricter."""


class UnitRule(Leaving, rx.State):
    """The rule on the screen; the person's own limits go when the page is left or locked."""

    stands: rx.Field[str] = rx.field("")
    pictures: rx.Field[list[WorkdayPicture]] = rx.field(default_factory=list)
    in_sight: rx.Field[list[RuleRow]] = rx.field(default_factory=list)
    others: rx.Field[list[RuleRow]] = rx.field(default_factory=list)
    coming: rx.Field[list[VersionRow]] = rx.field(default_factory=list)
    """The announced version, one or none."""
    then: rx.Field[list[WorkdayPicture]] = rx.field(default_factory=list)
    """A day as the announced version has it, above it the unit's day of now."""
    commenting: rx.Field[bool] = rx.field(False)
    past: rx.Field[list[VersionRow]] = rx.field(default_factory=list)
    values: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    wrong: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    drawn: rx.Field[int] = rx.field(0)
    hours: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    """The person's own shift, their first day in this work and the day they came back."""
    days: rx.Field[list[str]] = rx.field(default_factory=list)
    """The person's own working days, where they differ from the unit's."""
    said: rx.Field[str] = rx.field("")
    _units: Policy = DEFAULT
    _own: Own = Own()
    _coming: Version | None = None

    @only(least=Phase.NOBODY, acts=False)
    async def load(self) -> None:
        """Show the rule; nothing to anybody whose entries are not open."""
        self.reset()
        if is_open(self):
            await self._show()

    @only()
    async def step(self, field: str, way: str, tag: str) -> None:
        """Turn one of the own limits a step "up" or "down"."""
        await same_reader(self, tag)
        if field not in STRICTER or way not in {"up", "down"}:
            raise BadInput
        now = int(self.values.get(field, "0"))
        await self._tighten(field, rows.stepped(field, now, up=way == "up"))

    @only()
    async def typed(self, field: str, tag: str, text: str) -> None:
        """Take one of the own limits as it was typed."""
        await same_reader(self, tag)
        if field not in STRICTER:
            raise BadInput
        if text == self.values.get(field):
            return
        value = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1
        if FIELDS[field].takes(value):
            await self._tighten(field, value)
        else:
            self.wrong = {**self.wrong, field: rows.refusal(field, words_of(self))}

    @only()
    async def as_unit(self, field: str, tag: str) -> None:
        """Take one of the own limits back."""
        await same_reader(self, tag)
        if field not in STRICTER:
            raise BadInput
        await self._change(lambda own: own.with_limit(field, None))

    @only()
    async def keep_hours(self, form: dict[str, Any]) -> None:
        """Keep the person's own shift, days and beginnings; an empty field takes one back."""
        await same_reader(self, str(form.get("tag", "")))
        starts, ends = own_time(form.get("shift_start")), own_time(form.get("shift_end"))
        began = {name: day_of(form[name]) if form.get(name) else None for name in ("started_on", "came_back")}
        if (starts is None) is not (ends is None) or (starts is not None and starts == ends):
            self.wrong = {"hours": words_of(self)("Give both, and two different times.")}
            return
        own = {**began, "shift_start": starts, "shift_end": ends, "working_days": own_days(form, self._units)}
        await self._change(lambda now: replace(now, **own))

    @only(Role.INVESTIGATOR)
    async def comment(self, form: dict[str, Any]) -> None:
        """Leave an unsigned comment on what is announced; words that cannot be used stay in the field."""
        await same_reader(self, str(form.get("tag", "")))
        if self._coming is None:
            raise BadInput
        add, coming, t = desks().person.comments.add, self._coming, words_of(self)
        try:
            left = await ask(self, add, coming.unit, coming.number, str(form.get("words", "")))
        except (CommentUnusable, CommentsEnough) as error:
            self.said, self.wrong = "", {"words": t(error.sentence())}
            return
        self.wrong, self.drawn = {}, self.drawn + 1
        self.said = (
            t("It is on its way, unsigned.") + " " + t.n("{count} more fits.", "{count} more fit.", left)
        )

    async def _tighten(self, name: str, value: int) -> None:
        """Keep a limit that is stricter than the unit's; any other takes the own one back."""
        units = getattr(self._units, name)
        kept = None if stricter(name, value, units) == units else value
        await self._change(lambda own: own.with_limit(name, kept))

    async def _change(self, edit: Any) -> None:
        """Keep an edit of the own limits, and let the timer know."""
        preferences, exposure = desks().person.preferences, desks().person.exposure

        def edited(chosen: Preferences) -> Preferences:
            return replace(chosen, own=edit(chosen.own))

        await ask(self, preferences.change, edited)
        await ask(self, exposure.changed)
        await self._show()
        self.said = words_of(self)("Saved. Only you know.")

    async def _show(self) -> None:
        policies, t = desks().person.policies, words_of(self)
        held = await ask(self, policies.effective)
        now, history = await self._of_unit(held)
        self._units, self._own = now.policy if now else DEFAULT, held.own
        self._coming = next((one for one in history if one.state.value == "announced"), None)
        then = () if self._coming is None else (workday(self._coming.policy),)
        self.then = [bar.draw(one, workday(self._units), t) for one in then]
        found = rows.version_rows(history, {}, t)
        self.coming = [one for one in found if one.waits]
        self.past = [one for one in found if not one.waits]
        self.commenting = self._coming is not None and self._coming.commenting
        self.stands = rows.holds_words(now, history, t) if held.unit else t("You belong to no unit here.")
        self._draw(held.policy, t)

    async def _of_unit(self, held: Effective) -> tuple[Version | None, tuple[Version, ...]]:
        policies = desks().person.policies
        if held.unit is None:
            return None, ()
        now = await ask(self, policies.current, held.unit)
        return now, await ask(self, policies.history, held.unit)

    def _draw(self, policy: Policy, t: Translator) -> None:
        self.values = {name: str(getattr(policy, name)) for name in OWN}
        limits = dict(self._own.limits)
        held = tightened(self._units, replace(self._own, limits=()))
        every = [rule_row(name, self._units, held, limits.get(name), t) for name in OWN]
        self.in_sight = [one for one in every if FIELDS[one.name].in_sight]
        self.others = [one for one in every if not FIELDS[one.name].in_sight]
        self.pictures = [bar.draw(workday(policy), workday(self._units), t)]
        self.hours, self.days = own_hours(self._own), [str(day) for day in self._own.working_days]
        self.wrong, self.drawn = {}, self.drawn + 1


def rule_row(name: str, units: Policy, held: Policy, own: int | None, t: Translator) -> RuleRow:
    """One number as the unit has it, what own working days make of it, and the person's own."""
    field, value, part = FIELDS[name], getattr(units, name), getattr(held, name)
    words = t("Your unit: {number}.", number=said(value, field, t))
    if part != value:
        words = f"{words} {t('For your days: {number}.', number=said(part, field, t))}"
    mine = "" if own is None else t("Your own: {number}.", number=said(own, field, t))
    way = t("Less is stricter.") if STRICTER[name] < 0 else t("More is stricter.")
    return RuleRow(name, rows.field_words(name, t), words, mine, way)


def said(value: int, field: Field, t: Translator) -> str:
    """A number of the rule with its unit."""
    if field.off and not value:
        return t("none")
    return counted(value, field.unit, t)


def own_time(text: object) -> time | None:
    """A time of day of the form; None when it was left empty.

    Raises:
        BadInput: it is none.
    """
    if not text:
        return None
    try:
        return time.fromisoformat(str(text)[:5])
    except ValueError:
        raise BadInput from None


def own_days(form: Mapping[str, Any], units: Policy) -> tuple[int, ...]:
    """The working days that are ticked; empty when they are the unit's, or when none is ticked."""
    ticked = tuple(day for day in range(7) if form.get(f"day{day}"))
    return () if ticked == units.working_days else ticked


def own_hours(own: Own) -> dict[str, str]:
    """The person's own hours as their fields show them."""
    return {
        "shift_start": f"{own.shift_start:%H:%M}" if own.shift_start else "",
        "shift_end": f"{own.shift_end:%H:%M}" if own.shift_end else "",
        "started_on": own.started_on.isoformat() if own.started_on else "",
        "came_back": own.came_back.isoformat() if own.came_back else "",
    }
