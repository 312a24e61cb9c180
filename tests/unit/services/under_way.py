"""An act in a thread of its own that is stopped at one place until the test lets it go on."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Self

import pytest


class UnderWay:
    """Runs an act up to the end of one call of a method, such as a derivation; what came of it in the end."""

    def __init__(self, act: Callable[[], object], patch: pytest.MonkeyPatch, owner: Any, method: str) -> None:
        """Begin, and return when the act is there.

        Args:
            act: what is done.
            patch: puts the method back after the test.
            owner: whose method is the place.
            method: its name; other threads pass, and the act itself the next time.
        """
        self.answer: object = None
        self.error: Exception | None = None
        self._act = act
        self._there, self._go_on = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run)
        real = getattr(owner, method)

        def stopping(*args: Any, **named: Any) -> Any:
            answer = real(*args, **named)
            if threading.current_thread() is self._thread:
                self._there.set()
                assert self._go_on.wait(20)
            return answer

        patch.setattr(owner, method, stopping)
        self._thread.start()
        assert self._there.wait(20)

    def _run(self) -> None:
        try:
            self.answer = self._act()
        except Exception as error:  # noqa: BLE001 the test looks at it
            self.error = error

    def waits(self, seconds: float = 0.2) -> bool:
        """Whether it is still at it."""
        self._thread.join(seconds)
        return self._thread.is_alive()

    def end(self) -> Self:
        """Let it go on, to its end."""
        self._go_on.set()
        self._thread.join(20)
        assert not self._thread.is_alive()
        return self
