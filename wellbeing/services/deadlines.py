"""Deadlines: whose timer changes next, in a heap: what is due costs something, what only waits does not."""

from __future__ import annotations

import heapq
import threading
from collections.abc import Callable
from datetime import UTC, datetime

from wellbeing.domain.people import PersonId

_Entry = tuple[float, int, PersonId]
"""When, in seconds since 1970; the how-manieth entry, so that people are never compared; whose."""


class Deadlines:
    """At most one deadline for each person, in memory only; every method may be called from any thread.

    An entry that is replaced or dropped stays in the heap until it comes up or most of the heap is such.
    """

    def __init__(self) -> None:
        self._gate = threading.Lock()
        self._heap: list[_Entry] = []
        self._valid: dict[PersonId, int] = {}
        self._count = 0
        self._listeners: list[Callable[[], None]] = []

    def __len__(self) -> int:
        return len(self._valid)

    def listen(self, listener: Callable[[], None]) -> None:
        """Have a function called whenever the nearest deadline has become another one."""
        self._listeners.append(listener)

    def put(self, person: PersonId, due: datetime) -> None:
        """Set a person's deadline, in place of the one they had."""
        with self._gate:
            before = self._nearest()
            self._count += 1
            self._valid[person] = self._count
            heapq.heappush(self._heap, (due.timestamp(), self._count, person))
            self._tidy()
            changed = self._nearest() != before
        self._tell(changed=changed)

    def drop(self, person: PersonId) -> None:
        """Forget a person's deadline, if there is one."""
        with self._gate:
            before = self._nearest()
            self._valid.pop(person, None)
            changed = self._nearest() != before
        self._tell(changed=changed)

    def next(self) -> datetime | None:
        """The nearest deadline, or None when nothing waits."""
        with self._gate:
            nearest = self._nearest()
        return None if nearest is None else datetime.fromtimestamp(nearest, UTC)

    def due(self, now: datetime, most: int) -> tuple[PersonId, ...]:
        """Whose deadlines have come, the longest overdue first and no more than these; they have none now."""
        found: list[PersonId] = []
        with self._gate:
            while len(found) < most and (nearest := self._nearest()) is not None:
                if nearest > now.timestamp():
                    break
                person = heapq.heappop(self._heap)[2]
                del self._valid[person]
                found.append(person)
        return tuple(found)

    def _nearest(self) -> float | None:
        """The nearest entry that is still meant; those above it that are not go."""
        while self._heap:
            due, number, person = self._heap[0]
            if self._valid.get(person) == number:
                return due
            heapq.heappop(self._heap)
        return None

    def _tidy(self) -> None:
        if len(self._heap) > 64 and len(self._heap) > 4 * len(self._valid):
            self._heap = [one for one in self._heap if self._valid.get(one[2]) == one[1]]
            heapq.heapify(self._heap)

    def _tell(self, *, changed: bool) -> None:
        if changed:
            for listener in tuple(self._listeners):
                listener()
