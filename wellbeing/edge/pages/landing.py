"""The first page: what this is, and signing in."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from wellbeing.domain.errors import HarbourError
from wellbeing.edge.pages.rotation import finish
from wellbeing.edge.pages.routing import route
from wellbeing.edge.pages.visit import Site, Visit
from wellbeing.words import best_locale

_FIELDS = {HarbourError: "handle"}


def routes(site: Site) -> list[Route]:
    """Where the page is, and where it sends the form."""
    return [
        route(site, "/", _choose),
        route(site, "/{locale}", _slash),
        route(site, "/{locale}/", _show),
        route(site, "/{locale}/", _sign_in, ["POST"]),
    ]


async def _choose(visit: Visit) -> Response:
    """Lead to the language that suits the browser."""
    locale = best_locale(visit.request.headers.get("accept-language"))
    return RedirectResponse(f"/{locale}/", 303, headers={"vary": "Accept-Language"})


async def _slash(visit: Visit) -> Response:
    return visit.to("")


async def _show(visit: Visit) -> Response:
    presence = await visit.presence()
    phase = "nobody" if presence is None else "locked" if presence.locked else "open"
    return visit.entrance("landing", phase=phase, signed_in=presence is not None, handle="")


async def _sign_in(visit: Visit) -> Response:
    form = await visit.form()
    handle, passphrase = form.get("handle", ""), form.get("passphrase", "")
    try:
        cookie = await sign_in(visit, handle, passphrase)
    except HarbourError as error:
        return visit.refused("landing", error, _FIELDS, signed_in=False, handle=handle)
    response = await visit.signed_in(visit.to("today"), cookie)
    visit.site.afterwards(finish(visit.site, cookie))
    return response


async def sign_in(visit: Visit, handle: str, passphrase: str) -> str:
    """Start a session, within the allowance of the address.

    Raises:
        SecretsDiffer: no such handle or another passphrase, which nobody can tell apart.
        TooManyTries: too many were refused.
        Busy: too many people sign in at once.
    """
    signing_in = visit.site.desks.person.signing_in
    await visit.may_try(handle)
    try:
        return await visit.slowly(lambda: signing_in.sign_in(handle, passphrase, visit.caller.marks))
    except HarbourError as error:
        visit.count(error)
        raise
