"""`wellbeing invite`: a new link for an administrator, made by whoever runs the computer."""

from __future__ import annotations

from wellbeing.cli.errors import NothingToInvite
from wellbeing.cli.hardening import harden
from wellbeing.cli.options import Config, Data, Port, PublicOrigin, settings_from
from wellbeing.cli.serve import invitation
from wellbeing.cli.terminal import say, t


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
    say(t("This link works once: {address}", address=invitation(settings, code)))
    say(
        t(
            "Or open {address} and type {code}",
            address=f"{settings.origin}/{settings.languages[0]}/join",
            code=code,
        )
    )
