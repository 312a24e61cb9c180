"""What each address has asked for lately, kept in memory only and forgotten by itself."""

from __future__ import annotations

from limits import parse_many
from limits.limits import RateLimitItem
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter, MovingWindowRateLimiter

from wellbeing.edge.options import Limits


class Tries:
    """Allowances per address. Accounts have their own, in the services that know which is meant."""

    def __init__(self, limits: Limits) -> None:
        """Read the rates once.

        Raises:
            ValueError: a rate is not written as `limits` reads it.
        """
        self._requests = parse_many(limits.requests)
        self._posts = parse_many(limits.posts)
        self._connects = parse_many(limits.connects)
        self._refused = parse_many(limits.refused_tries)
        storage = MemoryStorage()
        self._windows = FixedWindowRateLimiter(storage)
        self._moving = MovingWindowRateLimiter(storage)

    def request(self, address: str) -> bool:
        """Count a request; False when the address has had its share."""
        return self._count(self._requests, "request", address)

    def post(self, address: str) -> bool:
        """Count a form that is sent; False when the address has had its share."""
        return self._count(self._posts, "post", address)

    def connect(self, address: str) -> bool:
        """Count a websocket handshake; False when the address has had its share."""
        return self._count(self._connects, "connect", address)

    def may_try(self, address: str) -> bool:
        """Whether the address may offer another secret."""
        return all(self._moving.test(rate, "refused", address) for rate in self._refused)

    def refused(self, address: str) -> None:
        """Count a secret that did not fit."""
        for rate in self._refused:
            self._moving.hit(rate, "refused", address)

    def _count(self, rates: list[RateLimitItem], what: str, address: str) -> bool:
        hits = [self._windows.hit(rate, what, address) for rate in rates]  # each rate counts, also after a no
        return all(hits)
