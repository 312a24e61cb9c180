"""Release: what ends a period follows from seats, box and ledger, and never from who took part."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.anonymity.made import ANY, LOW, PERIOD, SIGNING, Noise, ballot_key, box, group, told
from wellbeing.anonymity import release
from wellbeing.anonymity.box import Box
from wellbeing.anonymity.noise import RHO
from wellbeing.domain.contribution import Contribution
from wellbeing.domain.releases import Counters, Fact, Group, Line


def ended(box_: Box | None, of: Group | None = None, lines: tuple[Line, ...] = ()) -> Line:
    return release.released(lines, PERIOD, of or group(), box_, key=SIGNING, version="1")


def test_a_box_becomes_its_six_numbers_and_nothing_is_drawn() -> None:
    made = box(Noise((9, -3, 0, 2, -61, 5)))
    lines = [ended(made) for _ in range(5)]
    assert {one.counters for one in lines} == {Counters(21, -3, 0, 2, -61, 5)}
    assert len({one.body for one in lines}) == 1


@given(people=st.lists(ANY, max_size=12))
def test_whether_it_is_told_does_not_depend_on_who_took_part(people: list[Contribution]) -> None:
    made = box()
    for number, one in enumerate(people):
        made = made.cast(ballot_key(number), one)
    assert ended(made).fact is Fact.RELEASED


@pytest.mark.parametrize("roster", [0, 1, 3, 7, 8, 11])
def test_below_the_floor_it_is_withheld_whatever_lies_in_it(roster: int) -> None:
    small = group(roster=roster)
    texts = set()
    for takes_part in range(roster + 1):
        made = box(of=small)
        for number in range(takes_part):
            made = made.cast(ballot_key(number), LOW)
        line = ended(made, small)
        texts.add(line.body)
        assert (line.fact, line.counters) == (Fact.WITHHELD, None)
    assert len(texts) == 1


def test_what_has_no_box_or_anothers_is_withheld() -> None:
    assert ended(None).fact is Fact.WITHHELD
    assert ended(box(of=group(2))).fact is Fact.WITHHELD
    assert ended(box(period=PERIOD.later(1))).fact is Fact.WITHHELD


def test_a_told_and_a_withheld_period_leave_the_same_trace_but_for_the_numbers() -> None:
    said = [json.loads(one.body) for one in (ended(box()), ended(None))]
    differ = {name for name in said[0] if said[0][name] != said[1][name]}
    assert differ == {"fact", "counters", "rho_year"}
    assert said[0].keys() == said[1].keys()


def test_lines_of_a_period_and_of_a_floor_follow_each_other() -> None:
    lines = told([], PERIOD, group(), box())
    lines.append(release.raised(lines, PERIOD.later(1), group(), key=SIGNING, version="1"))
    assert [one.number for one in lines] == [1, 2, 3]
    assert [one.fact for one in lines] == [Fact.FORMED, Fact.RELEASED, Fact.FLOOR]
    assert [one.counters is None for one in lines] == [True, False, True]
    assert [one.rho_year for one in lines] == [0.0, round(RHO, 6), round(RHO, 6)]
