"""The recovery code: shown once, to be printed, confirmed by typing two of its groups."""

from __future__ import annotations

import asyncio

from starlette.responses import Response
from starlette.routing import Route

from wellbeing.domain.errors import HarbourError, RecoveryCodeMistyped
from wellbeing.edge.kdf import slowly
from wellbeing.edge.pages.visit import Site, Visit, first_place, route

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
    await visit.unlocked()
    cookie, passphrase = visit.cookie, (await visit.form()).get("passphrase", "")
    passphrases = visit.site.desks.person.passphrases
    try:
        code = await visit.site.once.run(
            ("renew", cookie, passphrase),
            lambda: slowly(lambda: passphrases.renew_recovery_code(cookie, passphrase)),
        )
    except HarbourError as error:
        visit.count(error)
        return visit.refused("renew", error, _FIELDS, phase="open")
    return await shown(visit, cookie, code)


async def _ask(visit: Visit) -> Response:
    groups = await asyncio.to_thread(visit.site.desks.person.passphrases.to_confirm, visit.cookie)
    if not groups:
        return visit.to("today")
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
