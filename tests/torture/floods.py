"""Trials in which somebody shouts: events, sockets, frames, bodies and sign-ins without end."""

from __future__ import annotations

from pathlib import Path

from tests.torture.outcome import Outcome
from tests.torture.stage import Stage, tried

SECONDS = 20.0


def events(scratch: Path) -> Outcome:
    """Five thousand events a second."""

    def trouble(stage: Stage) -> str:
        counts = stage.attack("events", SECONDS)
        return (
            f"{counts['offered']:,} events offered at {counts['offered'] / SECONDS:,.0f} a second,"
            f" {counts.get('cut', 0):,} sockets cut"
        )

    return tried("a flood of events", scratch, trouble)


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
