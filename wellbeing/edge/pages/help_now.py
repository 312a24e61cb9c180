"""Help right now: one static page that knows nobody, remembers nothing and works without a server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from wellbeing.domain.helplines import Kind, of_kind
from wellbeing.edge.pages.visit import Site, Visit, route
from wellbeing.words import best_locale, mark

COUNTRIES: Final[Mapping[str, str]] = {
    "EU": mark("European Union"),
    "FR": mark("France"),
    "GB": mark("United Kingdom"),
    "IE": mark("Ireland"),
    "NL": mark("Netherlands"),
    "NZ": mark("New Zealand"),
    "US": mark("United States"),
}
"""The country of each line that ships."""


def routes(site: Site) -> list[Route]:
    """The page, and the address without a language."""
    return [route(site, "/help-now", _choose), route(site, "/{locale}/help-now", _show)]


async def _choose(visit: Visit) -> Response:
    locale = best_locale(visit.request.headers.get("accept-language"))
    return RedirectResponse(f"/{locale}/help-now", 302, headers={"vary": "Accept-Language"})


async def _show(visit: Visit) -> Response:
    page = visit.page(
        "help_now",
        countries=COUNTRIES,
        emergency=of_kind(Kind.EMERGENCY),
        crisis=of_kind(Kind.CRISIS),
        police=of_kind(Kind.POLICE),
        finders=of_kind(Kind.FINDER),
    )
    page.headers["cache-control"] = (
        "no-cache"  # the same for everybody, and kept by the worker for when we are away
    )
    return page
