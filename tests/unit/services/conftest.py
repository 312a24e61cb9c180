"""Every test of a service has an installation of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.world import Someone, World


@pytest.fixture
def world() -> Iterator[World]:
    world = World()
    yield world
    world.close()


@pytest.fixture
def heron(world: World) -> Someone:
    """An investigator with a page open."""
    return world.join("Heron")
