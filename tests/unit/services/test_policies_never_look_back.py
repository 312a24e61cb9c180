"""Whatever is announced and taken back, in any order: a day that has begun keeps its rules for ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.world import World
from wellbeing.domain.errors import BadInput
from wellbeing.domain.people import Role
from wellbeing.domain.policy import DEFAULT, Policy
from wellbeing.services.policies import State

ZONES = st.sampled_from(["UTC", "Pacific/Auckland", "America/Los_Angeles", "Europe/Paris"])


class Announcing(RuleBasedStateMachine):
    """A unit, beside the plainest model of it: a list of what was announced, in the order it was."""

    @initialize(zone=ZONES)
    def begin(self, zone: str) -> None:
        self.world = World()
        self.unit = self.world.unit("North", zone)
        self.conf = self.world.join("Keeper", role=Role.CONFIGURATOR, unit=self.unit)
        self.heron = self.world.join("Heron", unit=self.unit)
        self.announced: list[tuple[date, Policy, bool]] = []
        self.lived: dict[date, Policy] = {}

    @property
    def today(self) -> date:
        return self.world.desks.person.checkins.today_is(self.heron.reference)

    def holding(self, day: date) -> Policy:
        """The last one announced that has started by then and was not taken back."""
        started = [policy for starts, policy, back in self.announced if starts <= day and not back]
        return started[-1] if started else DEFAULT

    @rule(days=st.integers(-1, 4), limit=st.sampled_from([25, 30, 45, 60]))
    def publish(self, days: int, limit: int) -> None:
        starts, policy = self.today + timedelta(days=days), replace(DEFAULT, continuous_limit_min=limit)
        waiting = any(day > self.today and not back for day, _, back in self.announced)
        try:
            self.world.desks.unit.publishing.publish(self.conf.reference, self.unit.id, policy, starts)
        except BadInput:
            assert days < 1 or waiting
            return
        assert days >= 1
        assert not waiting
        self.announced.append((starts, policy, False))

    @rule(number=st.integers(1, 6))
    def withdraw(self, number: int) -> None:
        try:
            self.world.desks.unit.publishing.withdraw(self.conf.reference, self.unit.id, number)
        except BadInput:
            return
        starts, policy, back = self.announced[number - 1]
        assert starts > self.today
        assert not back
        self.announced[number - 1] = (starts, policy, True)

    @rule(hours=st.integers(1, 60))
    def live(self, hours: int) -> None:
        self.world.clock.forward(seconds=hours * 3600)
        self.conf, self.heron = self.world.sign_in(self.conf), self.world.sign_in(self.heron)

    @invariant()
    def today_is_as_announced_and_the_past_as_it_was(self) -> None:
        effective = self.world.desks.person.policies.effective
        now = effective(self.heron.reference).policy
        assert now == self.lived.setdefault(self.today, now) == self.holding(self.today)
        for day, policy in self.lived.items():
            assert effective(self.heron.reference, day).policy == policy

    @invariant()
    def at_most_one_is_in_force_and_at_most_one_announced(self) -> None:
        history = self.world.desks.person.policies.history(self.heron.reference, self.unit.id)
        assert [one.number for one in history] == list(range(len(self.announced), 0, -1))
        states = [one.state for one in history]
        assert states.count(State.IN_FORCE) <= 1
        assert states.count(State.ANNOUNCED) <= 1
        assert (State.IN_FORCE in states) == any(d <= self.today and not b for d, _, b in self.announced)

    def teardown(self) -> None:
        self.world.close()


Announcing.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
TestAnnouncing = Announcing.TestCase
