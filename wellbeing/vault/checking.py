"""Checking: what is stored is compared with the manifest, as a whole and shard by shard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from uuid import UUID

from wellbeing.vault.manifest import ROOT, Root, Shard


@dataclass(frozen=True, slots=True)
class Findings:
    """What does not agree with the manifest, for its owner."""

    missing: frozenset[UUID] = frozenset()
    """Entries that are listed but gone."""
    unexpected: frozenset[UUID] = frozenset()
    """Entries that are there but not listed: put back after deletion, or never the person's."""
    rolled_back: frozenset[UUID] = frozenset()
    """Entries that are an older revision than the one listed."""
    damaged: frozenset[UUID] = frozenset()
    """Entries that do not open."""
    months_rolled_back: frozenset[int] = frozenset()
    """Shards that are not the revision the root knows; 0 when the root itself is behind."""
    months_damaged: frozenset[int] = frozenset()
    """Shards that are gone or do not open; 0 for the root."""

    @property
    def clean(self) -> bool:
        """Whether everything agrees."""
        return not self.troubles

    @property
    def troubles(self) -> int:
        """How many things do not agree."""
        return sum(
            len(found)
            for found in (
                self.missing,
                self.unexpected,
                self.rolled_back,
                self.damaged,
                self.months_rolled_back,
                self.months_damaged,
            )
        )


class Standing(Enum):
    """How a stored shard stands to the root."""

    SOUND = auto()
    LOST = auto()
    """It is gone, or does not open."""
    BACK = auto()
    """It is older than the root, or has other entries than the root counted."""
    AHEAD = auto()
    """It is newer than the root, so that it is the root that was set back."""
    EMPTIED = auto()
    """Its last entry was removed, and it was put back since."""


def standing(root: Root, month: int, shard: Shard | None, month_now: int) -> Standing:
    """How one stored shard stands to the root; None is one that is gone or does not open.

    Args:
        root: the opened root.
        month: the shard's month.
        shard: what is stored of it.
        month_now: the current month, yyyymm; what expired before it may be gone.
    """
    line = root.line(month)
    if shard is None:
        return Standing.LOST
    if line is None:  # the root has forgotten it: fine when it is over or empty
        if month < month_now or not len(shard):
            return Standing.SOUND
        return Standing.AHEAD if shard.rev > root.rev else Standing.EMPTIED
    if shard.rev > line.rev:
        return Standing.AHEAD
    if shard.rev < line.rev or len(shard) != line.count:
        return Standing.BACK
    return Standing.SOUND


def check(
    root: Root | None,
    shards: Mapping[int, Shard | None],
    present: Iterable[UUID],
    month_now: int,
    *,
    rolled_back: Iterable[UUID] = (),
    damaged: Iterable[UUID] = (),
) -> Findings:
    """Compare a person's rows with their manifest.

    Args:
        root: the opened root, or None when it is gone or does not open; there is always one, so that its
            absence is a finding even when nothing else is there.
        shards: every stored shard by month, None for one that does not open.
        present: the ids of the stored entries.
        month_now: the current month, yyyymm; what expired before it may be gone.
        rolled_back: entries that opened only as an older revision.
        damaged: entries that did not open.
    """
    there = frozenset(present)
    if root is None:
        lost = frozenset({ROOT})
        return Findings(rolled_back=frozenset(rolled_back), damaged=frozenset(damaged), months_damaged=lost)
    gone = {line.month: None for line in root.lines if line.month >= month_now}
    months_damaged: set[int] = set()
    months_back: set[int] = set()
    listed: set[UUID] = set()
    missing: set[UUID] = set()
    for month, shard in {**gone, **shards}.items():
        stands = standing(root, month, shard, month_now)
        if shard is None:
            months_damaged.add(month)
            continue
        if stands in {Standing.BACK, Standing.EMPTIED}:
            months_back.add(month)
        elif stands is Standing.AHEAD:
            months_back.add(ROOT)
        if stands is not Standing.EMPTIED:
            listed |= shard.ids()
            missing |= shard.ids() - there if month >= month_now else set()
    # An entry of a shard that cannot be read is listed somewhere we cannot see: it is not called unexpected.
    unexpected = frozenset[UUID]() if months_damaged else there - listed
    return Findings(
        missing=frozenset(missing),
        unexpected=unexpected,
        rolled_back=frozenset(rolled_back),
        damaged=frozenset(damaged),
        months_rolled_back=frozenset(months_back),
        months_damaged=frozenset(months_damaged),
    )
