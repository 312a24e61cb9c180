"""The life of keys as a state machine: nothing acknowledged is ever lost, and nobody reads anybody else.

The model is a plain dictionary per person. Rules sign in, lock, unlock, write, read, add while locked, change
the passphrase, recover, renew the code, rotate (interrupted at any write), crash and let time pass. Somebody
with the file takes parts away, sets a month back or puts another key in place: told until it was seen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from tests.unit.services.lives import PASSPHRASES, PEOPLE, SLOTS, STORE, Lives
from wellbeing.crypto import postbox, recovery
from wellbeing.domain.checkin import Question
from wellbeing.domain.days import NEVER, month_of, months_later
from wellbeing.domain.diary import Event
from wellbeing.domain.errors import DiskFull, Locked, SecretsDiffer, SignedOut, TooManyTries
from wellbeing.services.noticing import Noticed, Trouble


class LifeOfKeys(Lives):
    """Two people, one installation."""

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
            model.passphrases = {new}
            self.recoded(model, recovered)

    @rule(who=PEOPLE)
    def confirm_code(self, who: str) -> None:
        """Somebody who has their code types what is asked for of it, if it is still asked for."""
        model = self.people[who]
        self.ensured(model)
        model.someone.recovery_code = next(iter(model.codes), "")
        if model.codes and self.world.desks.person.passphrases.to_confirm(model.someone.cookie):
            self.world.confirm(model.someone)
            model.confirmed = True

    @rule(who=PEOPLE, slots=SLOTS, store=STORE, kill=st.booleans())
    def renew_code(self, who: str, slots: int, store: int, kill: bool) -> None:
        model = self.people[who]
        self.ensured(model)
        with self.interrupted(model, slots, store, kill=kill):
            passphrases = self.world.desks.person.passphrases
            self.recoded(model, passphrases.renew_recovery_code(model.someone.cookie, *model.passphrases))

    @rule(who=PEOPLE, slots=SLOTS, store=st.integers(0, 12), kill=st.booleans())
    def rotate(self, who: str, slots: int, store: int, kill: bool) -> None:
        model = self.people[who]
        self.ensured(model)
        passphrases = self.world.desks.person.passphrases
        with self.interrupted(model, slots, store, kill=kill):
            self.recoded(model, passphrases.rotate(model.someone.cookie, *model.passphrases))
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
        if not model.codes:
            assert presence.code_unconfirmed, "a code that nobody has read is told of"
        assert not (model.confirmed and presence.code_unconfirmed)
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


TestLifeOfKeys = LifeOfKeys.TestCase
TestLifeOfKeys.settings = settings(
    max_examples=40,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
