"""Joining by invitation: the slip's code, a handle and a passphrase, and then the recovery code."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from starlette.responses import Response
from starlette.routing import Route

from wellbeing.domain.errors import (
    BadInput,
    HandleUnusable,
    HarbourError,
    InvitationRefused,
    PassphrasesDiffer,
    Refused,
)
from wellbeing.edge.pages.recovery_code import shown
from wellbeing.edge.pages.routing import route
from wellbeing.edge.pages.visit import Site, Visit

_FIELDS: dict[type[HarbourError], str] = {
    InvitationRefused: "code",
    HandleUnusable: "handle",
    PassphrasesDiffer: "again",
    BadInput: "passphrase",
    Refused: "code",
}


def routes(site: Site) -> list[Route]:
    """Where the page is, and where it sends the form."""
    return [
        route(site, "/{locale}/join", _show),
        route(site, "/{locale}/join", _join, ["POST"]),
    ]


async def _show(visit: Visit) -> Response:
    words = await asyncio.to_thread(visit.site.desks.person.joining.offer_passphrase)
    return visit.entrance("join", handle="", code="", words=words)


async def _join(visit: Visit) -> Response:
    form = await visit.form()
    joining = visit.site.desks.person.joining
    code, handle = form.get("code", ""), form.get("handle", "")
    passphrase, again = form.get("passphrase", ""), form.get("again", "")
    if form.get("act") == "words":
        words = await asyncio.to_thread(joining.offer_passphrase)
        return visit.page("join", handle=handle, code=code, words=words)
    mistakes: Sequence[HarbourError] = await asyncio.to_thread(
        joining.look_over, code, handle, passphrase, again
    )
    try:
        await visit.may_try()
        if mistakes:
            return await _again(visit, mistakes, form)
        joined = await visit.site.once.run(
            ("join", code, handle, passphrase),
            lambda: visit.slowly(lambda: joining.join(code, handle, passphrase)),
        )
    except HarbourError as error:
        return await _again(visit, (error,), form)
    return await visit.signed_in(await shown(visit, joined.cookie, joined.recovery_code), joined.cookie)


async def _again(visit: Visit, errors: Sequence[HarbourError], form: Mapping[str, str]) -> Response:
    """The form with everything that was wrong, and with what was typed but for the secrets."""
    for error in errors:
        if isinstance(error, InvitationRefused):
            visit.count(error)
    offer = visit.site.desks.person.joining.offer_passphrase
    words = form.get("offered") or await asyncio.to_thread(offer)
    return visit.refused(
        "join", errors, _FIELDS, handle=form.get("handle", ""), code=form.get("code", ""), words=words
    )
