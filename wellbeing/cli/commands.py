"""Every command of `wellbeing`, and how it ends when something is wrong."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import typer

from wellbeing.cli import (
    audit,
    backup,
    building,
    demo,
    doctor,
    invite,
    migrate,
    move,
    releases,
    resources,
    serve,
    tls,
)
from wellbeing.cli.terminal import err, explain, of_the_system
from wellbeing.domain.errors import HarbourError

app = typer.Typer(
    name="wellbeing",
    help="Confidential check-ins for people who investigate crimes against children.",
    no_args_is_help=True,
    add_completion=False,
    # A traceback could show what people wrote; every error has a sentence of its own.
    pretty_exceptions_enable=False,
)
for command in (
    serve.serve,
    doctor.doctor,
    invite.invite,
    demo.demo,
    migrate.migrate,
    move.move,
    tls.tls,
    building.build,
    backup.restore,
):
    app.command()(command)
app.add_typer(resources.app)
app.add_typer(releases.app)
app.add_typer(audit.app)
app.add_typer(backup.app)


def main() -> NoReturn:
    """Run the command line; ends with 0, with 1 when something is wrong, with 2 on a wrong option."""
    try:
        app()
    except HarbourError as error:
        err.print(explain(error), markup=False)
    except OSError as error:
        # Said without the path, which could be somebody's.
        err.print(explain(of_the_system(error)), markup=False)
        if os.environ.get("PYTHONDEVMODE"):
            raise
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(1)
