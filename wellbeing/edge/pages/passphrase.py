"""Changing the passphrase: the old one, the new one, and what a change does not undo."""

from __future__ import annotations

import asyncio

from starlette.responses import Response
from starlette.routing import Route

from wellbeing.domain.errors import BadInput, HarbourError, PassphrasesDiffer, Refused
from wellbeing.edge.pages.routing import route
from wellbeing.edge.pages.visit import Site, Visit

_FIELDS: dict[type[HarbourError], str] = {
    PassphrasesDiffer: "again",
    BadInput: "passphrase",
    Refused: "current",
}


def routes(site: Site) -> list[Route]:
    """Where the page is, and where it sends the form."""
    return [
        route(site, "/{locale}/passphrase", _show),
        route(site, "/{locale}/passphrase", _change, ["POST"]),
        route(site, "/{locale}/passphrase/changed", _changed, back="today"),
    ]


async def _show(visit: Visit) -> Response:
    await visit.unlocked()
    words = await asyncio.to_thread(visit.site.desks.person.joining.offer_passphrase)
    return visit.page("passphrase", phase="open", words=words)


async def _change(visit: Visit) -> Response:
    await visit.unlocked()
    form = await visit.form()
    person, cookie = visit.site.desks.person, visit.cookie
    current, passphrase = form.get("current", ""), form.get("passphrase", "")
    if form.get("act") == "words":
        return await _show(visit)
    try:
        if passphrase != form.get("again", ""):
            raise PassphrasesDiffer
        renewed = await visit.site.once.run(
            ("change", cookie, current, passphrase),
            lambda: visit.slowly(lambda: person.passphrases.change(cookie, current, passphrase)),
        )
    except HarbourError as error:
        visit.count(error)
        words = form.get("offered") or await asyncio.to_thread(person.joining.offer_passphrase)
        return visit.refused("passphrase", error, _FIELDS, phase="open", words=words)
    response = visit.to("passphrase/changed")
    await visit.replaced(response, renewed)
    return response


async def _changed(visit: Visit) -> Response:
    await visit.unlocked()
    return visit.page("passphrase_changed", phase="open")
