"""The page of a unit's break times: a draft that nobody stores, what it does to a day, and announcing it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from tests.unit.ui.desk_fakes import TODAY, Page, person_desks
from wellbeing.domain.errors import NotYours, PolicyStarted, PolicyWaiting, StartsTooSoon
from wellbeing.domain.people import Role, Unit, UnitId
from wellbeing.domain.policy import DEFAULT, PRESETS, Policy, Preset, checked, from_file, to_file
from wellbeing.services.policies import State, Version
from wellbeing.ui.door import Door
from wellbeing.ui.unit.policy import BreakTimes

HERE = UnitId(UUID(int=1))
LAB = Unit(HERE, "Harbour lab", ends_on=date(2026, 12, 4), starts_on=date(2026, 11, 30))


class FakePolicies:
    """The versions of one unit: all that publishing, reading and comments share."""

    def __init__(self) -> None:
        self.versions: list[Version] = []

    def current(self, _reference: str, _unit: UnitId) -> Version | None:
        return next((one for one in self.versions if one.state is State.IN_FORCE), None)

    def upcoming(self, _reference: str, _unit: UnitId) -> Version | None:
        return next((one for one in self.versions if one.state is State.ANNOUNCED), None)

    def history(self, _reference: str, _unit: UnitId) -> tuple[Version, ...]:
        return tuple(reversed(self.versions))

    def publish(
        self, _reference: str, unit: UnitId, policy: Policy, start: date, note: str = "", days: int = 0
    ) -> Version:
        until = TODAY + timedelta(days=days) if days else None
        if start <= (until or TODAY):
            raise StartsTooSoon
        if self.upcoming(_reference, unit):
            raise PolicyWaiting
        made = Version(
            unit,
            len(self.versions) + 1,
            checked(policy),
            start,
            TODAY,
            until,
            note,
            State.ANNOUNCED,
            bool(days),
        )
        self.versions.append(made)
        return made

    def withdraw(self, _reference: str, _unit: UnitId, number: int) -> None:
        if self.versions[number - 1].state is not State.ANNOUNCED:
            raise PolicyStarted
        self.versions[number - 1] = replace(self.versions[number - 1], state=State.WITHDRAWN)

    def export(self, _reference: str, _unit: UnitId, number: int | None = None) -> str:
        return to_file(DEFAULT if number is None else self.versions[number - 1].policy, "Harbour lab")

    def read(self, _reference: str, _unit: UnitId, text: str) -> Policy:
        return from_file(text)[1]

    def of(self, _reference: str, _unit: UnitId, number: int) -> tuple[str, ...] | None:
        one = self.versions[number - 1]
        if one.comments_until is None:
            return ()
        return None if one.commenting else ("Longer breaks, please.", "Fine.")


def opened(role: Role = Role.CONFIGURATOR) -> tuple[Page, FakePolicies]:
    desks, there = person_desks(roles=frozenset({role})), FakePolicies()
    units = SimpleNamespace(mine=lambda _reference: (LAB,))
    desks.unit = SimpleNamespace(units=units, policies=there, publishing=there, comments=there)
    page = Page(desks, path="/en/unit/policy")
    page.call((BreakTimes, "load"))
    return page, there


def shown(page: Page) -> Any:
    return page.state(BreakTimes)


def announce(page: Page, **form: str) -> None:
    given = {"starts": shown(page).starts, "note": shown(page).note, "comment_days": "0", **form}
    page.call((BreakTimes, "announce"), form=given)


def test_it_begins_with_what_holds_and_with_the_first_monday_after_today() -> None:
    page, _ = opened()
    state = shown(page)
    assert state.stands == "Nothing was announced yet: 50 minutes of work, 10 of rest."
    assert state.runs == "This unit works from 30 November 2026 to 4 December 2026."
    assert (state.values["continuous_limit_min"], state.preset) == ("50", "hourly")
    assert (state.starts, state.note) == ("2026-11-23", "New break times from Monday 23 November.")
    assert (state.effect, state.pictures[0].before) == ("The day stays as it is.", "")


def test_a_step_redraws_the_day_says_what_it_does_and_stores_nothing() -> None:
    page, there = opened()
    before = shown(page).pictures[0].work
    page.call((BreakTimes, "step"), field="break_min", way="up")
    state = shown(page)
    assert state.values["break_min"] == "11"
    assert state.effect == "Compared with now: 4 minutes more rest."
    assert state.note.endswith("In a usual day: 4 minutes more rest.")
    assert state.pictures[0].work != before
    assert state.changes == ["Length of a break: 10 before, 11 from then on."]
    page.call((BreakTimes, "step"), field="break_min", way="down")
    page.call((BreakTimes, "step"), field="continuous_limit_min", way="down")
    assert shown(page).effect == "As many breaks and as much rest as now, at other times."
    assert there.versions == []


def test_what_cannot_be_used_stays_in_its_field_with_one_sentence_and_holds_announcing_back() -> None:
    page, there = opened()
    page.call((BreakTimes, "typed"), field="break_min", text="99")
    page.call((BreakTimes, "step"), field="continuous_limit_min", way="down")
    state = shown(page)
    assert (state.values["break_min"], state.wrong) == ("99", {"break_min": "Choose between 5 and 30."})
    announce(page)
    assert there.versions == []
    assert shown(page).said == "Look at this one first: Length of a break."
    page.call((BreakTimes, "typed"), field="break_min", text="12")
    assert shown(page).wrong == {}


def test_numbers_that_do_not_go_together_are_said_at_the_field() -> None:
    page, _ = opened()
    page.call((BreakTimes, "typed"), field="long_break_after_min", text="60")
    page.call((BreakTimes, "typed"), field="continuous_limit_min", text="90")
    assert shown(page).wrong == {
        "long_break_after_min": "A long break comes after at least one stretch of work."
    }


@pytest.mark.parametrize(("preset", "policy"), list(PRESETS.items()))
def test_a_preset_fills_every_field(preset: Preset, policy: Policy) -> None:
    page, there = opened()
    page.call((BreakTimes, "take_preset"), preset=preset.value)
    announce(page)
    assert there.versions[0].policy == policy


def test_everything_else_can_be_chosen_too() -> None:
    page, there = opened()
    page.call((BreakTimes, "turn"), field="working_days", item="5", on="on")
    page.call((BreakTimes, "turn"), field="switches", item="urgent_allowed", on="")
    page.call((BreakTimes, "turn"), field="suggestions", item="puzzle", on="")
    page.call((BreakTimes, "at"), field="shift_end", text="16:30")
    page.call((BreakTimes, "rule"), kind="audio", part="weight_pct", value="150")
    page.call((BreakTimes, "rule"), kind="review", part="counts", value="")
    page.call((BreakTimes, "rule"), kind="text", part="limit_min", value="40")
    assert shown(page).changes[-1] == "Rules for: Audio, Text or chat, Review."
    announce(page)
    kept = there.versions[0].policy
    assert (kept.working_days, kept.urgent_allowed, f"{kept.shift_end:%H:%M}") == (
        (0, 1, 2, 3, 4, 5),
        False,
        "16:30",
    )
    assert "puzzle" not in kept.suggestions
    assert [one.weight_pct for one in kept.materials if one.kind == "audio"] == [150]


def test_asking_for_comments_moves_the_start_behind_their_time() -> None:
    page, there = opened()
    page.call((BreakTimes, "ask_comments"), days="7")
    assert shown(page).starts == "2026-11-30"
    announce(page, comment_days="7", starts="2026-11-24")
    assert shown(page).wrong == {"starts": StartsTooSoon.sentence()}
    announce(page, comment_days="7")
    assert there.versions[0].comments_until == date(2026, 11, 28)
    state = shown(page)
    assert state.waiting == "30 November 2026"
    assert state.versions[0].about_comments == "Comments until 28 November. They come here after it."
    assert state.versions[0].comments == []
    there.versions[0] = replace(there.versions[0], commenting=False)
    page.call((BreakTimes, "pick"), unit=str(HERE))
    assert shown(page).versions[0].comments == ["Longer breaks, please.", "Fine."]


def test_the_note_that_stands_ready_names_the_first_day_that_was_chosen() -> None:
    page, there = opened()
    page.call((BreakTimes, "begin"), day="2026-12-01")
    assert shown(page).note == "New break times from Tuesday 1 December."
    page.call((BreakTimes, "begin"), day="soon")
    assert shown(page).starts == "2026-12-01"
    announce(page, starts="2026-12-02")
    assert there.versions[0].note == "New break times from Wednesday 2 December."


def test_a_first_day_that_is_none_is_said_at_its_field() -> None:
    page, _ = opened()
    before = shown(page).starts
    page.call((BreakTimes, "begin"), day="")
    assert (shown(page).wrong, shown(page).starts) == ({"starts": "Choose a first day."}, before)
    page.call((BreakTimes, "begin"), day="2026-12-01")
    assert (shown(page).wrong, shown(page).starts) == ({}, "2026-12-01")


def test_an_empty_note_stays_empty() -> None:
    page, there = opened()
    page.call((BreakTimes, "write"), note="")
    page.call((BreakTimes, "step"), field="break_min", way="up")
    announce(page)
    assert there.versions[0].note == ""


def test_an_own_note_is_not_written_over() -> None:
    page, there = opened()
    page.call((BreakTimes, "write"), note="You asked for longer breaks.")
    page.call((BreakTimes, "step"), field="break_min", way="up")
    announce(page)
    assert there.versions[0].note == "You asked for longer breaks."


def test_taking_it_back_leaves_it_as_a_draft() -> None:
    page, there = opened()
    page.call((BreakTimes, "step"), field="break_min", way="up")
    announce(page)
    page.call((BreakTimes, "take_back"), number="1")
    assert there.versions[0].state is State.WITHDRAWN
    assert (shown(page).waiting, shown(page).values["break_min"]) == ("", "11")
    page.call((BreakTimes, "start_over"))
    assert shown(page).values["break_min"] == "10"
    page.call((BreakTimes, "start_from"), number="1")
    assert shown(page).values["break_min"] == "11"


def test_a_file_becomes_a_draft_that_shows_what_would_change() -> None:
    page, there = opened()
    page.call((BreakTimes, "read"), form={"file": to_file(PRESETS[Preset.GENTLE], "Another unit")})
    assert shown(page).preset == "gentle"
    assert "Work without a break: 50 before, 40 from then on." in shown(page).changes
    assert there.versions == []
    page.call((BreakTimes, "read"), form={"file": "{}"})
    assert shown(page).wrong == {"file": "This file holds no break policy."}
    assert shown(page).preset == "gentle"
    assert "break-times-default.json" in str(page.call((BreakTimes, "take_along"), number=""))


@pytest.mark.parametrize(
    ("handler", "payload"),
    [
        ("step", {"field": "materials", "way": "up"}),
        ("step", {"field": "break_min", "way": "sideways"}),
        ("typed", {"field": "__class__", "text": "1"}),
        ("turn", {"field": "working_days", "item": "9", "on": "on"}),
        ("at", {"field": "shift_end", "text": "25:00"}),
        ("rule", {"kind": "audio", "part": "kind", "value": "x"}),
        ("rule", {"kind": "audio", "part": "weight_pct", "value": "0"}),
        ("draw_for", {"kind": "x"}),
        ("take_preset", {"preset": "x"}),
        ("take_back", {"number": "7"}),
    ],
)
def test_what_no_page_sends_changes_nothing(handler: str, payload: dict[str, str]) -> None:
    page, _ = opened()
    page.call((BreakTimes, handler), **payload)
    assert page.state(Door).message
    assert shown(page).changes == []


@pytest.mark.parametrize("role", [Role.INVESTIGATOR, Role.LEAD, Role.ADMINISTRATOR])
def test_others_see_and_change_nothing(role: Role) -> None:
    page, there = opened(role)
    assert shown(page).unit == ""
    page.call((BreakTimes, "announce"), form={})
    assert page.state(Door).message == NotYours.sentence()
    assert there.versions == []
