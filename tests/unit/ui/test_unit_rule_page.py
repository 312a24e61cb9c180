"""The page of break times for officers: the rule, what is announced, unsigned comments, private limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any
from uuid import UUID

import pytest

from tests.unit.ui.desk_fakes import TODAY, Page, person_desks
from wellbeing.domain.errors import BadInput, CommentUnusable, SignedOut
from wellbeing.domain.people import Role, UnitId
from wellbeing.domain.policy import DEFAULT, Policy, tightened
from wellbeing.domain.preferences import Preferences
from wellbeing.services.policies import Effective, State, Version
from wellbeing.ui.door import Door
from wellbeing.ui.person.unit_rule import UnitRule

HERE = UnitId(UUID(int=1))


def version(number: int, policy: Policy, state: State, *, commenting: bool = False) -> Version:
    starts = date(2026, 11, 30) if state is State.ANNOUNCED else date(2026, 5, 4)
    until = date(2026, 11, 28) if commenting else None
    return Version(HERE, number, policy, starts, TODAY, until, "A note.", state, commenting)


class FakeDesk:
    """A person's unit, its versions, the person's preferences, and the timer that hears of them."""

    def __init__(self) -> None:
        self.preferences = Preferences()
        self.versions = [version(1, DEFAULT, State.IN_FORCE)]
        self.unit: UnitId | None = HERE
        self.told = 0
        self.words: list[str] = []

    def effective(self, _reference: str) -> Effective:
        own = self.preferences.own
        return Effective(tightened(DEFAULT, own), self.unit, 1, "UTC", own)

    def current(self, _reference: str, _unit: UnitId) -> Version:
        return self.versions[0]

    def history(self, _reference: str, _unit: UnitId) -> tuple[Version, ...]:
        return tuple(reversed(self.versions))

    def change(self, _reference: str, edit: Callable[[Preferences], Preferences]) -> Preferences:
        self.preferences = edit(self.preferences)
        return self.preferences

    def changed(self, _reference: str) -> None:
        self.told += 1

    def add(self, _reference: str, unit: UnitId, number: int, words: str) -> int:
        if not words.strip():
            raise CommentUnusable
        assert (unit, number) == (HERE, 2)
        self.words.append(words)
        return 3 - len(self.words)


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


def opened(desk: FakeDesk) -> Page:
    desks = person_desks(roles=frozenset({Role.INVESTIGATOR}))
    for name in ("policies", "preferences", "exposure", "comments"):
        setattr(desks.person, name, desk)
    page = Page(desks, path="/en/rule")
    page.call((UnitRule, "load"))
    return page


def shown(page: Page) -> Any:
    return page.state(UnitRule)


def tag(page: Page) -> str:
    return str(page.state(Door).tag)


def test_it_shows_the_rule_its_day_and_nothing_of_ones_own(desk: FakeDesk) -> None:
    state = shown(opened(desk))
    assert state.stands == "Version 1 holds since 4 May 2026."
    first = state.in_sight[0]
    assert (first.units, first.own, first.stricter) == ("Your unit: 50 minutes.", "", "Less is stricter.")
    assert first.words.sources[0].address.startswith("https://www.hse.gov.uk/")
    assert len(state.in_sight) == 5
    assert state.pictures[0].before == ""
    assert (state.coming, [one.number for one in state.past]) == ([], ["1"])


def test_an_own_limit_is_kept_shown_and_taken_back(desk: FakeDesk) -> None:
    page = opened(desk)
    page.call((UnitRule, "step"), field="continuous_limit_min", way="down", tag=tag(page))
    page.call((UnitRule, "step"), field="continuous_limit_min", way="down", tag=tag(page))
    assert desk.preferences.own.limits == (("continuous_limit_min", 40),)
    assert shown(page).in_sight[0].own == "Your own: 40 minutes."
    assert shown(page).values["continuous_limit_min"] == "40"
    assert shown(page).pictures[0].before
    assert desk.told == 2
    page.call((UnitRule, "as_unit"), field="continuous_limit_min", tag=tag(page))
    assert not desk.preferences.own.limits


def test_nobody_is_looser_than_their_unit(desk: FakeDesk) -> None:
    page = opened(desk)
    page.call((UnitRule, "step"), field="continuous_limit_min", way="up", tag=tag(page))
    page.call((UnitRule, "typed"), field="break_min", tag=tag(page), text="5")
    assert not desk.preferences.own.limits
    assert shown(page).values["continuous_limit_min"] == "50"


def test_a_number_that_cannot_be_used_has_one_sentence_and_changes_nothing(desk: FakeDesk) -> None:
    page = opened(desk)
    page.call((UnitRule, "typed"), field="break_min", tag=tag(page), text="99")
    assert shown(page).wrong == {"break_min": "Choose between 5 and 30."}
    page.call((UnitRule, "typed"), field="notice_min", tag=tag(page), text="2")
    assert page.state(Door).message == BadInput.sentence()
    assert desk.told == 0


def test_own_hours_are_both_or_neither(desk: FakeDesk) -> None:
    page = opened(desk)
    form = {"shift_start": "07:00", "shift_end": "", "started_on": "", "tag": tag(page)}
    page.call((UnitRule, "keep_hours"), form=form)
    assert shown(page).wrong == {"hours": "Give both, and two different times."}
    page.call((UnitRule, "keep_hours"), form={**form, "shift_end": "15:00", "started_on": "2026-11-02"})
    own = desk.preferences.own
    assert (own.shift_start, own.shift_end, own.started_on) == (time(7), time(15), date(2026, 11, 2))
    page.call((UnitRule, "keep_hours"), form={"tag": tag(page)})
    assert desk.preferences.own.shift_start is None


def test_own_days_and_a_coming_back_are_kept_and_taken_back(desk: FakeDesk) -> None:
    page = opened(desk)
    form = {"tag": tag(page), "came_back": "2026-11-23", **dict.fromkeys(("day0", "day1", "day2"), "on")}
    page.call((UnitRule, "keep_hours"), form=form)
    own = desk.preferences.own
    assert (own.working_days, own.came_back) == ((0, 1, 2), date(2026, 11, 23))
    assert (shown(page).days, shown(page).hours["came_back"]) == (["0", "1", "2"], "2026-11-23")
    week = next(one for one in shown(page).others if one.name == "weekly_cap_min")
    skips = next(one for one in shown(page).others if one.name == "snooze_max")
    assert skips.units == "Your unit: 1 time."
    assert (week.units, week.own) == ("Your unit: 960 minutes. For your days: 570 minutes.", "")
    page.call((UnitRule, "keep_hours"), form={**form, "day3": "on", "day4": "on"})
    assert desk.preferences.own.working_days == (), "the unit's days are nobody's own"


def test_a_rule_of_a_year_asks_whether_it_is_still_right(desk: FakeDesk) -> None:
    desk.versions = [replace(desk.versions[0], aged=True)]
    assert shown(opened(desk)).stands.endswith("2026. It is a year old. Is it still right?")


def test_what_is_announced_is_told_and_takes_comments_while_there_is_time(desk: FakeDesk) -> None:
    shorter = replace(DEFAULT, continuous_limit_min=45)
    desk.versions.append(version(2, shorter, State.ANNOUNCED, commenting=True))
    page = opened(desk)
    (coming,) = shown(page).coming
    assert coming.changes == ["Work without a break: 50 before, 45 from then on."]
    (then,), (now,) = shown(page).then, shown(page).pictures
    assert (then.work == now.work, bool(then.before), now.before) == (False, True, ""), "what comes is drawn"
    assert shown(page).commenting
    page.call((UnitRule, "comment"), form={"words": " ", "tag": tag(page)})
    assert shown(page).wrong == {"words": CommentUnusable.sentence()}
    page.call((UnitRule, "comment"), form={"words": "Fine by me.", "tag": tag(page)})
    assert desk.words == ["Fine by me."]
    assert shown(page).said == "It is on its way, unsigned. 2 more fit."


def test_without_a_unit_the_default_holds(desk: FakeDesk) -> None:
    desk.unit = None
    page = opened(desk)
    assert shown(page).stands == "You belong to no unit here."
    assert shown(page).values["continuous_limit_min"] == "50"
    page.call((UnitRule, "comment"), form={"words": "x", "tag": tag(page)})
    assert page.state(Door).message == BadInput.sentence()


def test_another_readers_page_changes_nothing(desk: FakeDesk) -> None:
    page = opened(desk)
    page.call((UnitRule, "step"), field="continuous_limit_min", way="down", tag="tag-b")
    assert page.state(Door).message == SignedOut.sentence()
    assert desk.told == 0
