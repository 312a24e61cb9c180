"""Changing the data key: a fresh recovery code is shown, and the entries follow in the background."""

from __future__ import annotations

import asyncio
import logging

from starlette.responses import Response
from starlette.routing import Route

from wellbeing.domain.errors import HarbourError
from wellbeing.domain.logged import Logged
from wellbeing.edge.pages.recovery_code import made_anew
from wellbeing.edge.pages.routing import route
from wellbeing.edge.pages.visit import Site, Visit

_PAUSE_SECONDS = 0.02
_log = logging.getLogger(__name__)


def routes(site: Site) -> list[Route]:
    """Where the page is, and where it sends the form."""
    return [
        route(site, "/{locale}/rotate", _show),
        route(site, "/{locale}/rotate", _rotate, ["POST"]),
    ]


async def _show(visit: Visit) -> Response:
    await visit.unlocked()
    return visit.page("rotate", phase="open")


async def _rotate(visit: Visit) -> Response:
    response, cookie = await made_anew(visit, "rotate", visit.site.desks.person.passphrases.rotate)
    if cookie is not None:
        visit.site.afterwards(finish(visit.site, cookie))
    return response


async def finish(site: Site, cookie: str) -> None:
    """Carry a rotation on until nothing is left of the older key; stops when the session locks or ends."""
    person = site.desks.person

    def one_batch() -> bool:
        with person.sessions.visiting(cookie) as reference:
            return person.passphrases.continue_rotation(reference).finished

    try:
        finished = False
        while not finished:
            finished = await asyncio.to_thread(one_batch)
            await asyncio.sleep(_PAUSE_SECONDS)  # others want the database too
    except HarbourError as error:
        # Below every level that can be set: it would say that somebody is here who changes their key.
        _log.debug(
            "a key rotation waits for the next unlock (%s)",
            type(error).__name__,
            extra=Logged.ROTATION_WAITS.extra,
        )
