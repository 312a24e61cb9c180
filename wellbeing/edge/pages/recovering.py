"""Getting back in with the recovery code, which is used up by it: a new passphrase and a new code follow."""

from __future__ import annotations

import asyncio

from starlette.responses import Response
from starlette.routing import Route

from wellbeing.domain.errors import BadInput, HarbourError, PassphrasesDiffer, RecoveryCodeMistyped, Refused
from wellbeing.edge.pages.recovery_code import shown
from wellbeing.edge.pages.routing import route
from wellbeing.edge.pages.visit import Site, Visit

_FIELDS: dict[type[HarbourError], str] = {
    RecoveryCodeMistyped: "code",
    PassphrasesDiffer: "again",
    BadInput: "passphrase",
    Refused: "handle",
}


def routes(site: Site) -> list[Route]:
    """Where the page is, and where it sends the form."""
    return [
        route(site, "/{locale}/recover", _show),
        route(site, "/{locale}/recover", _recover, ["POST"]),
    ]


async def _show(visit: Visit) -> Response:
    words = await asyncio.to_thread(visit.site.desks.person.joining.offer_passphrase)
    return visit.entrance("recover", handle="", words=words)


async def _recover(visit: Visit) -> Response:
    form = await visit.form()
    person = visit.site.desks.person
    handle, code = form.get("handle", ""), form.get("code", "")
    passphrase, again = form.get("passphrase", ""), form.get("again", "")
    if form.get("act") == "words":
        words = await asyncio.to_thread(person.joining.offer_passphrase)
        return visit.page("recover", handle=handle, words=words)
    try:
        if passphrase != again:
            raise PassphrasesDiffer
        await visit.may_try(handle)
        recovered = await visit.site.once.run(
            ("recover", handle, code, passphrase),
            lambda: visit.slowly(
                lambda: person.passphrases.recover(handle, code, passphrase, visit.caller.marks)
            ),
        )
    except HarbourError as error:
        visit.count(error)
        offered = form.get("offered") or await asyncio.to_thread(person.joining.offer_passphrase)
        return visit.refused("recover", error, _FIELDS, handle=handle, words=offered)
    page = await shown(visit, recovered.cookie, recovered.recovery_code)
    return await visit.signed_in(page, recovered.cookie)
