"""The Reflex app: its pages in every locale, the gate before them, and nothing that touches data.

The frontend build imports this module as well, so importing it reads no setting and opens no file;
`asgi` is what the server starts.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING

import reflex as rx

from wellbeing.ui import theme, wiring
from wellbeing.ui.admin import units_page
from wellbeing.ui.admin.units import Units
from wellbeing.ui.frame import boundary
from wellbeing.ui.gate import Gate
from wellbeing.ui.person import history_page, me_page, today_page
from wellbeing.ui.person.history import History
from wellbeing.ui.person.me import Me
from wellbeing.ui.person.rotation import Rotation
from wellbeing.ui.person.today import Today
from wellbeing.ui.unit import firstmorning_page
from wellbeing.ui.unit.firstmorning import FirstMorning
from wellbeing.words import LOCALES, translator

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from wellbeing.bootstrap import Wellbeing

log = logging.getLogger(__name__)

PAGES = (
    ("today", today_page.page, Today.load),
    ("history", history_page.page, History.load),
    ("me", me_page.page, Me.load),
    ("unit", firstmorning_page.page, FirstMorning.load),
    ("admin", units_page.page, Units.load),
)


def quiet(exception: Exception) -> None:
    """Say that something failed and of what kind: texts and traces may quote what somebody wrote."""
    log.error("unhandled %s", type(exception).__name__)


gate = Gate()
app = theme.install(
    rx.App(
        stylesheets=theme.STYLESHEETS,
        head_components=theme.head_components(),
        reset_style=False,
        frontend_exception_handler=quiet,
        backend_exception_handler=quiet,
    )
)
app.app_wraps[55, "ErrorBoundary"] = lambda _stateful: boundary()
app.add_middleware(gate)
for locale in LOCALES:
    for route, page, load in PAGES:
        app.add_page(
            partial(page, locale),
            route=f"/{locale}/{route}",
            title=translator(locale)("Harbour"),
            on_load=[load, Rotation.go_on],
            image="",
            meta=[],
        )


def asgi(whole: Wellbeing) -> ASGIApp:
    """The whole server: our pages behind the edge, started and stopped with the parts they stand on."""

    @asynccontextmanager
    async def watching() -> AsyncIterator[None]:
        gate.watch(app)
        yield

    wiring.install(whole.desks, ribbon=whole.ribbon)
    app.register_lifespan_task(whole.running)
    app.register_lifespan_task(watching)
    return whole.edge(app())
