"""Gentle notices: at most one thing that one's own days look like, or a talk whose time has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from wellbeing.domain.days import local_day
from wellbeing.domain.errors import BadInput, Damaged
from wellbeing.domain.patterns import WEEKS, Pattern, Seen, first, patterns
from wellbeing.domain.people import PersonId, Role
from wellbeing.domain.preferences import Preferences
from wellbeing.domain.relief import Tool, helped_last
from wellbeing.domain.support import LATER, Due, Talk, Talked, due
from wellbeing.services.policies import Policies
from wellbeing.services.ports import Clock
from wellbeing.services.preferences import OwnPreferences
from wellbeing.services.records import CHECKIN, Records
from wellbeing.services.sessions import Sessions
from wellbeing.services.sorts import PREFERENCES, RELIEF

NAMES = (*(one.value for one in Pattern), *(one.value for one in Talk))
"""What may be switched off."""


@dataclass(frozen=True, slots=True)
class Notice:
    """The one thing to show; both are None when there is nothing to say."""

    seen: Seen | None = field(default=None, repr=False)
    helped: Tool | None = field(default=None, repr=False)
    """What helped last time, beside a pattern."""
    due: Due | None = field(default=None, repr=False)


class Patterns:
    """Works out what to show from what the person keeps; it is stored nowhere and told to nobody else."""

    def __init__(
        self,
        records: Records,
        sessions: Sessions,
        clock: Clock,
        preferences: OwnPreferences,
        policies: Policies,
    ) -> None:
        self._records = records
        self._sessions = sessions
        self._clock = clock
        self._preferences = preferences
        self._policies = policies
        self._hushed: dict[PersonId, datetime] = {}
        """Until when, which is the end of their day."""
        sessions.keepers.append(self._forget)

    def now(self, reference: str) -> Notice:
        """At most one notice: a pattern of the last weeks, or else a talk by the unit's rule.

        Raises:
            SignedOut: or `Locked`.
        """
        now, today = self._clock.now(), self._today(reference)
        with self._sessions.keys(reference) as access, self._records.reading(access) as ledger:
            if now < self._hushed.get(access.person, now):
                return Notice()
            try:
                mine = ledger.find(PREFERENCES) or Preferences()
            except Damaged:
                mine = Preferences()
            checkins = ledger.all(CHECKIN, since=today - timedelta(days=WEEKS)).values
            seen = first(patterns(checkins, today), mine.rests)
            if seen is not None:
                uses = [one for page in ledger.all(RELIEF).values for one in page.uses]
                return Notice(seen, helped_last(uses))
            oldest = next(iter(ledger.all(CHECKIN).values), None)
        return Notice(due=self._due(reference, mine, oldest.day if oldest else None, today))

    def hush(self, reference: str) -> None:
        """Say nothing more today; only the memory of the server knows, and a restart forgets it."""
        presence = self._sessions.presence(reference)
        tomorrow = self._today(reference) + timedelta(days=1)
        ends = datetime.combine(tomorrow, time.min, ZoneInfo(presence.time_zone))
        self._hushed[presence.person] = ends

    def switched(self, reference: str) -> Mapping[str, bool]:
        """Every pattern and reminder by its name, and whether it may speak."""
        mine = self._preferences.mine(reference)
        return {name: not mine.rests(name) for name in NAMES}

    def switch(self, reference: str, name: str, *, off: bool) -> None:
        """Switch one off for good, or on again.

        Raises:
            BadInput: there is none of that name.
        """
        if name not in NAMES:
            raise BadInput
        self._preferences.change(reference, lambda mine: mine.with_rest(name, rests=off))

    def talked(self, reference: str, talk: Talk) -> None:
        """Remember that there was a talk today, and no more of it than the day."""
        self._remember(reference, Talked(talk, last=self._today(reference)))

    def later(self, reference: str, talk: Talk) -> None:
        """Do not remind of a talk for a while."""
        until = self._today(reference) + LATER
        self._remember(reference, Talked(talk, later=until))

    def _forget(self) -> None:
        """Forget whose day is over, wherever they are now."""
        now = self._clock.now()
        for person, ends in tuple(self._hushed.items()):
            if ends <= now:
                self._hushed.pop(person, None)

    def _remember(self, reference: str, said: Talked) -> None:
        def edit(mine: Preferences) -> Preferences:
            known = {one.talk: one for one in mine.talks}
            last = said.last or known.get(said.talk, said).last
            known[said.talk] = replace(said, last=last)
            return replace(mine, talks=tuple(known[talk] for talk in Talk if talk in known))

        self._preferences.change(reference, edit)

    def _due(self, reference: str, mine: Preferences, since: date | None, today: date) -> Due | None:
        if Role.INVESTIGATOR not in self._sessions.presence(reference).roles:
            return None
        policy = self._policies.effective(reference).policy
        talks, started = {one.talk: one for one in mine.talks}, mine.own.started_on
        found = due(policy, talks, since, today, started=started)
        return next((one for one in found if not mine.rests(one.talk.value)), None)

    def _today(self, reference: str) -> date:
        return local_day(self._clock.now(), self._sessions.presence(reference).time_zone)
