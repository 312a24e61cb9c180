"""The record by day and kind: added to, corrected, removed from, taken along, and nobody else's."""

import json
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from tests.world import Someone, World
from wellbeing.domain.clock import Phase
from wellbeing.domain.errors import ActUnusable, Locked, RecordGone, RecordOutOfReach
from wellbeing.domain.exposure import AMEND_DAYS, Act, Kind
from wellbeing.services.desks import AdminDesk, LeadDesk, UnitDesk
from wellbeing.services.record import Record

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
TODAY = NOW.date()
FAR = (date(2020, 1, 1), date(2030, 1, 1))


@pytest.fixture
def record(world: World) -> Record:
    return world.desks.person.record


def told(record: Record, someone: Someone) -> list[tuple[date, Kind, int]]:
    """All of the record, session by session."""
    return [(one.day, one.kind, one.minutes) for one in record.year(someone.reference)]


def test_what_was_not_timed_is_added_corrected_and_removed(record: Record, heron: Someone) -> None:
    began = NOW - timedelta(days=2)
    session = record.add(heron.reference, Kind.AUDIO, began, 45)
    assert told(record, heron) == [(began.date(), Kind.AUDIO, 45)]
    record.correct(heron.reference, session, kind=Kind.TEXT, minutes=30)
    assert told(record, heron) == [(began.date(), Kind.TEXT, 30)]
    (one,) = record.year(heron.reference)
    assert (one.amended, one.open, one.running) == (True, True, False)
    record.remove(heron.reference, session)
    assert told(record, heron) == []
    with pytest.raises(RecordGone):
        record.remove(heron.reference, session)


def test_the_timer_goes_by_the_corrected_record(world: World, record: Record, heron: Someone) -> None:
    exposure = world.desks.person.exposure
    before = exposure.clock(heron.reference)
    record.add(heron.reference, Kind.STILLS, NOW - timedelta(minutes=45), 45)
    after = exposure.clock(heron.reference)
    assert after.version > before.version, "a page that shows the older clock is told"
    clock = exposure.act(heron.reference, Act.START, after.version, kind=Kind.STILLS)
    assert clock.phase is Phase.RUNNING
    session = record.year(heron.reference)[0]
    world.clock.forward(seconds=60)
    record.remove(heron.reference, session.id)
    clock = exposure.clock(heron.reference)
    assert clock.phase is Phase.RUNNING
    assert clock.due_at is not None
    assert abs(clock.due_at - NOW - timedelta(minutes=50)) < timedelta(seconds=1)


def test_four_weeks_are_in_reach_and_no_more(record: Record, heron: Someone) -> None:
    edge = NOW - timedelta(days=AMEND_DAYS)
    session = record.add(heron.reference, Kind.TEXT, edge, 10)
    record.correct(heron.reference, session, minutes=20)
    with pytest.raises(RecordOutOfReach):
        record.add(heron.reference, Kind.TEXT, edge - timedelta(minutes=1), 10)
    for began in (edge - timedelta(days=1), NOW - timedelta(days=320)):
        with pytest.raises(RecordOutOfReach):
            record.correct(heron.reference, session, began=began)
    assert told(record, heron) == [(edge.date(), Kind.TEXT, 20)]


@pytest.mark.parametrize(
    ("began", "length"),
    [(NOW, 10), (NOW + timedelta(days=1), 10), (NOW - timedelta(hours=3), 0), (NOW.replace(tzinfo=None), 10)],
)
def test_what_has_not_been_cannot_be_added(
    record: Record, heron: Someone, began: datetime, length: int
) -> None:
    with pytest.raises(ActUnusable):
        record.add(heron.reference, Kind.TEXT, began, length)
    assert told(record, heron) == []


@pytest.mark.parametrize(("began", "minutes"), [(NOW - timedelta(minutes=30), None), (None, 122)])
def test_a_session_cannot_be_corrected_into_what_has_not_been(
    record: Record, heron: Someone, began: datetime | None, minutes: int | None
) -> None:
    session = record.add(heron.reference, Kind.TEXT, NOW - timedelta(hours=2), 45)
    with pytest.raises(ActUnusable):
        record.correct(heron.reference, session, began=began, minutes=minutes)
    assert told(record, heron) == [(NOW.date(), Kind.TEXT, 45)]


def test_days_are_those_of_the_unit(world: World) -> None:
    unit = world.unit("Far east", time_zone="Pacific/Auckland")
    heron = world.join("Heron", unit=unit)
    record = world.desks.person.record
    began = datetime(2026, 11, 20, 23, 30, tzinfo=ZoneInfo("Pacific/Auckland"))
    record.add(heron.reference, Kind.LIVE, began, 60)
    days = record.by_day(heron.reference, *FAR)
    assert [(one.day.day, one.minutes, one.total) for one in days] == [
        (20, {Kind.LIVE: 30}, 30),
        (21, {Kind.LIVE: 30}, 30),
    ]
    (session,) = record.year(heron.reference)
    assert (session.day.day, session.began.hour, session.ended.hour) == (20, 23, 0)


def test_nobody_else_has_it_and_a_lock_closes_it(world: World, record: Record, heron: Someone) -> None:
    session = record.add(heron.reference, Kind.TEXT, NOW - timedelta(hours=2), 10)
    stork = world.join("Stork")
    assert told(record, stork) == []
    with pytest.raises(RecordGone):
        record.correct(stork.reference, session, minutes=5)
    with pytest.raises(RecordGone):
        record.remove(heron.reference, uuid4())
    world.desks.person.sessions.lock(heron.cookie)
    for act in (
        lambda: record.year(heron.reference),
        lambda: record.remove(heron.reference, session),
        lambda: record.add(heron.reference, Kind.TEXT, NOW - timedelta(hours=2), 10),
    ):
        with pytest.raises(Locked):
            act()


def test_no_desk_but_the_persons_own_has_it() -> None:
    for desk in (UnitDesk, AdminDesk, LeadDesk):
        assert {"exposure", "record"}.isdisjoint(desk.__annotations__)


def test_an_export_can_be_read_at_home(world: World, record: Record, heron: Someone) -> None:
    record.add(heron.reference, Kind.AUDIO, NOW - timedelta(hours=3), 45)
    exports = world.desks.person.exports
    export = exports.collect(heron.reference)
    whole = json.loads(exports.as_json(export))["exposure"]
    assert whole["by_day"] == [{"day": "2026-11-21", "minutes": {"audio": 45}, "total": 45}]
    (session,) = whole["sessions"]
    assert session["began"] == "2026-11-21T05:00:00+00:00"
    assert (session["material"], session["minutes"], session["amended"]) == ("audio", 45, True)
    table = exports.as_csv(export)
    assert "exposure,2026-11-21" in table
    assert "session,2026-11-21" in table


def test_it_is_kept_as_long_as_its_owner_wants(world: World, record: Record, heron: Someone) -> None:
    record.add(heron.reference, Kind.AUDIO, NOW - timedelta(days=25), 45)
    world.desks.person.history.keep(heron.reference, 6)
    months = {row.expires_month for row in world.store.tables.entries.values()}
    assert months == {202704, 202711, 999912}, "the day in October, the log, and the profile"
    assert told(record, heron) == [(date(2026, 10, 27), Kind.AUDIO, 45)]
    assert world.desks.person.sessions.findings(world.sign_in(heron).reference).sound
