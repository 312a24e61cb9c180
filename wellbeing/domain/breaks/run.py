"""The running state of a person's timer: work counted, rests weighed, and when the next break is due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from wellbeing.domain.breaks.carry import BREAK, DAYS_KEPT, PAUSE, REST, RUN, Carry
from wellbeing.domain.breaks.moments import MINUTE, NEVER, midnight, ordinal
from wellbeing.domain.exposure import Kind
from wellbeing.domain.policy.rules import Policy

BUDGET: Final = 61_261_200 * MINUTE
"""The whole of the time without a break; limits of 1 to 18 minutes and the fives up to 90 divide it."""
PERCENT: Final = 100

Fresh = tuple[int, bool, bool, bool]
"""A moment at which the time without a break began anew, and whether by a long break, asked for, skipped."""


@dataclass(slots=True)
class Run:
    """A carry that may change, field for field in its order, and what only the record needs."""

    version: int
    phase: int
    act_at: int
    done: int
    since: int
    until: int
    limit_min: int
    weight: int
    high: bool
    used: int
    used_up: int
    towards_long: int
    long_up: int
    long_waits: bool
    rest_since: int
    declared: bool
    short_need: int
    long_asked: bool
    held: int
    snoozes: int
    postpones: int
    skips: int
    urgent_until: int
    recovery: bool
    quiet_until: int
    forgotten_at: int
    day: int
    day_ends: int
    loads: tuple[int, ...]
    last_day: int
    days_back: int
    started: int
    back_on: int
    sessions: int
    # for the record alone
    kind: Kind | None = None
    opened: UUID | None = None
    began: int = 0
    spans: list[tuple[UUID, Kind, int, int, bool]] | None = None
    """Closed stretches of work: id, kind, from, to, and whether the end is a guess."""
    fresh: list[Fresh] | None = None
    """When the time without a break began anew: the moment, and the three things said in `anew`."""
    past: list[tuple[int, int, int]] | None = None
    """Counted work although the time without a break was used up: since when it was, from, to."""

    def carry(self) -> Carry:
        """The numbers as they stand."""
        return Carry(*(getattr(self, name) for name in Carry._fields))

    # ------------------------------------------------------------------------------------ work
    def works_with(self, kind: Kind, policy: Policy) -> None:
        """Go on with this kind of material."""
        rule = policy.material(kind)
        self.kind, self.limit_min, self.high = kind, policy.limit_min(kind), rule.high_impact
        self.weight = rule.weight_pct if rule.counts else 0

    def on_day(self, at: int, zone: ZoneInfo) -> None:
        """Turn the days over until the day of a moment comes first."""
        if at < self.day_ends:
            return
        day = ordinal(at, zone)
        if self.day:
            turned = min(day - self.day, DAYS_KEPT)
            self.loads = ((0,) * turned + self.loads)[:DAYS_KEPT]
            self.sessions = 0
        self.day, self.day_ends = day, midnight(zone, day + 1)

    def work(self, to: int, policy: Policy, zone: ZoneInfo) -> None:
        """Count the running work up to a moment, splitting it at midnights."""
        self.on_day(self.done, zone)
        while to > self.done:
            part = min(to, self.day_ends) - self.done
            if self.weight:
                self._count(part, policy)
            self.done += part
            self.on_day(self.done, zone)

    def _count(self, part: int, policy: Policy) -> None:
        rate = BUDGET // (self.limit_min * MINUTE)
        used = self.used + part * rate
        if not self.used_up and used >= BUDGET:
            self.used_up = self.done - (self.used - BUDGET) // rate
        self.used = used
        if self.past is not None and self.used_up and self.used_up < self.done + part:
            self.past.append((self.used_up, max(self.done, self.used_up), self.done + part))
        load = part * self.weight
        long = self.towards_long + load
        enough = policy.long_break_after_min * MINUTE * PERCENT
        if enough and not self.long_up and long >= enough:
            self.long_up = self.done - (self.towards_long - enough) // self.weight
        self.towards_long = long
        self.loads = (self.loads[0] + load, *self.loads[1:])
        if self.last_day != self.day:
            if self.last_day and self.day - self.last_day > policy.leave_absent_days:
                self.days_back = 1
            elif self.days_back:
                self.days_back += 1
            self.last_day = self.day

    # ------------------------------------------------------------------------------------ due
    def short_up(self) -> int:
        """When the time without a break is used up, if work goes on with this material."""
        if self.used_up:
            return self.used_up
        if not self.weight:
            return NEVER
        return self.done - (self.used - BUDGET) // (BUDGET // (self.limit_min * MINUTE))

    def long_due(self, policy: Policy) -> int:
        """When the work since the last long break reaches the policy's amount."""
        if self.long_up:
            return self.long_up
        enough = policy.long_break_after_min * MINUTE * PERCENT
        if not enough or not self.weight:
            return NEVER
        return self.done - (self.towards_long - enough) // self.weight

    def due(self, policy: Policy) -> int:
        """When a break is due while work goes on; `NEVER` when the material does not count."""
        if self.recovery:
            first = self.urgent_until
        else:
            first = self.short_up()
            if not self.long_waits:
                first = min(first, self.long_due(policy))
            if first == NEVER:
                return NEVER
        return max(first, self.since, self.held, self.quiet_until)

    def notice(self, due: int, policy: Policy) -> int:
        """When the break is announced ahead; after putting it off a minute is enough."""
        ahead = min(policy.notice_min, 1) if self.held else policy.notice_min
        return min(due, max(due - ahead * MINUTE, self.since, self.quiet_until, self.urgent_until))

    def is_long(self, at: int, policy: Policy) -> bool:
        """Whether a break that begins at a moment is to be a long one."""
        return self.long_due(policy) <= at + policy.swallow_min * MINUTE

    def short_length(self, policy: Policy) -> int:
        """The length of a short break after this material, in minutes."""
        return policy.high_impact_break_min if self.high else policy.break_min

    def length(self, long: bool, policy: Policy) -> int:
        """The length of the next break, in minutes."""
        minutes = policy.long_break_min if long else self.short_length(policy)
        return max(minutes, policy.recovery_break_min) if self.recovery else minutes

    def asked_at(self, at: int, policy: Policy) -> int:
        """The moment by which a break beginning now is judged: once announced, when it is due, else now."""
        due = self.due(policy)
        return max(due, at) if due < NEVER and at >= self.notice(due, policy) else at

    # ------------------------------------------------------------------------------------ rest
    def leave(self, at: int, phase: int, *, guessed: bool = False) -> None:
        """Work ends here."""
        self.close(at, guessed=guessed)
        self.phase, self.since, self.rest_since = phase, at, at
        self.declared, self.long_asked = False, False

    def close(self, at: int, *, guessed: bool = False) -> None:
        """Write the present stretch of work into the record."""
        if self.spans is not None and self.opened and self.kind and at > self.began:
            self.spans.append((self.opened, self.kind, self.began, at, guessed))

    def enter(self, at: int, policy: Policy, rested: int | None = None) -> None:
        """Work begins, or goes on after a rest, which is weighed by its length in milliseconds."""
        if self.rest_since:
            self._weigh(at - self.rest_since if rested is None else rested, at, policy)
        self.phase, self.since, self.done, self.until, self.rest_since = RUN, at, at, 0, 0
        self.began = at

    def _weigh(self, rested: int, at: int, policy: Policy) -> None:
        long_need = policy.long_break_min * MINUTE
        half = 2 * rested
        long = rested >= long_need or (self.declared and self.long_asked and half >= long_need)
        enough = policy.recovery_break_min * MINUTE
        if self.recovery and (rested >= enough or (self.declared and half >= enough)):
            self.recovery, self.urgent_until = False, 0
        if long or rested >= policy.reset_gap_min * MINUTE or (self.declared and half >= self.short_need):
            self.anew(at, long=long, asked=self.long_asked)

    def anew(self, at: int, *, long: bool, asked: bool = False, skipped: bool = False) -> None:
        """The time without a break begins anew; a long break asked for and not had comes with the next."""
        if long:
            self.towards_long, self.long_up, self.long_waits = 0, 0, False
        elif asked or self.long_up:
            self.long_waits = True
        self.used, self.used_up, self.held, self.snoozes, self.postpones = 0, 0, 0, 0, 0
        self.skips = self.skips + 1 if skipped else 0
        if self.fresh is not None:
            self.fresh.append((at, long, asked, skipped))

    # ------------------------------------------------------------------------------------ by itself
    def forgets_at(self, policy: Policy) -> int:
        """When work without an act looks forgotten."""
        latest = max(self.act_at, self.since, self.quiet_until, self.urgent_until)
        return latest + policy.forgotten_min * MINUTE

    def wake(self, to: int, policy: Policy, zone: ZoneInfo) -> None:
        """Let happen what happens by itself: pauses end, forgotten sessions end gently."""
        if self.phase == PAUSE and to >= self.until:
            self.enter(self.until, policy)
        if self.phase == RUN and to >= (forgets := self.forgets_at(policy)):
            ended = max(self.done, min(self.due(policy), forgets))
            self.work(ended, policy, zone)
            self.leave(ended, REST, guessed=True)
            self.forgotten_at, self.quiet_until = ended, 0
            self.urgent_until = min(self.urgent_until, ended)
        elif self.phase == BREAK and to >= self.until + policy.forgotten_min * MINUTE:
            self.phase, self.since = REST, self.until

    def move(self, to: int, policy: Policy, zone: ZoneInfo) -> None:
        """Let time pass up to a moment and count the work in it."""
        self.wake(to, policy, zone)
        if self.phase == RUN:
            self.work(to, policy, zone)
        self.on_day(to, zone)
