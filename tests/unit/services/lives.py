"""The lives of two people, as a model: what each knows, what must be there, and how they get back in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.world import PEPPER, Someone, World
from wellbeing.crypto import tags
from wellbeing.domain.errors import DiskFull, SecretsDiffer, SignedOut
from wellbeing.domain.people import PersonId
from wellbeing.services import resealing
from wellbeing.services.noticing import Noticed
from wellbeing.services.passphrases import Renewed
from wellbeing.vault.slots import RECOVERY

START = date(2026, 11, 21)
PASSPHRASES = [
    "plank harvest copper violin drift",
    "lantern moss quiver asphalt tundra",
    "orbit thimble cargo fresco nimbus",
]
PEOPLE = st.sampled_from(["Heron", "Stork"])
SLOTS = st.integers(0, 2)
"""Writes to the key slots that go well before one does not."""
STORE = st.integers(0, 4)
"""The same for the main database."""


class Killed(BaseException):
    """What kill -9 looks like from the inside: nothing catches it, and nobody is told what got through."""


@dataclass
class Model:
    """What a person knows, and what must be there."""

    someone: Someone
    passphrases: set[str]
    """More than one while it is not known whether a change got through."""
    codes: set[str]
    """Empty when the process was killed before the newest one was shown."""
    open: bool = True
    live: bool = True
    days: dict[date, dict[str, object]] = field(default_factory=dict)
    confirmed: bool = False
    """Whether their newest code is confirmed, as far as they know; until then they are asked to."""
    older: list[str] = field(default_factory=list)
    tries: int = 0
    told: set[Noticed] = field(default_factory=set)
    """What somebody did to the stored bytes, and its owner has not yet said to have seen."""
    tampered: bool = False


class Lives(RuleBasedStateMachine):
    """Two people, one installation."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        self.batch = resealing.BATCH
        resealing.BATCH = 2  # type: ignore[misc]
        self.people: dict[str, Model] = {}

    def teardown(self) -> None:
        resealing.BATCH = self.batch  # type: ignore[misc]
        self.world.close()

    @initialize()
    def join(self) -> None:
        for handle, passphrase in zip(("Heron", "Stork"), PASSPHRASES, strict=False):
            someone = self.world.join(handle, passphrase=passphrase)
            self.people[handle] = Model(someone, {passphrase}, {someone.recovery_code})

    def attached(self, model: Model, cookie: str) -> None:
        model.someone.cookie = cookie
        self.world.attach(model.someone)
        model.open = model.live = True

    def signed_in(self, model: Model) -> None:
        """Sign in with whichever passphrase is the right one by now."""
        for passphrase in sorted(model.passphrases):
            self.world.clock.forward(seconds=3601)
            try:
                cookie = self.world.desks.person.signing_in.sign_in(model.someone.handle, passphrase)
            except SecretsDiffer:
                model.tries += 1
                continue
            model.passphrases = {passphrase}
            model.someone.passphrase = passphrase
            self.gone_everybody()
            self.attached(model, cookie)
            return
        raise AssertionError("no passphrase opens any more")

    def gone_everybody(self) -> None:
        """An hour has passed: whoever is still signed in has been locked."""
        for one in self.people.values():
            one.open = False

    def ensured(self, model: Model) -> None:
        sessions = self.world.desks.person.sessions
        if model.live and model.open:
            try:  # minutes add up to the idle lock, and hours to the end
                model.open = not sessions.presence(model.someone.reference).locked
                sessions.touch(model.someone.reference)
            except SignedOut:
                model.live = False
        if not model.live or not model.open:
            self.signed_in(model)

    @contextmanager
    def interrupted(self, model: Model, slots_after: int, store_after: int, *, kill: bool) -> Iterator[None]:
        """A full disk or a kill at one of the next writes, or neither; after either all memory is gone."""
        world, before = self.world, (set(model.passphrases), set(model.codes))
        person = self.person(model.someone.handle)
        slot = world.slots.get(person, RECOVERY)
        error: BaseException = Killed() if kill else DiskFull()
        try:
            with world.broken(world.slots, error, slots_after), world.broken(world.store, error, store_after):
                yield
        except DiskFull:  # it was said that nothing has changed
            model.passphrases, model.codes = before
            self.crash()
        except Killed:
            if world.slots.get(person, RECOVERY) != slot:  # got through, and its code was never seen
                model.codes, model.confirmed = set(), False
            self.crash()

    def recoded(self, model: Model, renewed: Renewed) -> None:
        model.older.extend(model.codes)
        model.codes, model.confirmed = {renewed.recovery_code}, False
        self.attached(model, renewed.cookie)

    @rule()
    def crash(self) -> None:
        self.world.restart()
        for model in self.people.values():
            model.live = model.open = False

    def person(self, who: str) -> PersonId:
        tag = tags.handle_tag(PEPPER, who)
        return next(row.id for row in self.world.store.tables.people.values() if row.handle_tag == tag)

    def today(self) -> date:
        return self.world.clock.now().date()
