"""`wellbeing demo`: the same app in a temporary folder, with made-up people to enter as."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from wellbeing.cli.building import build_for
from wellbeing.cli.demo_data import HANDLES
from wellbeing.cli.hardening import harden
from wellbeing.cli.options import Frontend, Locales, Port, settings_from
from wellbeing.cli.serve import BuildFirst, on_free_port
from wellbeing.cli.terminal import say, t
from wellbeing.settings import Settings

People = Annotated[int, typer.Option(min=1, max=len(HANDLES), help="How many made-up investigators.")]
Days = Annotated[int, typer.Option(min=1, max=365, help="How many days back their check-ins go.")]


def demo(
    port: Port = None,
    frontend: Frontend = None,
    locales: Locales = None,
    build: BuildFirst = False,
    people: People = len(HANDLES),
    days: Days = 365,
) -> None:
    """Try it with made-up people, in a folder that goes when you stop it."""
    harden()
    with tempfile.TemporaryDirectory(prefix="wellbeing-demo-", ignore_cleanup_errors=True) as folder:
        # Settings of a real installation play no part here, and its data stays out of reach.
        for name in [name for name in os.environ if name.startswith("WELLBEING_")]:
            del os.environ[name]
        settings = settings_from(data=Path(folder), port=port, frontend=frontend, locales=locales)
        if build:
            build_for(settings)
        _run(on_free_port(settings), people, days)


def _run(settings: Settings, people: int, days: int) -> None:
    from wellbeing.cli import server

    server.prepare(settings)
    from wellbeing.bootstrap import Wellbeing
    from wellbeing.cli.demo_populate import MovableClock, populate
    from wellbeing.cli.demo_region import TEAMS
    from wellbeing.crypto.kdf import FLOOR
    from wellbeing.edge.pages.demo import RIBBON, DemoPages

    clock = MovableClock()
    # A hundred people join before anybody may look around: each at the least cost that is ever accepted.
    whole = Wellbeing(settings, kdf=FLOOR, clock=clock, ribbon=RIBBON)
    pages = DemoPages(populate(whole, clock, people, days, teams=TEAMS))
    whole.mount(pages.routes())
    pages.open(whole.edge.site)

    def ready() -> None:
        say(t("Look around at {address}", address=f"{settings.origin}/{settings.languages[0]}/demo"))
        say(t("Everybody there is made up. Stop it with Ctrl-C."))
        sys.stdout.flush()

    server.serve_until_told(whole, settings, ready)
