"""A token bucket: so many at once, then so many a second."""

from __future__ import annotations


class Bucket:
    """Counts what one connection may still send; time is given in seconds that never step back."""

    __slots__ = ("_burst", "_last", "_left", "_per_second")

    def __init__(self, burst: int, per_second: float, now: float) -> None:
        """Start full."""
        self._burst = float(burst)
        self._per_second = per_second
        self._left = self._burst
        self._last = now

    def take(self, now: float) -> bool:
        """Take one token; False when there is none, and then nothing is taken."""
        self._left = min(self._burst, self._left + (now - self._last) * self._per_second)
        self._last = now
        if self._left < 1.0:
            return False
        self._left -= 1.0
        return True

    def holds(self, now: float) -> bool:
        """Whether a token is there; none is taken."""
        return self._left + (now - self._last) * self._per_second >= 1.0

    def full(self, now: float) -> bool:
        """Whether nothing is missing."""
        return self._left + (now - self._last) * self._per_second >= self._burst
