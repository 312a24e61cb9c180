"""A lock that serves its waiters in the order they came, so that a busy writer never starves the others."""

from __future__ import annotations

import threading
from collections import deque


class Turn:
    """One holder at a time, first come, first served; `threading.Lock` lets the fastest go first."""

    def __init__(self) -> None:
        self._door = threading.Lock()
        self._taken = False
        self._waiting: deque[threading.Lock] = deque()

    def take(self, patience: float) -> bool:
        """Wait for the turn, this many seconds at most; whether it is ours now."""
        with self._door:
            if not self._taken:
                self._taken = True
                return True
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        try:
            if mine.acquire(timeout=patience):
                return True
        except BaseException:
            if not self._leave_queue(mine):
                self.pass_on()
            raise
        return not self._leave_queue(mine)

    def pass_on(self) -> None:
        """Give the turn to whoever has waited longest."""
        with self._door:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False

    def _leave_queue(self, mine: threading.Lock) -> bool:
        # Not in the queue any more: the turn was passed to us just as we gave up.
        with self._door:
            if mine in self._waiting:
                self._waiting.remove(mine)
                return True
            return False
