"""What may still come through the websocket door: a share for each person, one for all strangers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Final
from weakref import WeakValueDictionary

from wellbeing.edge.bucket import Bucket
from wellbeing.edge.options import Limits

CALM_TURNS: Final = 3
CALM_SECONDS: Final = 0.01
"""The loop is calm when so many turns in a row cost less than this of the processor's time."""
PATIENCE_SECONDS: Final = 0.25
"""How long one event may be held back by one that came before it, whatever else goes on."""


class Turnstile:
    """Lets one through at a time, and the next once the event loop is calm; whoever comes alone never waits.

    Events that come together are dealt with side by side, step by step: a hundred of them make each turn of
    the loop so long that everybody else waits for the whole hundred. Held back, only they wait.
    """

    __slots__ = ("_lock", "_watching")

    def __init__(self) -> None:
        """Open."""
        self._lock = asyncio.Lock()
        self._watching: asyncio.Task[None] | None = None

    async def turn(self) -> None:
        """Wait for one's turn."""
        await self._lock.acquire()
        self._watching = asyncio.ensure_future(self._release())

    async def _release(self) -> None:
        """Let the next one through after a few short turns of the loop, or when it has waited long enough."""
        try:
            began, worked, short = time.monotonic(), time.thread_time(), 0
            while short < CALM_TURNS and time.monotonic() - began < PATIENCE_SECONDS:
                await asyncio.sleep(0)
                before, worked = worked, time.thread_time()
                short = short + 1 if worked - before < CALM_SECONDS else 0
        finally:
            self._lock.release()


class Share:
    """What one socket may take of, and where it waits for its turn."""

    __slots__ = ("_take", "turn")

    def __init__(self, turnstile: Turnstile, take: Callable[[float], bool]) -> None:
        self._take = take
        self.turn = turnstile.turn

    def take(self, now: float) -> bool:
        """Take one event or handshake; False when there is none to take. Monotonic seconds."""
        return self._take(now)


class _Own:
    """What one person has to themselves."""

    __slots__ = ("__weakref__", "bucket", "turnstile")

    def __init__(self, limits: Limits, now: float) -> None:
        self.bucket = Bucket(limits.person_burst, limits.person_events_per_second, now)
        self.turnstile = Turnstile()


class Shares:
    """All shares of this process.

    A person's share outlives their sockets: who is cut and comes back finds what they had left. What somebody
    wants beyond it is taken from a surplus that all people have together. So one who hurries is not held up
    while nobody else does, and several who flood cannot fill the server.
    """

    def __init__(self, limits: Limits, now: float) -> None:
        """Start with everything there is."""
        self._limits = limits
        self._handshakes = Bucket(limits.strangers_connects_burst, limits.strangers_connects_per_second, now)
        self._strangers = Bucket(limits.strangers_burst, limits.strangers_events_per_second, now)
        self._entrance = Turnstile()
        self._surplus = Bucket(limits.surplus_burst, limits.surplus_events_per_second, now)
        self._people: dict[str, _Own] = {}
        self._seen: WeakValueDictionary[str, _Own] = WeakValueDictionary()

    def __len__(self) -> int:
        """How many people have less than their whole share, or had when this was last looked at."""
        return len(self._people)

    def of_person(self, tag: str, now: float) -> Share | None:
        """The share of a person, the same for all their sockets; None when it holds no handshake."""
        own = self._seen.get(tag) or _Own(self._limits, now)
        self._seen[tag] = own
        if tag not in self._people:
            # Whose share is whole again is remembered by their open sockets alone: a new one is the same.
            self._people = {tag: one for tag, one in self._people.items() if not one.bucket.full(now)}
        if not self._take(tag, own, now):
            return None
        line = self._line(now)
        return Share(own.turnstile, lambda now: line.take(now) and self._take(tag, own, now))

    def _take(self, tag: str, own: _Own, now: float) -> bool:
        self._people[tag] = own
        return own.bucket.take(now) or self._surplus.take(now)

    def expects_stranger(self, now: float) -> bool:
        """Whether one more stranger may shake hands; nothing is taken."""
        return self._handshakes.holds(now)

    def of_stranger(self, now: float) -> Share | None:
        """The share of one more socket of nobody's; None when too many have shaken hands lately."""
        if not self._handshakes.take(now):
            return None
        line = self._line(now)
        return Share(self._entrance, lambda now: line.take(now) and self._strangers.take(now))

    def _line(self, now: float) -> Bucket:
        """What a single socket may bring, whoever's it is."""
        return Bucket(self._limits.event_burst, self._limits.events_per_second, now)
