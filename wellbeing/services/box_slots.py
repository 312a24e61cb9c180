"""Box slots: a person's own part in a box, found, read and changed with their own key and in one step."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from uuid import UUID

from wellbeing.anonymity.box import Box
from wellbeing.domain.contribution import NOTHING, Contribution
from wellbeing.domain.errors import BoxClosed, BoxFull, Damaged
from wellbeing.domain.periods import Period
from wellbeing.services.box_ports import Boxes
from wellbeing.services.ports import Clock
from wellbeing.services.sorts import Access


@dataclass(frozen=True, slots=True)
class Slot:
    """What a look into a box says to one person."""

    there: bool = False
    """Whether there is a box, and it opens."""
    lies: Contribution = field(default=NOTHING, repr=False)
    """What is theirs in it."""
    full: bool = False
    """Whether nothing of theirs lies in it and nothing more goes in."""


class BoxSlots:
    """The boxes as one person after the other may use them."""

    def __init__(self, boxes: Boxes, key: bytes, clock: Clock) -> None:
        self._boxes = boxes
        self._key = key
        self._clock = clock

    def look(self, access: Access, group: UUID, period: Period) -> Slot:
        """What is theirs in the box of a group."""
        raw = self._boxes.get(group, period.number)
        try:
            box = None if raw is None else Box.open(self._key, group, period.number, raw)
            lies = NOTHING if box is None else box.mine(access.keys.ballot)
        except Damaged:
            return Slot()
        if box is None:
            return Slot()
        full = box.ballots >= box.roster and not box.holds(access.keys.ballot)
        return Slot(there=True, lies=lies, full=full)

    def change(
        self, access: Access, group: UUID, period: Period, part: Contribution, *, belongs: bool = False
    ) -> Contribution:
        """Make a part theirs in a box, or take theirs back with `NOTHING`; what is theirs in it then.

        The box is sealed anew in any case. One that is gone or does not open is never told of, so nothing of
        theirs lies in it.

        Args:
            access: to their key.
            group: whose box.
            period: of which period.
            part: what is to be theirs.
            belongs: whether they are of this group; then a ballot of theirs stays in it even if it adds
                nothing, so that nobody can count in a box who takes part. Elsewhere such a ballot goes.

        Raises:
            BoxClosed: the period has ended meanwhile.
        """
        lies = NOTHING

        def edit(raw: bytes) -> bytes:
            nonlocal lies
            if self._clock.now() >= period.closes_at:
                raise BoxClosed
            box = Box.open(self._key, group, period.number, raw)
            with suppress(BoxFull):
                box = box.cast(access.keys.ballot, part)
            if belongs:
                box = box.with_ballot(access.keys.ballot)
            elif part == NOTHING:
                box = box.without_ballot(access.keys.ballot)
            lies = box.mine(access.keys.ballot)
            return box.seal(self._key)

        with suppress(Damaged):
            self._boxes.change(group, period.number, edit)
        return lies
