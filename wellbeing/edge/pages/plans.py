"""The safety plan on paper: a page to print without JavaScript, for its owner with open entries."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from wellbeing.domain.plan import AUTHORS, SOURCE, told
from wellbeing.edge.pages.routing import route
from wellbeing.edge.pages.visit import Site, Visit


def routes(site: Site) -> list[Route]:
    """The page to print."""
    return [route(site, "/{locale}/plan/print", _print)]


async def _print(visit: Visit) -> Response:
    visit.from_here()
    await visit.unlocked()
    plan = await visit.within(visit.site.desks.person.plans.mine)
    return visit.page("plan", phase="open", steps=told(plan, visit.t), authors=AUTHORS, source=SOURCE)
