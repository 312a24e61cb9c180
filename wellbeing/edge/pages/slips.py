"""Printed slips: seats are issued, or issued anew; a new code is in letters and as a QR picture."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from uuid import UUID

import segno
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from wellbeing.domain.errors import RoleUnusable
from wellbeing.domain.people import Role, SeatId, UnitId
from wellbeing.edge.pages.routing import route
from wellbeing.edge.pages.visit import Site, Visit
from wellbeing.services.seats import Slip
from wellbeing.settings import LOOPBACK


@dataclass(frozen=True, slots=True)
class Printed:
    """A slip with its picture."""

    slip: Slip
    link: str = field(repr=False)
    """The join page with the code behind "#", which browsers do not send to any server."""
    picture: str = field(repr=False)
    """SVG, made here from the link alone."""


def routes(site: Site) -> list[Route]:
    """Where the forms of the unit's and the administrator's page post to."""
    return [route(site, "/{locale}/unit/slips", _act, ["POST"], back="today")]


async def _act(visit: Visit) -> Response:
    await visit.unlocked()  # what was printed a moment ago is shown again without asking a service
    form = await visit.form()
    action = form.get("action")
    if action == "issue":
        slips = await _issued(visit, form)
    elif action == "reissue":
        slips = await _reissued(visit, form)
    else:
        raise HTTPException(400)
    printed = await asyncio.to_thread(lambda: [_printed(visit, slip) for slip in slips])
    # An address of this computer leads nobody here from another one.
    near = urlsplit(visit.caller.origin).hostname in LOOPBACK
    return visit.page("slips", phase="open", slips=printed, near=near, back=_origin(slips))


def _origin(slips: Sequence[Slip]) -> str:
    """The page these slips were asked for on: administrators issue the seats of those who set up units."""
    above = {Role.CONFIGURATOR, Role.ADMINISTRATOR}
    return "admin" if all(slip.role in above for slip in slips) else "unit"


async def _issued(visit: Visit, form: Mapping[str, str]) -> Sequence[Slip]:
    seats = visit.site.desks.unit.seats
    unit, role, labels = (form.get(name, "") for name in ("unit", "role", "labels"))
    where = UnitId(_uuid(unit)) if unit else None
    try:
        what = Role(role)
    except ValueError:
        raise RoleUnusable from None
    names = [line.strip() for line in labels.splitlines() if line.strip()]
    # The page names the act, so that the same labels from a page shown anew are another one.
    return await visit.site.once.run(
        ("issue", visit.cookie, unit, role, labels, form.get("once", "")),
        lambda: visit.within(lambda reference: seats.issue(reference, where, what, names)),
    )


async def _reissued(visit: Visit, form: Mapping[str, str]) -> Sequence[Slip]:
    seats = visit.site.desks.unit.seats
    seat = SeatId(_uuid(form.get("seat", "")))
    slip = await visit.site.once.run(
        ("reissue", visit.cookie, str(seat), form.get("once", "")),
        lambda: visit.within(lambda reference: seats.reissue(reference, seat)),
    )
    return (slip,)


def _printed(visit: Visit, slip: Slip) -> Printed:
    link = f"{visit.caller.origin}/{visit.locale}/join#{slip.code}"
    picture = segno.make(link, error="m", micro=False).svg_inline(
        border=4, omitsize=True, light="#fff", dark="#000"
    )
    return Printed(slip, link, picture)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise HTTPException(400) from None
