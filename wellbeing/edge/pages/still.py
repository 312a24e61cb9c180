"""Pages that are the same for everybody: who sees what, the neutral clock, and what machines ask for."""

from __future__ import annotations

from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from wellbeing.edge.pages.visit import Site, Visit, route
from wellbeing.words import best_locale


def routes(site: Site) -> list[Route]:
    """The pages, and the addresses without a language."""
    return [
        route(site, "/{locale}/privacy", _privacy),
        route(site, "/privacy", _choose),
        route(site, "/{locale}/blank", _blank),
        route(site, "/blank", _blank),
        route(site, "/healthz", _health),
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


async def _robots(_visit: Visit) -> Response:
    return PlainTextResponse("User-agent: *\nDisallow: /\n")
