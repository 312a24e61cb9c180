"""What the page of the own yes says in each case, and the bars it draws."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from wellbeing.domain.ballot import BallotPage, Cast, Out
from wellbeing.domain.contribution import NOTHING, Cell, Contribution
from wellbeing.domain.periods import YEAR, Period
from wellbeing.services.ballot_view import Mine, OpenPeriod
from wellbeing.services.odds import guessed, noticed
from wellbeing.ui.person.sharing_words import (
    BANDS,
    WHY,
    answer_words,
    history_rows,
    hours_words,
    noticed_bars,
    noticed_sentences,
    part_row,
)
from wellbeing.ui.pictures.odds import bar, sentence
from wellbeing.words import translator

T = translator("en")
PERIOD = Period(741)
PERIOD_ID = UUID(int=1)
SOME = Contribution(Cell.HIGH, 9, breaks_kept=True)


def mine(
    page: BallotPage, period: Period = PERIOD, out: Out | None = None, lies: Contribution = NOTHING
) -> Mine:
    part = OpenPeriod(period, SOME, lies, page.covers(period), out, 14, ("North", "South"))
    return Mine(page, (part,))


def test_the_answer_in_words() -> None:
    page = BallotPage()
    assert answer_words(mine(page), T) == "You are not counted."
    yes = page.agreed(date(2026, 11, 1))
    assert answer_words(mine(yes), T) == "You are counted. Your yes holds until 24 October 2027."
    assert mine(yes).counted
    later = mine(yes, PERIOD.later(YEAR))
    assert answer_words(later, T) == "Your yes ended on 24 October 2027. You are not counted now."
    assert later.ran_out
    no = yes.refused(date(2026, 11, 2))
    assert answer_words(mine(no), T) == "You are not counted. You said no on 2 November 2026."
    assert "under way" in answer_words(mine(replace(yes, leaving=True)), T)


def test_hours_are_said_with_their_noun() -> None:
    said = [hours_words(Contribution(Cell.LOW, half_hours), T) for half_hours in (0, 1, 2, 4, 19, 20)]
    assert said == [
        "0 hours a week", "0.5 hours a week", "1 hour a week", "2 hours a week", "9.5 hours a week",
        "10 hours a week or more",
    ]  # fmt: skip


def test_a_part_in_words() -> None:
    row = part_row(mine(BallotPage(), lies=SOME).current, T)
    assert (row.title, row.band) == ("26 October to 22 November", "The heavier third")
    assert (row.hours, row.kept, row.group) == ("4.5 hours a week", "Yes", "North, South, 14 seats")
    assert row.lies == "This lies in the box now, blurred with everybody's."
    assert row.why == ""
    assert part_row(mine(BallotPage()).current, T).lies == "Nothing of yours lies in the box."
    nothing = part_row(replace(mine(BallotPage()).current, would=NOTHING), T)
    assert (nothing.band, nothing.cell) == ("", "")


def test_each_band_has_its_place() -> None:
    paths = {
        part_row(replace(mine(BallotPage()).current, would=Contribution(cell)), T).cell for cell in BANDS
    }
    assert paths == {"M1 1h30v18h-30z", "M35 1h30v18h-30z", "M69 1h30v18h-30z"}


@pytest.mark.parametrize("out", list(Out))
def test_every_reason_has_words(out: Out) -> None:
    assert part_row(mine(BallotPage(), out=out).current, T).why == T(WHY[out])


def test_the_history_is_newest_first() -> None:
    page = (
        BallotPage()
        .having(Cast(PERIOD_ID, PERIOD, SOME))
        .having(Cast(PERIOD_ID, PERIOD.later(-1), Contribution(Cell.LOW, 20)))
    )
    assert history_rows(mine(page), T) == [
        ["26 October 2026", "The heavier third", "4.5 hours a week", "Yes"],
        ["28 September 2026", "The lighter third", "10 hours a week or more", "No"],
    ]


def test_the_figures_of_the_promise() -> None:
    """64, 74 and 90 of 100, and what three full years come to."""
    assert [bar("", share, T).value for share in guessed()] == [
        "64 of 100",
        "74 of 100",
        "90 of 100",
        "98.6 of 100",
    ]


def test_more_people_and_more_change_are_noticed_more_often() -> None:
    for roster in (12, 20, 40, 100):
        found = noticed(roster)
        assert [one.part for one in found] == [0.4, 0.7, 1.0]
        assert sorted(one.some for one in found) == [one.some for one in found]
        assert all(one.most > one.some for one in found)


def test_where_nothing_is_compared_nothing_is_drawn() -> None:
    assert noticed(3) == ()
    assert noticed_bars((), T) == ([], [])


def test_bars_say_what_they_show() -> None:
    some, most = noticed_bars(noticed(20), T)
    said, _ = noticed_sentences(some, most, T)
    assert said.startswith("Days get harder for 3 of 10: 40 of 100 counted ")
    assert sentence("A", [bar("b", 0.5, T)]) == "A: b 50 of 100."
    assert bar("b", 0.5, T).path == "M0 5H50.0"
