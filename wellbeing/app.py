"""The Reflex app: its pages in every locale, the gate before them, and nothing that touches data.

The frontend build imports this module as well, so importing it reads no setting and opens no file;
`asgi` is what the server starts.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import reflex as rx

from wellbeing.domain.logged import Logged
from wellbeing.ui import theme, wiring
from wellbeing.ui.admin import units_page
from wellbeing.ui.admin.units import Units
from wellbeing.ui.clock import show
from wellbeing.ui.frame import boundary
from wellbeing.ui.gate import Gate
from wellbeing.ui.lead import duty_page, team_page
from wellbeing.ui.lead.duty import DutyPage
from wellbeing.ui.lead.team import TeamPage
from wellbeing.ui.person import (
    exposure_page,
    history_page,
    me_page,
    outcomes_page,
    pause_page,
    plan_page,
    questionnaires_page,
    relief_page,
    resources_page,
    seen_page,
    sharing_page,
    today_page,
    unit_rule_page,
)
from wellbeing.ui.person.exposure import ExposureRecord
from wellbeing.ui.person.history import History
from wellbeing.ui.person.me import Me
from wellbeing.ui.person.outcomes import Outcomes
from wellbeing.ui.person.pause import Pause
from wellbeing.ui.person.plan import SafetyPlan
from wellbeing.ui.person.questionnaires import Questionnaires
from wellbeing.ui.person.relief import Relief
from wellbeing.ui.person.resources import Resources
from wellbeing.ui.person.rotation import Rotation
from wellbeing.ui.person.seen import WhatLeadsSee
from wellbeing.ui.person.sharing import Sharing
from wellbeing.ui.person.today import Today
from wellbeing.ui.person.unit_rule import UnitRule
from wellbeing.ui.pushing import Pushing
from wellbeing.ui.unit import contacts_page, firstmorning_page, policy_page
from wellbeing.ui.unit import outcomes_page as posting_page
from wellbeing.ui.unit.contacts import Contacts
from wellbeing.ui.unit.firstmorning import FirstMorning
from wellbeing.ui.unit.outcomes import Posting
from wellbeing.ui.unit.policy import BreakTimes
from wellbeing.words import LOCALES, translator

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from wellbeing.bootstrap import Wellbeing

log = logging.getLogger(__name__)

PAGES = (
    ("today", today_page.page, Today.load),
    ("break", pause_page.page, Pause.load),
    ("history", history_page.page, History.load),
    ("me", me_page.page, Me.load),
    ("questionnaires", questionnaires_page.page, Questionnaires.load),
    ("unit", firstmorning_page.page, FirstMorning.load),
    ("resources", resources_page.page, Resources.load),
    ("relief", relief_page.page, Relief.load),
    ("plan", plan_page.page, SafetyPlan.load),
    ("outcomes", outcomes_page.page, Outcomes.load),
    ("unit/outcomes", posting_page.page, Posting.load),
    ("unit/contacts", contacts_page.page, Contacts.load),
    ("unit/policy", policy_page.page, BreakTimes.load),
    ("unit/duty", duty_page.page, DutyPage.load),
    ("team", team_page.page, TeamPage.load),
    ("seen", seen_page.page, WhatLeadsSee.load),
    ("exposure", exposure_page.page, ExposureRecord.load),
    ("sharing", sharing_page.page, Sharing.load),
    ("rule", unit_rule_page.page, UnitRule.load),
    ("admin", units_page.page, Units.load),
)


def quiet(exception: Exception) -> None:
    """Say that something failed and of what kind: texts and traces may quote what somebody wrote."""
    log.error("unhandled %s", type(exception).__name__, extra=Logged.UNCAUGHT.extra)


def spoken(page: Callable[[str], rx.Component], locale: str) -> Callable[[], rx.Component]:
    """A page in one locale, named so that its parts are built into a file that no other page loads.

    Reflex 0.10.1 puts the parts of pages into one file for each module that a page's function names.
    """

    def written() -> rx.Component:
        return page(locale)

    written.__module__ = f"{page.__module__}_{locale.replace('-', '_')}"
    return written


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
            spoken(page, locale),
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
        Pushing(app, gate, show).watch()
        yield

    wiring.install(whole.desks, ribbon=whole.ribbon)
    app.register_lifespan_task(whole.running)
    app.register_lifespan_task(watching)
    return whole.edge(app())
