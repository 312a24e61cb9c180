"""Ballots: whether a person is counted, and their own ballot in their group's box, found by their own key.

    counted      page first, box second: a crash in between leaves a page whose box the next unlock brings up
    taken back   page says so, boxes, page says that it is done: the next unlock goes on where it stopped

What lies in a box is read from the box itself before it is changed. So nobody counts twice, whatever a crash,
a second session or an older copy of the page left behind. Everybody's page and the boxes near them are sealed
anew each time, whether they are counted or not.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from uuid import UUID

from wellbeing.domain.ballot import MOST_PERIODS, BallotPage, Cast, Out
from wellbeing.domain.contribution import NOTHING, Contribution
from wellbeing.domain.errors import BoxClosed, Damaged
from wellbeing.domain.people import PersonId, UnitId
from wellbeing.domain.periods import Period
from wellbeing.domain.releases import Group
from wellbeing.services.ballot_view import Mine, OpenPeriod
from wellbeing.services.box_ports import Boxes
from wellbeing.services.box_slots import BoxSlots, Slot
from wellbeing.services.contributing import Contributing, contribution_of, open_periods
from wellbeing.services.grouping import Belonging, Formed, Place, belonging, claims_of
from wellbeing.services.ledger import Ledger
from wellbeing.services.ports import Begin, Clock, UnitOfWork
from wellbeing.services.records import Records
from wellbeing.services.sessions import Sessions
from wellbeing.services.sorts import ALWAYS, BALLOT, PROFILE, Access


@dataclass(frozen=True, slots=True)
class _Turn:
    """One open period of one person, as it was found."""

    period: Period
    place: Place = field(repr=False)
    near: tuple[Group, ...] = field(repr=False)
    """The groups in whose boxes something of theirs may lie."""
    listed: Cast | None = field(repr=False)
    """What their page says of it."""
    would: Contribution = field(repr=False)
    lies: Contribution = field(repr=False)
    names: tuple[str, ...]


class Ballots:
    """A person's own ballots; they and the background work for them are all that ever asks."""

    def __init__(
        self,
        begin: Begin,
        look: Begin,
        clock: Clock,
        records: Records,
        sessions: Sessions,
        boxes: Boxes,
        box_key: bytes,
        contributing: Contributing,
    ) -> None:
        self._begin = begin
        self._look = look
        self._clock = clock
        self._records = records
        self._sessions = sessions
        self._slots = BoxSlots(boxes, box_key, clock)
        self._contributing = contributing
        self._formed = Formed()
        self._turn = threading.Lock()
        """One at a time: an older look at somebody's entries must not overtake a newer one."""
        self._gone: set[PersonId] = set()
        """Whose account was deleted since this process began."""

    def mine(self, reference: str) -> Mine:
        """What the person has said, what lies in the open boxes and what their entries would make now.

        Raises:
            SignedOut: or `Locked`.
        """
        with self._sessions.keys(reference) as access:
            return self._told(access)

    def choose(self, reference: str, *, yes: bool) -> Mine:
        """Be counted from now on for a year, or take back whatever can still be taken back.

        Raises:
            SignedOut: or `Locked`.
        """
        with self._sessions.keys(reference) as access:
            if yes:
                self._agree(access)
            else:
                self._withdraw(access)
            return self._told(access)

    def cast(self, access: Access) -> None:
        """Bring the open boxes to what the person's entries and their answer say now."""
        with self._turn:
            if access.person not in self._gone:
                self._cast(access)

    def _withdraw(self, access: Access) -> None:
        """Take the person's ballots out of every open box, and count them no more.

        From the first step on nothing puts them back, not even work that has begun already.
        """
        with self._turn:
            with self._records.writing(access, quietly=True) as ledger:
                ledger.put(BALLOT, ALWAYS, replace(_page(ledger), leaving=True))
            self._cast(access)

    @contextmanager
    def leaving(self, access: Access) -> Iterator[None]:
        """Take the ballots of somebody back whose account is deleted in this block; boxes alone are written.

        No work that has begun already puts them back, unless the block ends badly: then they have not left.
        """
        with self._turn:
            self._gone.add(access.person)
            for one in self._looked(access)[1]:
                self._settled(access, BallotPage(), one, NOTHING, stays=False)
        try:
            yield
        except BaseException:
            self._gone.discard(access.person)
            raise

    def _agree(self, access: Access) -> None:
        with self._turn:
            today = self._clock.now().date()
            with self._records.writing(access, quietly=True) as ledger:
                ledger.put(BALLOT, ALWAYS, _page(ledger).agreed(today))
            self._cast(access)

    def _told(self, access: Access) -> Mine:
        page, turns = self._looked(access)
        return Mine(page, tuple(self._shown(page, one) for one in turns))

    def _shown(self, page: BallotPage, turn: _Turn) -> OpenPeriod:
        group = turn.place.group
        return OpenPeriod(
            period=turn.period,
            would=turn.would,
            lies=turn.lies,
            covered=page.covers(turn.period),
            out=_out(page, turn),
            roster=None if group is None else group.roster,
            units=turn.names,
        )

    def _cast(self, access: Access) -> None:
        with self._begin() as work:
            ledger = self._records.held(work, access, whole=True)
            page, turns = self._find(work, ledger, access)
            first, parts = page, dict[Period, Contribution]()
            for one in turns:
                group, part = one.place.group, _wanted(first, one)
                parts[one.period] = part
                if group is not None and part != NOTHING:
                    first = first.having(Cast(group.id, one.period, part))
            _note(ledger, first)
            ledger.close()
        then = first
        for one in turns:
            then = self._settled(access, then, one, parts[one.period])
        if page.leaving:
            then = then.refused(self._clock.now().date())
        if then != first:
            with self._records.writing(access, quietly=True) as ledger:
                _note(ledger, then)

    def _settled(
        self, access: Access, page: BallotPage, turn: _Turn, part: Contribution, *, stays: bool = True
    ) -> BallotPage:
        """The page after the boxes of one period were changed, by what lies in them now.

        Whoever stays in their group keeps a ballot there also when it adds nothing.
        """
        own = turn.place.group
        page = page if part != NOTHING else page.without(turn.period)
        for group in turn.near:
            home = own is not None and group.id == own.id
            here = part if home else NOTHING
            belongs = stays and home and turn.place.out is None
            try:
                lies = self._slots.change(access, group.id, turn.period, here, belongs=belongs)
            except BoxClosed:
                return page if turn.listed is None else page.having(turn.listed)
            if here != NOTHING and lies == NOTHING:
                page = page.without(turn.period)
        return page

    def _looked(self, access: Access) -> tuple[BallotPage, tuple[_Turn, ...]]:
        with self._look() as work:
            return self._find(work, self._records.seen(work, access, whole=True), access)

    def _find(self, work: UnitOfWork, ledger: Ledger, access: Access) -> tuple[BallotPage, tuple[_Turn, ...]]:
        """Look at entries, seats and boxes; nothing is changed."""
        now, unit_of = self._clock.now(), cache(work.units.get)
        periods = open_periods(now)
        ledger.fetch((PROFILE, ALWAYS), (BALLOT, ALWAYS))
        page, claims = _page(ledger), claims_of(work, ledger.profile(), unit_of)
        days = self._contributing.days(work, ledger, access.person, claims, periods, now)
        where = [belonging(work, self._formed, claims, one, _group(page, one), unit_of) for one in periods]
        units = [unit_of(unit) for one in where for group in one.groups for unit in group.units]
        names = {one.id: one.name for one in units if one is not None}
        turns = (
            self._turn_of(access, page.of(one.period), one, contribution_of(days, one.period), names)
            for one in where
        )
        return page, tuple(turns)

    def _turn_of(
        self,
        access: Access,
        listed: Cast | None,
        where: Belonging,
        would: Contribution,
        names: Mapping[UnitId, str],
    ) -> _Turn:
        found = {one.id: self._slots.look(access, one.id, where.period) for one in where.groups}
        lying = (name for name, slot in found.items() if slot.lies != NOTHING)
        place = where.place(next(lying, None) if listed is None else listed.group)
        slot = Slot() if place.group is None else found[place.group.id]
        out = place.out or (None if slot.there else Out.GONE) or (Out.FULL if slot.full else None)
        units = () if place.group is None else place.group.units
        return _Turn(
            where.period,
            replace(place, out=out),
            where.groups,
            listed,
            would,
            slot.lies,
            tuple(sorted(names[one] for one in units if one in names)),
        )


def _note(ledger: Ledger, page: BallotPage) -> None:
    """Seal the page anew, changed or not; nobody is told, for it is told to nobody."""
    ledger.put(BALLOT, ALWAYS, page)


def _page(ledger: Ledger) -> BallotPage:
    """The person's page; one that does not open says nothing, and so nobody is counted by it."""
    try:
        return ledger.find(BALLOT) or BallotPage()
    except Damaged:
        return BallotPage()


def _group(page: BallotPage, period: Period) -> UUID | None:
    """The group that a page says its owner is counted in."""
    listed = page.of(period)
    return None if listed is None else listed.group


def _out(page: BallotPage, turn: _Turn) -> Out | None:
    """Why somebody does not count in a period, whatever they said."""
    before = page.without(turn.period).history
    return turn.place.out or (Out.CAP if len(before) >= MOST_PERIODS else None)


def _wanted(page: BallotPage, turn: _Turn) -> Contribution:
    counts = page.covers(turn.period) and _out(page, turn) is None
    return turn.would if counts else NOTHING
