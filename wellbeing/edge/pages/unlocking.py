"""Unlocking without JavaScript, on the way to a page that needs the keys."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from wellbeing.domain.errors import HarbourError, SignedOut
from wellbeing.edge.pages.rotation import finish
from wellbeing.edge.pages.routing import address, route
from wellbeing.edge.pages.visit import Site, Visit

_FIELDS = {HarbourError: "passphrase"}


def routes(site: Site) -> list[Route]:
    """Where the page is, and where it sends the form."""
    return [
        route(site, "/{locale}/unlock", _show),
        route(site, "/{locale}/unlock", _unlock, ["POST"]),
    ]


async def _show(visit: Visit) -> Response:
    presence = await visit.presence()
    if presence is None:
        raise SignedOut
    place = visit.request.query_params.get("next", "")
    return visit.page("unlock", phase="locked", next=place) if presence.locked else _onward(visit, place)


async def _unlock(visit: Visit) -> Response:
    form = await visit.form()
    place = form.get("next", "")
    try:
        cookie = await unlock(visit, form.get("passphrase", ""))
    except HarbourError as error:
        return visit.refused("unlock", error, _FIELDS, phase="locked", next=place)
    response = _onward(visit, place)
    await visit.replaced(response, cookie)
    visit.site.afterwards(finish(visit.site, cookie))
    return response


async def unlock(visit: Visit, passphrase: str) -> str:
    """Take the keys out again; the cookie that comes back takes the old one's place.

    Raises:
        SignedOut: nobody is signed in.
        SecretsDiffer: it is another passphrase.
        TooManyTries: too many were refused.
        Busy: too many people sign in at once.
    """
    cookie, sessions = visit.cookie, visit.site.desks.person.sessions
    try:
        return await visit.slowly(lambda: sessions.unlock(cookie, passphrase))
    except HarbourError as error:
        visit.count(error)
        raise


def _onward(visit: Visit, place: str) -> Response:
    """To the page that was asked for, if it is one of ours."""
    asked_for = address(visit.request.app.routes, place, visit.locale)
    return RedirectResponse(asked_for, 303) if asked_for else visit.to("today")
