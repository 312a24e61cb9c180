"""The break rules a second time, minute by minute and without haste: what the engine is compared with.

It looks ahead by copying itself and letting minutes pass. Every moment is a whole minute; policies are
chosen so that whole minutes are enough (`policies` in test_engine_against_slow.py).
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from wellbeing.domain.exposure import Act, Event, Kind
from wellbeing.domain.policy import Policy

FAR = 10**9
"""A minute that never comes."""


@dataclass
class Slow:
    policy: Policy
    zone: ZoneInfo
    base: datetime
    minute: int = 0
    mode: str = "rest"
    kind: Kind | None = None
    used: Fraction = Fraction(0)
    load: int = 0
    since: int = 0
    ends: int = 0
    rest_from: int | None = None
    pressed: bool = False
    short_need: int = 0
    asked_long: bool = False
    waits: bool = False
    held: int = -1
    counts: dict[Act, int] = field(default_factory=dict)
    urgent: int = -1
    recovery: bool = False
    quiet: int = -1
    last_act: int = 0
    forgotten: int | None = None
    days: dict[date, int] = field(default_factory=dict)
    begun: list[date] = field(default_factory=list)
    """The local day of each session's start."""
    saved: Slow | None = None
    due_of_last_act: int = FAR

    # ---------------------------------------------------------------- a minute passes
    def pass_minute(self, *, forget: bool = True) -> None:
        if self.mode == "work" and self.kind is not None and (limit := self.policy.limit_min(self.kind)):
            weight = self.policy.material(self.kind).weight_pct
            self.used += Fraction(1, limit)
            self.load += weight
            day = self.here().date()
            self.days[day] = self.days.get(day, 0) + weight
        self.minute += 1
        if self.mode == "pause" and self.minute >= self.ends:
            self.work(self.minute)
            self.remember()
        if forget:
            self.look_for_forgotten()

    def here(self) -> datetime:
        """The present minute on the wall."""
        return (self.base + timedelta(minutes=self.minute)).astimezone(self.zone)

    def look_for_forgotten(self) -> None:
        patience = self.policy.forgotten_min
        if self.mode == "break" and self.minute >= self.ends + patience:
            self.mode = "rest"
        latest = max(self.last_act, self.since, self.quiet, self.urgent)
        if self.mode == "work" and self.minute >= latest + patience:
            self.end_gently(min(self.due_of_last_act, self.minute))

    def remember(self) -> None:
        """Keep the state after an act, to be able to end a forgotten session in the past."""
        kept = copy(self)
        kept.days, kept.counts, kept.saved = dict(self.days), dict(self.counts), None
        self.saved = kept
        self.due_of_last_act = self.when_due() if self.mode == "work" else FAR

    def worked_until(self, ended: int) -> int:
        """Go back to the last act, or the end of a pause since, and work from there; returns now."""
        now = self.minute
        assert self.saved is not None
        past = copy(self.saved)
        past.days, past.counts = dict(past.days), dict(past.counts)
        while past.minute < ended:
            past.pass_minute(forget=False)
        saved, due = self.saved, self.due_of_last_act
        self.__dict__.update(past.__dict__)
        self.saved, self.due_of_last_act = saved, due
        return now

    def end_gently(self, ended: int) -> None:
        """A forgotten session ended when its break was due, and it was rest since then."""
        assert self.saved is not None
        ended = max(ended, self.saved.minute)
        now = self.worked_until(ended)
        self.rest("rest")
        self.minute, self.forgotten, self.quiet, self.urgent = now, ended, -1, min(self.urgent, ended)

    def was_away(self, rested: int, long: bool) -> None:
        """What looked like work was a break since so long ago, but not since before the last act."""
        assert self.saved is not None
        since = max(self.minute - rested, self.saved.minute)
        now = self.worked_until(since)
        self.rest("break")
        self.pressed, self.asked_long, self.short_need = True, long, self.short_length()
        self.minute = now
        self.hush()
        self.work(now, rested)

    # ---------------------------------------------------------------- looking ahead
    def reached(self) -> bool:
        if self.recovery:
            return self.minute >= self.urgent
        return self.used >= 1 or (self.long_reached() and not self.waits)

    def long_reached(self) -> bool:
        return bool(self.policy.long_break_after_min) and self.load >= self.policy.long_break_after_min * 100

    def is_due(self) -> bool:
        return self.mode == "work" and self.reached() and self.minute >= max(self.held, self.quiet)

    def when_due(self) -> int:
        ahead = self.looking_ahead()
        for _ in range(500):
            if ahead.is_due():
                return ahead.minute
            ahead.pass_minute(forget=False)
        return FAR

    def when_long(self) -> int:
        ahead = self.looking_ahead()
        for _ in range(500):
            if ahead.long_reached():
                return ahead.minute
            ahead.pass_minute(forget=False)
        return FAR

    def looking_ahead(self) -> Slow:
        ahead = copy(self)
        ahead.days = dict(self.days)
        return ahead

    def when_notice(self, due: int) -> int:
        ahead = min(self.policy.notice_min, 1) if self.held >= 0 else self.policy.notice_min
        return min(due, max(due - ahead, self.since, self.quiet, self.urgent))

    def long_if_now(self) -> bool:
        due = self.when_due()
        announced = due < FAR and self.minute >= self.when_notice(due)
        asked = max(due, self.minute) if announced else self.minute
        return self.when_long() <= asked + self.policy.swallow_min

    def short_length(self) -> int:
        high = self.kind is not None and self.policy.material(self.kind).high_impact
        return self.policy.high_impact_break_min if high else self.policy.break_min

    def length(self, long: bool) -> int:
        minutes = self.policy.long_break_min if long else self.short_length()
        return max(minutes, self.policy.recovery_break_min) if self.recovery else minutes

    def phase(self) -> str:
        if self.mode == "work":
            due = self.when_due()
            if self.minute >= due:
                return "due"
            return "notice" if due < FAR and self.minute >= self.when_notice(due) else "running"
        if self.mode == "break":
            return "break_over" if self.minute >= self.ends else "break"
        return {"pause": "paused", "rest": "rest"}[self.mode]

    # ---------------------------------------------------------------- resting and working
    def rest(self, mode: str) -> None:
        self.mode, self.rest_from, self.pressed, self.asked_long = mode, self.minute, False, False

    def work(self, at: int, rested: int | None = None) -> None:
        if self.rest_from is not None:
            length = at - self.rest_from if rested is None else rested
            halfway = self.pressed
            long_need, short_need = self.policy.long_break_min, self.short_need
            had_long = length >= long_need or (
                halfway and self.asked_long and length >= Fraction(long_need, 2)
            )
            had_short = length >= self.policy.reset_gap_min or (halfway and length >= Fraction(short_need, 2))
            need = self.policy.recovery_break_min
            if length >= need or (halfway and length >= Fraction(need, 2)):
                self.recovery, self.urgent = False, self.urgent if not self.recovery else -1
            if had_long or had_short:
                self.begin_anew(had_long, self.asked_long)
        self.mode, self.rest_from, self.since = "work", None, at

    def begin_anew(self, had_long: bool, asked: bool, skipped: bool = False) -> None:
        if had_long:
            self.load, self.waits = 0, False
        elif asked or self.long_reached():
            self.waits = True
        self.used, self.held = Fraction(0), -1
        skips = self.counts.get(Act.SKIP, 0)
        self.counts = {Act.SKIP: skips + 1} if skipped else {}

    # ---------------------------------------------------------------- acts
    def act(self, event: Event) -> None:
        getattr(self, f"do_{event.act.value}")(event)
        self.last_act = self.minute
        self.remember()

    def do_start(self, event: Event) -> None:
        if self.mode == "work":
            self.kind = event.kind or self.kind
            return
        self.forgotten = None
        if self.mode == "rest":
            self.begun = [*self.begun, self.here().date()]
        self.work(self.minute)
        self.kind = event.kind or self.kind or Kind.STILLS

    def do_switch(self, event: Event) -> None:
        if self.mode != "rest":
            self.kind = event.kind

    def do_pause(self, event: Event) -> None:
        if self.mode == "work":
            self.rest("pause")
        if self.mode == "pause":
            self.ends = self.minute + min(event.minutes or 15, self.policy.pause_max_min)

    def do_break(self, event: Event) -> None:
        if self.mode not in {"work", "pause"}:
            return
        if self.mode == "work":
            long = self.long_if_now()
            self.rest("break")
        else:
            self.mode = "work"  # judged as if work went on from here
            long = self.when_long() <= self.minute + self.policy.swallow_min
        self.hush()
        self.mode, self.pressed, self.asked_long = "break", True, long
        self.short_need, self.ends = self.short_length(), self.minute + self.length(long)

    def hush(self) -> None:
        self.quiet = -1
        self.urgent = min(self.urgent, self.minute)

    def do_back(self, event: Event) -> None:
        if self.mode in {"pause", "break"}:
            self.work(self.minute)
            self.kind = event.kind or self.kind

    def do_stop(self, event: Event) -> None:
        if self.mode == "work":
            self.rest("rest")
            self.hush()
        self.mode = "rest"

    def do_took_break(self, event: Event) -> None:
        if self.mode == "work":
            long = self.long_if_now()
            self.was_away(event.minutes or self.length(long), long)

    def do_away_counts(self, event: Event) -> None:
        if self.mode == "work" and event.began is not None and self.saved is not None:
            began = (event.began - self.base) // timedelta(minutes=1)
            self.was_away(self.minute - max(began, self.saved.minute), self.long_if_now())

    def do_away_worked(self, event: Event) -> None:
        pass

    def put_off(self, act: Act, most: int) -> int | None:
        if self.mode != "work" or self.counts.get(act, 0) >= most:
            return None
        due = self.when_due()
        return max(due, self.minute) if due < FAR and self.minute >= self.when_notice(due) else None

    def do_snooze(self, event: Event) -> None:
        due = self.put_off(Act.SNOOZE, self.policy.snooze_max)
        if due is not None:
            self.held = due + self.policy.snooze_min
            self.counts[Act.SNOOZE] = self.counts.get(Act.SNOOZE, 0) + 1

    def do_postpone(self, event: Event) -> None:
        due = self.put_off(Act.POSTPONE, self.policy.postpone_max)
        if due is not None:
            self.held = due + self.policy.postpone_min
            self.counts[Act.POSTPONE] = self.counts.get(Act.POSTPONE, 0) + 1

    def do_skip(self, event: Event) -> None:
        due = self.put_off(Act.SKIP, self.policy.skip_max)
        if due is not None:
            self.begin_anew(False, self.when_long() <= due + self.policy.swallow_min, skipped=True)
            self.recovery, self.urgent = False, -1

    def do_urgent(self, event: Event) -> None:
        if self.mode == "work" and self.policy.urgent_allowed and self.minute >= self.urgent:
            self.recovery, self.urgent, self.held = True, self.minute + self.policy.urgent_min, -1

    def do_quiet(self, event: Event) -> None:
        if self.mode == "work":
            self.quiet = self.minute + min(event.minutes or FAR, self.policy.quiet_max_min)
