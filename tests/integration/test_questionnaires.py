"""Questionnaires over real SQLite: begun, paused, finished, taken back, locked by their window; one's own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.fakes import FakeClock
from tests.tools.engines import settings_for
from tests.tools.run_cheap import CHEAP
from tests.world import Someone, World
from wellbeing.bootstrap import Wellbeing
from wellbeing.domain.errors import (
    AnswerOutOfRange,
    AskedTooSoon,
    Locked,
    QuestionnaireGone,
    SheetClosed,
    SheetGone,
)
from wellbeing.domain.instruments.cadence import PAUSE_DAYS
from wellbeing.domain.instruments.shelf import offered, shelf
from wellbeing.domain.preferences import Rhythm
from wellbeing.services.questionnaires import Offer, Questionnaires

TODAY = date(2026, 11, 21)


@dataclass
class Officer:
    """Somebody with open entries, on a clock that is moved by hand."""

    world: World
    whole: Wellbeing
    someone: Someone
    data: Path

    @property
    def service(self) -> Questionnaires:
        return self.whole.desks.person.questionnaires

    @property
    def reference(self) -> str:
        return self.someone.reference

    def on(self, day: date) -> None:
        """It is another day, and the person has signed in anew."""
        self.world.clock._now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        self.someone = self.world.sign_in(self.someone)

    def fill(self, name: str, code: int, begun: date = TODAY) -> None:
        """A whole questionnaire on the day it is."""
        (instrument,) = (one for one in shelf() if one.name == name)
        for item in range(1, len(instrument.items) + 1):
            self.service.answer(self.reference, name, begun, item, code)
        self.service.finish(self.reference, name, begun)

    def offer(self, name: str) -> Offer:
        (found,) = (one for one in self.service.offers(self.reference) if one.instrument.name == name)
        return found


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[Officer]:
    world = World()
    settings = settings_for(tmp_path / "data", instruments="phq8, gad7 ,pcl5,k6,auditc")
    with Wellbeing(settings, clock=world.clock, kdf=CHEAP, floor=CHEAP) as whole:
        world.store, world.slots = whole._storage, whole._storage.slots  # type: ignore[assignment]
        world.desks = whole.desks
        yield Officer(world, whole, world.join("Heron"), tmp_path / "data")
    world.close()


def test_all_that_is_named_is_offered_and_nothing_is_due_by_itself(officer: Officer) -> None:
    offers = officer.service.offers(officer.reference)
    assert [one.instrument.name for one in offers] == [one.name for one in shelf()]
    assert not any(one.due or one.begun or one.last or one.opens for one in offers)


def test_each_answer_is_kept_at_once_and_another_device_goes_on(officer: Officer) -> None:
    service = officer.service
    assert service.begin(officer.reference, "phq4").empty
    assert officer.offer("phq4").begun is None
    service.answer(officer.reference, "phq4", TODAY, 1, 3)
    elsewhere = officer.world.sign_in(officer.someone)
    service.answer(elsewhere.reference, "phq4", TODAY, 2, 0)
    service.answer(officer.reference, "phq4", TODAY, 3, None)
    sheet = service.begin(elsewhere.reference, "phq4")
    assert (sheet.codes, sheet.skipped, sheet.finished) == ({1: 3, 2: 0}, {3}, False)
    assert officer.offer("phq4").begun == TODAY


@pytest.mark.parametrize("name", [one.name for one in shelf()])
def test_each_is_locked_until_its_window_has_passed(officer: Officer, name: str) -> None:
    (instrument,) = (one for one in shelf() if one.name == name)
    officer.fill(name, max(instrument.codes(1)))
    opens = TODAY + timedelta(days=instrument.recall_days)
    for day in (TODAY, TODAY + timedelta(days=1), opens - timedelta(days=1)):
        officer.on(day)
        assert officer.offer(name).opens == opens
        with pytest.raises(AskedTooSoon):
            officer.service.begin(officer.reference, name)
        with pytest.raises((AskedTooSoon, SheetClosed)):
            officer.service.answer(officer.reference, name, day, 1, max(instrument.codes(1)))
    officer.on(opens)
    assert officer.offer(name).opens is None
    assert officer.service.begin(officer.reference, name).begun == opens
    officer.fill(name, min(instrument.codes(1)), opens)
    assert len(officer.service.past(officer.reference, name).sheets) == 2


def test_a_pause_may_last_three_days_and_then_it_begins_anew(officer: Officer) -> None:
    officer.service.answer(officer.reference, "who5", TODAY, 1, 4)
    officer.on(TODAY + timedelta(days=PAUSE_DAYS))
    assert officer.service.begin(officer.reference, "who5").begun == TODAY
    officer.service.answer(officer.reference, "who5", TODAY, 2, 4)
    later = TODAY + timedelta(days=PAUSE_DAYS + 1)
    officer.on(later)
    assert officer.service.begin(officer.reference, "who5").begun == later
    for act in (officer.service.finish, officer.service.reopen):
        with pytest.raises(SheetClosed):
            act(officer.reference, "who5", TODAY)
    with pytest.raises(SheetClosed):
        officer.service.answer(officer.reference, "who5", TODAY, 3, 4)
    # What was never finished locks nothing, and has no number.
    assert officer.service.past(officer.reference, "who5").readings(TODAY) == ()


def test_finished_means_closed_until_it_is_opened_again(officer: Officer) -> None:
    officer.fill("phq4", 1)
    with pytest.raises(SheetClosed):
        officer.service.answer(officer.reference, "phq4", TODAY, 1, 3)
    officer.service.reopen(officer.reference, "phq4", TODAY)
    officer.service.answer(officer.reference, "phq4", TODAY, 1, 3)
    officer.service.finish(officer.reference, "phq4", TODAY)
    past = officer.service.past(officer.reference, "phq4")
    assert [one.value for one in past.readings(TODAY)] == [6, 4, 2]


def test_one_left_open_has_no_number_and_yet_is_finished(officer: Officer) -> None:
    officer.service.answer(officer.reference, "phq4", TODAY, 1, 3)
    officer.service.finish(officer.reference, "phq4", TODAY)
    past = officer.service.past(officer.reference, "phq4")
    assert past.readings(TODAY) == ()
    assert officer.offer("phq4").last == TODAY


def test_taking_back_leaves_nothing_and_can_be_undone(officer: Officer) -> None:
    officer.fill("phq4", 2)
    officer.fill("k6", 2)
    sheet = officer.service.take_back(officer.reference, "phq4", TODAY)
    assert officer.service.past(officer.reference, "phq4").sheets == ()
    assert officer.service.past(officer.reference, "k6").sheets != ()
    assert officer.offer("phq4").opens is None
    officer.service.put_back(officer.reference, sheet)
    assert officer.service.past(officer.reference, "phq4").sheets == (sheet,)
    for name in ("phq4", "k6"):
        officer.service.take_back(officer.reference, name, TODAY)
        with pytest.raises(SheetGone):
            officer.service.take_back(officer.reference, name, TODAY)
    assert officer.world.desks.person.sessions.findings(officer.reference).sound


def test_the_rhythm_is_the_persons_own(officer: Officer) -> None:
    officer.service.choose_rhythm(officer.reference, "phq4", Rhythm.MONTHLY)
    assert officer.offer("phq4").due
    officer.fill("phq4", 0)
    officer.on(TODAY + timedelta(days=29))
    assert not officer.offer("phq4").due
    officer.on(TODAY + timedelta(days=30))
    assert (officer.offer("phq4").due, officer.offer("phq4").rhythm) == (True, Rhythm.MONTHLY)
    officer.service.choose_rhythm(officer.reference, "phq4", None)
    assert (officer.offer("phq4").due, officer.offer("phq4").rhythm) == (False, None)


def test_what_is_not_offered_or_no_answer_is_refused(officer: Officer) -> None:
    for act in (officer.service.begin, officer.service.past):
        with pytest.raises(QuestionnaireGone):
            act(officer.reference, "phq9")
    with pytest.raises(AnswerOutOfRange):
        officer.service.answer(officer.reference, "phq4", TODAY, 1, 4)
    with pytest.raises(SheetClosed):
        officer.service.answer(officer.reference, "phq4", TODAY - timedelta(days=1), 1, 1)
    officer.world.desks.person.sessions.lock(officer.someone.cookie)
    with pytest.raises(Locked):
        officer.service.offers(officer.reference)


def test_it_is_in_the_export_with_its_numbers_and_nobody_elses(officer: Officer) -> None:
    officer.fill("phq4", 1)
    officer.service.answer(officer.reference, "pcptsd5", TODAY, 1, 0)
    exports = officer.world.desks.person.exports
    export = exports.collect(officer.reference)
    assert [one.of for one in export.sheets] == ["pcptsd5", "phq4"]
    text = exports.as_json(export)
    assert '"all": 4' in text
    assert "pcptsd5" in exports.as_csv(export)
    stork = officer.world.join("Stork")
    assert exports.collect(stork.reference).sheets == ()


def test_how_long_it_is_kept_moves_it_and_nothing_of_it_stands_in_the_file(officer: Officer) -> None:
    officer.fill("phq4", 3)
    officer.world.desks.person.history.keep(officer.reference, 6)
    assert len(officer.service.past(officer.reference, "phq4").sheets) == 1
    assert officer.world.desks.person.sessions.findings(
        officer.world.sign_in(officer.someone).reference
    ).sound
    for file in officer.data.rglob("*"):
        if file.is_file():
            assert b"phq4" not in file.read_bytes(), file.name


def test_a_folder_that_is_gone_takes_the_questionnaire_and_leaves_the_answers(officer: Officer) -> None:
    officer.fill("who5", 3)
    service = Questionnaires(
        officer.service._records,
        officer.service._sessions,
        officer.service._preferences,
        FakeClock(),
        [one for one in offered(()) if one.name != "who5"],
    )
    assert "who5" not in [one.instrument.name for one in service.offers(officer.reference)]
    with pytest.raises(QuestionnaireGone):
        service.past(officer.reference, "who5")
    assert officer.world.desks.person.exports.collect(officer.reference).sheets[0].codes[1] == 3


def test_the_worst_answers_to_everything_leave_the_same_traces_as_the_best(tmp_path: Path) -> None:
    """Nothing but the person's own sealed rows changes, and as many of them; no line, no event, no count."""
    traces = []
    for worst in (False, True):
        world = World()
        settings = settings_for(tmp_path / str(worst), instruments="phq8,gad7,pcl5,k6,auditc")
        with Wellbeing(settings, clock=world.clock, kdf=CHEAP, floor=CHEAP) as whole:
            world.store, world.slots = whole._storage, whole._storage.slots  # type: ignore[assignment]
            world.desks = whole.desks
            officer = Officer(world, whole, world.join("Heron"), tmp_path / str(worst))
            for one in offered(settings.questionnaires):
                wellness = one.name == "who5"
                code = (max if worst is not wellness else min)(one.codes(1))
                for item in range(1, len(one.items) + 1):
                    given = code if one.gate is None or item > 1 else 1
                    officer.service.answer(officer.reference, one.name, TODAY, item, given)
                officer.service.finish(officer.reference, one.name, TODAY)
            lines = world.desks.person.diary.mine(officer.reference)
            with sqlite3.connect(settings.data / "wellbeing.db") as raw:
                names = [
                    name for (name,) in raw.execute("select name from sqlite_master where type = 'table'")
                ]
                counts = {name: raw.execute(f'select count(*) from "{name}"').fetchone()[0] for name in names}
                sizes = sorted(len(body) for (body,) in raw.execute("select body from entries"))
            raw.close()
            traces.append((counts, sizes, [line.event for line in lines]))
        world.close()
    assert traces[0] == traces[1]
