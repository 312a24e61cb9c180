"""The plan and the short tools without a browser: real services keep each step; nothing outlasts the page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.unit.ui.desk_fakes import Page
from tests.world import Someone, World
from wellbeing.domain.checkin import Question
from wellbeing.domain.errors import AnswerOutOfRange, BadInput, DiskFull, SignedOut
from wellbeing.domain.relief import Tally, Tool
from wellbeing.ui.door import Door
from wellbeing.ui.person.notices import Notices
from wellbeing.ui.person.plan import NOTHING, SafetyPlan
from wellbeing.ui.person.relief import Relief
from wellbeing.ui.person.relief_words import told
from wellbeing.words import translator


class Tab:
    """One person's tab over real services."""

    def __init__(self, world: World, someone: Someone, cls: Any) -> None:
        self.world, self.someone, self.cls = world, someone, cls
        self.page = Page(world.desks, reference=someone.reference, path="/en/relief")

    def call(self, handler: str, **given: Any) -> None:
        self.page.call((self.cls, handler), **given)

    def act(self, handler: str, **given: Any) -> None:
        """As the page does: with its own tag."""
        self.call(handler, **given, tag=self.door.tag)

    def send(self, handler: str, **fields: str) -> None:
        """A form with the page's tag."""
        self.call(handler, form={"tag": self.door.tag, **fields})

    @property
    def state(self) -> Any:
        return self.page.state(self.cls)

    @property
    def door(self) -> Any:
        return self.page.state(Door)


@pytest.fixture
def world() -> Iterator[World]:
    made = World()
    yield made
    made.close()


@pytest.fixture
def heron(world: World) -> Someone:
    return world.join("Heron")


@pytest.fixture
def plan(world: World, heron: Someone) -> Tab:
    tab = Tab(world, heron, SafetyPlan)
    tab.call("load")
    return tab


@pytest.fixture
def relief(world: World, heron: Someone) -> Tab:
    tab = Tab(world, heron, Relief)
    tab.call("load")
    return tab


def test_only_the_steps_that_wait_are_kept(plan: Tab) -> None:
    assert (plan.state.day, plan.state.steps) == ("plan", NOTHING)
    plan.send("merge", pending="coping,trusted", coping="a walk", trusted="my sister", signs="not asked for")
    assert (plan.state.steps["coping"], plan.state.steps["signs"], plan.state.said) == (
        "a walk",
        "",
        "Saved.",
    )
    plan.send("merge", pending="coping", coping="")
    assert (plan.state.steps["coping"], plan.state.steps["trusted"]) == ("", "my sister")


def test_what_cannot_be_saved_says_so_and_is_not_said_to_be(world: World, plan: Tab) -> None:
    with world.broken(world.store, DiskFull()):
        plan.send("merge", pending="coping", coping="a walk")
    assert plan.state.unsaved == [DiskFull.sentence()]
    assert (plan.state.steps["coping"], plan.state.said) == ("", "")
    plan.send("merge", pending="coping", coping="a walk")
    assert (plan.state.unsaved, plan.state.steps["coping"]) == ([], "a walk")


def test_nobody_writes_into_anothers_plan_or_a_step_there_is_not(plan: Tab) -> None:
    plan.call("merge", form={"tag": "tag-of-another", "pending": "coping", "coping": "theirs"})
    assert plan.door.message == SignedOut.sentence()
    plan.send("merge", pending="handle", handle="x")
    assert plan.door.message == BadInput.sentence()
    assert plan.world.desks.person.plans.mine(plan.someone.reference).empty


def test_a_locked_page_holds_no_word_of_the_plan(plan: Tab) -> None:
    plan.send("merge", pending="coping", coping="a walk")
    plan.world.desks.person.sessions.lock(plan.someone.reference)
    plan.call("load")
    assert (plan.state.day, plan.state.steps) == ("", NOTHING)


def test_a_tool_between_two_ratings_is_kept_at_the_end(relief: Tab) -> None:
    before = dict(relief.world.store.tables.entries)
    relief.send("rate", rating="8")
    relief.call("choose", tool="walk")
    relief.call("go", step="after")
    assert relief.world.store.tables.entries == before, "nothing is kept half way"
    relief.send("finish", rating="5")
    assert (relief.state.step, relief.state.told, relief.state.high) == ("done", "Before 8, now 5.", False)
    assert [(one.tool, one.told) for one in relief.state.helps] == [("walk", "1 time, lower after 1")]
    assert (relief.state.last, relief.state.last_words) == ("walk", "Walk")


def test_everything_may_be_skipped(relief: Tab) -> None:
    relief.send("rate")
    relief.call("choose", tool="breathe")
    relief.send("finish")
    assert relief.state.told == "Kept. You can leave it at that."
    assert relief.state.helps[0].told == "1 time, not rated twice yet"


def test_a_rating_that_stays_high_names_people_once_more(relief: Tab) -> None:
    for after, high in (("7", True), ("6", False)):
        relief.call("go", step="before")
        relief.send("rate", rating="6")
        relief.call("choose", tool="walk")
        relief.send("finish", rating=after)
        assert relief.state.high is high


def test_one_is_not_kept_after_all(relief: Tab) -> None:
    relief.send("rate", rating="8")
    relief.call("choose", tool="walk")
    relief.send("finish", rating="5")
    relief.act("take_back")
    assert (relief.state.kept, relief.state.helps) == (False, [])


def test_once_more_is_another_use(relief: Tab) -> None:
    for _ in range(2):
        relief.call("go", step="before")
        relief.send("rate", rating="8")
        relief.call("choose", tool="walk")
        relief.send("finish", rating="5")
    assert relief.state.helps[0].told == "2 times, lower after 2"


def test_what_no_page_sends(relief: Tab) -> None:
    for fields in ({"rating": "11"}, {"rating": "-1"}, {"rating": "5.0"}, {"rating": "x"}):
        relief.send("rate", **fields)
        assert relief.door.message == AnswerOutOfRange.sentence()
    for handler, given in (("choose", {"tool": "pills"}), ("go", {"step": "done"})):
        relief.call(handler, **given)
        assert relief.door.message == BadInput.sentence()
    relief.send("finish", rating="5")
    assert relief.door.message == BadInput.sentence(), "no tool was chosen"


@pytest.mark.parametrize(
    ("tally", "words"),
    [
        (Tally(Tool.WALK, 4, 4, 3), "4 times, lower after 3"),
        (Tally(Tool.WALK, 4, 3, 3), "4 times, 3 of them rated twice, lower after 3"),
        (Tally(Tool.WALK, 1, 0, 0), "1 time, not rated twice yet"),
    ],
)
def test_counts_are_said_as_they_are(tally: Tally, words: str) -> None:
    assert told(tally, translator("en")) == words


def test_a_notice_comes_and_goes_for_good(world: World, heron: Someone) -> None:
    checkins, tab = world.desks.person.checkins, Tab(world, heron, Notices)
    today = checkins.today_is(heron.reference)
    for back in range(5):
        checkins.answer(heron.reference, today - timedelta(days=back), Question.SLEEP, 0)
    tab.call("meet")
    assert tab.state.words == "It looks like sleep has been short: 5 of the last 7 nights."
    tab.act("rest")
    assert tab.state.name == ""
    tab.call("meet")
    assert (tab.state.name, tab.state.words) == ("", "")
    tab.call("list_all")
    assert (tab.state.switches[0].words, tab.state.switches[0].on) == ("Short sleep", False)
    tab.act("switch", which="short-sleep")
    assert tab.state.switches[0].on
    tab.call("meet")
    tab.act("later")
    tab.call("meet")
    assert tab.state.name == "", "not now is for today"
    tab.act("switch", which="outcomes")
    assert tab.door.message == BadInput.sentence()


def test_a_talk_that_is_due_is_said_to_have_been_had(world: World, heron: Someone) -> None:
    checkins = world.desks.person.checkins
    checkins.answer(heron.reference, checkins.today_is(heron.reference), Question.SLEEP, 3)
    world.clock.forward(days=31)
    tab = Tab(world, world.sign_in(heron), Notices)
    tab.call("meet")
    assert (tab.state.words, tab.state.talk) == ("A talk with a peer", True)
    assert tab.state.more == "Your unit's rule names one every 30 days."
    tab.act("had")
    assert tab.state.said == "Kept, with today's date and nothing else."
    tab.call("meet")
    assert tab.state.name == ""
    world.clock.forward(days=31)
    tab = Tab(world, world.sign_in(heron), Notices)
    tab.call("meet")
    assert tab.state.more.endswith("The last one you named: 22 December.")
    tab.act("had")
    tab.act("had")
    assert tab.door.message == BadInput.sentence(), "nothing is shown any more"
