"""Deleting the account: the keys are destroyed first, and a receipt says what that means."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from wellbeing.domain.errors import HarbourError
from wellbeing.edge.pages.routing import route
from wellbeing.edge.pages.visit import Site, Visit, gone
from wellbeing.words import mark

_FIELDS = {HarbourError: "passphrase"}
_WORD = mark("delete")
_TYPE_IT = mark("Type the word that is asked for, to be sure.")


def routes(site: Site) -> list[Route]:
    """Where the page is, and where it sends the form."""
    return [
        route(site, "/{locale}/account/delete", _show),
        route(site, "/{locale}/account/delete", _delete, ["POST"]),
    ]


async def _show(visit: Visit) -> Response:
    await visit.unlocked()
    return visit.page("delete", phase="open", word=_WORD)


async def _delete(visit: Visit) -> Response:
    form = await visit.form()
    leaving, cookie = visit.site.desks.person.leaving, visit.cookie
    passphrase = form.get("passphrase", "")
    if form.get("word", "").strip().casefold() != visit.t(_WORD).casefold():
        await visit.unlocked()
        wrong = {"word": _TYPE_IT}
        return visit.page("delete", 422, phase="open", word=_WORD, errors=tuple(wrong.items()), wrong=wrong)
    try:
        receipt = await visit.site.once.run(
            ("delete", cookie, passphrase), lambda: visit.slowly(lambda: leaving.delete(cookie, passphrase))
        )
    except HarbourError as error:
        visit.count(error)
        return visit.refused("delete", error, _FIELDS, phase="open", word=_WORD)
    return gone(visit.page("receipt", receipt=receipt))
