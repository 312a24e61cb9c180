"""When a follow-up check-in is offered after the end of a unit: each offer until the next one's week."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from wellbeing.domain.followups import WEEKS, offered

END = date(2026, 3, 27)
"""A Friday; the clocks change two days later in Europe."""


@pytest.mark.parametrize(
    ("days", "weeks"),
    [(-1, None), (0, None), (6, None), (7, 1), (27, 1), (28, 4), (83, 4), (84, 12), (111, 12), (112, None)],
)
def test_which_offer_stands(days: int, weeks: int | None) -> None:
    assert offered(END, END + timedelta(days=days)) == weeks


def test_every_offer_comes_once_and_in_order() -> None:
    seen = [offered(END, END + timedelta(days=days)) for days in range(200)]
    changes = [one for one, before in zip(seen[1:], seen, strict=False) if one != before]
    assert changes == [*WEEKS, None]
