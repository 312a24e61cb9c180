"""The cards: short enough for their minutes, each with sources and a day on which they were looked at."""

from __future__ import annotations

import re
from datetime import date

import pytest

from wellbeing.domain import learning
from wellbeing.domain.learning import AUDIENCES, CARDS, TOPICS, Audience, Card, Topic, by_topic
from wellbeing.domain.learning.card import WORDS_A_MINUTE

WANTED = {
    "secondary-trauma", "early-signs", "sleep", "viewing-craft", "after-a-bad-file", "court",
    "leave-and-return", "leaving-the-unit", "for-families", "for-supervisors",
}  # fmt: skip
EACH = pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)


def test_the_cards_are_these() -> None:
    assert set(CARDS) == WANTED
    assert {one.audience for one in CARDS.values()} == set(Audience) == set(AUDIENCES)
    assert set(TOPICS) == set(Topic)
    assert [one for cards in by_topic().values() for one in cards] == list(CARDS.values())
    assert learning.__doc__


@EACH
def test_a_card_takes_two_minutes_at_most(card: Card) -> None:
    assert card.minutes in {1, 2}
    assert 60 <= card.words <= card.minutes * WORDS_A_MINUTE


@EACH
def test_a_card_says_where_it_comes_from_and_when_that_was_looked_at(card: Card) -> None:
    assert len(card.sources) >= 3
    assert len({one.address for one in card.sources}) == len(card.sources)
    for source in card.sources:
        assert source.publisher
        assert re.fullmatch(r"[a-z0-9.-]+\.[a-z]{2,}(/\S*)?", source.address)
    assert date(2026, 1, 1) <= card.written_on < card.next_review
    assert (card.next_review - card.written_on).days <= 366


@EACH
def test_its_address_is_plain(card: Card) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", card.id)


def test_the_craft_names_both_sides() -> None:
    text = " ".join(line for part in CARDS["viewing-craft"].parts for line in part.lines)
    assert "In favour:" in text
    assert "Against:" in text
