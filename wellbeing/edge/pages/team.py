"""Teams on paper and as files: the lead's report, the ranges, the duty record, and the whole log."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence

from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from wellbeing.domain import team_words as words
from wellbeing.domain.contact import CONTACT_KINDS
from wellbeing.domain.duty import DUTY_NAMES, DutyKind, Record
from wellbeing.domain.errors import NotYours
from wellbeing.domain.people import Role
from wellbeing.domain.releases import Line
from wellbeing.domain.team import View
from wellbeing.domain.team_table import as_csv
from wellbeing.edge.pages.routing import route
from wellbeing.edge.pages.visit import Site, Visit

_PIECE = 500
"""Lines of the log that are sent at once."""


def routes(site: Site) -> list[Route]:
    """Two pages to print, and two files with one address for all languages."""
    return [
        route(site, "/{locale}/team/print", _report),
        route(site, "/team/csv", _table),
        route(site, "/{locale}/duty", _duty),
        route(site, "/seen/log", _log),
    ]


async def _report(visit: Visit) -> Response:
    return visit.page("team", phase="open", views=await _views(visit), words=words)


async def _table(visit: Visit) -> Response:
    text = as_csv(await _views(visit))
    return Response(text, media_type="text/csv", headers=_as_file("harbour-team.csv"))


async def _duty(visit: Visit) -> Response:
    await _admitted(visit, Role.LEAD, Role.CONFIGURATOR)
    duty = visit.site.desks.lead.duty

    def every(reference: str) -> Sequence[Record]:
        return [duty.record(reference, one.id) for one in duty.units(reference)]

    records = await visit.within(every)
    return visit.page(
        "duty",
        phase="open",
        records=records,
        contacts=CONTACT_KINDS,
        duties=DUTY_NAMES,
        answered=DutyKind.COMMENTS,
    )


async def _log(visit: Visit) -> Response:
    """The whole log as the text file beside the databases has it: one object a line."""
    await _admitted(visit)
    lines = await visit.within(visit.site.desks.person.team.log)
    return StreamingResponse(
        _pieces(lines), media_type="application/x-ndjson", headers=_as_file("harbour-releases.jsonl")
    )


async def _views(visit: Visit) -> Sequence[View]:
    """The pictures of every unit that the lead looks after."""
    await _admitted(visit, Role.LEAD)
    team = visit.site.desks.lead.team

    def every(reference: str) -> Sequence[View]:
        return [team.of(reference, one.id) for one in team.units(reference)]

    return await visit.within(every)


async def _admitted(visit: Visit, *roles: Role) -> None:
    """Let only open sessions with one of the roles pass, and no link on another site.

    Raises:
        NotYours: the person holds none of these seats.
    """
    visit.from_here()
    presence = await visit.unlocked()
    if roles and not presence.roles.intersection(roles):
        raise NotYours


async def _pieces(lines: Sequence[Line]) -> AsyncIterator[str]:
    for start in range(0, len(lines), _PIECE):
        some = lines[start : start + _PIECE]
        yield "".join(
            json.dumps({"body": one.body, "signature": one.signature.hex()}, separators=(",", ":")) + "\n"
            for one in some
        )


def _as_file(name: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="{name}"'}
