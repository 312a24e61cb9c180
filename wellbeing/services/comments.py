"""Comments on announced break times: unsigned, sealed at once, and read by nobody until the time is over."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any, Final
from uuid import uuid4

from wellbeing.domain.errors import CommentsClosed, CommentsEnough, Damaged, NotYours
from wellbeing.domain.people import PersonId, Role, UnitId
from wellbeing.services.authority import Authority
from wellbeing.services.policies import Policies
from wellbeing.services.ports import Begin, UnitOfWork
from wellbeing.services.sessions import Sessions
from wellbeing.services.unit_ports import CommentRow, PolicyRow
from wellbeing.vault.comments import open_comment, seal_comment

AT_MOST: Final = 3
"""How many comments on one version a person may leave while they are signed in."""
COMMENT_DAYS_KEPT: Final = 365
"""Days that comments are kept after the time for them."""

_About = tuple[UnitId, int]


class Comments:
    """Takes comments and gives them out; who wrote one is known to nobody, this included."""

    def __init__(
        self,
        begin: Begin,
        look: Begin,
        sessions: Sessions,
        policies: Policies,
        pepper: bytes,
        live: Callable[[PersonId], Collection[Any]],
    ) -> None:
        """Set up.

        Args:
            begin: opens a transaction.
            look: opens one that only reads.
            sessions: who is here.
            policies: where today is, for a unit.
            pepper: what the comments are sealed under.
            live: a person's live sessions; how many comments they left is forgotten with the last one.
        """
        self._begin = begin
        self._look = look
        self._authority = Authority(sessions)
        self._policies = policies
        self._pepper = pepper
        self._live = live
        self._lock = Lock()
        self._left: dict[PersonId, dict[_About, int]] = {}
        sessions.listen(self._forget)

    def add(self, reference: str, unit: UnitId, number: int, words: str) -> int:
        """Leave a comment on an announced version; how many more the person may leave.

        Raises:
            NotYours: the person does not investigate for the unit, or there is no such version.
            CommentsClosed: it was taken back, comments were not asked for, or the time for them is over.
            CommentUnusable: it is empty or too long.
            CommentsEnough: the person has left as many as fit.
        """
        presence = self._authority.person(reference)
        if not presence.holds(Role.INVESTIGATOR, unit):
            raise NotYours
        comment = uuid4()
        body = seal_comment(self._pepper, unit, number, comment, words.strip())
        with self._begin() as work:
            row = _version(work, (unit, number))
            today = self._policies.today(work, unit)
            if row.withdrawn or row.comments_until is None or today > row.comments_until:
                raise CommentsClosed
            with self._counted(presence.person, (unit, number)) as left:
                work.comments.add(CommentRow(unit, number, comment, body))
                work.commit()
        return left

    def of(self, reference: str, unit: UnitId, number: int) -> tuple[str, ...] | None:
        """What was said of a version, in an order of chance that stays the same.

        Returns:
            None until the time for comments is over: not even how many there are.

        Raises:
            NotYours: the person configures neither the unit nor one above it, or there is no such version.
        """
        with self._look() as work:
            self._authority.configurator_above(work, reference, unit)
            row = _version(work, (unit, number))
            if row.comments_until is None:
                return ()
            if self._policies.today(work, unit) <= row.comments_until:
                return None
            found = work.comments.of(unit, number)
        return tuple(words for one in found if (words := self._words(one)) is not None)

    @contextmanager
    def _counted(self, person: PersonId, about: _About) -> Iterator[int]:
        """Count one more comment of a person, unless the block fails; how many are left after it."""
        with self._lock:
            written = self._left.get(person, {}).get(about, 0)
            if written >= AT_MOST:
                raise CommentsEnough
            self._left.setdefault(person, {})[about] = written + 1
        try:
            yield AT_MOST - written - 1
        except BaseException:
            with self._lock:
                if person in self._left:
                    self._left[person][about] -= 1
            raise

    def _words(self, row: CommentRow) -> str | None:
        try:
            return open_comment(self._pepper, row.unit, row.version, row.id, row.body)
        except Damaged:  # one that somebody changed must not hide the others
            return None

    def _forget(self, _session: str) -> None:
        with self._lock:
            for person in [one for one in self._left if not self._live(one)]:
                del self._left[person]


def _version(work: UnitOfWork, about: _About) -> PolicyRow:
    unit, number = about
    for row in work.policies.of(unit):
        if row.version == number:
            return row
    raise NotYours
