"""`wellbeing migrate`: brings older data up to this version."""

from __future__ import annotations

from wellbeing.cli.hardening import harden
from wellbeing.cli.options import Config, Data, settings_from
from wellbeing.cli.terminal import say, t, tidy


def migrate(data: Data = None, config: Config = None) -> None:
    """Bring the data up to this version; back the folder up first."""
    from wellbeing.bootstrap import Wellbeing

    harden()
    settings = settings_from(config, data=data)
    with Wellbeing(settings, migrate=True):
        say(t("The data in {folder} is up to date.", folder=tidy(settings.data)))
