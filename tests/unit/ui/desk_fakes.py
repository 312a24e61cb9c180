"""Desks held in memory and a page that sends events to its handlers, as the browser would, without one."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from reflex.state import BaseState, State
from reflex_base.event import Event

from wellbeing.domain.checkin import CheckIn, Question
from wellbeing.domain.errors import DayGone, SignedOut
from wellbeing.domain.outline import Outline
from wellbeing.domain.people import Role
from wellbeing.domain.retention import Going, Stay
from wellbeing.services.noticing import Findings
from wellbeing.ui import wiring
from wellbeing.ui.gate import Gate

TODAY = date(2026, 11, 21)


@dataclass(frozen=True)
class FakePresence:
    person: str = "person-a"
    session_id: str = "session-a"
    epoch: int = 1
    locked: bool = False
    roles: frozenset[Role] = frozenset()
    tag: str = "tag-a"
    time_zone: str = "UTC"
    findings: Findings = field(default=Findings())
    code_unconfirmed: bool = False


@dataclass
class FakeSessions:
    live: dict[str, FakePresence] = field(default_factory=dict)
    touched: list[str] = field(default_factory=list)
    listeners: list[Any] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)

    def presence(self, reference: str) -> FakePresence:
        if reference not in self.live:
            raise SignedOut
        return self.live[reference]

    def acknowledge(self, reference: str) -> None:
        self.live[reference] = replace(self.live[reference], findings=Findings())

    def touch(self, reference: str) -> None:
        self.touched.append(reference)

    def listen(self, callback: Any) -> None:
        self.listeners.append(callback)

    def mine(self, reference: str) -> tuple[Any, ...]:
        seen = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
        return tuple(
            SimpleNamespace(session_id=name, started_at=seen, seen_at=seen, locked=False, here=name == "here")
            for name in ("there", "here")
            if name not in self.ended
        )

    def end_one(self, reference: str, session: str) -> None:
        self.ended.append(session)

    def end_others(self, reference: str) -> int:
        self.ended.append("there")
        return 1


@dataclass
class FakeCheckIns:
    days: dict[date, CheckIn] = field(default_factory=dict)
    trouble: Exception | None = None
    afterwards: Any = None

    def today_is(self, reference: str) -> date:
        return TODAY

    def day(self, reference: str, day: date) -> CheckIn:
        return self.days.get(day, CheckIn(day))

    def answer(self, reference: str, day: date, question: Question, answer: Any) -> CheckIn:
        return self.save_many(reference, day, {question: answer})

    def save_many(
        self, reference: str, day: date, answers: Mapping[Question, Any], note: str | None = None
    ) -> CheckIn:
        if self.trouble:
            raise self.trouble
        checkin = self.day(reference, day)
        for question, answer in answers.items():
            checkin = checkin.answered(question, answer)
        self.days[day] = checkin if note is None else checkin.noted(note)
        if self.afterwards:
            self.afterwards()
        return self.days[day]

    def remove(self, reference: str, day: date) -> CheckIn:
        if day not in self.days:
            raise DayGone
        return self.days.pop(day)


@dataclass
class FakeHistory:
    checkins: FakeCheckIns
    months: int = 0
    damaged: int = 0

    def year(self, reference: str, until: date | None = None) -> tuple[Any, ...]:
        days = sorted(day for day in self.checkins.days if until is None or day <= until)
        return tuple(
            SimpleNamespace(day=day, checkin=self.checkins.days[day], strain=None, band=None) for day in days
        )

    def search(self, reference: str, words: str) -> tuple[Any, ...]:
        return tuple(
            SimpleNamespace(day=day, note=one.note, spans=((at, at + len(words)),))
            for day, one in self.checkins.days.items()
            if (at := one.note.find(words)) >= 0
        )

    def recent(self, reference: str, days: int) -> tuple[Any, ...]:
        return self.year(reference)[-days:]

    def overview(self, reference: str, newest: int) -> Any:
        days = self.year(reference)
        outlines = tuple(
            SimpleNamespace(day=one.day, checkin=Outline.of(one.checkin), strain=None) for one in days
        )
        return SimpleNamespace(
            today=TODAY,
            time_zone="UTC",
            summary=self._summary(),
            days=outlines,
            going=self.going(reference),
            notes={one.day: one.checkin.note for one in days[max(0, len(days) - newest) :]},
        )

    def _summary(self) -> Any:
        return SimpleNamespace(
            check_ins=len(self.checkins.days),
            saved_at=datetime(2026, 11, 21, 14, 2, tzinfo=UTC) if self.checkins.days else None,
            damaged=self.damaged,
        )

    def discard_damaged(self, reference: str) -> int:
        removed, self.damaged = self.damaged, 0
        return removed

    def keeps(self, reference: str) -> Stay:
        return Stay(self.months or 24, self.months, None)

    def going(self, reference: str) -> Going | None:
        return Going(date(2024, 11, 30), date(2026, 11, 30))

    def keep(self, reference: str, months: int) -> None:
        self.months = months


@dataclass
class Page:
    """One browser tab: a state tree, a socket's reference, and the gate before them."""

    desks: Any
    reference: str = "ref-a"
    path: str = "/en/today"
    root: State = field(init=False)
    gate: Gate = field(default_factory=Gate)

    def __post_init__(self) -> None:
        wiring.install(self.desks)
        self.root = State(_reflex_internal_init=True)  # type: ignore[call-arg]
        self.handshake(self.reference)

    def handshake(self, reference: str) -> None:
        """A new socket over the same tab."""
        headers = {"authorization": reference} if reference else {}
        data = {
            "headers": headers,
            "token": "tab",
            "sid": "socket",
            "pathname": self.path,
            "asPath": self.path,
        }
        self.root.router_data = self.root._update_router_vars(data, self.root.router_data)

    def state(self, cls: type[BaseState]) -> Any:
        """The tab's state of this class."""
        return asyncio.run(self.root.get_state(cls))

    def send(self, name: str, **payload: Any) -> Any:
        """What the gate answers to an event: None lets it pass."""
        return asyncio.run(self.gate.preprocess(None, self.root, Event(name=name, payload=payload)))

    def call(self, handler: Any, **payload: Any) -> Any:
        """An event that passes the gate and runs."""
        cls, name = handler
        full = f"{cls.get_full_name()}.{name}"
        blocked = self.send(full, **payload)
        if blocked is not None:
            return blocked
        return asyncio.run(cls.event_handlers[name].fn(self.state(cls), **payload))


def person_desks(**presence: Any) -> Any:
    """The desks of one person who is signed in with open entries, unless said otherwise."""
    checkins = FakeCheckIns()
    return SimpleNamespace(
        person=SimpleNamespace(
            sessions=FakeSessions({"ref-a": FakePresence(**presence)}),
            checkins=checkins,
            history=FakeHistory(checkins),
        )
    )
