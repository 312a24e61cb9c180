"""An installation on a real database with teams large enough to be counted, and a clock that is set."""

from __future__ import annotations

from dataclasses import astuple, dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final, Self
from uuid import UUID, uuid4

from tests.tools.engines import settings_for
from tests.tools.run_cheap import CHEAP
from wellbeing.anonymity.box import Box
from wellbeing.bootstrap import Wellbeing
from wellbeing.cli.demo_populate import MovableClock
from wellbeing.domain.ballot import BallotPage
from wellbeing.domain.checkin import Feeling, Question
from wellbeing.domain.people import Role, Seat, SeatId, Unit, UnitId
from wellbeing.domain.periods import Period
from wellbeing.domain.releases import Fact, Group
from wellbeing.services.ballot_view import Mine
from wellbeing.services.desks import PersonDesk
from wellbeing.services.sorts import BALLOT, CHECKIN

BEFORE: Final = Period(740)
PERIOD: Final = Period(741)
"""26 October to 22 November 2026."""
WORDS: Final = "plank harvest copper violin drift"
Inside = tuple[int, int, int, int, int, int]
NOTHING_INSIDE: Final[Inside] = (0, 0, 0, 0, 0, 0)


@dataclass
class Somebody:
    """A person as the outside knows them."""

    handle: str
    cookie: str
    reference: str
    code: str
    passphrase: str = WORDS


@dataclass
class House:
    """The installation; `restart` drops everything that is only in memory, as a kill does."""

    folder: Path
    clock: MovableClock = field(default_factory=MovableClock)
    born: dict[tuple[UUID, int], Inside] = field(default_factory=dict)

    def __enter__(self) -> Self:
        self.at(BEFORE.opens_at + timedelta(hours=20))
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.whole.close()

    def start(self) -> None:
        self.whole = Wellbeing(
            settings_for(self.folder), kdf=CHEAP, floor=CHEAP, clock=self.clock, migrate=True
        )

    def restart(self) -> None:
        self.whole.close()
        self.start()

    @property
    def desk(self) -> PersonDesk:
        """What everybody has."""
        return self.whole.desks.person

    def at(self, moment: datetime) -> None:
        self.now = moment
        self.clock.set(moment)

    def later(self, **length: float) -> None:
        self.at(self.now + timedelta(**length))

    # ------------------------------------------------------------------ teams
    def unit(
        self, seats: int = 12, name: str = "North", parent: UnitId | None = None, ends_on: date | None = None
    ) -> UnitId:
        """A unit with so many issued seats."""
        unit = Unit(UnitId(uuid4()), name, parent, ends_on=ends_on)
        with self.whole._storage.begin() as work:
            work.units.put(unit)
            for number in range(seats):
                work.seats.put(Seat(SeatId(uuid4()), unit.id, Role.INVESTIGATOR, f"old {number}"))
            work.commit()
        return unit.id

    def slip(
        self, unit: UnitId, role: Role = Role.INVESTIGATOR, seat: Seat | None = None
    ) -> tuple[Seat, str]:
        """A seat, a new one when none is given, and the code on its newest slip."""
        made = seat or Seat(SeatId(uuid4()), unit, role, uuid4().hex[:6])
        with self.whole._storage.begin() as work:
            code = self.whole.desks.unit.seats._print(work, made).code
            work.commit()
        return made, code

    def join(self, unit: UnitId, handle: str = "Heron", role: Role = Role.INVESTIGATOR) -> Somebody:
        """Somebody new, with a page open."""
        joined = self.desk.joining.join(self.slip(unit, role)[1], handle, WORDS)
        reference = self.desk.sessions.attach(joined.cookie) or ""
        return Somebody(handle, joined.cookie, reference, joined.recovery_code)

    def sign_in(self, one: Somebody) -> Somebody:
        """The same person on one more page."""
        cookie = self.desk.signing_in.sign_in(one.handle, one.passphrase)
        return replace(one, cookie=cookie, reference=self.desk.sessions.attach(cookie) or "")

    def end(self, seat: SeatId) -> None:
        with self.whole._storage.begin() as work:
            there = work.seats.get(seat)
            assert there is not None
            work.seats.put(replace(there, ended_on=self.now.date()))
            work.commit()
        self.desk.sessions.standings.seats_changed()

    # ------------------------------------------------------------------ periods
    def open(self, period: Period = PERIOD) -> None:
        """Let a period begin; its boxes are made, and what they are born with is remembered."""
        self.at(period.opens_at + timedelta(days=9, hours=10))
        self.whole.releases.open_boxes()
        for group in self.groups(period):
            self.born.setdefault((group.id, period.number), self.counters(group, period))

    def groups(self, period: Period = PERIOD) -> list[Group]:
        with self.whole._storage.look() as work:
            return [one.group for one in work.releases.of_period(period.number) if one.fact is Fact.FORMED]

    def group(self, unit: UnitId, period: Period = PERIOD) -> Group:
        return next(one for one in self.groups(period) if unit in one.units)

    def raw(self, group: Group, period: Period = PERIOD) -> bytes:
        raw = self.whole.releases.boxes.get(group.id, period.number)
        assert raw is not None
        return raw

    def box(self, group: Group, period: Period = PERIOD) -> Box:
        return Box.open(self.whole.releases.keys.boxes, group.id, period.number, self.raw(group, period))

    def counters(self, group: Group, period: Period = PERIOD) -> Inside:
        return astuple(self.box(group, period).counters)  # type: ignore[return-value]

    def inside(self, unit: UnitId, period: Period = PERIOD) -> Inside:
        """What people have put into a box, without its noise."""
        group = self.group(unit, period)
        before = self.born[group.id, period.number]
        now = self.counters(group, period)
        return tuple(two - one for one, two in zip(before, now, strict=True))  # type: ignore[return-value]

    # ------------------------------------------------------------------ a person
    def answer(self, one: Somebody, strain: int = 4, day: date | None = None) -> None:
        """A check-in, from easy (0) to hard (4)."""
        feelings = frozenset({Feeling.LOW, Feeling.NUMB}) if strain > 2 else frozenset[Feeling]()
        answers = {Question.ENERGY: 4 - strain, Question.FEELINGS: feelings}
        self.desk.checkins.save_many(one.reference, day or self.now.date(), answers)

    def yes(self, one: Somebody) -> Mine:
        return self.desk.ballots.choose(one.reference, yes=True)

    def no(self, one: Somebody) -> Mine:
        return self.desk.ballots.choose(one.reference, yes=False)

    def mine(self, one: Somebody) -> Mine:
        return self.desk.ballots.mine(one.reference)

    def rest(self) -> int:
        """Nothing changes for a moment; how many were looked after."""
        self.later(seconds=3)
        return self.desk.casting.run()

    def cast(self, one: Somebody) -> None:
        with self.desk.sessions.keys(one.reference) as access:
            self.desk.ballots.cast(access)

    def page(self, one: Somebody) -> BallotPage:
        with (
            self.desk.sessions.keys(one.reference) as access,
            self.desk.checkins._records.reading(access) as held,
        ):
            return held.find(BALLOT) or BallotPage()

    def days(self, one: Somebody) -> int:
        with (
            self.desk.sessions.keys(one.reference) as access,
            self.desk.checkins._records.reading(access) as held,
        ):
            return len(held.all(CHECKIN).values)
