"""Taking everything along: JSON, CSV, and a page to print that warns what a print can be asked for."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from wellbeing.domain.answers import lines
from wellbeing.domain.export import Export
from wellbeing.domain.exposure import KIND_NAMES
from wellbeing.domain.instruments.telling import printed
from wellbeing.domain.plan import told
from wellbeing.domain.relief import TOOL_NAMES
from wellbeing.edge.pages.routing import route
from wellbeing.edge.pages.visit import Site, Visit

_PIECE = 32_768


def routes(site: Site) -> list[Route]:
    """The three ways out; the two files have one address for all languages."""
    exports = site.desks.person.exports
    return [
        route(site, "/export/json", lambda visit: _file(visit, exports.as_json, "application/json", "json")),
        route(site, "/export/csv", lambda visit: _file(visit, exports.as_csv, "text/csv", "csv")),
        route(site, "/{locale}/export/print", _print),
    ]


async def _file(visit: Visit, form: Callable[[Export], str], kind: str, ending: str) -> Response:
    visit.from_here()
    await visit.unlocked()
    exports = visit.site.desks.person.exports
    text = (await visit.within(lambda reference: form(exports.collect(reference)))).encode()
    return StreamingResponse(
        _pieces(text),
        media_type=kind,
        headers={
            "content-disposition": f'attachment; filename="harbour.{ending}"',
            "content-length": str(len(text)),
            "x-total": str(len(text)),
        },
    )


async def _pieces(text: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(text), _PIECE):
        yield text[start : start + _PIECE]


async def _print(visit: Visit) -> Response:
    visit.from_here()
    await visit.unlocked()
    exports = visit.site.desks.person.exports
    export = await visit.within(exports.collect)
    return visit.page(
        "export",
        phase="open",
        export=export,
        lines=lambda one: lines(one, visit.t),
        material=KIND_NAMES,
        plan=told(export.plan, visit.t),
        tools=TOOL_NAMES,
        sheets=printed(export.sheets, visit.t),
    )
