"""The pages that work without JavaScript, one module each, and the addresses the scripts post to."""

from __future__ import annotations

from starlette.routing import Route

from wellbeing.edge.pages import (
    about,
    exports,
    help_now,
    joining,
    landing,
    learning,
    leaving,
    passphrase,
    plans,
    records,
    recovering,
    recovery_code,
    rotation,
    seat,
    session,
    slips,
    still,
    team,
    unlocking,
)
from wellbeing.edge.pages.visit import Site

_MODULES = (
    session,
    still,
    help_now,
    learning,
    plans,
    team,
    about,
    records,
    exports,
    joining,
    recovering,
    recovery_code,
    unlocking,
    passphrase,
    rotation,
    seat,
    leaving,
    slips,
    landing,
)


def page_routes(site: Site) -> list[Route]:
    """Every page of the edge, in the order they are looked at."""
    return [one for module in _MODULES for one in module.routes(site)]
