"""The published rules, written down by hand a second time: nothing here is read from the product."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

Codes = tuple[int, ...]


@dataclass(frozen=True)
class Sum:
    """One published sum: its items, those that count the other way about, and what it is multiplied by."""

    items: Codes
    reverse: Codes = ()
    times: int = 1
    starts: Codes = ()
    """Where each published range begins."""
    talk: tuple[int, int] | None = None
    change: int | None = None


@dataclass(frozen=True)
class Rule:
    """One questionnaire: how many items, their codes, its sums, and the item whose 0 ends it."""

    count: int
    codes: Codes
    sums: dict[str, Sum]
    recall_days: int
    gate: int = 0
    on: bool = False

    def expected(self, answers: dict[int, int]) -> dict[str, int | None]:
        """Every sum of these answers, by the published rule."""
        if self.gate and answers.get(self.gate) == 0:
            return dict.fromkeys(self.sums, 0)
        if set(answers) != set(range(1, self.count + 1)):
            return dict.fromkeys(self.sums)
        turned = self.codes[0] + self.codes[-1]
        found: dict[str, int | None] = {}
        for name, one in self.sums.items():
            plain = sum(answers[item] for item in one.items if item not in one.reverse)
            other = sum(turned - answers[item] for item in one.items if item in one.reverse)
            found[name] = one.times * (plain + other)
        return found


def upto(last: int, first: int = 1) -> Codes:
    return tuple(range(first, last + 1))


PROQOL = (10, 23, 42)
RULES: dict[str, Rule] = {
    "phq4": Rule(
        4,
        upto(3, 0),
        {
            "all": Sum(upto(4), starts=(0, 3, 6, 9)),
            "worry": Sum((1, 2), talk=(3, 6)),
            "mood": Sum((3, 4), talk=(3, 6)),
        },
        14,
        on=True,
    ),
    "phq8": Rule(8, upto(3, 0), {"all": Sum(upto(8), starts=(0, 5, 10, 15, 20), talk=(10, 24))}, 14),
    "gad7": Rule(7, upto(3, 0), {"all": Sum(upto(7), starts=(0, 5, 10, 15), talk=(10, 21), change=4)}, 14),
    "pcptsd5": Rule(6, (0, 1), {"all": Sum(upto(6, 2), talk=(3, 5))}, 31, gate=1, on=True),
    "who5": Rule(
        5,
        upto(5, 0),
        {"all": Sum(upto(5), times=4, starts=(0, 29, 51), talk=(0, 50), change=10)},
        14,
        on=True,
    ),
    "k6": Rule(6, upto(4, 0), {"all": Sum(upto(6), starts=(0, 5, 13), talk=(13, 24))}, 30),
    "auditc": Rule(3, upto(4, 0), {"all": Sum(upto(3), talk=(3, 12))}, 365),
    "pcl5": Rule(
        20,
        upto(4, 0),
        {
            "all": Sum(upto(20), talk=(31, 80), change=12),
            "memories": Sum(upto(5)),
            "avoiding": Sum((6, 7)),
            "thoughts": Sum(upto(14, 8)),
            "guard": Sum(upto(20, 15)),
        },
        31,
    ),
    "proqol5": Rule(
        30,
        upto(5),
        {
            "satisfaction": Sum((3, 6, 12, 16, 18, 20, 22, 24, 27, 30), starts=PROQOL),
            "burnout": Sum((1, 4, 8, 10, 15, 17, 19, 21, 26, 29), (1, 4, 15, 17, 29), starts=PROQOL),
            "stress": Sum((2, 5, 7, 9, 11, 13, 14, 23, 25, 28), starts=PROQOL),
        },
        30,
        on=True,
    ),
}
"""Sources: docs/instruments."""

EXHAUSTIVE = 70_000
"""Up to so many different sheets all of them are tried; above, every item by itself on several grounds."""


def sheets(rule: Rule) -> list[dict[int, int]]:
    """Complete sheets: all there are, or each item at each code on low, middle and high ground, and ladders."""  # noqa: E501
    numbers = upto(rule.count)
    if len(rule.codes) ** rule.count <= EXHAUSTIVE:
        return [dict(zip(numbers, codes, strict=True)) for codes in product(rule.codes, repeat=rule.count)]
    found = []
    for ground in rule.codes:
        base = dict.fromkeys(numbers, ground)
        found += [{**base, item: code} for item in numbers for code in rule.codes]
        found += [{**base, one: a, other: b} for one in numbers for other in numbers if one < other
                  for a in (rule.codes[0], rule.codes[-1]) for b in (rule.codes[0], rule.codes[-1])]  # fmt: skip  # noqa: E501
    # Ladders: what counts goes up by one, item after item, so that every sum there can be is reached.
    turned = {item for one in rule.sums.values() for item in one.reverse}
    for order in (numbers, numbers[::-1]):
        rung = {item: rule.codes[-1 if item in turned else 0] for item in numbers}
        found.append(rung)
        for step in range(1, len(rule.codes)):
            for item in order:
                rung = {**rung, item: rule.codes[-1 - step if item in turned else step]}
                found.append(rung)
    return found


def gaps(rule: Rule) -> list[tuple[int, ...]]:
    """What may be left out: every pattern for short ones, every one and every pair for long ones."""
    numbers = upto(rule.count)
    if rule.count <= 8:
        return [
            tuple(item for item, out in zip(numbers, outs, strict=True) if out)
            for outs in product((False, True), repeat=rule.count)
            if any(outs)
        ]
    pairs = [(one, other) for one in numbers for other in numbers if one < other]
    return [*((one,) for one in numbers), *pairs, numbers]
