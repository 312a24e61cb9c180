"""Exposure: a person's own timer, one over all tabs and devices, which goes on while entries are locked.

The acts are kept sealed, in the entry of their day or, while locked, in the letter that waits in the inbox.
What this process remembers beside is numbers (see `running`), read from the entries at sign-in and unlock.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from wellbeing.crypto import tags
from wellbeing.domain import clock as clocks
from wellbeing.domain.breaks import Assessment, acted_at, after, allowed, assess, condense, spans
from wellbeing.domain.clock import Clock, Phase
from wellbeing.domain.errors import ActUnusable, Locked, SignedOut
from wellbeing.domain.exposure import AFTERWARDS, Act, Event, ExposureDay, Kind
from wellbeing.domain.letter import MOST_ACTS, Letter
from wellbeing.domain.logged import Logged
from wellbeing.domain.people import PersonId
from wellbeing.services import arriving, ports
from wellbeing.services.deadlines import Deadlines
from wellbeing.services.policies import Policies
from wellbeing.services.ports import Begin
from wellbeing.services.records import EXPOSURE, Access, Records, merge
from wellbeing.services.running import Run, Running
from wellbeing.services.sessions import Presence, Sessions

_log = logging.getLogger(__name__)

BACK: Final = timedelta(days=35)
"""How far back the entries are read when a timer is built anew."""
_SOON: Final = timedelta(seconds=1)
"""The least time to the next look, should the engine ask for one at once."""

_PATIENCE: Final = 0.02
"""Seconds that a pass waits for one person."""
PASS: Final = 1000
"""Most timers that one pass looks at."""

Listener = Callable[[PersonId, str], None]
"""Is told whose clock has changed, and the reference of the page that knows already, if one does."""


class Exposure:
    """Whatever is declared, by its owner alone; nothing is inferred, and nobody else can ask."""

    def __init__(
        self,
        begin: Begin,
        look: Begin,
        clock: ports.Clock,
        records: Records,
        sessions: Sessions,
        policies: Policies,
        here: Callable[[], frozenset[PersonId]],
        pepper: bytes,
    ) -> None:
        """Listen to what becomes of sessions and pages.

        Args:
            begin: opens a transaction.
            look: opens one that only reads.
            clock: where the time comes from.
            records: the sealed entries.
            sessions: who is here.
            policies: what holds for whom.
            here: everybody who has a live session.
            pepper: the installation's secret, from which tickets are made.
        """
        self._begin = begin
        self._look = look
        self._time = clock
        self._records = records
        self._sessions = sessions
        self._policies = policies
        self._here = here
        self._pepper = pepper
        self._running = Running()
        self._listeners: list[Listener] = []
        self.deadlines = Deadlines()
        sessions.listen(self._turned)
        sessions.keepers.append(self._let_go)
        sessions.watchers.append(lambda page: self._running.left(page, clock.now()))

    def listen(self, listener: Listener) -> None:
        """Have a function called, in whatever thread, when somebody's clock has changed."""
        self._listeners.append(listener)

    def clock(self, reference: str) -> Clock:
        """The person's clock; without kind and past while they are locked. The page is in touch by asking.

        Raises:
            SignedOut: nobody is behind the reference.
        """
        presence = self._sessions.presence(reference)
        run = self._running.of(presence.person, presence.session_id, reference)
        with run.lock:
            self._catch_up(run, presence, reference)
            now = self._time.now()
            found = self._assess(run, now)
            if found.phase is not Phase.AWAY:
                run.alone_since = None
            return self._shown(run, presence, found, now)

    def act(
        self,
        reference: str,
        act: Act,
        version: int,
        *,
        event: UUID | None = None,
        kind: Kind | None = None,
        minutes: int | None = None,
    ) -> Clock:
        """One act; when this returns it is kept for good.

        An act that saw an older clock changes nothing, and neither does one that may not be done now; what
        comes back is the clock as it is.

        Args:
            reference: whose act it is.
            act: what they did.
            version: of the clock they saw.
            event: the act's own id, given by the page.
            kind: what they work with, where the act takes one.
            minutes: how long, where the act takes that.

        Raises:
            SignedOut: nobody is behind the reference.
            ActUnusable: no page of ours sends such an act.
            ActsFull: no more acts are kept until the entries are open, or on that day.
        """
        if act in AFTERWARDS:
            raise ActUnusable
        presence = self._sessions.presence(reference)
        run = self._running.of(presence.person, presence.session_id, reference)
        with run.lock:
            self._catch_up(run, presence, reference)
            now = acted_at(run.carry, self._time.now())
            found = self._assess(run, now)
            if version != run.carry.version or not allowed(found, act):
                return self._shown(run, presence, found, now)
            since = found.asked_about if act is Act.AWAY_COUNTS else None
            made = Event(event or uuid4(), now, act, kind, minutes, began=since)
            opened = self._keep(run, presence, reference, made)
            run.carry = after(run.policy, run.carry, (made,), run.zone)
            run.alone_since = None
            if opened and kind is not None:
                run.kind = kind
            found = self._assess(run, now)
            self._arm(presence.person, found, now)
            shown = self._shown(run, presence, found, now)
        self._tell(presence.person, reference)
        return shown

    def changed(self, reference: str) -> None:
        """The person's record was changed afterwards: their timer is built anew from it."""
        presence = self._sessions.presence(reference)
        run = self._running.of(presence.person, presence.session_id, reference)
        with run.lock:
            run.stale = True
            self._catch_up(run, presence, reference, later=0)
        self._tell(presence.person, reference)

    def remind(self) -> int:
        """Look at timers that change by themselves now, and tell the pages; how many those were.

        At most `PASS` in one go: what is left is due at once again, and nobody waits long meanwhile.
        """
        now = self._time.now()
        due = self.deadlines.due(now, PASS)
        for person in due:
            try:
                self._remind(person, now)
            except Exception as error:  # noqa: BLE001 the others were due as well, and have no deadline any more
                _log.error("a timer is not told (%s)", type(error).__name__, extra=Logged.ALARM_FAILED.extra)
        return len(due)

    def _remind(self, person: PersonId, now: datetime) -> None:
        run = self._running.get(person)
        if run is None:
            return
        if not run.lock.acquire(timeout=_PATIENCE):  # an act is being saved: nobody else waits for that
            self.deadlines.put(person, now + _SOON)
            return
        try:
            self._arm(person, self._assess(run, now), now)
        finally:
            run.lock.release()
        self._tell(person)

    def _turned(self, session: str) -> None:
        """A session was locked, unlocked or ended."""
        self._running.turned(session)
        self._let_go()

    def _let_go(self) -> None:
        """Forget the timers of people who have no session any more, whichever they had before."""
        self._running.keep(self._here, self.deadlines.drop)

    def _catch_up(self, run: Run, presence: Presence, reference: str, later: int = 1) -> None:
        """Read the entries where that is needed and possible; a locked timer goes on from its numbers."""
        zone = ZoneInfo(presence.time_zone)
        today = self._time.now().astimezone(zone).date().toordinal()
        if presence.locked and run.day not in (0, today):
            run.policy, run.day = self._policies.holding(presence, run.own), today
            self._arm(presence.person, self._assess(run, self._time.now()), self._time.now())
        if presence.locked or not (run.stale or run.day != today):
            return
        # A lock that comes between leaves everything as it was, to be read at the unlock.
        with suppress(Locked), self._sessions.keys(reference) as access:
            effective, now = self._policies.effective(reference), self._time.now()
            days = self._days(access, run, now)
            own = effective.own
            run.policy, run.zone = effective.policy, zone
            run.own = replace(own, started_on=None, came_back=None)
            ramps = {"started_on": own.started_on, "came_back": own.came_back}
            run.carry = condense(days, run.policy, zone, **ramps, above=run.carry.version - later)
            run.kind = _running_kind(days, run, now)
            run.stale, run.day = False, today
            self._arm(access.person, self._assess(run, now), now)

    def _days(self, access: Access, run: Run, now: datetime) -> tuple[ExposureDay, ...]:
        """The last weeks, with what still waits in the letter."""
        with self._records.reading(access) as ledger:
            found = ledger.all(EXPOSURE, since=now.date() - BACK).values
        with self._look() as work:
            waiting = tuple(work.inbox.of(access.person))
        if arriving.read(access, waiting, now).settled:
            run.letter, run.row = Letter(), access.person
        days = {one.day: one for one in found}
        for one in run.letter.days:
            days[one.day] = one.merged(days[one.day]) if one.day in days else one
        return tuple(days[day] for day in sorted(days))

    def _keep(self, run: Run, presence: Presence, reference: str, made: Event) -> bool:
        """Write an act where it belongs; whether the entries were open."""
        day = ExposureDay(made.filed(run.zone), (made,))
        if not presence.locked:
            with suppress(Locked), self._sessions.keys(reference) as access:
                with self._records.writing(access) as ledger:
                    merge(ledger, day, most=MOST_ACTS)
                return True
        letter = run.letter.having(day)
        run.row = run.row or uuid4()
        with self._begin() as work:
            row = work.people.get(presence.person) if work.people.lock(presence.person) else None
            if row is None:
                raise SignedOut
            arriving.write_letter(work, presence.person, row.public_key, letter, run.row)
            work.commit()
        run.letter = letter
        return False

    def _assess(self, run: Run, now: datetime) -> Assessment:
        return assess(run.policy, run.carry, (), now, run.zone, silent_since=run.alone_since)

    def _arm(self, person: PersonId, found: Assessment, now: datetime) -> None:
        if found.phase is Phase.REST:
            self.deadlines.drop(person)  # what else a day brings is shown when a page asks
        else:
            self.deadlines.put(person, max(found.next_at, now + _SOON))

    def _shown(self, run: Run, presence: Presence, found: Assessment, now: datetime) -> Clock:
        made = clocks.clock(found, self._ticket(presence.person, run.carry.version), now, run.kind)
        policy = run.policy
        made = replace(
            made,
            snooze_minutes=policy.snooze_min,
            postpone_minutes=policy.postpone_min,
            practice=policy.checklist if made.phase is Phase.REST else (),
        )
        return clocks.neutral(made) if presence.locked else made

    def _ticket(self, person: PersonId, version: int) -> str:
        """Another every day, and the same after a restart, so that a page knows what it has announced."""
        day = (version // 86_400_000).to_bytes(8, "big")
        return tags.tag(self._pepper, "wb/ticket/v1", person.bytes + day).hex()[:16]

    def _tell(self, person: PersonId, knows: str = "") -> None:
        for listener in tuple(self._listeners):
            listener(person, knows)


def _running_kind(days: tuple[ExposureDay, ...], run: Run, now: datetime) -> Kind | None:
    since = (now - timedelta(days=2)).date()
    near = [one for one in days if one.day >= since]
    return next((one.kind for one in spans(near, run.policy, run.zone, now) if one.running), None)
