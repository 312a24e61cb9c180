"""Trials in which somebody shouts: events, sockets, frames, bodies and sign-ins without end."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.torture.outcome import Outcome
from tests.torture.stage import Stage, tried

SECONDS = 20.0
CROWD = 8
"""People who have joined and then flood."""


def events(scratch: Path) -> Outcome:
    """Five thousand events a second, from strangers."""

    def trouble(stage: Stage) -> str:
        return _told(stage.attack("events", SECONDS))

    return tried("a flood of strangers' events", scratch, trouble, crowd=0)


def insiders(scratch: Path) -> Outcome:
    """Five thousand events a second, from people who are signed in."""

    def trouble(stage: Stage) -> str:
        return _told(stage.attack("events", SECONDS, stage.sign_in_crowd()))

    return tried(f"a flood of {CROWD} people's events", scratch, trouble, crowd=CROWD)


def patient(scratch: Path) -> Outcome:
    """As many pages as people are allowed, without a pause."""

    def trouble(stage: Stage) -> str:
        return _told(stage.attack("allowed", SECONDS, stage.sign_in_crowd()))

    return tried(f"{CROWD} people take all they may", scratch, trouble, crowd=CROWD)


def unlimited(scratch: Path) -> Outcome:
    """The same five thousand from strangers, past a door that takes everything: what the door is worth."""

    def trouble(stage: Stage) -> str:
        return _told(stage.attack("events", SECONDS))

    lifted = {"TRIAL_UNLIMITED": "1"}
    return tried("a flood and no door", scratch, trouble, crowd=0, environment=lifted)


def _told(counts: Counter[str]) -> str:
    rate = counts["offered"] * 1_000 / max(1, counts["milliseconds"])
    return (
        f"{counts['offered']:,} events offered at {rate:,.0f} a second on open sockets,"
        f" {counts['arrived']:,} read, {counts['passed']:,} passed on,"
        f" {counts['cut']:,} of {counts['handshakes']:,} sockets cut, {counts['refused']:,} refused"
    )


def sockets(scratch: Path) -> Outcome:
    """Two thousand sockets, held."""

    def trouble(stage: Stage) -> str:
        counts = stage.attack("sockets", SECONDS + 10)
        # Whoever came in meanwhile must have had a place: everybody's page is opened anew.
        return f"{counts.get('held', 0):,} sockets held, {counts.get('refused', 0):,} refused"

    return tried("two thousand sockets", scratch, trouble)


def dropped(scratch: Path) -> Outcome:
    """Sockets that vanish."""

    def trouble(stage: Stage) -> str:
        return f"{stage.attack('dropped', SECONDS).get('dropped', 0):,} sockets vanished before their answer"

    return tried("sockets that vanish", scratch, trouble)


def frames(scratch: Path) -> Outcome:
    """Frames of more than a megabyte."""

    def trouble(stage: Stage) -> str:
        return (
            f"{stage.attack('frames', SECONDS).get('closed', 0):,} frames of 1.2 MB, each closed its socket"
        )

    return tried("frames that are too long", scratch, trouble)


def bodies(scratch: Path) -> Outcome:
    """Forms that arrive one byte at a time."""

    def trouble(stage: Stage) -> str:
        counts = stage.attack("bodies", SECONDS + 5)
        return f"{counts.get('posts', 0):,} forms sent byte by byte, {counts.get('refused', 0):,} refused"

    return tried("forms that never end", scratch, trouble)


def sign_ins(scratch: Path) -> Outcome:
    """Key derivations without end, at their real cost."""

    def trouble(stage: Stage) -> str:
        counts = stage.attack("sign-ins", SECONDS + 10)
        said = ", ".join(f"{name}: {count:,}" for name, count in sorted(counts.items()) if name[0] != "p")
        return f"200 strangers sign in at once, answers {said}"

    return tried("a storm of sign-ins", scratch, trouble, cheap=False)
