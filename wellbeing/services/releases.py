"""Releases: the one job that makes boxes at the start of a period and tells what was in them at its end.

Nobody can ask for it: it runs by the clock and at every start of the app, and running it again changes
nothing. The order of its steps makes that hold when the process is killed between any two of them:

    at the start    box into boxes.db  ->  all FORMED lines of the period in one commit  ->  text file
    at the end      RELEASED or WITHHELD into the log  ->  text file  ->  box shredded

A box without its line gets the line it should have had. A line without its box is never given another box:
noise is drawn once for a group and period, or not at all.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain
from typing import Final
from uuid import UUID

from wellbeing.anonymity import groups
from wellbeing.anonymity.box import Box
from wellbeing.anonymity.noise import DiscreteGaussian, Noise
from wellbeing.domain.audit import Act, By
from wellbeing.domain.errors import Damaged, DatabaseDamaged
from wellbeing.domain.people import Role
from wellbeing.domain.periods import SEASON, Period
from wellbeing.domain.releases import Fact, Group
from wellbeing.services.audit import Audit
from wellbeing.services.box_ports import Boxes, ReleaseText
from wellbeing.services.ports import Begin, Clock, UnitOfWork
from wellbeing.services.release_journal import Journal
from wellbeing.services.told import ReadReleases

TOGETHER: Final = 50
"""Groups that end in one commit: so many boxes are open in memory at a time."""


@dataclass(frozen=True, slots=True)
class ReleaseKeys:
    """The two secrets beside the databases that releases need."""

    boxes: bytes = field(repr=False)
    """Opens the boxes; lost, their periods are withheld."""
    signing: bytes = field(repr=False)
    """Signs the log."""


class Releases(ReadReleases):
    """Runs the periods of every group, for `schedule` and for nobody else."""

    def __init__(
        self,
        begin: Begin,
        look: Begin,
        boxes: Boxes,
        text: ReleaseText,
        clock: Clock,
        keys: ReleaseKeys,
        *,
        noise: Noise | None = None,
    ) -> None:
        self.journal = Journal(begin, look, text, keys.signing)
        self.audit = Audit(begin, look, clock, keys.signing)
        super().__init__(look, self.journal.public_key)
        self.boxes = boxes
        self.keys = keys
        self._begin = begin
        self._clock = clock
        self._noise = noise or DiscreteGaussian()
        self._one_at_a_time = threading.Lock()

    def turn(self) -> None:
        """End what is over and begin what has begun; both may be asked for again at any time.

        Raises:
            LogBroken: the text file and the database tell different things; nothing is added then.
            DatabaseBusy: another process did the same at the same moment; the next run finds it done.
        """
        self.end_periods()
        self.open_boxes()

    def open_boxes(self) -> None:
        """Count the groups of the period that is open now, and make their boxes."""
        with self._one_at_a_time:
            self.journal.settle()
            period = Period.at(self._clock.now())
            with self._look() as work:
                if work.releases.formed_in(period.number):
                    return
                counted = _groups(work, period)
            parts = (counted[at : at + TOGETHER] for at in range(0, len(counted), TOGETHER))
            counted = tuple(chain.from_iterable(self._with_boxes(part, period) for part in parts))
            with self._begin() as work:
                if not work.releases.formed_in(period.number):
                    # All in one commit: the groups of a season are frozen whole, or not yet.
                    for group in counted:
                        self.journal.formed(work, period, group)
                    if counted:
                        number = period.number
                        self.audit.note(work, Act.GROUPS_COUNTED, By.APP, period=number, groups=len(counted))
                    work.commit()
            self.journal.settle()

    def end_periods(self) -> None:
        """Tell, or withhold, every period whose time has come, and shred its boxes."""
        with self._one_at_a_time:
            self.journal.settle()
            now = self._clock.now()
            with self._look() as work:
                due = [one for one in work.releases.open() if Period(one[1]).released_at <= now]
            for at in range(0, len(due), TOGETHER):
                self._tell(due[at : at + TOGETHER])
            self._shred(now)

    def _tell(self, due: Sequence[tuple[UUID, int]]) -> None:
        opened = [(*one, self._opened(*one)) for one in due]
        told = {Fact.RELEASED: 0, Fact.WITHHELD: 0}
        with self._begin() as work:
            for group, number, box in opened:
                formed = work.releases.formed(group, number)
                if formed is not None and not work.releases.ended(group, number):
                    told[self.journal.ended(work, formed.period, formed.group, box)] += 1
            if any(told.values()):
                numbers = {"published": told[Fact.RELEASED], "withheld": told[Fact.WITHHELD]}
                self.audit.note(work, Act.PERIODS_ENDED, By.APP, **numbers)
            work.commit()
        self.journal.settle()

    def _shred(self, now: datetime) -> None:
        """Shred every box whose time has come, told or not, and those that a crash left without a line."""
        with self._look() as work:
            waiting = set(work.releases.open())
        over = (one for one in self.boxes.all() if Period(one[1]).released_at <= now)
        self.boxes.shred([one for one in over if one not in waiting])

    def _with_boxes(self, counted: Sequence[Group], period: Period) -> Sequence[Group]:
        """The groups as their boxes counted them; none is made for too small a roster."""
        fresh = {
            (group.id, period.number): Box.fresh(group.id, period.number, group.roster, self._noise).seal(
                self.keys.boxes
            )
            for group in counted
            if group.counted and self.boxes.get(group.id, period.number) is None
        }
        made = self.boxes.add(fresh)
        return [
            group if (group.id, period.number) in made else self._as_boxed(group, period) for group in counted
        ]

    def _as_boxed(self, group: Group, period: Period) -> Group:
        """The group as a box that was there before counted it."""
        there = self._opened(group.id, period.number)
        return group if there is None else replace(group, roster=there.roster)

    def _opened(self, group: UUID, number: int) -> Box | None:
        """A box; None when it is gone or does not open: then its period is withheld."""
        try:
            raw = self.boxes.get(group, number)
            return None if raw is None else Box.open(self.keys.boxes, group, number, raw)
        except (Damaged, DatabaseDamaged):
            return None


def _groups(work: UnitOfWork, period: Period) -> tuple[Group, ...]:
    """The groups of a period, counted today: those of its season, or new ones when it has none yet."""
    units, rosters = work.units.all(), work.seats.issued(Role.INVESTIGATOR)
    floors = work.floors.at(period.number)
    for number in range(period.season, period.season + SEASON):
        if work.releases.formed_in(number):
            lines = work.releases.of_period(number)
            frozen = (one.group.units for one in lines if one.fact is Fact.FORMED)
            return tuple(groups.group_of(units, rosters, floors) for units in frozen)
    return groups.form(units, rosters, floors, period.first)
