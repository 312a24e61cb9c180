"""Help right now: two static pages that know nobody, remember nothing and work without a server.

Nothing is asked, rated, counted or kept. The countries that come first are those in which this installation's
units work and the one that the browser says, never the one it is in; the page is the same for everybody who
says the same.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from wellbeing.domain.contact import CONTACT_KINDS
from wellbeing.domain.resources import COUNTRIES, Directory, nearest
from wellbeing.domain.resources.telling import INDEPENDENT, facts, name_of
from wellbeing.edge.pages.routing import route
from wellbeing.edge.pages.visit import Site, Visit
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
    contacts, worked_in = await asyncio.to_thread(lambda: (resources.published(), resources.worked_in()))
    first = nearest(worked_in, visit.request.headers.get("accept-language", ""))
    page = visit.page(
        template,
        **shown(resources.directory, visit.locale, first, resources.today()),
        contacts=contacts,
        overdue=resources.overdue(),
        reviewer=resources.clinical_reviewer,
    )
    # The same for everybody, and kept by the worker for when we are away.
    page.headers["cache-control"] = "no-cache"
    page.headers["vary"] = "Accept-Language"
    return page


def shown(directory: Directory, locale: str, first: Sequence[str], today: date) -> dict[str, Any]:
    """What the templates name of the directory, with the countries that come first."""
    sections = directory.sections(first, today)
    return {
        "countries": COUNTRIES,
        "kinds": CONTACT_KINDS,
        "independent": INDEPENDENT,
        "named": partial(name_of, t=translator(locale)),
        "facts": partial(facts, t=translator(locale)),
        "first": first,
        "sections": sections,
        "finders": directory.everywhere(),
        "seen_on": min(one.seen_on for one in directory.lines),
    }
