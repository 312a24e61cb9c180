"""A clock that changes reaches every open page of its person, and nobody else's."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from wellbeing.domain.errors import SignedOut
from wellbeing.domain.people import PersonId
from wellbeing.ui import wiring
from wellbeing.ui.gate import Gate, _Page
from wellbeing.ui.pushing import Pushing

HERON, STORK = PersonId(uuid4()), PersonId(uuid4())


@dataclass
class Presence:
    session_id: str
    epoch: int = 1


@dataclass
class FakeDesks:
    """Sessions and an exposure service that answers with the reference it was asked with."""

    live: dict[str, Presence] = field(default_factory=dict)
    listeners: list[Any] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    @property
    def person(self) -> Any:
        return SimpleNamespace(
            sessions=SimpleNamespace(presence=self._presence),
            exposure=SimpleNamespace(listen=self.listeners.append, clock=self._clock),
        )

    def _presence(self, reference: str) -> Presence:
        if reference not in self.live:
            raise SignedOut
        return self.live[reference]

    def _clock(self, reference: str) -> Any:
        self._presence(reference)
        self.asked.append(reference)
        assert threading.current_thread() is not threading.main_thread()
        return f"clock of {reference}"


class FakeApp:
    """Hands out a state by its token, one visitor at a time."""

    def __init__(self) -> None:
        self.shown: dict[str, list[Any]] = {}

    @asynccontextmanager
    async def modify_state(self, token: Any) -> AsyncIterator[str]:
        yield token.ident


@pytest.fixture
def desks() -> Iterator[FakeDesks]:
    before = wiring._parts.desks
    fake = FakeDesks()
    wiring._parts.desks = fake  # type: ignore[assignment]
    yield fake
    wiring._parts.desks = before


def opened(gate: Gate, desks: FakeDesks, person: PersonId, token: str, session: str) -> None:
    """A page of somebody is open."""
    desks.live[f"ref-{token}"] = Presence(session)
    gate._keep(token, _Page(person, f"{session}:1", f"ref-{token}"))


def pushed(
    gate: Gate, desks: FakeDesks, *changes: tuple[PersonId, str], failing: str = ""
) -> dict[str, list[Any]]:
    """What each page was shown after these changes."""
    app = FakeApp()

    async def show(state: Any, clock: Any) -> None:
        if state == failing:
            raise ValueError("CANARY")
        app.shown.setdefault(state, []).append(clock)

    async def story() -> None:
        Pushing(app, gate, show).watch()  # type: ignore[arg-type]
        (listener,) = desks.listeners
        for change in changes:
            await asyncio.to_thread(listener, *change)
        await asyncio.sleep(0.15)

    asyncio.run(story())
    return app.shown


def test_every_page_of_the_person_and_no_other_is_shown_it(desks: FakeDesks) -> None:
    gate = Gate()
    opened(gate, desks, HERON, "one", "a")
    opened(gate, desks, HERON, "two", "b")
    opened(gate, desks, STORK, "three", "c")
    assert pushed(gate, desks, (HERON, "")) == {"one": ["clock of ref-one"], "two": ["clock of ref-two"]}


def test_the_page_that_acted_is_left_alone(desks: FakeDesks) -> None:
    gate = Gate()
    opened(gate, desks, HERON, "one", "a")
    opened(gate, desks, HERON, "two", "a")
    assert set(pushed(gate, desks, (HERON, "ref-one"))) == {"two"}


def test_a_page_that_knew_an_earlier_change_is_shown_the_later(desks: FakeDesks) -> None:
    gate = Gate()
    opened(gate, desks, HERON, "one", "a")
    opened(gate, desks, HERON, "two", "a")
    shown = pushed(gate, desks, (HERON, "ref-one"), (HERON, "ref-two"))
    assert {"one", "two"} == set(shown)


def test_pages_that_locked_or_left_are_passed_over(desks: FakeDesks) -> None:
    gate = Gate()
    opened(gate, desks, HERON, "locked", "a")
    opened(gate, desks, HERON, "gone", "b")
    opened(gate, desks, HERON, "there", "c")
    desks.live["ref-locked"] = Presence("a", epoch=2)
    del desks.live["ref-gone"]
    assert set(pushed(gate, desks, (HERON, ""))) == {"there"}


def test_trouble_with_one_page_keeps_no_other(desks: FakeDesks, caplog: pytest.LogCaptureFixture) -> None:
    gate = Gate()
    opened(gate, desks, HERON, "one", "a")
    opened(gate, desks, HERON, "two", "b")
    assert set(pushed(gate, desks, (HERON, ""), failing="one")) == {"two"}
    assert "CANARY" not in caplog.text
    assert "a clock was not pushed: ValueError" in caplog.messages


def test_a_token_that_has_changed_hands_is_nobody_elses(desks: FakeDesks) -> None:
    gate = Gate()
    opened(gate, desks, HERON, "one", "a")
    opened(gate, desks, STORK, "one", "c")
    assert gate.pages_of(HERON) == []
    assert gate.pages_of(STORK) == [("one", "ref-one")]
    assert HERON not in gate._tokens
