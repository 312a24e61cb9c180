"""Trials in which somebody shouts: events, sockets, frames, bodies and sign-ins without end.

Each looks whether its attack took place: a promise that held beside a weak one has shown nothing.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.torture.attack import OFFERED_PER_SECOND, SLOW_BODIES, SOCKETS, allowed_per_second
from tests.torture.outcome import Outcome
from tests.torture.stage import Stage, tried

SECONDS = 20.0
CROWD = 8
"""People who have joined and then flood."""
NEARLY = 0.95
"""The part of a pace that must have been kept; the attacker shares its cores with the server."""
VANISHED, TOO_LONG = 200, 300
"""Sockets and frames at least: a fifth of what two busy cores managed in the same time."""


def events(scratch: Path) -> Outcome:
    """Five thousand events a second, from strangers."""

    def trouble(stage: Stage) -> str:
        return _told(stage, stage.attack("events", SECONDS), OFFERED_PER_SECOND)

    return tried("a flood of strangers' events", scratch, trouble, crowd=0)


def insiders(scratch: Path) -> Outcome:
    """Five thousand events a second, from people who are signed in."""

    def trouble(stage: Stage) -> str:
        return _told(stage, stage.attack("events", SECONDS, stage.sign_in_crowd()), OFFERED_PER_SECOND)

    return tried(f"a flood of {CROWD} people's events", scratch, trouble, crowd=CROWD)


def patient(scratch: Path) -> Outcome:
    """As many pages as people are allowed, without a pause."""

    def trouble(stage: Stage) -> str:
        counts = stage.attack("allowed", SECONDS, stage.sign_in_crowd())
        stage.check(true=not counts["cut"], words=f"{counts['cut']:,} sockets were cut for what is allowed")
        return _told(stage, counts, allowed_per_second(CROWD))

    return tried(f"{CROWD} people take all they may", scratch, trouble, crowd=CROWD)


def unlimited(scratch: Path) -> Outcome:
    """The same five thousand from strangers, past a door that takes everything: what the door is worth."""

    def trouble(stage: Stage) -> str:
        return _told(stage, stage.attack("events", SECONDS), OFFERED_PER_SECOND)

    lifted = {"TRIAL_UNLIMITED": "1"}
    return tried("a flood and no door", scratch, trouble, crowd=0, environment=lifted)


def _told(stage: Stage, counts: Counter[str], wanted: int) -> str:
    """What came of a pace; noted as wrong when it was not kept."""
    rate = counts["offered"] * 1_000 / max(1, counts["milliseconds"])
    _happened(stage, rate, NEARLY * wanted, "events a second offered")
    return (
        f"{counts['offered']:,} events offered at {rate:,.0f} a second on open sockets,"
        f" {counts['arrived']:,} read, {counts['passed']:,} passed on,"
        f" {counts['cut']:,} of {counts['handshakes']:,} sockets cut, {counts['refused']:,} refused"
    )


def sockets(scratch: Path) -> Outcome:
    """Two thousand sockets, held."""

    def trouble(stage: Stage) -> str:
        counts = stage.attack("sockets", SECONDS + 10)
        _happened(stage, counts["held"] + counts["refused"], SOCKETS, "sockets offered")
        _happened(stage, counts["held"], 1, "sockets held")
        # Whoever came in meanwhile must have had a place: everybody's page is opened anew.
        return f"{counts.get('held', 0):,} sockets held, {counts.get('refused', 0):,} refused"

    return tried("two thousand sockets", scratch, trouble)


def dropped(scratch: Path) -> Outcome:
    """Sockets that vanish."""

    def trouble(stage: Stage) -> str:
        gone = stage.attack("dropped", SECONDS)["dropped"]
        _happened(stage, gone, VANISHED, "sockets vanished")
        return f"{gone:,} sockets vanished before their answer"

    return tried("sockets that vanish", scratch, trouble)


def frames(scratch: Path) -> Outcome:
    """Frames of more than a megabyte."""

    def trouble(stage: Stage) -> str:
        closed = stage.attack("frames", SECONDS)["closed"]
        _happened(stage, closed, TOO_LONG, "frames of 1.2 MB answered")
        return f"{closed:,} frames of 1.2 MB, each closed its socket"

    return tried("frames that are too long", scratch, trouble)


def bodies(scratch: Path) -> Outcome:
    """Forms that arrive one byte at a time."""

    def trouble(stage: Stage) -> str:
        counts = stage.attack("bodies", SECONDS + 5)
        _happened(stage, counts["posts"], SLOW_BODIES, "forms sent byte by byte")
        _happened(stage, counts["refused"], 1, "of them refused")
        return f"{counts.get('posts', 0):,} forms sent byte by byte, {counts.get('refused', 0):,} refused"

    return tried("forms that never end", scratch, trouble)


def sign_ins(scratch: Path) -> Outcome:
    """Key derivations without end, at their real cost."""

    def trouble(stage: Stage) -> str:
        counts = stage.attack("sign-ins", SECONDS + 10)
        _happened(stage, counts["403"], 1, "sign-ins looked at and refused")
        _happened(stage, counts["503"], 1, "sign-ins sent away from the queue")
        said = ", ".join(f"{name}: {count:,}" for name, count in sorted(counts.items()) if name[0] != "p")
        return f"200 strangers sign in at once, answers {said}"

    return tried("a storm of sign-ins", scratch, trouble, cheap=False)


def _happened(stage: Stage, count: float, least: float, what: str) -> None:
    """Note an attack that was weaker than it is said to be."""
    stage.check(true=count >= least, words=f"{count:,.0f} {what}, not {least:,.0f}: it was no such attack")
