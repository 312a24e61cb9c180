"""Yes, no and renewed; and nobody stands on their own page twice for one period."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from wellbeing.domain.ballot import MOST_PERIODS, BallotPage, Cast, Consent
from wellbeing.domain.contribution import NOTHING, Cell, Contribution
from wellbeing.domain.errors import BadInput
from wellbeing.domain.periods import YEAR, Period

PERIOD = Period(740)
FIRST = PERIOD.first
SOME = Contribution(Cell.LOW, 4, breaks_kept=True)
GROUP = UUID(int=1)


def cast(later: int = 0, group: UUID = GROUP) -> Cast:
    return Cast(group, PERIOD.later(later), SOME)


def test_off_until_yes() -> None:
    assert not BallotPage().covers(PERIOD)


def test_a_yes_covers_its_period_and_those_that_begin_within_a_year() -> None:
    page = BallotPage().agreed(FIRST + timedelta(days=27))
    covered = [number for number in range(-3, 20) if page.covers(PERIOD.later(number))]
    assert covered == list(range(YEAR))
    assert page.consent is not None
    assert page.consent.ends_before == PERIOD.later(YEAR)


def test_a_renewed_yes_covers_on_without_a_gap() -> None:
    page = BallotPage().agreed(FIRST).agreed(FIRST + timedelta(weeks=24))
    assert [number for number in range(30) if page.covers(PERIOD.later(number))] == list(range(6 + YEAR))


def test_one_that_ran_out_covers_nothing_in_between() -> None:
    page = BallotPage().agreed(FIRST).agreed(PERIOD.later(20).first)
    assert [number for number in range(60) if page.covers(PERIOD.later(number))] == list(range(20, 20 + YEAR))


def test_a_no_covers_nothing_and_a_yes_after_it_begins_anew() -> None:
    page = BallotPage().agreed(FIRST).refused(FIRST + timedelta(days=3))
    assert not any(page.covers(PERIOD.later(number)) for number in range(-2, 20))
    again = page.agreed(PERIOD.later(1).first)
    assert [number for number in range(30) if again.covers(PERIOD.later(number))] == list(range(1, 1 + YEAR))


def test_a_no_before_any_yes_says_nothing() -> None:
    assert BallotPage().refused(FIRST) == BallotPage()


def test_while_it_is_being_taken_back_nothing_is_covered() -> None:
    page = BallotPage(Consent(FIRST, FIRST), leaving=True)
    assert not page.covers(PERIOD)
    assert page.agreed(FIRST).covers(PERIOD)
    assert page.refused(FIRST).leaving is False


def test_a_no_forgets_what_lies_in_no_box_any_more() -> None:
    page = BallotPage().agreed(FIRST).having(cast()).having(cast(-1))
    assert page.refused(FIRST, [PERIOD]).history == (cast(-1),)


def test_a_period_has_one_ballot() -> None:
    page = BallotPage().having(cast(1)).having(cast()).having(cast(0, UUID(int=2)))
    assert page.history == (cast(0, UUID(int=2)), cast(1))
    assert page.of(PERIOD) == cast(0, UUID(int=2))
    assert page.without(PERIOD).of(PERIOD) is None
    with pytest.raises(BadInput):
        BallotPage(history=(cast(), cast(0, UUID(int=2))))


def test_a_life_has_so_many_ballots() -> None:
    full = tuple(cast(number) for number in range(MOST_PERIODS))
    assert len(BallotPage(history=full).history) == 39
    with pytest.raises(BadInput):
        BallotPage(history=(*full, cast(MOST_PERIODS)))


def test_nothing_is_no_ballot() -> None:
    with pytest.raises(BadInput):
        Cast(GROUP, PERIOD, NOTHING)


def test_a_clock_that_was_set_back_refuses_no_answer() -> None:
    page = BallotPage().agreed(FIRST)
    assert page.agreed(FIRST - timedelta(days=1)).covers(PERIOD)
    assert not page.refused(FIRST - timedelta(days=1)).covers(PERIOD)


def test_it_shows_nothing_when_printed() -> None:
    printed = repr(BallotPage().agreed(date(2026, 11, 21)).having(cast()))
    assert "2026" not in printed
    assert "740" not in printed
