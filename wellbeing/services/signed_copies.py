"""Two copies of one signed log, in the database and as a text file: each gets what only the other has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Final, Protocol, TypeVar

from wellbeing.domain.errors import LogBroken
from wellbeing.services.ports import Begin, UnitOfWork

AT_ONCE: Final = 200
"""Lines that are held in memory at a time when a whole log is walked through."""


class Signed(Protocol):
    """A line of any of the logs."""

    @property
    def number(self) -> int: ...  # noqa: D102
    @property
    def body(self) -> str: ...  # noqa: D102
    @property
    def signature(self) -> bytes: ...  # noqa: D102


L = TypeVar("L", bound=Signed)


class Rows(Protocol[L]):
    """The copy in the database, inside one unit of work."""

    def add(self, line: L) -> None: ...  # noqa: D102
    def last(self) -> L | None: ...  # noqa: D102
    def all(self, after: int = 0, most: int | None = None) -> Sequence[L]: ...  # noqa: D102


class Text(Protocol[L]):
    """The copy that people keep and check without the app."""

    def last(self) -> L | None:
        """The newest whole line; one that was cut short is none."""

    def read(self, after: int = 0) -> Iterable[L]:
        """Every whole line but the first so many, one after the other."""

    def append(self, lines: Iterable[L]) -> None:
        """Write lines to its end, on the disk when this returns; what was cut short there goes."""


def settle(
    begin: Begin,
    look: Begin,
    rows: Callable[[UnitOfWork], Rows[L]],
    text: Text[L],
    verify: Callable[[Sequence[L], L | None], object],
    heed: Callable[[UnitOfWork, L], None] = lambda _work, _line: None,
) -> None:
    """Give the text file and the database what the other has and it has not.

    Args:
        begin: opens a transaction that may write.
        look: opens one that only reads.
        rows: finds the log in a unit of work.
        text: the text file.
        verify: checks lines that follow upon a line.
        heed: called for each line that the database takes back.

    Raises:
        LogBroken: they tell different things, or a line of the text was not signed here.
    """
    newest = text.last()
    with look() as work:
        mine = rows(work).last()
        if mine is not None and newest is not None and newest.number <= mine.number:
            _same(newest, next(iter(rows(work).all(newest.number - 1, 1)), None))
    if newest is not None and (mine is None or newest.number > mine.number):
        _take_back(begin, rows, text, verify, heed, mine)
    else:
        _write_out(look, rows, text, 0 if newest is None else newest.number)


def _take_back(
    begin: Begin,
    rows: Callable[[UnitOfWork], Rows[L]],
    text: Text[L],
    verify: Callable[[Sequence[L], L | None], object],
    heed: Callable[[UnitOfWork, L], None],
    mine: L | None,
) -> None:
    """What an older database that was restored has lost."""
    rest = iter(text.read(0 if mine is None else mine.number - 1))
    if mine is not None:
        _same(next(rest, None), mine)
    before = mine
    while some := tuple(islice(rest, AT_ONCE)):
        verify(some, before)
        with begin() as work:
            for line in some:
                rows(work).add(line)
                heed(work, line)
            work.commit()
        before = some[-1]


def _write_out(look: Begin, rows: Callable[[UnitOfWork], Rows[L]], text: Text[L], after: int) -> None:
    while True:
        with look() as work:
            some = rows(work).all(after, AT_ONCE)
        if not some:
            return
        text.append(some)
        after = some[-1].number


def _same(one: Signed | None, other: Signed | None) -> None:
    """The line that both must have.

    Raises:
        LogBroken: they differ, or one of them is missing.
    """
    if one is None or other is None or (one.body, one.signature) != (other.body, other.signature):
        there = one or other
        raise LogBroken(0 if there is None else there.number)
