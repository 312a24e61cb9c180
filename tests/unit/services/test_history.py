"""History: the year, the weeks, the notes, how long they are kept, and what was noticed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.world import Someone, World
from wellbeing.domain.checkin import Question
from wellbeing.domain.errors import BadInput, Locked
from wellbeing.domain.outline import Outline
from wellbeing.domain.retention import Going, Stay
from wellbeing.domain.strain import Band
from wellbeing.services.gathering import FEW, SHORT
from wellbeing.services.history import History

DAY = date(2026, 11, 21)


@pytest.fixture
def history(world: World) -> History:
    return world.desks.person.history


def note(world: World, someone: Someone, day: date, text: str = "x") -> None:
    """A check-in on any day, as if it had been made then."""
    now = world.clock._now
    world.clock._now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    world.desks.person.checkins.save_many(someone.reference, day, {}, text)
    world.clock._now = now


def test_an_empty_history(world: World, history: History, heron: Someone) -> None:
    assert history.year(heron.reference) == ()
    assert history.search(heron.reference, "x") == ()
    summary = history.overview(heron.reference, 14).summary
    assert (summary.check_ins, summary.first_day, summary.last_day, summary.damaged) == (0, None, None, 0)
    assert summary.findings.sound
    assert summary.saved_at == world.clock.now()


def test_the_year_is_in_order_and_ends_where_asked(world: World, history: History, heron: Someone) -> None:
    days = [DAY, DAY - timedelta(days=365), DAY - timedelta(days=366), DAY - timedelta(days=100)]
    for day in days:
        note(world, heron, day)
    assert [one.day for one in history.year(heron.reference)] == sorted(set(days) - {days[2]})
    earlier = history.year(heron.reference, DAY - timedelta(days=1))
    assert [one.day for one in earlier] == sorted(set(days) - {DAY})


@pytest.mark.parametrize("long", [1, FEW + 1])
def test_long_notes_are_found_among_many_short_ones(
    world: World, history: History, heron: Someone, long: int
) -> None:
    days = [DAY - timedelta(days=back) for back in range(FEW + 5)]
    for place, day in enumerate(days):
        note(world, heron, day, "x" * (3 * SHORT if place < long else 1))
    found = history.year(heron.reference)
    assert [one.day for one in found] == days[::-1]
    assert sum(len(one.checkin.note) > SHORT for one in found) == long


def test_a_day_carries_its_strain_and_band(world: World, history: History, heron: Someone) -> None:
    world.desks.person.checkins.save_many(heron.reference, DAY, {Question.ENERGY: 0, Question.SLEEP: 0})
    world.desks.person.checkins.save_many(heron.reference, DAY - timedelta(days=1), {Question.ENERGY: 0})
    before, today = history.year(heron.reference)
    assert (today.strain, today.band) == (10.0, Band.HIGH)
    assert (before.strain, before.band) == (None, None)
    assert "10" not in repr(today)


def test_search(world: World, history: History, heron: Someone) -> None:
    note(world, heron, DAY, "Müde, aber der Spaziergang half")
    note(world, heron, DAY - timedelta(days=1), "mude")
    note(world, heron, DAY - timedelta(days=2), "ruhig")
    assert [one.day for one in history.search(heron.reference, "MÜDE")] == [DAY, DAY - timedelta(days=1)]
    (found,) = history.search(heron.reference, "half mude")
    assert [found.note[start:end] for start, end in found.spans] == ["Müde", "half"]
    for nothing in ("", "   ", "%", "müde ruhig", "x" * 10_000):
        assert history.search(heron.reference, nothing) == ()
    assert history.search(world.join("Stork").reference, "mude") == ()


def test_the_summary_says_how_many_and_when(world: World, history: History, heron: Someone) -> None:
    note(world, heron, DAY - timedelta(days=30))
    world.clock.forward(seconds=3 * 3600 + 59)
    heron = world.sign_in(heron)
    world.desks.person.checkins.save_many(heron.reference, DAY, {}, "x")
    summary = history.overview(heron.reference, 14).summary
    assert (summary.check_ins, summary.first_day, summary.last_day) == (2, DAY - timedelta(days=30), DAY)
    assert summary.saved_at == datetime(2026, 11, 21, 11, 0, tzinfo=UTC)


def test_how_long_it_is_kept_moves_everything(world: World, history: History, heron: Someone) -> None:
    days = [DAY, DAY - timedelta(days=40), DAY - timedelta(days=300)]
    for day in days:
        note(world, heron, day, day.isoformat())
    elsewhere = world.sign_in(heron)
    history.keep(heron.reference, 6)
    assert history.keeps(heron.reference) == history.keeps(elsewhere.reference) == Stay(6, 6, None)
    for day in days:
        assert world.desks.person.checkins.day(elsewhere.reference, day).note == day.isoformat()
    months = {row.expires_month for row in world.store.tables.entries.values()}
    assert months == {202705, 202704, 202612, 999912, 202711}, "the third is spared for a month"
    assert history.going(heron.reference) == Going(days[2], date(2026, 12, 31))
    note(world, elsewhere, DAY, "changed")
    world.desks.person.checkins.save_many(elsewhere.reference, days[2], {}, "still to be changed")
    assert [one.day for one in history.year(heron.reference)] == sorted(days)
    world.clock.forward(days=45)
    with world.store.begin() as work:
        assert work.entries.remove_expired(202701) == 2  # type: ignore[arg-type]
        work.commit()
    again = world.sign_in(heron)
    assert [one.day for one in history.year(again.reference)] == sorted(days[:2])
    assert world.desks.person.sessions.findings(again.reference).sound
    history.keep(again.reference, 60)
    assert world.desks.person.checkins.day(again.reference, DAY).note == "changed"
    assert world.desks.person.sessions.findings(world.sign_in(heron).reference).sound


@pytest.mark.parametrize("months", [5, 61, 18, -1, True, 6.0, "12", 10**9])
def test_other_times_are_refused(history: History, heron: Someone, months: int) -> None:
    with pytest.raises(BadInput):
        history.keep(heron.reference, months)
    assert history.keeps(heron.reference) == Stay(24, 0, None)


def test_what_expires_leaves_without_a_word(world: World, history: History, heron: Someone) -> None:
    note(world, heron, date(2024, 12, 5))
    note(world, heron, date(2025, 2, 5))
    note(world, heron, DAY)
    world.clock.forward(days=60)
    with world.store.begin() as work:
        assert work.entries.remove_expired(202701) == 2  # type: ignore[arg-type]
        work.commit()
    again = world.sign_in(heron)
    assert world.desks.person.sessions.findings(again.reference).sound
    assert history.overview(again.reference, 14).summary.check_ins == 2
    world.desks.person.checkins.save_many(again.reference, date(2027, 1, 20), {}, "x")
    assert world.desks.person.sessions.findings(world.sign_in(heron).reference).sound


def test_nothing_of_it_while_locked(world: World, history: History, heron: Someone) -> None:
    world.desks.person.sessions.lock(heron.cookie)
    for call in (
        lambda: history.year(heron.reference),
        lambda: history.search(heron.reference, "x"),
        lambda: history.overview(heron.reference, 14),
        lambda: history.keep(heron.reference, 12),
        lambda: history.discard_damaged(heron.reference),
    ):
        with pytest.raises(Locked):
            call()


def test_the_overview_is_the_summary_and_the_year(world: World, history: History, heron: Someone) -> None:
    for back in (0, 3, 365, 366):
        note(world, heron, DAY - timedelta(days=back))
    overview = history.overview(heron.reference, 2)
    assert overview.summary.check_ins == 4
    whole = history.year(heron.reference)
    assert [(one.day, one.strain, one.checkin) for one in overview.days] == [
        (one.day, one.strain, Outline.of(one.checkin)) for one in whole
    ]
    assert len(overview.days) == 3
    assert overview.notes == {one.day: one.checkin.note for one in whole[1:]}
    assert history.overview(heron.reference, 0).notes == {}
    assert len(history.overview(heron.reference, 9).notes) == 3
