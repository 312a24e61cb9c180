"""What a person sees of their own ballots: what they said, what lies in the boxes, what they would add."""

from __future__ import annotations

from dataclasses import dataclass, field

from wellbeing.domain.ballot import BallotPage, Out
from wellbeing.domain.contribution import Contribution
from wellbeing.domain.periods import Period


@dataclass(frozen=True, slots=True)
class OpenPeriod:
    """One period that can still be changed, as its owner sees it."""

    period: Period
    would: Contribution = field(repr=False)
    """What their entries make now, whether they said yes or not."""
    lies: Contribution = field(repr=False)
    """What lies in the box now."""
    covered: bool = field(repr=False)
    """Whether their yes holds for it."""
    out: Out | None = field(repr=False)
    """Why they do not count in it, whatever they said."""
    roster: int | None
    """Seats of their group; None when they have none."""
    units: tuple[str, ...]
    """The names of its units."""


@dataclass(frozen=True, slots=True)
class Mine:
    """What a person has said and put into boxes; for nobody but them."""

    page: BallotPage = field(repr=False)
    open: tuple[OpenPeriod, ...] = field(repr=False)
    """The oldest first; the last one is the current one."""

    @property
    def current(self) -> OpenPeriod:
        """The period of today."""
        return self.open[-1]

    @property
    def counted(self) -> bool:
        """Whether their yes holds for the current period."""
        return self.current.covered

    @property
    def ran_out(self) -> bool:
        """Whether there was a yes that nobody took back, and its year is over."""
        said = self.page.consent
        return said is not None and said.withdrawn_on is None and not self.page.leaving and not self.counted

    @property
    def used(self) -> int:
        """Periods taken part in so far, of `MOST_PERIODS`."""
        return len(self.page.history)
