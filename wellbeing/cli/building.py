"""`wellbeing build`: makes the pages behind sign-in, when their sources changed."""

from __future__ import annotations

from typing import Annotated

import typer

from wellbeing.cli import frontend as pages
from wellbeing.cli.options import Config, Frontend, Locales, settings_from
from wellbeing.cli.terminal import say, t, tidy
from wellbeing.settings import Settings

Relock = Annotated[
    bool, typer.Option("--relock", help="Take newer frontend packages and rewrite the lock file.")
]


def build(
    config: Config = None, frontend: Frontend = None, locales: Locales = None, relock: Relock = False
) -> None:
    """Build the pages when their sources changed; needs Node, which `make` brings."""
    settings = settings_from(config, frontend=frontend, locales=locales)
    if not build_for(settings, relock=relock):
        say(t("The pages in {folder} are up to date.", folder=tidy(settings.frontend)))


def build_for(settings: Settings, *, relock: bool = False) -> bool:
    """Build the pages of these settings if they need it, and say so; whether anything was built."""
    if not relock and pages.is_current(settings.frontend, settings.languages):
        return False
    say(t("Building the pages. This takes about half a minute, once."))
    seconds = pages.build(settings.frontend, settings.languages, relock=relock)
    if seconds is not None:
        say(t("The pages are built, in {seconds} seconds.", seconds=round(seconds)))
    return seconds is not None
