"""The timer's state: what a page is given of a clock, which acts it sends, and what a locked page may do."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.unit.ui.desk_fakes import FakePresence, Page, person_desks
from wellbeing.domain.clock import Clock, Hint, Question, neutral
from wellbeing.domain.clock import Phase as Stage
from wellbeing.domain.exposure import Act, Kind
from wellbeing.domain.policy import DEFAULT
from wellbeing.domain.preferences import Preferences, Way
from wellbeing.services.policies import Effective
from wellbeing.ui.clock import (
    ASK,
    Timer,
    end_of,
    held_words,
    instant,
    practice_words,
    put_off_words,
    rest_words,
    steps,
)
from wellbeing.ui.door import Door
from wellbeing.ui.person.pause import STEPS, Pause, liked, offered, toggled
from wellbeing.words import translator

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
RUNNING = Clock(
    ticket="a1b2",
    version=7,
    now=NOW,
    phase=Stage.RUNNING,
    since=NOW - timedelta(minutes=20),
    notice_at=NOW + timedelta(minutes=29),
    due_at=NOW + timedelta(minutes=30),
    verbs=(Act.BREAK, Act.PAUSE, Act.STOP),
    break_minutes=10,
    hints=(Hint.NIGHT,),
    kind=Kind.STILLS,
)
REST = Clock(ticket="a1b2", version=7, now=NOW, phase=Stage.REST, verbs=(Act.START,))


@dataclass
class FakeExposure:
    shown: Clock = RUNNING
    acts: list[tuple[Act, int, dict[str, Any]]] = field(default_factory=list)

    def clock(self, reference: str) -> Clock:
        return self.shown

    def act(self, reference: str, act: Act, version: int, **parts: Any) -> Clock:
        self.acts.append((act, version, {name: one for name, one in parts.items() if one is not None}))
        return self.shown


@dataclass
class FakePreferences:
    kept: Preferences = field(default_factory=Preferences)

    def mine(self, reference: str) -> Preferences:
        return self.kept

    def change(self, reference: str, edit: Any) -> Preferences:
        self.kept = edit(self.kept)
        return self.kept


class FakePolicies:
    policy = DEFAULT

    def effective(self, reference: str) -> Effective:
        return Effective(self.policy, None, None, "UTC")


def opened(**presence: Any) -> Page:
    desks = person_desks(**presence)
    desks.person.policies = FakePolicies()
    desks.person.exposure = FakeExposure()
    desks.person.preferences = FakePreferences()
    return Page(desks)


@pytest.fixture
def page() -> Page:
    one = opened()
    one.call((Timer, "sync"), form={"sent": "1763733719990"})
    return one


def do(page: Page, verb: str, **parts: str) -> Any:
    form = {"verb": verb, "minutes": "", "kind": "", "version": "7", "tag": "tag-a", **parts}
    return page.call((Timer, "act"), form=form)


def acts(page: Page) -> Any:
    return page.desks.person.exposure.acts


def test_a_page_is_given_moments_and_not_a_countdown(page: Page) -> None:
    timer = page.state(Timer)
    assert timer.now == instant(NOW)
    assert timer.sent == "1763733719990"
    assert (timer.ticket, timer.version, timer.stage) == ("a1b2", "7", "running")
    assert timer.due == instant(RUNNING.due_at)
    assert timer.steps == f"notice@{instant(RUNNING.notice_at)} due@{instant(RUNNING.due_at)}"
    assert timer.verbs == "break pause stop"
    assert timer.kind == "stills"
    assert timer.hints


def test_an_act_carries_the_version_that_was_seen(page: Page) -> None:
    do(page, "pause", minutes="15", version="6")
    do(page, "break")
    assert acts(page) == [(Act.PAUSE, 6, {"minutes": 15}), (Act.BREAK, 7, {})]


def test_a_break_leads_to_its_page_and_back(page: Page) -> None:
    exposure = page.desks.person.exposure
    exposure.shown = replace(RUNNING, phase=Stage.BREAK)
    assert "/en/break" in str(do(page, "break"))
    exposure.shown = RUNNING
    assert "/en/today" in str(do(page, "back"))
    assert do(page, "snooze") is None
    exposure.shown = REST
    assert "/en/break" in str(do(page, "stop"))
    assert page.state(Timer).ended


def test_an_act_that_came_too_late_leads_nowhere(page: Page) -> None:
    assert do(page, "break") is None
    assert do(page, "stop") is None
    assert not page.state(Timer).ended
    page.desks.person.exposure.shown = replace(RUNNING, phase=Stage.BREAK)
    assert do(page, "back") is None


def test_a_start_and_a_switch_name_the_kind(page: Page) -> None:
    do(page, "start", kind="audio")
    do(page, "switch", kind="text")
    assert acts(page) == [(Act.START, 7, {"kind": Kind.AUDIO}), (Act.SWITCH, 7, {"kind": Kind.TEXT})]


@pytest.mark.parametrize("minutes", ["-1", "1.5", "ten", "1e3"])
def test_strange_minutes_do_nothing(page: Page, minutes: str) -> None:
    do(page, "pause", minutes=minutes)
    assert acts(page) == []
    assert page.state(Door).message


@pytest.mark.parametrize(
    "form",
    [{"verb": "dance"}, {"verb": ""}, {"tag": "tag-b"}, {"kind": "cats"}, {"version": "newest"}],
    ids=str,
)
def test_what_no_page_sends_does_nothing(page: Page, form: dict[str, str]) -> None:
    do(page, **{"verb": "break", **form})
    assert acts(page) == []
    assert page.state(Door).message


def test_a_locked_page_acts_and_stays_where_it_is() -> None:
    page = opened(locked=True)
    page.call((Timer, "sync"), form={})
    assert do(page, "break") is None
    assert acts(page) == [(Act.BREAK, 7, {})]
    assert page.state(Timer).ways == "", "preferences are sealed"


def test_nobody_is_told_nothing() -> None:
    page = opened()
    page.handshake("")
    page.call((Timer, "sync"), form={"sent": "1"})
    assert page.state(Timer).now == ""


def test_locking_takes_the_clock_from_the_page(page: Page) -> None:
    page.desks.person.sessions.live["ref-a"] = FakePresence(locked=True, epoch=2)
    page.desks.person.exposure.shown = replace(RUNNING, kind=None, hints=())
    page.call((Timer, "sync"), form={})
    timer = page.state(Timer)
    assert (timer.kind, timer.hints, timer.ways) == ("", [], "")


def test_a_quiet_time_moves_what_is_announced() -> None:
    late = NOW + timedelta(minutes=45)
    assert list(steps(replace(RUNNING, quiet_until=late))) == [
        f"notice@{instant(late)}",
        f"due@{instant(late)}",
    ]


def test_a_break_ends_in_waiting_and_a_pause_in_work() -> None:
    end = NOW + timedelta(minutes=10)
    taken = replace(RUNNING, phase=Stage.BREAK, notice_at=None, due_at=None, ends_at=end)
    assert list(steps(taken)) == [f"break_over@{instant(end)}"]
    assert end_of(taken) == end
    assert list(steps(replace(taken, phase=Stage.PAUSED))) == [f"running@{instant(end)}"]


def test_the_question_names_its_moment_on_the_wall() -> None:
    page = opened(time_zone="Europe/Amsterdam")
    asked = replace(RUNNING, phase=Stage.AWAY, question=Question.AWAY, asked_about=NOW)
    page.desks.person.exposure.shown = asked
    page.call((Timer, "sync"), form={})
    assert page.state(Timer).question == "away"
    assert page.state(Timer).asked == "Since 21 November, 15:02."
    page.desks.person.exposure.shown = replace(REST, question=Question.FORGOTTEN, asked_about=NOW)
    page.call((Timer, "sync"), form={})
    assert page.state(Timer).asked == "Ended here: 21 November, 15:02."


def test_ways_are_turned_on_and_off_and_the_question_is_put_off(page: Page) -> None:
    page.call((Timer, "turn"), way="sound", wanted="on", tag="tag-a")
    assert page.desks.person.preferences.kept.ways == {Way.SOUND}
    page.call((Timer, "put_off"), tag="tag-a")
    assert page.desks.person.preferences.kept.rests(ASK)
    assert set(page.state(Timer).ways.split()) == {"page", "sound", "asked"}
    page.call((Timer, "turn"), way="sound", wanted="", tag="tag-a")
    assert page.desks.person.preferences.kept.ways == frozenset()
    assert set(page.state(Timer).ways.split()) == {"page", "asked"}


def test_the_break_begins_with_the_favourite(page: Page) -> None:
    page.desks.person.preferences.kept = Preferences(breaks=("walk", "gone", "puzzle"))
    page.call((Pause, "load"))
    assert (page.state(Pause).shown, page.state(Pause).likes) == ("walk", ["walk", "puzzle"])
    page.call((Pause, "like"), rest="walk", tag="tag-a")
    assert liked(page.desks.person.preferences.kept) == ["puzzle"]
    page.call((Pause, "show"), rest="nothing of ours")
    assert page.state(Pause).shown == "walk"


def test_the_break_offers_what_the_unit_wants_it_to(page: Page) -> None:
    page.desks.person.preferences.kept = Preferences(breaks=("puzzle", "walk"))
    page.desks.person.policies.policy = replace(DEFAULT, suggestions=("breathe", "walk"))
    page.call((Pause, "load"))
    assert page.state(Pause).offered == ["walk", "breathe"], "in the order of the page"
    assert page.state(Pause).shown == "walk", "a favourite that is not offered is not shown"
    assert offered(replace(DEFAULT, suggestions=())) == ["look_far"]


@pytest.mark.parametrize(
    ("clock", "words"),
    [
        (RUNNING, ""),
        (replace(RUNNING, quiet_until=NOW + timedelta(minutes=30)), "Quiet until 15:32. It ends by itself."),
        (
            replace(RUNNING, urgent=True, break_minutes=30),
            "Breaks wait until 15:32. Then comes a rest of 30 min.",
        ),
    ],
)
def test_what_holds_the_breaks_back_is_said_with_its_end(clock: Clock, words: str) -> None:
    assert held_words(clock, "Europe/Paris", translator("en")) == words


def test_the_length_of_a_break_is_said_before_it_is_taken() -> None:
    t = translator("en")
    assert rest_words(replace(RUNNING, phase=Stage.DUE), t) == "10 minutes of rest"
    assert rest_words(replace(RUNNING, phase=Stage.BREAK), t) == ""


def test_good_practice_is_named_before_a_start_and_to_nobody_else() -> None:
    t = translator("en")
    asked = replace(REST, practice=("sound_off_first", "somebody_near"))
    assert practice_words(asked, t) == "Before you start: Sound off first · Somebody within reach."
    assert practice_words(REST, t) == practice_words(neutral(asked), t) == ""


def test_the_day_ends_in_steps_and_leaving_forgets_it(page: Page) -> None:
    page.desks.person.exposure.shown = REST
    do(page, "stop")
    page.call((Pause, "load"))
    for _ in range(STEPS + 2):
        page.call((Pause, "onward"))
    assert page.state(Pause).step == STEPS
    page.call((Pause, "leave"))
    assert not page.state(Timer).ended
    assert page.state(Pause).step == 0


def test_a_favourite_is_put_last_and_taken_out_again() -> None:
    first = toggled("puzzle")(Preferences(breaks=("walk",)))
    assert first.breaks == ("walk", "puzzle")
    assert toggled("walk")(first).breaks == ("puzzle",)


def test_putting_off_is_named_by_the_minutes_of_the_rule() -> None:
    t = translator("en")
    assert put_off_words(RUNNING, t) == ("", "")
    ruled = replace(RUNNING, snooze_minutes=1, postpone_minutes=20)
    assert put_off_words(ruled, t) == ("1 more minute", "20 minutes later")
