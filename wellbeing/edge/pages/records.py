"""The administrators' records, page by page and as a file, for anybody who is signed in, locked or not."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator

from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from wellbeing.domain.audit_words import DESKS, said
from wellbeing.edge.pages.about import known, phase_of
from wellbeing.edge.pages.routing import route
from wellbeing.edge.pages.visit import Site, Visit

_MOST_DIGITS = 7


def routes(site: Site) -> list[Route]:
    """The page, and the whole log as the text file beside the databases has it."""
    return [route(site, "/{locale}/records", _records), route(site, "/records/log", _log)]


async def _records(visit: Visit) -> Response:
    presence = await known(visit)
    asked = visit.request.query_params.get("page", "")
    number = int(asked) if asked.isdecimal() and len(asked) <= _MOST_DIGITS else 1
    shown = await asyncio.to_thread(visit.site.desks.person.audit.page, presence, number)
    rows = [
        (
            one.number,
            one.note.day,
            visit.t(DESKS[one.note.by]),
            said(one.note, visit.t),
            shown.names.get(one.note.unit, "") if one.note.unit else "",
            str(one.note.unit)[:8] if one.note.unit else "",
        )
        for one in shown.lines
    ]
    return visit.page("records", phase=phase_of(presence), shown=shown, rows=rows)


async def _log(visit: Visit) -> Response:
    await known(visit)
    visit.from_here()
    return StreamingResponse(
        _pieces(visit),
        media_type="application/x-ndjson",
        headers={"content-disposition": 'attachment; filename="harbour-audit.jsonl"'},
    )


def _pieces(visit: Visit) -> Iterator[str]:
    for one in visit.site.desks.person.audit.every():
        yield json.dumps({"body": one.body, "signature": one.signature.hex()}, separators=(",", ":")) + "\n"
