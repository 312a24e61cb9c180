"""A safety plan and a month of relief inside an envelope: whole, and nothing of a newer program half read."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing.domain.errors import Damaged
from wellbeing.domain.plan import Plan, Step
from wellbeing.domain.relief import ReliefPage, Tool, Use
from wellbeing.vault.codec import Kind, decode, encode

DAY = date(2026, 11, 21)
USE = ["00000000-0000-0000-0000-000000000001", "2026-11-21", "walk", 7, None]
RATINGS = st.none() | st.integers(0, 10)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(st.dictionaries(st.sampled_from(Step), WORDS))
def test_a_plan_comes_back(said: dict[Step, str]) -> None:
    plan = Plan(**{step.value: text for step, text in said.items()})
    raw = encode(Kind.PLAN, plan)
    assert decode(Kind.PLAN, raw) == plan
    assert raw == encode(Kind.PLAN, decode(Kind.PLAN, raw))


@given(st.dictionaries(st.uuids(), st.tuples(st.integers(1, 30), st.sampled_from(Tool), RATINGS, RATINGS)))
def test_a_month_comes_back(given: dict[UUID, tuple[int, Tool, int | None, int | None]]) -> None:
    uses = tuple(
        Use(one, date(2026, 11, day), tool, *ratings) for one, (day, tool, *ratings) in given.items()
    )
    page = ReliefPage(date(2026, 11, 1), uses)
    assert decode(Kind.RELIEF, encode(Kind.RELIEF, page)) == page


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (Kind.PLAN, {"signs": 7}),
        (Kind.PLAN, {"signs": None}),
        (Kind.PLAN, {"newer": "x"}),
        (Kind.PLAN, {"signs": "x" * 1001}),
        (Kind.RELIEF, {"month": "2026-11-01"}),
        (Kind.RELIEF, {"month": "2026-11-02", "uses": []}),
        (Kind.RELIEF, {"month": "2026-11-01", "uses": {}}),
        (Kind.RELIEF, {"month": "2026-11-01", "uses": [USE, USE]}),
        (Kind.RELIEF, {"month": "2026-12-01", "uses": [USE]}),
        (Kind.RELIEF, {"month": "2026-11-01", "uses": [[*USE, 1]]}),
        (Kind.RELIEF, {"month": "2026-11-01", "uses": [USE[:4]]}),
        (Kind.RELIEF, {"month": "2026-11-01", "uses": [[*USE[:2], "pills", 1, 1]]}),
        (Kind.RELIEF, {"month": "2026-11-01", "uses": [[*USE[:3], 11, 1]]}),
        (Kind.RELIEF, {"month": "2026-11-01", "uses": [[*USE[:3], True, 1]]}),
        (Kind.RELIEF, {"month": "2026-11-01", "uses": ["abcde"]}),
    ],
)
def test_what_no_program_of_this_version_wrote(kind: Kind, fields: dict[str, Any]) -> None:
    with pytest.raises(Damaged):
        decode(kind, bytes((kind, 1)) + json.dumps(fields).encode())


@pytest.mark.parametrize("kind", [Kind.PLAN, Kind.RELIEF])
def test_a_newer_version_is_refused(kind: Kind) -> None:
    with pytest.raises(Damaged):
        decode(kind, bytes((kind, 2)) + b"{}")
