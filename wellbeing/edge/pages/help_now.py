"""Help right now: two static pages that know nobody, remember nothing and work without a server.

Nothing is asked, rated, counted or kept. Which country comes first is what the browser says of its language,
never where it is; the whole page is the same for everybody who says the same.
"""

from __future__ import annotations

import asyncio
from datetime import date
from functools import partial
from typing import Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from wellbeing.domain.contact import CONTACT_KINDS
from wellbeing.domain.resources import COUNTRIES, Directory, from_languages
from wellbeing.domain.resources.telling import INDEPENDENT, facts, name_of
from wellbeing.edge.pages.visit import Site, Visit, route
from wellbeing.words import best_locale, translator


def routes(site: Site) -> list[Route]:
    """The page and the card to print, and the address without a language."""
    return [
        route(site, "/help-now", _choose),
        route(site, "/{locale}/help-now", _show),
        route(site, "/{locale}/help-card", _card),
    ]


async def _choose(visit: Visit) -> Response:
    locale = best_locale(visit.request.headers.get("accept-language"))
    return RedirectResponse(f"/{locale}/help-now", 302, headers={"vary": "Accept-Language"})


async def _show(visit: Visit) -> Response:
    return await _page(visit, "help_now")


async def _card(visit: Visit) -> Response:
    return await _page(visit, "help_card")


async def _page(visit: Visit, template: str) -> Response:
    resources = visit.site.desks.person.resources
    own = from_languages(visit.request.headers.get("accept-language", ""))
    contacts = await asyncio.to_thread(resources.published)
    page = visit.page(
        template,
        **shown(resources.directory, visit.locale, own, resources.today()),
        contacts=contacts,
        overdue=resources.overdue(),
        reviewer=resources.clinical_reviewer,
    )
    # The same for everybody, and kept by the worker for when we are away.
    page.headers["cache-control"] = "no-cache"
    page.headers["vary"] = "Accept-Language"
    return page


def shown(directory: Directory, locale: str, own: str, today: date) -> dict[str, Any]:
    """What the templates name of the directory, with the country that comes first."""
    sections = directory.sections(own, today)
    return {
        "countries": COUNTRIES,
        "kinds": CONTACT_KINDS,
        "independent": INDEPENDENT,
        "named": partial(name_of, t=translator(locale)),
        "facts": partial(facts, t=translator(locale)),
        "own": own if any(one.country == own for one in sections) else "",
        "sections": sections,
        "finders": directory.everywhere(),
        "seen_on": min(one.seen_on for one in directory.lines),
    }
