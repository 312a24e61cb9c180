"""The offer of a check-in after a unit has ended, as the day's page shows it and takes the answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.unit.ui.desk_fakes import Page
from tests.world import Someone, World
from wellbeing.domain.errors import BadInput
from wellbeing.domain.people import Unit
from wellbeing.ui.door import Door
from wellbeing.ui.person.followups import FollowUps


@pytest.fixture
def world() -> Iterator[World]:
    made = World()
    yield made
    made.close()


@pytest.fixture
def force(world: World) -> Unit:
    today = world.clock.now().date()
    force = replace(world.unit("Five days"), starts_on=today, ends_on=today + timedelta(days=4))
    with world.store.begin() as work:
        work.units.put(force)
        work.commit()
    return force


@pytest.fixture
def heron(world: World, force: Unit) -> Someone:
    return world.join("Heron", unit=force)


def opened(world: World, someone: Someone) -> tuple[Page, Any]:
    page = Page(world.desks, reference=world.sign_in(someone).reference, path="/en/today")
    page.call((FollowUps, "meet"))
    return page, page.state(FollowUps)


def test_before_its_time_nothing_is_said(world: World, heron: Someone) -> None:
    assert opened(world, heron)[1].rows == []


@pytest.mark.parametrize(
    ("weeks", "words"),
    [(1, "It is 1 week since Five days ended."), (12, "It is 12 weeks since Five days ended.")],
)
def test_an_offer_is_put_away_by_its_answer(
    world: World, force: Unit, heron: Someone, weeks: int, words: str
) -> None:
    world.clock.forward(days=4 + 7 * weeks)
    page, state = opened(world, heron)
    (shown,) = state.rows
    assert (shown.unit, shown.weeks, shown.words) == (str(force.id), str(weeks), words)
    assert "Five days" not in repr(shown)
    tag = page.state(Door).tag
    page.call((FollowUps, "answer"), unit=shown.unit, weeks=shown.weeks, tag=tag)
    assert page.state(FollowUps).rows == []
    assert opened(world, heron)[1].rows == []


@pytest.mark.parametrize(("unit", "weeks"), [("x", "4"), ("", "4"), (None, "5"), (None, "x")])
def test_what_no_page_sends_is_refused(
    world: World, force: Unit, heron: Someone, unit: str | None, weeks: str
) -> None:
    page, _ = opened(world, heron)
    tag = page.state(Door).tag
    page.call((FollowUps, "answer"), unit=str(force.id) if unit is None else unit, weeks=weeks, tag=tag)
    assert page.state(Door).message == BadInput.sentence()


def test_leaving_the_page_forgets_it(world: World, heron: Someone) -> None:
    world.clock.forward(days=11)
    page, state = opened(world, heron)
    assert state.rows
    page.call((FollowUps, "leave"))
    assert page.state(FollowUps).rows == []
