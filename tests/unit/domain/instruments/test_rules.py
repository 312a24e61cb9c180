"""Every number equals the published rule: each boundary, reversal, gate and pattern of missing answers."""

from __future__ import annotations

import pytest

from tests.unit.domain.instruments.rules import RULES, Rule, gaps, sheets
from wellbeing.domain.instruments.instrument import Instrument, extent
from wellbeing.domain.instruments.scoring import asked, band, complete, total, totals, worth_a_talk
from wellbeing.domain.instruments.shelf import shelf

SHELF = {one.name: one for one in shelf()}
EACH = pytest.mark.parametrize("name", sorted(RULES))


def both(name: str) -> tuple[Instrument, Rule]:
    return SHELF[name], RULES[name]


def test_every_published_questionnaire_has_a_rule_here_and_the_other_way_about() -> None:
    assert set(RULES) == {name for name, one in SHELF.items() if not one.own}


@EACH
def test_its_shape_is_the_published_one(name: str) -> None:
    instrument, rule = both(name)
    assert len(instrument.items) == rule.count
    assert instrument.recall_days == rule.recall_days
    assert instrument.on is rule.on
    assert (instrument.gate.item if instrument.gate else 0) == rule.gate
    assert [scale.name for scale in instrument.scales] == list(rule.sums)
    for item in range(1, rule.count + 1):
        assert sorted(instrument.codes(item)) == list(rule.codes)
        assert len(instrument.answers(item)) == len(rule.codes), "a code stands twice"


@EACH
def test_every_complete_sheet_gives_the_published_numbers(name: str) -> None:
    instrument, rule = both(name)
    table = sheets(rule)
    wrong = [answers for answers in table if totals(instrument, answers) != rule.expected(answers)]
    print(f"{name}: {len(table)} complete sheets")
    assert not wrong[:3]
    assert all(complete(instrument, answers) for answers in table)


@EACH
def test_every_number_there_can_be_is_reached_and_lies_in_its_range(name: str) -> None:
    instrument, rule = both(name)
    reached = {key: {rule.expected(answers)[key] for answers in sheets(rule)} for key in rule.sums}
    for scale in instrument.scales:
        one = rule.sums[scale.name]
        low = one.times * len(one.items) * rule.codes[0]
        high = one.times * len(one.items) * rule.codes[-1]
        assert extent(instrument, scale) == (low, high)
        assert reached[scale.name] == set(range(low, high + 1, one.times))
        assert scale.change == one.change
        for value in range(low, high + 1, one.times):
            found = band(scale, value)
            began = max((start for start in one.starts if start <= value), default=None)
            assert (None if found is None else found.low) == began
            talk = one.talk is not None and one.talk[0] <= value <= one.talk[1]
            assert worth_a_talk(scale, value) is talk, value


@EACH
def test_anything_missing_means_no_number_and_is_never_taken_for_nought(name: str) -> None:
    instrument, rule = both(name)
    tried = 0
    for code in rule.codes:
        whole = dict.fromkeys(range(1, rule.count + 1), code)
        for out in gaps(rule):
            answers = {item: given for item, given in whole.items() if item not in out}
            closed = bool(rule.gate) and answers.get(rule.gate) == 0
            found = totals(instrument, answers)
            assert found == (dict.fromkeys(rule.sums, 0) if closed else dict.fromkeys(rule.sums)), out
            tried += 1
            for scale in instrument.scales:
                alone = total(instrument, scale, answers)
                touched = set(scale.items) & set(out) or (rule.gate and rule.gate in out)
                assert closed or (alone is None) is bool(touched)
    print(f"{name}: {tried} incomplete sheets")


@pytest.mark.parametrize("rest", [{}, {2: 1}, {2: 1, 3: 1, 4: 1, 5: 1, 6: 1}])
def test_a_closed_gate_asks_nothing_more_and_counts_nothing(rest: dict[int, int]) -> None:
    instrument = SHELF["pcptsd5"]
    assert asked(instrument, {1: 0, **rest}) == (1,)
    assert totals(instrument, {1: 0, **rest}) == {"all": 0}
    assert totals(instrument, rest) == {"all": None}
    assert asked(instrument, {1: 1}) == asked(instrument, {}) == (1, 2, 3, 4, 5, 6)


def test_our_own_week_is_never_added_up() -> None:
    instrument = SHELF["own-week"]
    assert len(instrument.items) == 18
    assert totals(instrument, dict.fromkeys(range(1, 19), 4)) == {}
    assert instrument.recall_days == 7


def test_no_number_is_made_of_the_three_scales_together() -> None:
    scales = SHELF["proqol5"].scales
    assert sorted(item for scale in scales for item in scale.items) == list(range(1, 31))


def test_the_table_is_a_table_and_no_sample() -> None:
    cases = sum(len(sheets(rule)) + len(gaps(rule)) * len(rule.codes) for rule in RULES.values())
    assert cases > 110_000
    print(f"{cases} generated cases")
