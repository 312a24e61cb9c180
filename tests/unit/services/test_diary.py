"""The diary: a year of one's own log, newest first, through month and year ends."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.world import Someone, World
from wellbeing.domain.diary import Event
from wellbeing.domain.errors import Locked


def test_newest_first_across_the_year_end(world: World, heron: Someone) -> None:
    for days in (30, 30, 20):
        world.clock.forward(days=days)
        heron = world.sign_in(heron)
    lines = world.desks.person.diary.mine(heron.reference)
    assert [line.event for line in lines] == [Event.SIGNED_IN] * 3 + [Event.JOINED]
    assert [line.at for line in lines] == sorted((line.at for line in lines), reverse=True)
    assert lines[0].at == datetime(2027, 2, 9, 8, 0, tzinfo=UTC)
    months = sorted({row.expires_month for row in world.store.tables.entries.values()})
    assert months == [202711, 202712, 202801, 202802, 999912]


def test_a_month_is_one_row_however_often_somebody_signs_in(world: World, heron: Someone) -> None:
    rows = len(world.store.tables.entries)
    for _ in range(10):
        heron = world.sign_in(heron)
    assert len(world.store.tables.entries) == rows


def test_it_is_kept_for_twelve_months(world: World, heron: Someone) -> None:
    world.clock.forward(days=380)
    heron = world.sign_in(heron)
    with world.store.begin() as work:
        assert work.entries.remove_expired(202712) == 1  # type: ignore[arg-type]
        work.commit()
    assert [line.event for line in world.desks.person.diary.mine(heron.reference)] == [Event.SIGNED_IN]
    assert world.desks.person.sessions.findings(world.sign_in(heron).reference).sound


def test_nobody_reads_it_while_locked(world: World, heron: Someone) -> None:
    world.desks.person.sessions.lock(heron.cookie)
    with pytest.raises(Locked):
        world.desks.person.diary.mine(heron.reference)
