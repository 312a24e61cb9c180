"""The desks that pages ask, put here once at start; building the pages needs none."""

from __future__ import annotations

from dataclasses import dataclass

from wellbeing.services.desks import Desks


@dataclass(slots=True)
class _Parts:
    desks: Desks | None = None
    ribbon: str = ""


_parts = _Parts()


def install(desks: Desks, ribbon: str = "") -> None:
    """Give the pages their desks, and the ribbon that the demo wears on every page."""
    _parts.desks = desks
    _parts.ribbon = ribbon


def desks() -> Desks:
    """What the handlers may ask for.

    Raises:
        RuntimeError: the app was not started, only built.
    """
    if _parts.desks is None:
        message = "wiring.install() was not called"
        raise RuntimeError(message)
    return _parts.desks


def ribbon() -> str:
    """The sentence on the demo's ribbon; empty in earnest."""
    return _parts.ribbon
