"""`wellbeing invite`: a new link for an administrator, made by whoever runs the computer."""

from __future__ import annotations

from wellbeing.cli.errors import NothingToInvite
from wellbeing.cli.hardening import harden
from wellbeing.cli.options import Config, Data, Port, PublicOrigin, settings_from
from wellbeing.cli.serve import home_of, invitation
from wellbeing.cli.server import served_at
from wellbeing.cli.terminal import say, t
from wellbeing.settings import Source


def invite(
    data: Data = None, config: Config = None, port: Port = None, public_origin: PublicOrigin = None
) -> None:
    """Make a link by which a new administrator joins; it works once, within 14 days."""
    from wellbeing.bootstrap import Wellbeing, has_data

    harden()
    settings = settings_from(config, data=data, port=port, public_origin=public_origin)
    if not has_data(settings):
        raise NothingToInvite
    with Wellbeing(settings) as whole:
        code = whole.invite_administrator()
    told = Source.COMMAND_LINE in {settings.source("port"), settings.source("public_origin")}
    running = None if told else served_at(settings.data)
    home = running or home_of(settings)
    say(t("This link works once: {address}", address=invitation(home, code)))
    say(t("Or open {address} and type {code}", address=f"{home}/join", code=code))
    if running is None and not told:
        say(t("Harbour is not running. The link is for the address that its settings name."))
        say(t("If it will be another one, say so with --port or --public-origin."))
