"""The life of keys as a state machine: nothing acknowledged is ever lost, and nobody reads anybody else.

The model is a plain dictionary per person. Rules sign in, lock, unlock, write, read, add while locked, change
the passphrase, recover, renew the code, rotate (interrupted at any write), crash and let time pass. Somebody
with the file takes parts away, sets a month back or puts another key in place: told until it was seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.world import PEPPER, Someone, World
from wellbeing.crypto import postbox, recovery, tags
from wellbeing.domain.checkin import Question
from wellbeing.domain.days import NEVER, month_of, months_later
from wellbeing.domain.diary import Event
from wellbeing.domain.errors import DiskFull, Locked, SecretsDiffer, SignedOut, TooManyTries
from wellbeing.domain.people import PersonId
from wellbeing.services import resealing
from wellbeing.services.noticing import Noticed, Trouble

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
    older: list[str] = field(default_factory=list)
    tries: int = 0
    told: set[Noticed] = field(default_factory=set)
    """What somebody did to the stored bytes, and its owner has not yet said to have seen."""
    tampered: bool = False


class LifeOfKeys(RuleBasedStateMachine):
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
        error: BaseException = Killed() if kill else DiskFull()
        try:
            with world.broken(world.slots, error, slots_after), world.broken(world.store, error, store_after):
                yield
        except DiskFull:  # it was said that nothing has changed
            model.passphrases, model.codes = before
            self.crash()
        except Killed:
            model.codes = set()
            self.crash()

    @rule(who=PEOPLE)
    def sign_in(self, who: str) -> None:
        self.signed_in(self.people[who])

    @rule(who=PEOPLE)
    def lock(self, who: str) -> None:
        model = self.people[who]
        self.world.desks.person.sessions.lock(model.someone.cookie)
        model.open = False

    @precondition(lambda self: any(one.live for one in self.people.values()))
    @rule(who=PEOPLE)
    def unlock(self, who: str) -> None:
        model = self.people[who]
        if not model.live or len(model.passphrases) > 1:
            return
        self.world.clock.forward(seconds=61)
        try:
            cookie = self.world.desks.person.sessions.unlock(model.someone.cookie, *model.passphrases)
        except SignedOut:  # twelve hours were over
            model.live = False
            return
        self.attached(model, cookie)

    @rule(who=PEOPLE, back=st.integers(0, 7), energy=st.integers(0, 4), text=st.text(max_size=20))
    def write(self, who: str, back: int, energy: int, text: str) -> None:
        model = self.people[who]
        self.ensured(model)
        day = self.today() - timedelta(days=back)
        checkins = self.world.desks.person.checkins
        checkins.answer(model.someone.reference, day, Question.ENERGY, energy)
        model.days.setdefault(day, {})["energy"] = energy
        kept = checkins.save_many(model.someone.reference, day, {}, text).note
        model.days[day]["note"] = kept

    @rule(who=PEOPLE, back=st.integers(0, 7))
    def write_on_a_full_disk(self, who: str, back: int) -> None:
        model = self.people[who]
        self.ensured(model)
        day = self.today() - timedelta(days=back)
        try:
            with self.world.broken(self.world.store, DiskFull()):
                self.world.desks.person.checkins.save_many(
                    model.someone.reference, day, {}, "never acknowledged"
                )
        except DiskFull:
            return
        raise AssertionError("it was acknowledged")

    @rule(who=PEOPLE, back=st.integers(0, 7))
    def remove(self, who: str, back: int) -> None:
        model = self.people[who]
        self.ensured(model)
        day = self.today() - timedelta(days=back)
        if day in model.days:
            self.world.desks.person.checkins.remove(model.someone.reference, day)
            del model.days[day]

    @rule(who=PEOPLE)
    def add_while_locked(self, who: str) -> None:
        """Somebody else tries the handle; the owner will read of it."""
        model = self.people[who]
        try:
            self.world.desks.person.signing_in.sign_in(who, "not the passphrase at all")
        except SecretsDiffer:
            model.tries += 1
        except TooManyTries:
            pass
        self.world.desks.person.sessions.sweep()
        self.world.clock.forward(seconds=30)

    @rule(who=PEOPLE, new=st.sampled_from(PASSPHRASES), slots=SLOTS, store=STORE, kill=st.booleans())
    def change_passphrase(self, who: str, new: str, slots: int, store: int, kill: bool) -> None:
        model = self.people[who]
        self.ensured(model)
        (old,) = model.passphrases
        with self.interrupted(model, slots, store, kill=kill):
            model.passphrases = {old, new} if kill else {old}
            self.world.desks.person.passphrases.change(model.someone.cookie, old, new)
            model.passphrases = {new}

    @rule(who=PEOPLE, new=st.sampled_from(PASSPHRASES), slots=SLOTS, store=STORE, kill=st.booleans())
    def recover(self, who: str, new: str, slots: int, store: int, kill: bool) -> None:
        model = self.people[who]
        if not model.codes:
            return
        self.world.clock.forward(seconds=3601)
        self.gone_everybody()
        (code,) = model.codes
        with self.interrupted(model, slots, store, kill=kill):
            model.passphrases |= {new} if kill else set()
            recovered = self.world.desks.person.passphrases.recover(who, code, new)
            model.passphrases, model.codes = {new}, {recovered.recovery_code}
            model.older.append(code)
            self.attached(model, recovered.cookie)

    @rule(who=PEOPLE, slots=SLOTS, store=STORE, kill=st.booleans())
    def renew_code(self, who: str, slots: int, store: int, kill: bool) -> None:
        model = self.people[who]
        self.ensured(model)
        with self.interrupted(model, slots, store, kill=kill):
            passphrases = self.world.desks.person.passphrases
            code = passphrases.renew_recovery_code(model.someone.cookie, *model.passphrases)
            model.older.extend(model.codes)
            model.codes = {code}

    @rule(who=PEOPLE, slots=SLOTS, store=st.integers(0, 12), kill=st.booleans())
    def rotate(self, who: str, slots: int, store: int, kill: bool) -> None:
        model = self.people[who]
        self.ensured(model)
        passphrases = self.world.desks.person.passphrases
        with self.interrupted(model, slots, store, kill=kill):
            code = passphrases.rotate(model.someone.cookie, *model.passphrases)
            model.older.extend(model.codes)
            model.codes = {code}
        if not model.live:
            return
        with self.interrupted(model, slots, store, kill=kill):
            while not passphrases.continue_rotation(model.someone.reference).finished:
                pass

    @rule(who=PEOPLE)
    def continue_rotation(self, who: str) -> None:
        model = self.people[who]
        self.ensured(model)
        self.world.desks.person.passphrases.continue_rotation(model.someone.reference)

    @rule()
    def crash(self) -> None:
        self.world.restart()
        for model in self.people.values():
            model.live = model.open = False

    @rule(hours=st.integers(1, 72))
    def time_passes(self, hours: int) -> None:
        self.world.clock.forward(seconds=3600 * hours)
        self.world.desks.person.sessions.sweep()
        for model in self.people.values():
            model.open = False
            model.live = self.world.desks.person.sessions.attach(model.someone.cookie) is not None

    @rule(who=PEOPLE)
    def old_secrets_open_nothing(self, who: str) -> None:
        model = self.people[who]
        self.world.clock.forward(seconds=3601)
        self.gone_everybody()
        wrong = [one for one in PASSPHRASES if one not in model.passphrases][:1]
        calls: list[Callable[[], object]] = [
            lambda one=one: self.world.desks.person.signing_in.sign_in(who, one)  # type: ignore[misc]
            for one in wrong
        ]
        calls += [
            lambda one=one: self.world.desks.person.passphrases.recover(who, one, PASSPHRASES[0])  # type: ignore[misc]
            for one in [*model.older[-2:], recovery.generate()]
        ]
        for call in calls:
            try:
                call()
            except SecretsDiffer:
                model.tries += 1
            else:
                raise AssertionError("an old secret opens")

    def person(self, who: str) -> PersonId:
        tag = tags.handle_tag(PEPPER, who)
        return next(row.id for row in self.world.store.tables.people.values() if row.handle_tag == tag)

    @rule(who=PEOPLE, part=st.sampled_from(["root", "log", "profile", "address"]))
    def tamper(self, who: str, part: str) -> None:
        """Somebody with the file takes a part of the manifest away, or puts another key in place."""
        person, tables = self.person(who), self.world.store.tables
        model = self.people[who]
        model.tampered = True
        model.open = False  # what a session has read before, it may go on with: the next unlock tells
        self.world.desks.person.sessions.lock(model.someone.cookie)
        if part == "address":
            row = tables.people[person]
            tables.people[person] = replace(row, public_key=postbox.make_pair().public)
            model.told.add(Noticed(Trouble.ADDRESS))
            return
        months = [month for owner, month in tables.manifests if owner == person]
        month = {"root": 0, "profile": NEVER}.get(part, min((one for one in months if one), default=NEVER))
        tables.manifests.pop((person, month), None)
        if part == "root":  # what it had kept is gone with it, and that is told in its place
            model.told = {Noticed(Trouble.ROOT)}
        model.told |= {Noticed(Trouble.PROFILE)} if part == "profile" else set()

    @rule(who=PEOPLE, energy=st.integers(0, 4))
    def set_back(self, who: str, energy: int) -> None:
        """A month of check-ins returns to what it was before the newest save, rows and list together."""
        model = self.people[who]
        self.ensured(model)
        if self.today() not in model.days:
            return
        person, before = self.person(who), self.world.store.tables.copy()
        checkins = self.world.desks.person.checkins
        checkins.save_many(
            model.someone.reference, self.today(), {}, f"{model.days[self.today()]['note']} and more"
        )
        month = months_later(month_of(self.today()), 24)
        tables = self.world.store.tables
        tables.manifests[(person, month)] = before.manifests[(person, month)]
        tables.entries.update({key: row for key, row in before.entries.items() if row.expires_month == month})
        model.tampered = True
        model.told.add(Noticed(Trouble.MONTH, self.today().replace(day=1).toordinal()))

    @rule(who=PEOPLE)
    def acknowledge(self, who: str) -> None:
        model = self.people[who]
        self.signed_in(model)
        sessions = self.world.desks.person.sessions
        assert model.told <= set(sessions.findings(model.someone.reference).noticed)
        sessions.acknowledge(model.someone.reference)
        assert sessions.findings(model.someone.reference).sound
        model.told, model.tampered = set(), False

    @rule(who=PEOPLE)
    def read_everything(self, who: str) -> None:
        model = self.people[who]
        self.ensured(model)
        reference = model.someone.reference
        found = {
            one.day: {"energy": one.checkin.energy, "note": one.checkin.note}
            for one in self.world.desks.person.history.year(reference)
        }
        assert found == model.days
        presence = self.world.desks.person.sessions.presence(reference)
        assert (presence.handle, len(presence.memberships)) == (who, 1)
        self.signed_in(model)
        reference = model.someone.reference
        told = set(self.world.desks.person.sessions.findings(reference).noticed)
        assert model.told <= told, "what was done to the bytes is told until it was seen"
        assert model.tampered or not told
        lines = [line.event for line in self.world.desks.person.diary.mine(reference)]
        assert lines.count(Event.TRY_REFUSED) <= model.tries
        assert lines.count(Event.JOINED) == 1

    @invariant()
    def a_locked_session_shows_nothing(self) -> None:
        for model in self.people.values():
            if model.live and not model.open and model.someone.reference:
                try:
                    self.world.desks.person.history.year(model.someone.reference)
                except (Locked, SignedOut):
                    continue
                raise AssertionError("it was shown while locked")

    @invariant()
    def no_plain_word_is_stored(self) -> None:
        stored = b"".join(row.body.raw for row in self.world.store.tables.entries.values())
        assert b"Heron" not in stored
        assert b"energy" not in stored

    def today(self) -> date:
        return self.world.clock.now().date()


TestLifeOfKeys = LifeOfKeys.TestCase
TestLifeOfKeys.settings = settings(
    max_examples=40,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
