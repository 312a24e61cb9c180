"""A key rotation under way: entries are re-encrypted batch by batch while their owner goes on working."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wellbeing.ui.guard import only
from wellbeing.ui.rules import Phase
from wellbeing.ui.visit import ask, is_open
from wellbeing.ui.wiring import desks


class Rotation(rx.State):
    """How far the rotation is; both numbers are 0 when none is under way."""

    done: rx.Field[int] = rx.field(0)
    total: rx.Field[int] = rx.field(0)

    @only(least=Phase.NOBODY, acts=False)
    async def go_on(self) -> Any:
        """Do one batch and come back for the next: each passes the gate anew, so a lock stops it at once."""
        if not is_open(self):
            self.reset()
            return None
        progress = await ask(self, desks().person.passphrases.continue_rotation)
        self.done, self.total = (0, 0) if progress.finished else (progress.done, progress.total)
        return None if progress.finished else Rotation.go_on
