"""`wellbeing migrate`: brings older data up to this version, and back if nothing was written since."""

from __future__ import annotations

from typing import Annotated

import typer

from wellbeing.cli.errors import NothingToInvite
from wellbeing.cli.hardening import harden
from wellbeing.cli.options import Config, Data, settings_from
from wellbeing.cli.terminal import say, t, tidy

Back = Annotated[
    bool,
    typer.Option("--back", help="Go back to the version before, if nothing was written since. Stop the app."),
]


def migrate(back: Back = False, data: Data = None, config: Config = None) -> None:
    """Bring the data up to this version; make a backup and stop the app first."""
    from wellbeing.bootstrap import has_data
    from wellbeing.bootstrap.migrating import bring_back, bring_up
    from wellbeing.cli import server

    harden()
    settings = settings_from(config, data=data)
    folder = tidy(settings.data)
    if not back:
        with server.alone_on(settings.data):  # one that runs knows the older tables only
            bring_up(settings)
        say(t("The data in {folder} is up to date.", folder=folder))
        return
    if not has_data(settings):
        raise NothingToInvite
    with server.alone_on(settings.data):
        schema = bring_back(settings)
    say(t("The data in {folder} has the schema {schema} again.", folder=folder, schema=schema))
    say(t("Install the version that it belongs to before you start the app."))
