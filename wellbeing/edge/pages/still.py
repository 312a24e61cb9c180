"""Pages that are the same for everybody: who sees what, the neutral clock, and what machines ask for."""

from __future__ import annotations

import asyncio
from typing import Final

from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from wellbeing.edge.pages.routing import route
from wellbeing.edge.pages.visit import Site, Visit
from wellbeing.words import best_locale

_WORDS: Final = {True: "ready", False: "not ready"}


def routes(site: Site) -> list[Route]:
    """The pages, and the addresses without a language."""
    return [
        route(site, "/{locale}/privacy", _privacy),
        route(site, "/privacy", _choose),
        route(site, "/{locale}/blank", _blank),
        route(site, "/blank", _blank),
        route(site, "/healthz", _health),
        route(site, "/readyz", _ready),
        route(site, "/robots.txt", _robots),
    ]


async def _privacy(visit: Visit) -> Response:
    return visit.page("privacy")


async def _choose(visit: Visit) -> Response:
    locale = best_locale(visit.request.headers.get("accept-language"))
    return RedirectResponse(f"/{locale}/privacy", 302, headers={"vary": "Accept-Language"})


async def _blank(visit: Visit) -> Response:
    return visit.page("blank")


async def _health(_visit: Visit) -> Response:
    return PlainTextResponse("ok")


async def _ready(visit: Visit) -> Response:
    """Whether this process can serve: a word for each part, no number, and nothing about anybody."""
    standing = visit.site.standing
    parts = {} if standing is None else await asyncio.to_thread(standing.ready)
    ready = bool(parts) and all(parts.values())
    said = {part.value: _WORDS[fine] for part, fine in parts.items()}
    return JSONResponse({"ready": ready, "parts": said}, 200 if ready else 503)


async def _robots(_visit: Visit) -> Response:
    return PlainTextResponse("User-agent: *\nDisallow: /\n")
