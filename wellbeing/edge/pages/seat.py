"""Adding a seat to an account that exists: the code from another slip."""

from __future__ import annotations

import asyncio

from starlette.responses import Response
from starlette.routing import Route

from wellbeing.domain.errors import HarbourError, InvitationRefused, TooManyTries
from wellbeing.edge.pages.routing import route
from wellbeing.edge.pages.visit import Site, Visit

_FIELDS: dict[type[HarbourError], str] = {InvitationRefused: "code", TooManyTries: "code"}


def routes(site: Site) -> list[Route]:
    """Where the page is, and where it sends the form."""
    return [
        route(site, "/{locale}/seat", _show),
        route(site, "/{locale}/seat", _add, ["POST"]),
        route(site, "/{locale}/seat/added", _added, back="today"),
    ]


async def _show(visit: Visit) -> Response:
    await visit.unlocked()
    return visit.page("seat", phase="open")


async def _add(visit: Visit) -> Response:
    await visit.unlocked()
    code, cookie = (await visit.form()).get("code", ""), visit.cookie
    joining = visit.site.desks.person.joining

    async def act() -> None:
        await asyncio.to_thread(joining.add_seat, cookie, code)

    try:
        await visit.may_try()
        await visit.site.once.run(("seat", cookie, code), act)
    except (InvitationRefused, TooManyTries) as error:
        visit.count(error)
        return visit.refused("seat", error, _FIELDS, phase="open")
    return visit.to("seat/added")


async def _added(visit: Visit) -> Response:
    presence = await visit.unlocked()
    return visit.page("seat_added", phase="open", roles=presence.roles)
