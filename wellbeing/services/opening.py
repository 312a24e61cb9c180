"""Opening: from a typed secret to a person's keys, with the same work for people who do not exist."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Self, TypeVar
from uuid import UUID
from weakref import WeakValueDictionary

from wellbeing.crypto import recovery, tags
from wellbeing.crypto.kdf import FLOOR, KdfParams, zero
from wellbeing.domain import names
from wellbeing.domain.errors import Damaged, SecretsDiffer
from wellbeing.domain.people import PersonId
from wellbeing.services import devices
from wellbeing.services.neighbours import Alone, Neighbours
from wellbeing.services.ports import Begin, Clock, Slots
from wellbeing.services.refusals import Refusals
from wellbeing.services.sorts import Access
from wellbeing.services.throttle import Throttle
from wellbeing.vault import slots
from wellbeing.vault.kdf_queue import KdfQueue
from wellbeing.vault.slots import Issue, Slot
from wellbeing.vault.wrapping import UNCONFIRMED, DataKey, unconfirmed

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Opened(Access):
    """A person, their keys and the slot that those came from; a session begins only while it stands there."""

    slot: Slot | None = field(repr=False)

    @classmethod
    def of(cls, person: PersonId, issue: Issue) -> Self:
        """What was just written for a person."""
        return cls(person, issue.keys, next(one for one in issue.slots if one.kind == slots.PASSPHRASE))


class _Turn:
    """One person's turn, kept for as long as somebody has it or waits for it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()


class Opening:
    """Asks the slots; counts misses; never tells a wrong passphrase from a handle that nobody has."""

    def __init__(
        self,
        begin: Begin,
        look: Begin,
        store: Slots,
        clock: Clock,
        queue: KdfQueue,
        pepper: bytes,
        params: KdfParams,
        floor: KdfParams = FLOOR,
        neighbours: Neighbours | None = None,
    ) -> None:
        self._neighbours = neighbours or Alone()
        self._look = look
        self._store = store
        self._queue = queue
        self._pepper = pepper
        self._params = params
        self._floor = floor
        self._throttle = Throttle(clock)
        self.refusals = Refusals(begin, clock)
        self._guard = threading.Lock()
        self._turns: WeakValueDictionary[PersonId, _Turn] = WeakValueDictionary()

    @contextmanager
    def by_handle(self, handle: str, passphrase: str, marks: str = "") -> Iterator[Opened]:
        """The person of a handle and their keys; when the block refuses them, the try has missed.

        Raises:
            SecretsDiffer: the handle is nobody's, or it is another passphrase.
            TooManyTries: it was tried too often, from this device or by strangers.
            Busy: too many derivations are waiting.
            ServedElsewhere: it is right, and the person is with another process.
        """
        with self._trying(handle, marks, "passphrase"):
            person, known = self._named(handle)
            with self.refusals.noting(person, known=known):
                yield self._open(person, passphrase)

    @contextmanager
    def own(self, person: PersonId, passphrase: str) -> Iterator[Opened]:
        """A signed-in person and their keys, from their passphrase again; the block may refuse them too.

        Raises:
            SecretsDiffer: it is another passphrase.
        """
        with self.own_try(person):
            yield self._open(person, passphrase)

    @contextmanager
    def unchanged(self, opened: Opened) -> Iterator[None]:
        """Hold what opened the keys where it is while a session begins with them.

        A change of the secret ends all sessions after it has written; so one begins before that, or never.

        Raises:
            SecretsDiffer: something else stands there by now.
        """
        with self.changing(opened.person):
            if self._store.get(opened.person, slots.PASSPHRASE) != opened.slot:
                raise SecretsDiffer
            yield

    @contextmanager
    def own_try(self, person: PersonId) -> Iterator[None]:
        """One try of a signed-in person, who has an allowance of their own."""
        with self._throttle.trying(b"own" + person.bytes, forgive=True), self.refusals.noting(person):
            yield

    @contextmanager
    def joining_try(self, digest: bytes) -> Iterator[None]:
        """One try to join with a code; `SecretsDiffer` stands for whatever it is refused for."""
        with self._throttle.trying(b"join" + digest, forgive=False):
            yield

    def enrol(self, person: PersonId, passphrase: str) -> Issue:
        """Slots and keys for a new person; nothing is stored."""
        return self._derive(
            self._params, lambda: slots.enrol(person, passphrase, pepper=self._pepper, params=self._params)
        )

    def recover(self, handle: str, code: str, new: str, marks: str = "") -> tuple[PersonId, Issue]:
        """Use up a recovery code: both slots are written anew, in one transaction.

        Raises:
            SecretsDiffer: the handle is nobody's, or it is another code.
            ServedElsewhere: it is right, and the person is with another process; it is not used up.
        """
        with self._trying(handle, marks, "recovery"):
            person, known = self._named(handle)
            with self.refusals.noting(person, known=known), self.changing(person):
                issue = self._recovered(person, code, new)
                if self._neighbours.take(person):  # what was read before may have been another's to change
                    issue.keys.wipe()
                    issue = self._recovered(person, code, new)
                self._store.write(person, issue.slots, issue.wrapped)
                return person, issue

    def change(self, person: PersonId, old: str, new: str) -> None:
        """Write the passphrase slot anew, if the old passphrase opens it."""
        with self.own_try(person), self.changing(person):
            slot = self._slot(person)
            changed = self._derive(
                self._dearer(slot),
                lambda: slots.change_passphrase(
                    slot, person, old, new, pepper=self._pepper, params=self._params, floor=self._floor
                ),
            )
            self._store.write(person, [changed])

    def renew_code(self, person: PersonId, passphrase: str) -> tuple[str, bytes]:
        """Write the recovery slot anew; its code, and the mark that nobody has confirmed it."""
        with self.own_try(person), self.changing(person):
            slot = self._slot(person)
            data = self._derive(slot.params or self._params, lambda: self._data_key(slot, person, passphrase))
            code = recovery.generate()
            mark = unconfirmed(person, data)
            self._store.write(person, [slots.make_recovery_slot(person, code, data)], [mark])
            return code, mark.wrapped

    def rotate(self, person: PersonId, passphrase: str) -> Issue:
        """Write everything anew under a fresh data key; the old one stays, wrapped, until all is resealed."""
        with self.own_try(person), self.changing(person):
            slot, wrapped = self._slot(person), self._store.keys(person)
            issue = self._derive(
                self._dearer(slot),
                lambda: slots.rotate(
                    slot,
                    person,
                    passphrase,
                    wrapped,
                    pepper=self._pepper,
                    params=self._params,
                    floor=self._floor,
                ),
            )
            self._store.write(person, issue.slots, issue.wrapped)
            return issue

    def unconfirmed(self, person: PersonId) -> bool:
        """Whether nobody has confirmed yet to have the newest recovery code; it may never have been read."""
        return self._mark(person) is not None

    def confirmed(self, person: PersonId, mark: bytes) -> None:
        """The owner has the recovery code that this mark came with; one of an older code does nothing."""
        with self.changing(person):
            if self._mark(person) == mark:
                self._store.write(person, drop_keys=[UNCONFIRMED])

    @contextmanager
    def changing(self, person: PersonId) -> Iterator[None]:
        """Hold a person's slots, so that nobody else changes them or reads them half changed."""
        with self._guard:
            turn = self._turns.setdefault(person, _Turn())
        with turn.lock:
            yield

    def knows(self, handle: str, marks: str) -> bool:
        """Whether one of a device's marks belongs to this handle."""
        return devices.knows(self._pepper, names.spaced(handle), marks)

    @contextmanager
    def _trying(self, handle: str, marks: str, secret: str) -> Iterator[None]:
        known = self.knows(handle, marks)
        subject = tags.handle_tag(self._pepper, names.spaced(handle)) + secret.encode() + bytes((known,))
        with self._throttle.trying(subject, forgive=known):
            yield

    def _named(self, handle: str) -> tuple[PersonId, bool]:
        """Whose handle it is, and whether there is such a person.

        A handle that nobody has stands for somebody without slots, always the same: tries at it are looked up
        and wait for each other as tries at any handle do.
        """
        tag = tags.handle_tag(self._pepper, names.spaced(handle))
        with self._look() as work:
            row = work.people.by_handle(tag)
        return (PersonId(UUID(bytes=tag[:16])), False) if row is None else (row.id, True)

    def _dearer(self, slot: Slot) -> KdfParams:
        """What fills more memory: the slot as it is, or as it is written anew."""
        return max(slot.params or self._params, self._params, key=lambda one: one.memory_kib)

    def _open(self, person: PersonId, passphrase: str) -> Opened:
        with self.changing(person):
            slot, wrapped = self._store.get(person, slots.PASSPHRASE), self._store.keys(person)
        cost = self._params if slot is None or slot.params is None else slot.params
        data = self._derive(cost, lambda: self._data_key(slot, person, passphrase))
        try:
            # Not before: whoever does not have the passphrase must not learn where its owner is.
            self._neighbours.take(person)
            with self.changing(person):
                there = self._store.get(person, slots.PASSPHRASE)
            if there == slot:
                return Opened(person, slots.load_keys(person, data, wrapped), slot)
        except BaseException:
            zero(data.key)
            raise
        zero(data.key)  # it was changed meanwhile, here or by another process that had them before
        return self._open(person, passphrase)

    def _data_key(self, slot: Slot | None, person: PersonId, passphrase: str) -> DataKey:
        if slot is None:
            slots.refuse_unknown(passphrase, pepper=self._pepper, params=self._params)
            raise SecretsDiffer
        return slots.open_passphrase_slot(slot, person, passphrase, pepper=self._pepper, floor=self._floor)

    def _recovered(self, person: PersonId, code: str, new: str) -> Issue:
        slot, wrapped = self._store.get(person, slots.RECOVERY), self._store.keys(person)

        def recovered() -> Issue:
            if slot is None:
                recovery.derive(code, person=person.bytes, salt=bytes(16)).wipe()
                raise SecretsDiffer
            return slots.recover(slot, person, code, new, wrapped, pepper=self._pepper, params=self._params)

        return self._derive(self._params, recovered)

    def _mark(self, person: PersonId) -> bytes | None:
        return next((one.wrapped for one in self._store.keys(person) if one.name == UNCONFIRMED), None)

    def _slot(self, person: PersonId) -> Slot:
        slot = self._store.get(person, slots.PASSPHRASE)
        if slot is None:
            raise Damaged
        return slot

    def _derive(self, cost: KdfParams, work: Callable[[], R]) -> R:
        return self._queue.run(cost, work)
