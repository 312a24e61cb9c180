"""Check-ins: each answer is kept, two devices merge, days are the unit's own, nobody reads another's."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.fakes import FakeClock
from tests.world import OTHER_WORDS, Someone, World
from wellbeing.domain.checkin import NOTE_LENGTH, CheckIn, Feeling, Question
from wellbeing.domain.errors import (
    AnswerOutOfRange,
    DayGone,
    DayOutOfReach,
    DiskFull,
    HarbourError,
    Locked,
    NoteTooLong,
    SignedOut,
)
from wellbeing.services.checkins import CheckIns

DAY = date(2026, 11, 21)


@pytest.fixture
def checkins(world: World) -> CheckIns:
    return world.desks.person.checkins


def test_six_taps_and_a_note(checkins: CheckIns, heron: Someone) -> None:
    assert checkins.day(heron.reference, DAY) == CheckIn(DAY)
    checkins.answer(heron.reference, DAY, Question.HEAVINESS, 3)
    checkins.answer(heron.reference, DAY, Question.ENERGY, 0)
    checkins.answer(heron.reference, DAY, Question.SLEEP, 1)
    checkins.answer(heron.reference, DAY, Question.INTRUSIONS, 2)
    checkins.answer(heron.reference, DAY, Question.FEELINGS, frozenset({Feeling.LOW}))
    checkins.answer(heron.reference, DAY, Question.RECOVERY, 1)
    after = checkins.save_many(heron.reference, DAY, {}, "über mich\n💛")
    assert after == CheckIn(DAY, 3, 0, 1, 2, frozenset({Feeling.LOW}), 1, "über mich\n💛")
    assert after == checkins.day(heron.reference, DAY)


def test_each_tap_is_there_after_a_crash(world: World, heron: Someone) -> None:
    world.desks.person.checkins.answer(heron.reference, DAY, Question.ENERGY, 2)
    world.restart()
    again = world.sign_in(heron)
    assert world.desks.person.checkins.day(again.reference, DAY).energy == 2


def test_taking_everything_back_leaves_no_entry(world: World, checkins: CheckIns, heron: Someone) -> None:
    rows = len(world.store.tables.entries)
    checkins.answer(heron.reference, DAY, Question.ENERGY, 2)
    assert len(world.store.tables.entries) == rows + 2  # and the day of exposure that stands beside it
    assert checkins.answer(heron.reference, DAY, Question.ENERGY, None).empty
    assert len(world.store.tables.entries) == rows
    with pytest.raises(DayGone):
        checkins.remove(heron.reference, DAY)


def test_saying_the_same_again_writes_nothing(world: World, checkins: CheckIns, heron: Someone) -> None:
    checkins.answer(heron.reference, DAY, Question.ENERGY, 2)
    commits = world.store.commits
    checkins.answer(heron.reference, DAY, Question.ENERGY, 2)
    checkins.answer(heron.reference, DAY - timedelta(days=1), Question.ENERGY, None)
    assert world.store.commits == commits


def test_one_save_is_one_commit(world: World, checkins: CheckIns, heron: Someone) -> None:
    commits = world.store.commits
    checkins.answer(heron.reference, DAY, Question.ENERGY, 2)
    assert world.store.commits == commits + 1


@pytest.mark.parametrize("back", [0, 1, 7])
def test_new_days_up_to_a_week_back(checkins: CheckIns, heron: Someone, back: int) -> None:
    day = DAY - timedelta(days=back)
    assert checkins.save_many(heron.reference, day, {}, "x").note == "x"


@pytest.mark.parametrize("days", [1, 2, 4000, -8, -4000])
def test_other_new_days_are_out_of_reach(checkins: CheckIns, heron: Someone, days: int) -> None:
    day = DAY + timedelta(days=days)
    for call in (
        lambda: checkins.save_many(heron.reference, day, {}, "x"),
        lambda: checkins.answer(heron.reference, day, Question.ENERGY, 1),
        lambda: checkins.save_many(heron.reference, day, {Question.ENERGY: 1}),
    ):
        with pytest.raises(DayOutOfReach):
            call()
    assert checkins.day(heron.reference, day).empty


def test_an_older_day_that_is_there_can_be_edited_and_removed(world: World, heron: Someone) -> None:
    checkins = world.desks.person.checkins
    checkins.save_many(heron.reference, DAY, {}, "then")
    world.clock.forward(days=200)
    later = world.sign_in(heron)
    assert checkins.save_many(later.reference, DAY, {}, "now").note == "now"
    removed = checkins.remove(later.reference, DAY)
    assert removed is not None
    assert removed.note == "now"
    with pytest.raises(DayOutOfReach):
        checkins.save_many(later.reference, DAY, {}, "again")


def test_removing_can_be_undone_at_once(checkins: CheckIns, heron: Someone) -> None:
    before = checkins.save_many(heron.reference, DAY, {Question.ENERGY: 1}, "note")
    removed = checkins.remove(heron.reference, DAY)
    assert removed == before
    assert checkins.day(heron.reference, DAY).empty
    answers = {question: getattr(before, question.value) for question in Question}
    assert checkins.save_many(heron.reference, DAY, answers, before.note) == before


def test_catching_up_merges_only_what_is_given(checkins: CheckIns, heron: Someone) -> None:
    checkins.save_many(heron.reference, DAY, {Question.ENERGY: 1, Question.SLEEP: 2}, "first")
    after = checkins.save_many(heron.reference, DAY, {Question.SLEEP: 3, Question.RECOVERY: 1})
    assert (after.energy, after.sleep, after.recovery, after.note) == (1, 3, 1, "first")


@pytest.mark.parametrize(
    ("answers", "note", "error"),
    [
        ({Question.ENERGY: 5}, None, AnswerOutOfRange),
        ({Question.ENERGY: -1}, None, AnswerOutOfRange),
        ({Question.ENERGY: True}, None, AnswerOutOfRange),
        ({Question.ENERGY: "1"}, None, AnswerOutOfRange),
        ({Question.FEELINGS: frozenset({"low"})}, None, AnswerOutOfRange),
        ({}, "x" * (NOTE_LENGTH + 1), NoteTooLong),
    ],
)
def test_what_cannot_be_saved_leaves_the_day_as_it_was(
    world: World,
    checkins: CheckIns,
    heron: Someone,
    answers: Any,
    note: str | None,
    error: type[HarbourError],
) -> None:
    before = checkins.save_many(heron.reference, DAY, {Question.SLEEP: 1}, "kept")
    commits = world.store.commits
    with pytest.raises(error):
        checkins.save_many(heron.reference, DAY, {Question.SLEEP: 2, **answers}, note)
    assert checkins.day(heron.reference, DAY) == before
    assert world.store.commits == commits


def test_a_full_disk_loses_nothing(world: World, checkins: CheckIns, heron: Someone) -> None:
    before = checkins.save_many(heron.reference, DAY, {}, "kept")
    with world.broken(world.store, DiskFull()), pytest.raises(DiskFull):
        checkins.save_many(heron.reference, DAY, {}, "lost")
    assert checkins.day(heron.reference, DAY) == before
    assert checkins.save_many(heron.reference, DAY, {}, "kept too").note == "kept too"


@pytest.mark.parametrize(
    "text", ["\ud800", "a\ud83d", "\0", "\u202e", "<script>alert(1)</script>", "'; drop --"]
)
def test_any_text_can_be_a_note(world: World, heron: Someone, text: str) -> None:
    kept = world.desks.person.checkins.save_many(heron.reference, DAY, {}, text).note
    kept.encode()
    assert world.desks.person.checkins.day(world.sign_in(heron).reference, DAY).note == kept
    assert kept == text.encode("utf-8", "replace").decode()


def test_two_devices_at_once_lose_nothing(world: World, checkins: CheckIns, heron: Someone) -> None:
    devices = [heron, world.sign_in(heron), world.sign_in(heron)]
    taps: list[tuple[Question, Any]] = [
        (Question.HEAVINESS, 1),
        (Question.ENERGY, 2),
        (Question.SLEEP, 3),
        (Question.INTRUSIONS, 0),
        (Question.FEELINGS, frozenset({Feeling.GLAD})),
        (Question.RECOVERY, 1),
    ]
    days = [DAY - timedelta(days=back) for back in range(8)]
    work = [(day, tap) for day in days for tap in taps]
    random.Random(1).shuffle(work)

    def tap(at: int) -> None:
        day, (question, answer) = work[at]
        checkins.answer(devices[at % 3].reference, day, question, answer)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(tap, range(len(work))))
    for day in days:
        assert checkins.day(heron.reference, day) == CheckIn(day, 1, 2, 3, 0, frozenset({Feeling.GLAD}), 1)
    assert world.desks.person.sessions.findings(world.sign_in(heron).reference).sound


def test_nobody_reads_or_writes_another_persons_day(world: World, checkins: CheckIns, heron: Someone) -> None:
    stork = world.join("Stork", passphrase=OTHER_WORDS)
    checkins.save_many(heron.reference, DAY, {}, "Heron's")
    assert checkins.day(stork.reference, DAY).empty
    checkins.save_many(stork.reference, DAY, {}, "Stork's")
    checkins.remove(stork.reference, DAY)
    assert checkins.day(heron.reference, DAY).note == "Heron's"


def test_locked_and_signed_out(world: World, checkins: CheckIns, heron: Someone) -> None:
    calls = (
        lambda: checkins.day(heron.reference, DAY),
        lambda: checkins.answer(heron.reference, DAY, Question.ENERGY, 1),
        lambda: checkins.save_many(heron.reference, DAY, {}, "x"),
        lambda: checkins.save_many(heron.reference, DAY, {}),
        lambda: checkins.remove(heron.reference, DAY),
    )
    world.desks.person.sessions.lock(heron.cookie)
    for call in calls:
        with pytest.raises(Locked):
            call()
    world.desks.person.sessions.end(heron.cookie)
    for call in calls:
        with pytest.raises(SignedOut):
            call()


@pytest.mark.parametrize(
    ("moment", "zone", "today"),
    [
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "Europe/Berlin", date(2027, 1, 1)),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "America/New_York", date(2026, 12, 31)),
        (datetime(2026, 3, 28, 23, 30, tzinfo=UTC), "Europe/Berlin", date(2026, 3, 29)),
        (datetime(2026, 10, 25, 22, 30, tzinfo=UTC), "Europe/Berlin", date(2026, 10, 25)),
    ],
)
def test_today_is_where_the_unit_works(world: World, moment: datetime, zone: str, today: date) -> None:
    world.clock._now = moment
    heron = world.join("Heron", unit=world.unit(time_zone=zone))
    assert world.desks.person.checkins.today_is(heron.reference) == today
    assert world.desks.person.checkins.save_many(heron.reference, today, {}, "x").day == today
    with pytest.raises(DayOutOfReach):
        world.desks.person.checkins.save_many(heron.reference, today + timedelta(days=1), {}, "x")


def test_who_has_no_unit_lives_in_utc(world: World) -> None:
    from wellbeing.domain.people import Role

    world.clock._now = FakeClock(datetime(2026, 12, 31, 23, 59, tzinfo=UTC)).now()
    someone = world.join("Admin", role=Role.ADMINISTRATOR)
    assert world.desks.person.checkins.today_is(someone.reference) == date(2026, 12, 31)


def test_lengths_and_repetition_tell_nothing(world: World, checkins: CheckIns, heron: Someone) -> None:
    sizes, bodies = set(), set()
    for text in ("", "x", "y" * 60, "z" * 100):
        checkins.save_many(heron.reference, DAY, {Question.ENERGY: 1}, text)
        rows = [row for row in world.store.tables.entries.values() if row.expires_month == 202811]
        sizes.add(tuple(sorted(len(row.body.raw) for row in rows)))
        bodies |= {row.body.raw[8:20] for row in rows}
    assert len(sizes) == 1
    assert len(bodies) == 4 * 2, "the day of exposure beside it is sealed anew too"
