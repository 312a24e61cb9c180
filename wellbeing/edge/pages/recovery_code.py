"""The recovery code: shown once, to be printed, confirmed by typing two of its groups."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from starlette.responses import Response
from starlette.routing import Route

from wellbeing.domain.errors import HarbourError, RecoveryCodeMistyped
from wellbeing.edge.pages.routing import route
from wellbeing.edge.pages.visit import Site, Visit, first_place
from wellbeing.services.passphrases import Renewed

_FIELDS = {HarbourError: "passphrase"}


def routes(site: Site) -> list[Route]:
    """Where the code is confirmed, and where a lost one is renewed."""
    return [
        route(site, "/{locale}/recovery-code", _show),
        route(site, "/{locale}/recovery-code", _renew, ["POST"]),
        route(site, "/{locale}/recovery-code/confirm", _ask),
        route(site, "/{locale}/recovery-code/confirm", _confirm, ["POST"]),
    ]


async def shown(visit: Visit, cookie: str, code: str) -> Response:
    """The page that shows a fresh code, the only time it is shown."""
    groups = await asyncio.to_thread(visit.site.desks.person.passphrases.to_confirm, cookie)
    return visit.page("recovery", phase="open", code=code.replace("-", " ").split(), groups=groups)


async def _show(visit: Visit) -> Response:
    await visit.unlocked()
    return visit.page("renew", phase="open")


async def _renew(visit: Visit) -> Response:
    response, _ = await made_anew(visit, "renew", visit.site.desks.person.passphrases.renew_recovery_code)
    return response


async def made_anew(
    visit: Visit, template: str, act: Callable[[str, str], Renewed]
) -> tuple[Response, str | None]:
    """Take the passphrase of a form and show the new recovery code that the act gives.

    Sent again within a minute, with the cookie of before or of after, it shows the same code once more.

    Args:
        visit: whoever sent the form.
        template: the form, which has one field.
        act: takes the cookie and the passphrase.

    Returns:
        The page, and the session's new cookie; None when the passphrase was refused.
    """
    await visit.unlocked()
    cookie, passphrase, once = visit.cookie, (await visit.form()).get("passphrase", ""), visit.site.once

    async def known() -> Renewed:
        return renewed

    try:
        renewed = await once.run(
            (template, cookie, passphrase), lambda: visit.slowly(lambda: act(cookie, passphrase))
        )
    except HarbourError as error:
        visit.count(error)
        return visit.refused(template, error, _FIELDS, phase="open"), None
    await once.run((template, renewed.cookie, passphrase), known)
    response = await shown(visit, renewed.cookie, renewed.recovery_code)
    await visit.replaced(response, renewed.cookie)
    return response, renewed.cookie


async def _ask(visit: Visit) -> Response:
    groups = await asyncio.to_thread(visit.site.desks.person.passphrases.to_confirm, visit.cookie)
    if not groups:
        # Nobody asks for groups any more: after a restart a code that was not confirmed is made anew.
        presence = await visit.presence()
        return visit.to("recovery-code" if presence and presence.code_unconfirmed else "today")
    return visit.page("recovery", phase="open", code=(), groups=groups)


async def _confirm(visit: Visit) -> Response:
    form = await visit.form()
    passphrases = visit.site.desks.person.passphrases
    groups = await asyncio.to_thread(passphrases.to_confirm, visit.cookie)
    typed = [form.get(f"group_{number}", "") for number in groups]
    try:
        await asyncio.to_thread(passphrases.confirm_recovery, visit.cookie, typed)
    except RecoveryCodeMistyped as error:
        fields: dict[type[HarbourError], str] = {HarbourError: f"group_{groups[0]}" if groups else ""}
        return visit.refused("recovery", error, fields, phase="open", code=(), groups=groups)
    return visit.to(first_place(await visit.presence()))
