"""What the scripts of a page post to: unlock, sign in over an expired page, lock, leave, sign out."""

from __future__ import annotations

import asyncio
import json

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from wellbeing.domain.errors import HarbourError, ServedElsewhere
from wellbeing.edge.pages.landing import sign_in
from wellbeing.edge.pages.rotation import finish
from wellbeing.edge.pages.routing import Handler, route
from wellbeing.edge.pages.unlocking import unlock
from wellbeing.edge.pages.visit import Site, Visit, gone
from wellbeing.edge.quiet import RETRY_AFTER_SECONDS, status_of

_JSON = "application/json"


def routes(site: Site) -> list[Route]:
    """The addresses; only posts of our own pages reach them."""
    return [
        route(site, "/session/unlock", _spoken(_unlock), ["POST"]),
        route(site, "/session/sign-in", _spoken(_sign_in), ["POST"]),
        route(site, "/session/lock", _lock, ["POST"]),
        route(site, "/session/leave", _lock, ["POST"]),
        route(site, "/session/sign-out", _sign_out, ["POST"]),
    ]


async def _unlock(visit: Visit) -> Response:
    cookie = await unlock(visit, (await _said(visit)).get("passphrase", ""))
    response = Response(status_code=204)
    await visit.replaced(response, cookie)
    visit.site.afterwards(finish(visit.site, cookie))
    return response


async def _sign_in(visit: Visit) -> Response:
    said = await _said(visit)
    cookie = await sign_in(visit, said.get("handle", ""), said.get("passphrase", ""))
    tag = await asyncio.to_thread(visit.site.desks.person.sessions.same_person_tag, cookie)
    response = JSONResponse({"same": bool(tag) and said.get("tag") == tag})
    await visit.signed_in(response, cookie)
    visit.site.afterwards(finish(visit.site, cookie))
    return response


async def _lock(visit: Visit) -> Response:
    if visit.site.affinity.stranded(visit.caller):
        raise ServedElsewhere(visit.caller.process)  # nobody is told that something is locked which is not
    if visit.caller.cookie is not None:
        await asyncio.to_thread(visit.site.desks.person.sessions.lock, visit.caller.cookie)
    return _done(visit)


async def _sign_out(visit: Visit) -> Response:
    if visit.caller.cookie is not None:
        await asyncio.to_thread(visit.site.desks.person.sessions.end, visit.caller.cookie)
    return gone(_done(visit))


def _done(visit: Visit) -> Response:
    """Nothing for a script; for a plain form, the first page."""
    if _by_script(visit):
        return Response(status_code=204)
    return RedirectResponse("/", 303)


def _by_script(visit: Visit) -> bool:
    kind = visit.request.headers.get("content-type", "")
    return not kind.startswith(("application/x-www-form-urlencoded", "multipart/form-data"))


async def _said(visit: Visit) -> dict[str, str]:
    """The JSON object that was sent, its strings only."""
    if visit.request.headers.get("content-type", "").partition(";")[0].strip() != _JSON:
        raise HTTPException(400)
    try:
        said = json.loads(await visit.request.body())
    except (ValueError, RecursionError):
        raise HTTPException(400) from None
    if not isinstance(said, dict):
        raise HTTPException(400)
    return {name: value for name, value in said.items() if isinstance(value, str)}


def _spoken(handler: Handler) -> Handler:
    """The same handler, with an error as JSON in the words of the page's locale."""

    async def answer(visit: Visit) -> Response:
        try:
            return await handler(visit)
        except HarbourError as met:
            error = visit.meant(met)
            if isinstance(error, ServedElsewhere) and (sent_on := visit.elsewhere(error)):
                return sent_on
            response = JSONResponse({"message": visit.t(type(error).sentence())}, status_of(error))
            if response.status_code in (429, 503):
                response.headers["retry-after"] = str(RETRY_AFTER_SECONDS)
            return response

    return answer
