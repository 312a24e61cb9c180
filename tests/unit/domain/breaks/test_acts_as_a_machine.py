"""Any acts in any order on two devices: one session runs, versions only rise, and moments stay in order."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from wellbeing.domain.breaks import Assessment, after, assess, condense, spans
from wellbeing.domain.exposure import AFTERWARDS, Act, Event, ExposureDay, Kind
from wellbeing.domain.phases import Phase
from wellbeing.domain.policy import Policy

ZONE = ZoneInfo("Europe/Paris")
LIVE = [act for act in Act if act not in AFTERWARDS]
POLICY = Policy()


class Timer(RuleBasedStateMachine):
    """Two devices of one person; each keeps its own days, the server keeps the numbers."""

    def __init__(self) -> None:
        super().__init__()
        self.now = datetime(2026, 10, 24, 12, 0, tzinfo=UTC)
        self.here: dict[date, ExposureDay] = {}
        self.there: dict[date, ExposureDay] = {}
        self.carry = condense((), POLICY, ZONE)
        self.number = 0
        self.amended = False
        self.seen = -1

    def keep(self, event: Event, day: date | None = None) -> None:
        days = self.here if self.number % 2 else self.there
        day = day or event.filed(ZONE)
        days[day] = days.get(day, ExposureDay(day)).having(event)

    def merged(self, *, turned: bool = False) -> list[ExposureDay]:
        first, second = (self.there, self.here) if turned else (self.here, self.there)
        found = dict(first)
        for day, other in second.items():
            found[day] = found[day].merged(other) if day in found else other
        return [found[day] for day in sorted(found, reverse=turned)]

    def found(self) -> Assessment:
        return assess(POLICY, self.carry, (), self.now, ZONE)

    @rule(minutes=st.integers(0, 70), seconds=st.integers(0, 59))
    def time_passes(self, minutes: int, seconds: int) -> None:
        self.now += timedelta(minutes=minutes, seconds=seconds)

    @rule(minutes=st.sampled_from([1, 10, 600]))
    def the_clock_steps_back(self, minutes: int) -> None:
        self.now -= timedelta(minutes=minutes)

    @rule(act=st.sampled_from([*LIVE, Act.START, Act.BACK, Act.BREAK]), data=st.data())
    def acts(self, act: Act, data: Any) -> None:
        self.number += 1
        kind = data.draw(st.sampled_from(list(Kind))) if act in {Act.START, Act.SWITCH} else None
        takes = act in {Act.PAUSE, Act.QUIET, Act.TOOK_BREAK}
        minutes = data.draw(st.none() | st.integers(1, 90)) if takes else None
        began = (
            self.now - timedelta(minutes=data.draw(st.integers(-5, 90))) if act is Act.AWAY_COUNTS else None
        )
        event = Event(UUID(int=self.number), self.now, act, kind, minutes, began=began)
        before = self.carry.version
        # A clock that stepped back files an act before the last one; the days then decide, as after a merge.
        self.amended = self.amended or self.carry.act_at > self.now.timestamp() * 1000
        self.keep(event)
        if self.amended:
            self.carry = condense(self.merged(), POLICY, ZONE, above=before)
        else:
            self.carry = after(POLICY, self.carry, [event], ZONE)
        assert self.carry.version > before

    @rule(length=st.integers(1, 200), ago=st.integers(0, 600), kind=st.sampled_from(list(Kind)))
    def adds(self, length: int, ago: int, kind: Kind) -> None:
        self.number += 1
        began = self.now - timedelta(minutes=length + ago)
        self.keep(Event(UUID(int=self.number), self.now, Act.ADD, kind, length, began=began))
        self.count_again()

    @rule(data=st.data(), what=st.sampled_from([Act.CORRECT, Act.REMOVE]))
    def amends(self, data: Any, what: Act) -> None:
        record = spans(self.merged(), POLICY, ZONE, self.now)
        if not record:
            return
        self.number += 1
        of = data.draw(st.sampled_from([one.id for one in record]))
        minutes = data.draw(st.none() | st.integers(1, 200)) if what is Act.CORRECT else None
        self.keep(Event(UUID(int=self.number), self.now, what, None, minutes, of))
        self.count_again()

    def count_again(self) -> None:
        before = self.carry.version
        self.carry = condense(self.merged(), POLICY, ZONE, above=before)
        self.amended = True
        assert self.carry.version > before

    @rule()
    def a_repeat_changes_nothing(self) -> None:
        days = self.merged()
        again = [ExposureDay(day.day, (*day.events, *day.events)) for day in days]
        assert again == days
        assert condense([*days, *days], POLICY, ZONE) == condense(days, POLICY, ZONE)

    @rule()
    def the_order_of_merging_does_not_matter(self) -> None:
        assert self.merged() == self.merged(turned=True)[::-1]
        assert condense(self.merged(), POLICY, ZONE) == condense(self.merged(turned=True), POLICY, ZONE)

    @rule()
    def the_numbers_are_those_of_the_days(self) -> None:
        if not self.amended:
            assert self.carry == condense(self.merged(), POLICY, ZONE)

    @invariant()
    def versions_only_rise(self) -> None:
        assert self.carry.version >= self.seen
        self.seen = self.carry.version

    @invariant()
    def one_session_runs_at_most(self) -> None:
        record = spans(self.merged(), POLICY, ZONE, self.now)
        assert sum(one.running for one in record) <= 1
        assert all(one.began < one.ended for one in record)
        for one, following in pairwise(record):
            assert one.ended <= following.began

    @invariant()
    def moments_are_in_order(self) -> None:
        found = self.found()
        assert found.version == self.carry.version
        at_work = found.phase in {Phase.RUNNING, Phase.NOTICE, Phase.DUE, Phase.AWAY}
        if at_work:
            assert found.since is not None
            assert found.due_at is None or found.since <= found.due_at
            if found.due_at is not None and found.notice_at is not None:
                assert found.since <= found.notice_at <= found.due_at
        else:
            assert found.due_at is None
            assert found.notice_at is None
        if found.phase in {Phase.BREAK, Phase.BREAK_OVER, Phase.PAUSED}:
            assert found.ends_at is not None
            assert Act.BACK in found.verbs
        assert (Act.STOP in found.verbs) is (found.phase is not Phase.REST)
        assert found.next_at > self.now
        assert found.today_min <= found.week_min

    @invariant()
    def nothing_changes_before_it_is_said_to(self) -> None:
        found = self.found()
        later = assess(POLICY, self.carry, (), found.next_at - timedelta(milliseconds=1), ZONE)
        assert (later.phase, later.verbs, later.hints, later.break_minutes, later.due_at) == (
            found.phase,
            found.verbs,
            found.hints,
            found.break_minutes,
            found.due_at,
        )


TestTimer = Timer.TestCase
TestTimer.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
