"""The page of questionnaires without a browser: real services keep each tap; nothing outlasts the page."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.unit.ui.desk_fakes import Page
from tests.world import Someone, World
from wellbeing.domain.errors import AskedTooSoon, BadInput, SignedOut
from wellbeing.domain.instruments.sheet import Sheet
from wellbeing.domain.instruments.shelf import shelf
from wellbeing.ui.door import Door
from wellbeing.ui.person.filling import item_rows
from wellbeing.ui.person.questionnaires import Questionnaires
from wellbeing.words import PSEUDO, translator
from wellbeing.words.pseudo import OPEN

TODAY = "2026-11-21"


class Tab:
    """One person's tab over real services."""

    def __init__(self, world: World, someone: Someone) -> None:
        self.world = world
        self.page = Page(world.desks, reference=someone.reference, path="/en/questionnaires")
        self.call("load")

    def call(self, handler: str, **given: Any) -> None:
        self.page.call((Questionnaires, handler), **given)

    def act(self, handler: str, **given: Any) -> None:
        """As the page does: with its own tag."""
        self.call(handler, **given, tag=self.door.tag)

    def tap(self, item: int, code: str, begun: str = TODAY) -> None:
        self.act("answer", which=self.state.name, item=str(item), code=code, begun=begun)

    @property
    def state(self) -> Any:
        return self.page.state(Questionnaires)

    @property
    def door(self) -> Any:
        return self.page.state(Door)


@pytest.fixture
def tab() -> Iterator[Tab]:
    world = World()
    yield Tab(world, world.join("Heron"))
    world.close()


def test_the_shelf_has_what_is_offered(tab: Tab) -> None:
    assert [one.name for one in tab.state.offers] == [one.name for one in shelf() if one.on]
    assert all(one.open and not one.begun and not one.past for one in tab.state.offers)


def test_before_asking_nothing_is_kept(tab: Tab) -> None:
    before = len(tab.world.store.tables.entries)
    tab.call("choose", which="phq4")
    assert (tab.state.view, tab.state.title, len(tab.state.facts)) == ("before", "PHQ-4", 3)
    tab.call("start", way="one")
    assert tab.state.current[0].text == "Feeling nervous, anxious or on edge"
    assert len(tab.world.store.tables.entries) == before


def test_one_at_a_time_a_tap_turns_on_and_the_way_back_is_there(tab: Tab) -> None:
    tab.call("choose", which="phq4")
    tab.call("start", way="one")
    tab.tap(1, "3")
    assert (tab.state.at, tab.state.current[0].number) == (1, "2")
    tab.call("go", item="0")
    assert tab.state.current[0].answer == "3"
    tab.tap(1, "1")
    tab.tap(2, "")
    tab.tap(3, "0")
    tab.tap(4, "2")
    assert (tab.state.view, tab.state.unanswered) == ("end", 1)
    tab.act("finish", which=tab.state.name, begun=TODAY)
    assert tab.state.view == "done"
    assert (tab.state.numbers, tab.state.silent != "") == ([], True)
    assert [one.answer for one in tab.state.answers] == [
        "Several days",
        "Skipped",
        "Not at all",
        "More than half the days",
    ]


def test_stopping_and_going_on_where_one_was(tab: Tab) -> None:
    tab.call("choose", which="who5")
    tab.call("start", way="one")
    tab.tap(1, "5")
    tab.call("shelve")
    assert [one.name for one in tab.state.offers if one.begun] == ["who5"]
    tab.call("choose", which="who5")
    tab.call("start", way="one")
    assert (tab.state.at, tab.state.current[0].number) == (1, "2")


def test_all_in_a_list_and_what_is_said_at_the_end(tab: Tab) -> None:
    tab.call("choose", which="phq4")
    tab.call("start", way="list")
    for item, code in enumerate("3311", 1):
        tab.tap(item, code)
    assert tab.state.view == "list"
    tab.act("finish", which=tab.state.name, begun=TODAY)
    whole, worry, mood = tab.state.numbers
    assert [one.value for one in (whole, worry, mood)] == ["8", "6", "2"]
    assert whole.lines[0] == "Your usual shows here after three earlier ones."
    assert any("6 to 8" in line for line in whole.lines)
    assert any("worth a conversation" in line for line in worry.lines)
    assert not any("worth a conversation" in line for line in mood.lines)
    tab.act("reopen", begun=TODAY)
    tab.tap(1, "0")
    tab.act("finish", which=tab.state.name, begun=TODAY)
    assert tab.state.numbers[0].value == "5"


def test_the_gate_shows_nothing_more_once_it_is_closed(tab: Tab) -> None:
    tab.call("choose", which="pcptsd5")
    tab.call("start", way="list")
    assert len(tab.state.items) == 6
    tab.tap(1, "0")
    assert len(tab.state.items) == 1
    tab.act("finish", which=tab.state.name, begun=TODAY)
    assert [one.value for one in tab.state.numbers] == ["0"]


def test_published_words_keep_their_language_and_ours_are_translated() -> None:
    published, own = (next(one for one in shelf() if one.name == name) for name in ("proqol5", "own-week"))
    t = translator(PSEUDO)
    (item,) = item_rows(published, Sheet("proqol5", date(2026, 11, 21)), t)[6:7]
    assert item.text == "I find it difficult to separate my personal life from my life as an investigator."
    assert [one.text for one in item.choices] == ["Never", "Rarely", "Sometimes", "Often", "Very Often"]
    for mine in item_rows(own, Sheet("own-week", date(2026, 11, 21)), t):
        assert mine.text.startswith(OPEN)
        assert all(one.text.startswith(OPEN) for one in mine.choices)
    assert [mine.opt_in != "" for mine in item_rows(own, Sheet("own-week", date(2026, 11, 21)), t)] == [
        False
    ] * 17 + [True], "closeness is seen by those who press for it"
    assert not any(one.opt_in for one in item_rows(published, Sheet("proqol5", date(2026, 11, 21)), t))


def test_deleting_and_putting_back(tab: Tab) -> None:
    tab.call("choose", which="phq4")
    tab.call("start", way="list")
    tab.tap(1, "3")
    tab.act("finish", which=tab.state.name, begun=TODAY)
    tab.call("look_back", which="phq4")
    assert [one.begun for one in tab.state.past] == [TODAY]
    tab.act("take_back", begun=TODAY)
    assert (tab.state.past, tab.state.undo) == ([], True)
    tab.act("put_back")
    assert ([one.begun for one in tab.state.past], tab.state.undo) == ([TODAY], False)
    tab.call("open_sheet", begun=TODAY)
    assert tab.state.view == "done"


def test_a_line_over_time_with_its_table(tab: Tab) -> None:
    someone = tab.world.sign_in(Someone("Heron", "plank harvest copper violin drift", "", ""))
    service = tab.world.desks.person.questionnaires
    first = date(2026, 11, 21)
    for turn, code in enumerate((1, 3, 2, 0, 3)):
        day = first + timedelta(days=20 * turn)
        tab.world.clock._now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        someone = tab.world.sign_in(someone)
        for item in range(1, 5):
            service.answer(someone.reference, "phq4", day, item, code)
        service.finish(someone.reference, "phq4", day)
    later = Tab(tab.world, someone)
    later.call("look_back", which="phq4")
    chart = later.state.charts[0]
    assert (chart.high, chart.middle, chart.low) == ("12", "6", "0")
    assert [row[1] for row in chart.picture.rows] == ["12", "0", "8", "12", "4"]
    assert chart.picture.band
    assert chart.picture.nothing.count("M") == 3
    later.call("open_sheet", begun=later.state.past[0].begun)
    assert later.state.numbers[0].lines[0] == "Your usual is 6, between 0 and 12. This one lies within it."


def test_the_rhythm_is_kept(tab: Tab) -> None:
    tab.act("keep_rhythm", which="phq4", rhythm="weekly")
    (row,) = (one for one in tab.state.offers if one.name == "phq4")
    assert (row.rhythm, row.state) == ("weekly", "It is time for it, if you like.")
    tab.act("keep_rhythm", which="phq4", rhythm="")
    assert not any(one.state for one in tab.state.offers)


@pytest.mark.parametrize(
    ("handler", "given"),
    [
        ("start", {"way": "past"}),
        ("answer", {"which": "phq4", "item": "x", "code": "1", "begun": TODAY}),
        ("answer", {"which": "phq4", "item": "1", "code": "-1", "begun": TODAY}),
        ("answer", {"which": "phq4", "item": "1", "code": "²", "begun": TODAY}),
        ("answer", {"which": "phq4", "item": "9999", "code": "1", "begun": TODAY}),
        ("answer", {"which": "phq4", "item": "1", "code": "1", "begun": "today"}),
        ("answer", {"which": "phq9", "item": "1", "code": "1", "begun": TODAY}),
        ("open_sheet", {"begun": "2020-01-01"}),
        ("keep_rhythm", {"which": "phq4", "rhythm": "hourly"}),
        ("keep_rhythm", {"which": "phq9", "rhythm": "weekly"}),
        ("choose", {"which": "phq9"}),
    ],
)
def test_what_no_page_of_ours_sends_is_refused_with_a_sentence(
    tab: Tab, handler: str, given: dict[str, str]
) -> None:
    tab.call("choose", which="phq4")
    tagged = handler in {"answer", "keep_rhythm"}
    (tab.act if tagged else tab.call)(handler, **given)
    assert tab.door.message
    assert "number" not in tab.door.message, "it was not foreseen"


def test_a_tap_of_another_reader_is_refused(tab: Tab) -> None:
    tab.call("choose", which="phq4")
    tab.call("answer", which="phq4", item="1", code="1", begun=TODAY, tag="another")
    assert tab.door.message == SignedOut.sentence()
    assert tab.world.desks.person.questionnaires.past(tab.page.reference, "phq4").sheets == ()


def test_it_is_not_asked_again_before_its_time(tab: Tab) -> None:
    tab.call("choose", which="phq4")
    tab.call("start", way="list")
    tab.tap(1, "1")
    tab.act("finish", which=tab.state.name, begun=TODAY)
    tab.call("choose", which="phq4")
    assert tab.door.message == AskedTooSoon.sentence()
    tab.call("shelve")
    (row,) = (one for one in tab.state.offers if one.name == "phq4")
    assert (row.open, row.state) == (False, "Opens again on 5 December.")


def test_leaving_forgets_everything(tab: Tab) -> None:
    tab.call("choose", which="phq4")
    tab.call("start", way="list")
    tab.tap(1, "3")
    tab.call("leave")
    assert "nervous" not in str(asyncio.run(tab.page.root.get_state(Questionnaires)).dict())
    assert BadInput.sentence() != tab.door.message


def test_the_worst_answers_end_in_the_same_page_as_the_best(tab: Tab) -> None:
    """No answer changes what the page offers: it has no place for an alarm."""
    shown = []
    for name, codes in (("phq4", "3333"), ("who5", "00000")):
        tab.call("choose", which=name)
        tab.call("start", way="list")
        for item, code in enumerate(codes, 1):
            tab.tap(item, code)
        tab.act("finish", which=tab.state.name, begun=TODAY)
        shown.append((tab.state.view, tab.state.said, tab.door.message, tab.state.again))
    assert set(shown) == {("done", "", "", True)}


def test_a_tap_that_waited_for_the_server_is_saved_though_the_page_began_anew(tab: Tab) -> None:
    tab.call("choose", which="own-week")
    tab.call("start", way="one")
    tab.tap(1, "2")
    tab.call("load")
    assert (tab.state.name, tab.state.view) == ("", "")
    tab.act("answer", which="own-week", item="2", code="4", begun=TODAY)
    assert tab.door.message == ""
    assert (tab.state.view, tab.state.current[0].number) == ("one", "3")
    assert [one.answer for one in tab.state.items[:3]] == ["2", "4", ""]
    tab.call("load")
    tab.act("finish", which="own-week", begun=TODAY)
    assert tab.state.view == "done"
    assert [one.answer for one in tab.state.answers][:2] == ["Somewhat", "Very much"]
