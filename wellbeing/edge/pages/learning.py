"""Learning: pages that are the same for everybody; nobody signs in, and no opening is kept."""

from __future__ import annotations

from functools import partial

from starlette.responses import Response
from starlette.routing import Route

from wellbeing.domain.learning import AUDIENCES, CARDS, TOPICS, Card, by_topic
from wellbeing.edge.pages.routing import route
from wellbeing.edge.pages.visit import Site, Visit


def routes(site: Site) -> list[Route]:
    """The list, and one page for each card."""
    cards = (
        route(site, f"/{{locale}}/learn/{card.id}", partial(_card, card=card)) for card in CARDS.values()
    )
    return [route(site, "/{locale}/learn", _list), *cards]


async def _list(visit: Visit) -> Response:
    return visit.page("learn", topics=TOPICS, cards=by_topic())


async def _card(visit: Visit, card: Card) -> Response:
    reviewer = visit.site.desks.person.resources.clinical_reviewer
    return visit.page("learn_card", card=card, audiences=AUDIENCES, reviewer=reviewer)
