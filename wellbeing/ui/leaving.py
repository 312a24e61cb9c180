"""Leaving a page: what it showed is forgotten, in the browser and here."""

from __future__ import annotations

import reflex as rx

from wellbeing.ui.guard import only
from wellbeing.ui.rules import Phase


class Leaving(rx.State, mixin=True):
    """The state of a page that has nothing to keep when it is left."""

    @only(least=Phase.NOBODY, acts=False)
    async def leave(self) -> None:
        """Forget what the page showed."""
        self.reset()
