"""`wellbeing serve`: runs the app on one port until it is told to stop."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Annotated

import typer

from wellbeing.cli.building import build_for
from wellbeing.cli.hardening import harden
from wellbeing.cli.options import of_serving
from wellbeing.cli.terminal import say, t, tidy
from wellbeing.settings import Settings, Source

BuildFirst = Annotated[
    bool, typer.Option("--build", help="Build the pages first when their sources changed.")
]
MigrateFirst = Annotated[bool, typer.Option("--migrate", help="Bring older data up to this version first.")]


@of_serving
def serve(settings: Settings, build: BuildFirst = False, migrate: MigrateFirst = False) -> None:
    """Run the app until Ctrl-C or SIGTERM."""
    harden()
    if build:
        build_for(settings)
    run(settings, migrate=migrate)


def run(settings: Settings, *, migrate: bool = False) -> None:
    """Serve these settings; on the usual port, which nobody chose, the next free one does as well."""
    from wellbeing.cli import server

    with server.alone_on(settings.data, settings.process) as write_down:
        settings = on_free_port(settings)
        server.prepare(settings)
        from wellbeing.bootstrap import Wellbeing
        from wellbeing.bootstrap.backups import PUBLIC_FILE

        with server.in_turn(settings):
            whole = Wellbeing(settings, migrate=migrate, serving=True)
            code = whole.first_administrator()

        def ready() -> None:
            write_down(home_of(settings))
            say(t("Harbour is at {address}", address=f"{settings.origin}/"))
            if not settings.origin_fits:
                say(
                    t(
                        "Mind the port: it listens at {port}. Only that address is answered.",
                        port=settings.port,
                    )
                )
            say(t("Its data is in {folder}.", folder=tidy(settings.data)))
            if not (settings.data / PUBLIC_FILE).exists():
                say(t("`wellbeing backup key` starts the backups."))
            if code is not None:
                say(t("Nobody is administrator yet. This link works once:"))
                say(f"  {invitation(home_of(settings), code)}")
            say(t("Stop it with Ctrl-C."))
            sys.stdout.flush()

        server.serve_until_told(whole, settings, ready)
    say(t("Harbour has stopped."))


def on_free_port(settings: Settings) -> Settings:
    """The settings with a port that is free; said aloud when it is not the usual one."""
    from wellbeing.cli import server

    # A public address is tied to its port: on another one nobody would find it.
    wander = settings.source("port") is Source.DEFAULT and not settings.public_origin
    port = server.free_port(settings, wander=wander)
    if port == settings.port:
        return settings
    say(t("Port {taken} is in use, so this time it is {port}.", taken=settings.port, port=port))
    return replace(settings, port=port)


def home_of(settings: Settings) -> str:
    """The address of the first page in the first language, without a slash at the end."""
    return f"{settings.origin}/{settings.languages[0]}"


def invitation(home: str, code: str) -> str:
    """The link that an invitation code is typed by; what stands after # stays in the browser."""
    return f"{home}/join#{code.replace(' ', '')}"
