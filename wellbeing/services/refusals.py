"""Refusals: tries that were refused, from the try until their owner can read of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final
from uuid import uuid4

from wellbeing.domain import diary
from wellbeing.domain.errors import Damaged, SecretsDiffer, Unfit
from wellbeing.domain.people import PersonId
from wellbeing.services.ports import Begin, Clock, InboxRow
from wellbeing.vault import seal
from wellbeing.vault.codec import Kind

WAITING: Final = 20
"""Most refused tries that wait in a person's inbox, beside the letter that everybody has there."""
_REMEMBERED: Final = 1000
"""Most that wait here to be posted."""


class Refusals:
    """Posts refused tries apart from the try, so that it takes no longer where there is an owner to tell."""

    def __init__(self, begin: Begin, clock: Clock) -> None:
        self._begin = begin
        self._clock = clock
        self._waiting: deque[PersonId] = deque(maxlen=_REMEMBERED)

    @contextmanager
    def noting(self, person: PersonId, *, known: bool = True) -> Iterator[None]:
        """Take note when `SecretsDiffer` comes out of the block.

        Args:
            person: whose secret is tried.
            known: whether there is such a person; of anybody else nothing is kept.
        """
        try:
            yield
        except SecretsDiffer:
            if known:
                self._waiting.append(person)
            raise

    def deliver(self) -> None:
        """Post what waits to its owners."""
        while self._waiting:
            try:
                person = self._waiting.popleft()
            except IndexError:  # another thread was quicker
                return
            try:
                self._post(person)
            except Unfit:  # nothing can be written right now: it waits, and keeps nobody from signing in
                self._waiting.appendleft(person)
                return

    def _post(self, person: PersonId) -> None:
        line = diary.line(self._clock.now(), diary.Event.TRY_REFUSED)
        with self._begin() as work:
            # Held, so that a rotation does not replace the public half between this look and the post.
            row = work.people.get(person) if work.people.lock(person) else None
            if row is None or work.inbox.count(person) > WAITING:
                return
            page = diary.Page(diary.page_of(line.at), (line,))
            with suppress(Damaged):
                body = seal.post(row.public_key, person, Kind.LOG, page)
                work.inbox.add(InboxRow(uuid4(), person, body))
                work.commit()
