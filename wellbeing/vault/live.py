"""One live session: what may be known of it, what the keyring holds for it, and when it has run out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, Generic, NewType, TypeVar

from wellbeing.crypto import tags
from wellbeing.crypto.kdf import zero
from wellbeing.domain.errors import Damaged, SignedOut
from wellbeing.domain.people import PersonId
from wellbeing.vault.keys import PersonKeys

P = TypeVar("P")
"""What services keep beside the keys, such as memberships."""

SessionId = NewType("SessionId", str)
"""SHA-256 of the cookie, as hex; it opens nothing."""
Reference = NewType("Reference", str)
"""An attached connection's handle; whoever holds it acts as the session."""

ABSOLUTE_SECONDS: Final = 12 * 3600.0
UNATTENDED_SECONDS: Final = 60.0


class State(StrEnum):
    """Whether a session's keys are there; an ended session is not there at all."""

    OPEN = "open"
    LOCKED = "locked"


@dataclass(frozen=True)
class Session(Generic[P]):
    """What may be known of a session without its keys."""

    id: SessionId
    person: PersonId
    state: State
    epoch: int
    """Rises with every lock and unlock; what was shown in an earlier one must leave the screen."""
    opened_at: datetime
    touched: float
    """Monotonic seconds of the person's last act."""
    payload: P = field(repr=False)


@dataclass(slots=True)
class Live(Generic[P]):
    """What the keyring holds for one session; it changes only under the keyring's lock."""

    id: SessionId
    person: PersonId
    opened_at: datetime
    began: float
    touched: float
    attended: float
    """When somebody was last connected; counts only while nobody is."""
    idle_seconds: float
    unattended_seconds: float
    payload: P = field(repr=False)
    wrapped: bytes | None = field(repr=False)
    """The keys, wrapped under the cookie; None while the session is locked."""
    connections: dict[Reference, PersonKeys | None] = field(default_factory=dict, repr=False)
    epoch: int = 1

    def seen(self) -> Session[P]:
        """What may be known of it."""
        state = State.LOCKED if self.wrapped is None else State.OPEN
        return Session(self.id, self.person, state, self.epoch, self.opened_at, self.touched, self.payload)

    def keep(self, change: Callable[[Session[P]], P], idle_minutes: Callable[[P], float] | None) -> bool:
        """Replace what services keep, and how long it may rest; whether it has become something else."""
        before, self.payload = self.payload, change(self.seen())
        if idle_minutes is not None:
            self.idle_seconds = idle_minutes(self.payload) * 60
        return self.payload != before

    def over(self, now: float) -> bool:
        """Whether it has lasted as long as any session may."""
        return now - self.began >= ABSOLUTE_SECONDS

    def resting(self, now: float) -> bool:
        """Whether its keys have lain unused, or alone, for too long."""
        if self.wrapped is None:
            return False
        alone = not self.connections and now - self.attended >= self.unattended_seconds
        return alone or now - self.touched >= self.idle_seconds

    def drop_keys(self) -> None:
        """Forget the keys; the connections stay, without any."""
        self.wrapped = None
        self.epoch += 1
        for reference, keys in self.connections.items():
            wipe(keys)
            self.connections[reference] = None


class Listeners:
    """Who wants to know when a session was locked, unlocked or ended."""

    def __init__(self) -> None:
        self._all: list[Callable[[SessionId], None]] = []

    def add(self, listener: Callable[[SessionId], None]) -> None:
        """Call this one too."""
        self._all.append(listener)

    def tell(self, session: SessionId) -> None:
        """Call them all, even when one of them raises.

        Raises:
            ExceptionGroup: what they raised, after all were called.
        """
        errors = []
        for listener in tuple(self._all):
            try:
                listener(session)
            except Exception as error:  # noqa: BLE001 one listener must not keep another from closing sockets
                errors.append(error)
        if errors:
            message = "a listener of the keyring raised"
            raise ExceptionGroup(message, errors)


def session_id(cookie: str) -> SessionId:
    """The id of the session that a cookie stands for, if there is one.

    Raises:
        SignedOut: this is no cookie of ours.
    """
    return SessionId(tags.cookie_id(cookie))


def wrap(cookie: str, keys: PersonKeys) -> bytes:
    """The keys wrapped under a cookie; the keys given are wiped.

    Raises:
        Locked: they had been wiped already.
    """
    packed = keys.pack()
    try:
        return tags.wrap_under_cookie(cookie, bytes(packed))
    finally:
        zero(packed)
        keys.wipe()


def unwrap(cookie: str, wrapped: bytes) -> PersonKeys:
    """The keys that were wrapped under this cookie.

    Raises:
        SignedOut: it is another cookie.
    """
    try:
        return PersonKeys.unpack(tags.unwrap_under_cookie(cookie, wrapped))
    except Damaged:
        raise SignedOut from None


def newest_first(lives: Iterable[Live[P]]) -> tuple[Session[P], ...]:
    """What may be known of these sessions, in the order of their beginnings."""
    return tuple(one.seen() for one in sorted(lives, key=lambda one: -one.began))


def wipe(keys: PersonKeys | None) -> None:
    """Wipe keys, if there are any."""
    if keys is not None:
        keys.wipe()


def there(live: Live[P] | None) -> Live[P]:
    """The session, if there is one.

    Raises:
        SignedOut: there is none.
    """
    if live is None:
        raise SignedOut
    return live
