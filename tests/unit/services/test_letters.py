"""Letters: acts made while locked are bounded, and what cannot have been acts is not taken in."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from tests.unit.services.acting import act, start
from tests.world import Someone, World
from wellbeing.domain.clock import Phase
from wellbeing.domain.errors import ActsFull
from wellbeing.domain.exposure import Act, Kind
from wellbeing.domain.letter import MOST_ACTS

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
TODAY = NOW.date()


def test_a_letter_is_full_at_some_point_and_loses_nothing(world: World, heron: Someone) -> None:
    start(world, heron)
    world.desks.person.sessions.lock(heron.cookie)
    for number in range(MOST_ACTS):
        world.clock.forward(seconds=1)
        act(world, heron, Act.BACK if number % 2 else Act.PAUSE)
    before = world.desks.person.exposure.clock(heron.reference)
    with pytest.raises(ActsFull):
        act(world, heron, Act.STOP)
    assert world.desks.person.exposure.clock(heron.reference).version == before.version
    (letter,) = world.store.tables.inbox.values()
    assert len(letter.body) < 33_000
    again = world.sign_in(heron)
    with world.desks.person.sessions.keys(again.reference) as access:
        from wellbeing.services.sorts import EXPOSURE

        with world.desks.person.exposure._records.reading(access) as ledger:
            (day,) = ledger.all(EXPOSURE).values
    assert len(day.events) == MOST_ACTS + 1


def test_forged_acts_from_elsewhere_and_of_other_times_are_not_taken_in(world: World, heron: Someone) -> None:
    from wellbeing.domain.exposure import Event, ExposureDay
    from wellbeing.domain.letter import Letter
    from wellbeing.services.ports import InboxRow
    from wellbeing.vault import codec, seal

    person = next(iter(world.store.tables.people.values()))
    long_ago, soon = NOW - timedelta(days=200), NOW + timedelta(days=3)
    days = (
        ExposureDay(long_ago.date(), (Event(uuid4(), long_ago, Act.START, Kind.TEXT),)),
        ExposureDay(TODAY, (Event(uuid4(), NOW, Act.REMOVE, of=uuid4()),)),
        ExposureDay(soon.date(), (Event(uuid4(), soon, Act.START, Kind.TEXT),)),
    )
    body = seal.post(person.public_key, person.id, codec.Kind.LETTER, Letter(days))
    row = uuid4()
    world.store.tables.inbox[row] = InboxRow(row, person.id, body)
    rows = len(world.store.tables.entries)
    again = world.sign_in(heron)
    assert world.desks.person.exposure.clock(again.reference).phase is Phase.REST
    assert (len(world.store.tables.entries), world.waiting()) == (rows, [])
    assert world.desks.person.record.by_day(again.reference, date(2026, 1, 1), date(2026, 12, 31)) == ()
