"""The ballot page is as long whatever it says, and reads back as it was written."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing.domain.ballot import MOST_PERIODS, BallotPage, Cast, Consent
from wellbeing.domain.contribution import MOST_HALF_HOURS, Cell, Contribution
from wellbeing.domain.errors import Damaged
from wellbeing.domain.people import PersonId
from wellbeing.domain.periods import Period
from wellbeing.vault import seal
from wellbeing.vault.codec import Kind, decode, encode
from wellbeing.vault.keys import PersonKeys

DAY = date(2026, 11, 21)
GROUP = "00000000-0000-0000-0000-00000000000c"
CAST = [GROUP, 740, 1, 3, True]
WHOLE = {
    "consent": [DAY.isoformat(), DAY.isoformat(), None],
    "history": [CAST],
    "leaving": False,
    "room": " ",
}

contributions = st.builds(
    Contribution,
    st.sampled_from([Cell.LOW, Cell.MIDDLE, Cell.HIGH]),
    st.integers(0, MOST_HALF_HOURS),
    st.booleans(),
)
casts = st.builds(Cast, st.uuids(), st.builds(Period, st.integers(0, 99_999)), contributions)
consents = st.dates(min_value=date(1970, 1, 5)).flatmap(
    lambda given: st.builds(
        Consent, st.just(given), st.just(given), st.one_of(st.none(), st.dates(min_value=given))
    )
)
pages = st.builds(
    BallotPage,
    st.one_of(st.none(), consents),
    st.lists(casts, max_size=MOST_PERIODS, unique_by=lambda one: one.period).map(
        lambda found: tuple(sorted(found, key=lambda one: one.period))
    ),
    st.booleans(),
)
EMPTY = len(encode(Kind.BALLOT, BallotPage()))


def fullest() -> BallotPage:
    """A page with as much on it as there can be."""
    most = Contribution(Cell.HIGH, MOST_HALF_HOURS, breaks_kept=False)
    history = tuple(
        Cast(UUID(int=2**128 - 1 - number), Period(99_900 + number), most) for number in range(MOST_PERIODS)
    )
    return BallotPage(Consent(DAY, DAY, DAY), history, leaving=False)


@given(pages)
def test_every_page_is_as_long_and_reads_back(page: BallotPage) -> None:
    raw = encode(Kind.BALLOT, page)
    assert len(raw) == EMPTY
    assert decode(Kind.BALLOT, raw) == page


def test_the_fullest_page_is_no_longer() -> None:
    assert len(encode(Kind.BALLOT, fullest())) == EMPTY


def test_envelopes_are_as_long() -> None:
    keys, person, record = PersonKeys.fresh(), PersonId(UUID(int=1)), UUID(int=2)
    lengths = {
        len(seal.seal(keys, person, Kind.BALLOT, record, rev, page).raw)
        for rev, page in enumerate((BallotPage(), fullest(), BallotPage().agreed(DAY)), start=1)
    }
    assert len(lengths) == 1


@pytest.mark.parametrize(
    "part",
    [
        {"consent": ["yes", DAY.isoformat(), None]},
        {"consent": [DAY.isoformat(), (DAY - timedelta(days=1)).isoformat(), None]},
        {"consent": [DAY.isoformat()]},
        {"history": [[*CAST, 1]]},
        {"history": [CAST, CAST]},
        {"history": [[GROUP, 740, 0, 0, False]]},
        {"history": [[GROUP, 740, 4, 0, False]]},
        {"history": [[GROUP, 740, 1, 21, False]]},
        {"history": [[GROUP, True, 1, 3, True]]},
        {"history": [[GROUP, 740, 1, 3, 1]]},
        {"history": [[GROUP, number, 1, 3, True] for number in range(MOST_PERIODS + 1)]},
        {"leaving": 1},
        {"room": "what else"},
        {"more": 1},
    ],
)
def test_what_no_page_can_be_is_refused(part: dict[str, Any]) -> None:
    head = bytes((Kind.BALLOT, 1))
    assert decode(Kind.BALLOT, head + json.dumps(WHOLE).encode())
    with pytest.raises(Damaged):
        decode(Kind.BALLOT, head + json.dumps(WHOLE | part).encode())
