"""Which version and which settings run, for anybody who is signed in, locked or not."""

from __future__ import annotations

import asyncio

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from wellbeing.domain.errors import SignedOut
from wellbeing.domain.retention import CHOICES, USUAL
from wellbeing.edge.pages.routing import route
from wellbeing.edge.pages.visit import Site, Visit
from wellbeing.services.presence import Presence
from wellbeing.words import language_name


def routes(site: Site) -> list[Route]:
    """One page."""
    return [route(site, "/{locale}/about", _about)]


async def known(visit: Visit) -> Presence:
    """Whoever is signed in, locked or not: these pages say nothing that a lock would have to cover.

    Raises:
        SignedOut: nobody is; a version helps whoever looks for a way in.
    """
    presence = await visit.presence()
    if presence is None:
        raise SignedOut
    return presence


def phase_of(presence: Presence) -> str:
    """What the frame of the page is told."""
    return "locked" if presence.locked else "open"


async def _about(visit: Visit) -> Response:
    presence = await known(visit)
    if visit.site.standing is None:
        raise HTTPException(404)
    told = await asyncio.to_thread(visit.site.standing.told)
    return visit.page(
        "about",
        phase=phase_of(presence),
        told=told,
        languages=", ".join(map(language_name, told.languages)),
        locks=presence.lock_after_seconds // 60,
        usual=USUAL,
        least=CHOICES[0],
        most=CHOICES[-1],
    )
