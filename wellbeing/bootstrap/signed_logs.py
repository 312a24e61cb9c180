"""What reading and checking a signed log takes, be it that of releases or the administrators' records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol, TypeVar

from wellbeing.bootstrap.looking import looking_in
from wellbeing.bootstrap.places import Places
from wellbeing.crypto import signing
from wellbeing.domain.errors import BadInput
from wellbeing.services.ports import Begin
from wellbeing.services.signed_copies import Signed
from wellbeing.settings import Settings
from wellbeing.storage.release_text import SignedTextFile
from wellbeing.storage.unit_of_work import SqlUnitOfWork

R = TypeVar("R")
L = TypeVar("L", bound=Signed)
L_co = TypeVar("L_co", bound=Signed, covariant=True)


class Lines(Protocol[L_co]):
    """A log that gives its lines from any number on."""

    def lines(self, after: int = 0, most: int | None = None) -> Sequence[L_co]:
        """Every line with a higher number; the first so many of them when that is said."""


@contextmanager
def reading(
    settings: Settings,
    newest: Callable[[SqlUnitOfWork], Signed | None],
    reader: Callable[[Begin, bytes], R],
) -> Iterator[R | None]:
    """What reads a log of an installation and changes nothing; None when it has neither a line nor a key.

    Args:
        settings: of the installation.
        newest: its newest line.
        reader: makes what is yielded, of how the database is looked into and of the public key.

    Raises:
        ReleaseKeyMissing: there are lines, but not the key that signed them.
    """
    places = Places.of(settings)
    with looking_in(settings) as main:
        if main is None:
            yield None
            return
        with SqlUnitOfWork.looking(main) as work:
            empty = newest(work) is None
        if empty and not places.release_key.exists():
            yield None
            return
        public = signing.public_of(places.read_release_key())
        yield reader(lambda: SqlUnitOfWork.looking(main), public)


def parting(kept: Lines[L], text: SignedTextFile[L], both: int) -> int | None:
    """The line at which a log and its text part; None when they do not, or when one of them has no line.

    Args:
        kept: the log in the database.
        text: the log as text.
        both: how many lines each of them has at least. Each holds the hash of the one before, so that the
            last of these says it for all.
    """
    if not both:
        return None
    (mine,) = kept.lines(both - 1, 1)
    theirs = next(iter(text.read(both - 1)), None)
    return mine.number if theirs is None or theirs.body != mine.body else None


def public_key_of(typed: str) -> bytes:
    """A public key as somebody typed it, in hex.

    Raises:
        BadInput: this is no public key.
    """
    try:
        public = bytes.fromhex(typed)
    except ValueError:
        raise BadInput from None
    if len(public) != signing.KEY_LENGTH:
        raise BadInput
    return public
