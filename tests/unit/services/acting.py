"""Acts of the timer, as somebody's page sends them."""

from __future__ import annotations

from tests.world import Someone, World
from wellbeing.domain.clock import Clock
from wellbeing.domain.exposure import Act, Kind


def act(world: World, someone: Someone, what: Act, **parts: object) -> Clock:
    """An act on a page that shows the newest clock."""
    exposure = world.desks.person.exposure
    seen = exposure.clock(someone.reference).version
    return exposure.act(someone.reference, what, seen, **parts)  # type: ignore[arg-type]


def start(world: World, someone: Someone, kind: Kind | None = Kind.STILLS) -> Clock:
    return act(world, someone, Act.START, kind=kind)
