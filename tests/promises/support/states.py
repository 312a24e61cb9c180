"""Finds the states of our pages in what a raw websocket was told, by the end of their names."""

from __future__ import annotations

from typing import Any

from tests.tools.reflex_client import ReflexClient


def state_name(tab: ReflexClient, name: str) -> str:
    """The full name of a page's state, such as "today".

    Raises:
        LookupError: no state, or more than one, ends so.
    """
    found = [one for one in tab.state if one.endswith(f"____{name}")]
    if len(found) != 1:
        raise LookupError(f"{name}: {len(found)} states end so")
    return found[0]


def var(tab: ReflexClient, name: str, field: str) -> Any:
    """The newest value of a var of one state; several states may have a var of that name."""
    return tab.state[state_name(tab, name)][f"{field}_rx_state_"]
