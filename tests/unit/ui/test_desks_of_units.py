"""The configurator's and the administrator's pages: settings, seats, units, and nothing about anybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from tests.unit.ui.desk_fakes import Page, person_desks
from wellbeing.domain import names
from wellbeing.domain.errors import BadInput, FloorOnlyRises, NotYours
from wellbeing.domain.people import Role, SeatId, Unit, UnitId
from wellbeing.services.floors import Floor
from wellbeing.ui.admin import units_page
from wellbeing.ui.admin.units import Units
from wellbeing.ui.door import Door
from wellbeing.ui.unit import firstmorning_page
from wellbeing.ui.unit.firstmorning import FirstMorning

HERE = UnitId(UUID(int=1))
SEAT = SeatId(UUID(int=7))


class FakeUnits:
    def __init__(self) -> None:
        self.units = {HERE: Unit(HERE, "Harbour lab", country="FR", time_zone="Europe/Paris")}

    def mine(self, _reference: str) -> tuple[Unit, ...]:
        return tuple(self.units.values())

    def all(self, _reference: str) -> tuple[Any, ...]:
        return tuple(
            SimpleNamespace(unit=unit, investigators=12, leads=1, configurators=1)
            for unit in self.units.values()
        )

    def first_morning(self, _reference: str, unit: UnitId) -> Any:
        return SimpleNamespace(
            unit=self.units[unit],
            investigators=12,
            leads=0,
            slips_running=3,
            place_set=True,
            languages_set=False,
            lock_minutes=10,
            crisis_lines_to_confirm=True,
            crisis_lines=3,
        )

    def settle(self, _reference: str, unit: UnitId, **what: Any) -> Unit:
        given = {name: value for name, value in what.items() if value is not None}
        self.units[unit] = replace(self.units[unit], **given)
        return self.units[unit]

    def create(self, _reference: str, name: str, **what: Any) -> Unit:
        what |= {"country": names.country(what["country"]), "time_zone": names.time_zone(what["time_zone"])}
        unit = Unit(UnitId(UUID(int=2)), names.name(name), **what)
        self.units[unit.id] = unit
        return unit

    def rename(self, _reference: str, unit: UnitId, name: str) -> Unit:
        self.units[unit] = replace(self.units[unit], name=name)
        return self.units[unit]


class FakeSeats:
    def __init__(self) -> None:
        self.label = "seat 12"
        self.issued = True

    def of(self, _reference: str, unit: UnitId | None) -> tuple[Any, ...]:
        role = Role.INVESTIGATOR if unit else Role.ADMINISTRATOR
        return (
            SimpleNamespace(
                id=SEAT, role=role, label=self.label, issued=self.issued, code_runs_out=date(2026, 12, 5)
            ),
        )

    def end(self, _reference: str, seat: SeatId) -> None:
        assert seat == SEAT
        self.issued = False

    def relabel(self, _reference: str, seat: SeatId, label: str) -> None:
        assert seat == SEAT
        self.label = label


class FakeFloors:
    def __init__(self) -> None:
        self.following = 12

    def of(self, _reference: str, unit: UnitId) -> Floor:
        assert unit == HERE
        return Floor(12, self.following)

    def raise_floor(self, reference: str, unit: UnitId, floor: int) -> Floor:
        if not self.following < floor <= 60:
            raise FloorOnlyRises
        self.following = floor
        return self.of(reference, unit)


class FakeKeeping:
    def __init__(self) -> None:
        self.months: int | None = None

    def of(self, _reference: str, unit: UnitId) -> int | None:
        assert unit == HERE
        return self.months

    def settle(self, _reference: str, unit: UnitId, months: int | None) -> None:
        assert unit == HERE
        self.months = months


def opened(role: Role, **presence: Any) -> Page:
    desks = person_desks(roles=frozenset({role}), **presence)
    desks.unit = desks.admin = SimpleNamespace(
        units=FakeUnits(), seats=FakeSeats(), floors=FakeFloors(), keeping=FakeKeeping()
    )
    page = Page(desks, path="/en/unit")
    page.call((FirstMorning, "load"))
    page.call((Units, "load"))
    return page


def test_the_first_morning_shows_what_is_left_to_do() -> None:
    shown = opened(Role.CONFIGURATOR).state(FirstMorning)
    assert shown.name == "Harbour lab"
    assert [step.done for step in shown.steps] == [True, False, True, False, False]
    assert shown.roster == "12 seats are issued."
    assert shown.seats[0].state == "Issued. Its code runs until 5 December, used or not."


def test_settings_are_saved_from_one_form() -> None:
    page = opened(Role.CONFIGURATOR)
    form = {"country": "BE", "time_zone": "Europe/Brussels", "language.en": "1", "minutes": "5"}
    page.call((FirstMorning, "settle"), form=form)
    unit = page.desks.unit.units.units[HERE]
    assert (unit.country, unit.time_zone, unit.languages, unit.lock_after_minutes) == (
        "BE",
        "Europe/Brussels",
        ("en",),
        5,
    )
    assert page.state(FirstMorning).said == "Saved."


def test_the_seats_that_a_picture_needs_are_raised_and_said() -> None:
    page = opened(Role.CONFIGURATOR)
    assert page.state(FirstMorning).floor_words == "A picture of this team needs 12 seats."
    page.call((FirstMorning, "raise_floor"), form={"floor": " 20 "})
    shown = page.state(FirstMorning)
    assert (shown.said, shown.floor, shown.floor_wrong) == ("Saved.", 20, "")
    assert shown.floor_words.endswith("From the next period on it needs 20.")


@pytest.mark.parametrize("seats", ["20", "12", "61", "-13", "1e9", "9" * 5000, "", None, "²"])
def test_what_does_not_rise_is_said_under_the_field(seats: Any) -> None:
    page = opened(Role.CONFIGURATOR)
    page.call((FirstMorning, "raise_floor"), form={"floor": "20"})
    page.call((FirstMorning, "raise_floor"), form={"floor": seats})
    shown = page.state(FirstMorning)
    assert shown.floor_wrong == FloorOnlyRises.sentence()
    assert (shown.said, shown.floor) == ("", 20)


def test_a_seat_ends_only_after_it_was_asked_once_more() -> None:
    page = opened(Role.CONFIGURATOR)
    page.call((FirstMorning, "end_seat"))
    assert page.desks.unit.seats.issued
    assert page.state(Door).message == BadInput.sentence()
    page.call((FirstMorning, "ask_end"), seat=str(SEAT))
    page.call((FirstMorning, "end_seat"))
    assert not page.desks.unit.seats.issued
    assert page.state(FirstMorning).seats[0].state == "Ended"


def test_what_is_sent_from_seats_that_are_shown_anew_is_another_act() -> None:
    """A form sent twice from one page is one; the names of two acts look nothing like each other."""
    page, named = opened(Role.CONFIGURATOR), set()
    for acts in ([], [("ask_end", {"seat": str(SEAT)}), ("end_seat", {})], [("load", {})]):
        for act, payload in acts:
            page.call((FirstMorning, act), **payload)
        named.add(page.state(FirstMorning).once)
    page = opened(Role.ADMINISTRATOR)
    for act, payload in (("load", {}), ("open_unit", {"unit": str(HERE)}), ("open_unit", {"unit": ""})):
        page.call((Units, act), **payload)
        named.add(page.state(Units).once)
    assert len(named) == 6
    assert {len(one) for one in named} == {16}


@pytest.mark.parametrize(
    ("page", "state"), [(firstmorning_page.page, "first_morning"), (units_page.page, "units")]
)
def test_each_form_for_slips_carries_the_name_of_its_act(page: Any, state: str) -> None:
    drawn = str(page("en"))
    forms = drawn.count('name:"action"')
    assert forms == drawn.count('name:"once"') > 1
    assert f"{state}.once_rx_state_" in drawn


def test_a_seat_gets_another_label() -> None:
    page = opened(Role.CONFIGURATOR)
    page.call((FirstMorning, "ask_label"), seat=str(SEAT))
    assert page.state(FirstMorning).labelling == str(SEAT)
    page.call((FirstMorning, "relabel"), form={"seat": str(SEAT), "label": "seat 13"})
    assert page.state(FirstMorning).seats[0].label == "seat 13"


@pytest.mark.parametrize("role", [Role.INVESTIGATOR, Role.LEAD, Role.ADMINISTRATOR])
def test_others_see_nothing_of_the_first_morning(role: Role) -> None:
    page = opened(role)
    assert page.state(FirstMorning).unit == ""
    page.call((FirstMorning, "settle"), form={"country": "XX"})
    assert page.state(Door).message == NotYours.sentence()
    assert page.desks.unit.units.units[HERE].country == "FR"


def test_an_administrator_adds_and_renames_units() -> None:
    page = opened(Role.ADMINISTRATOR)
    assert page.state(Units).units[0].seats == "12 investigators · 1 lead · 1 configurator"
    page.call(
        (Units, "create"), form={"name": "North", "parent": str(HERE), "country": "NO", "time_zone": ""}
    )
    added = page.desks.admin.units.units[UnitId(UUID(int=2))]
    assert (added.name, added.parent, added.country, added.time_zone) == ("North", HERE, "NO", "UTC")
    assert (page.state(Units).unit, page.state(Units).name) == (str(added.id), "North")
    page.call((Units, "rename"), form={"name": "North sea"})
    assert page.state(Units).name == "North sea"
    page.call((Units, "open_unit"), unit="")
    assert page.state(Units).unit == ""


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "North", "country": "France"}, "country"),
        ({"name": "North", "time_zone": "Paris"}, "time_zone"),
    ],
)
def test_what_is_wrong_with_a_field_stands_under_it(form: dict[str, str], field: str) -> None:
    page = opened(Role.ADMINISTRATOR)
    went = page.call((Units, "create"), form=form)
    assert (page.state(Units).wrong, page.state(Units).unit) == (field, "")
    assert page.state(Units).wrong_words
    assert f"unit_{field}" in str(went)
    page.call((Units, "create"), form={"name": "North"})
    assert (page.state(Units).wrong, page.state(Units).name) == ("", "North")


@pytest.mark.parametrize("role", [Role.INVESTIGATOR, Role.LEAD, Role.CONFIGURATOR])
def test_others_see_nothing_of_the_units(role: Role) -> None:
    page = opened(role)
    assert page.state(Units).units == []
    page.call((Units, "create"), form={"name": "North"})
    assert page.state(Door).message == NotYours.sentence()
    assert list(page.desks.admin.units.units) == [HERE]


def test_the_navigation_offers_the_desks_that_are_held() -> None:
    assert opened(Role.ADMINISTRATOR).state(Door).desks == ["admin"]
    assert opened(Role.CONFIGURATOR).state(Door).desks == ["unit"]
    assert opened(Role.INVESTIGATOR).state(Door).desks == []


@pytest.mark.parametrize("text", ["", "x", "../../etc", None, 12])
def test_what_names_no_unit_is_refused(text: Any) -> None:
    page = opened(Role.CONFIGURATOR)
    page.call((FirstMorning, "pick"), unit=text)
    assert page.state(Door).message == BadInput.sentence()
