"""Groups, boxes and lines for tests of the wall, with noise that a test chooses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from hypothesis import strategies as st

from wellbeing.anonymity import groups, release
from wellbeing.anonymity.box import Box
from wellbeing.domain.contribution import MOST_HALF_HOURS, NOTHING, Cell, Contribution
from wellbeing.domain.people import UnitId
from wellbeing.domain.periods import Period
from wellbeing.domain.releases import Counters, Group, Line

SIX = tuple[int, int, int, int, int, int]
KEY = b"k" * 32
SIGNING = b"s" * 32
PERIOD = Period(742)
HIGH = Contribution(Cell.HIGH, MOST_HALF_HOURS, breaks_kept=True)
LOW = Contribution(Cell.LOW, 2, breaks_kept=False)
TAKING_PART = st.builds(
    Contribution,
    st.sampled_from([Cell.LOW, Cell.MIDDLE, Cell.HIGH]),
    st.integers(0, MOST_HALF_HOURS),
    st.booleans(),
)
ANY = st.just(NOTHING) | TAKING_PART


@dataclass(frozen=True, slots=True)
class Noise:
    """Noise that a test knows."""

    six: SIX = (0, 0, 0, 0, 0, 0)

    def draw(self) -> SIX:
        return self.six


SILENT = Noise()


def unit(number: int) -> UnitId:
    return UnitId(UUID(int=number))


def group(*numbers: int, roster: int = 12) -> Group:
    names = [unit(number) for number in numbers or (1,)]
    return groups.group_of(names, {names[0]: roster}, {})


def ballot_key(number: int) -> bytes:
    return number.to_bytes(32, "big")


def box(noise: Noise = SILENT, *, of: Group | None = None, period: Period = PERIOD) -> Box:
    of = of or group()
    return Box.fresh(of.id, period.number, of.roster, noise)


def filled(people: Sequence[Contribution], noise: Noise = SILENT, roster: int | None = None) -> Box:
    """A box with a ballot of each of these."""
    made = box(noise, of=group(roster=roster or max(12, len(people))))
    for number, one in enumerate(people):
        made = made.cast(ballot_key(number), one).with_ballot(ballot_key(number))
    return made


def exact(roster: int, people: Sequence[Contribution]) -> Counters:
    """What a box without noise holds, worked out in another way."""
    part = [one for one in people if one.cell is not Cell.NONE]
    cells = [sum(one.cell is cell for one in part) for cell in (Cell.LOW, Cell.MIDDLE, Cell.HIGH)]
    hours, kept = sum(one.half_hours for one in part), sum(one.breaks_kept for one in part)
    return Counters(roster - len(part), *cells, hours, kept)


def told(lines: Sequence[Line], period: Period, of: Group, made: Box | None) -> list[Line]:
    """The log with one more period of a group, from its beginning to its end."""
    began = [*lines, release.formed(lines, period, of, key=SIGNING, version="1")]
    return [*began, release.released(began, period, of, made, key=SIGNING, version="1")]
