"""Every number on the help page has a source, a review day and a country with a name."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from wellbeing.domain.helplines import HELPLINES, Helpline, Kind, of_kind, overdue
from wellbeing.edge.pages.help_now import COUNTRIES

TODAY = date(2026, 11, 21)
OPERATORS = {
    "Mental Health Crisis Line for policing",
    "113 Zelfmoordpreventie",
    "Befrienders Worldwide",
    "Find A Helpline",
}


@pytest.mark.parametrize("line", HELPLINES, ids=lambda one: f"{one.country} {one.name}")
def test_a_line_has_what_it_takes_to_ship(line: Helpline) -> None:
    assert line.sources
    assert line.name in OPERATORS or len({source.split("/")[0] for source in line.sources}) >= 2
    assert bool(line.number) != (line.kind is Kind.FINDER)
    assert bool(line.site) or line.kind is not Kind.FINDER
    assert line.dial == line.number.replace(" ", "")
    assert not line.number or line.country in COUNTRIES
    assert line.seen_on <= TODAY
    assert line.next_review - line.seen_on <= timedelta(days=90)
    assert not line.confirmed_by_unit


def test_no_line_is_listed_twice() -> None:
    assert len({(one.country, one.number, one.site) for one in HELPLINES}) == len(HELPLINES)


def test_each_kind_is_there_and_none_is_overdue_yet() -> None:
    assert all(of_kind(kind) for kind in Kind)
    assert overdue(TODAY) == ()
    assert len(overdue(TODAY + timedelta(days=91))) == len(HELPLINES)
