"""A unit's contact: what can be shown and reached, in several languages, and as its row keeps it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing.domain.contact import (
    CONTACT_KINDS,
    NEED_OF,
    Contact,
    ContactKind,
    ContactWords,
    decoded,
    encoded,
    tidy,
    without_scheme,
)
from wellbeing.domain.errors import ContactUnusable, Damaged
from wellbeing.domain.people import UnitId
from wellbeing.domain.resources import Answer, Need

UNIT, ID = UnitId(UUID(int=1)), UUID(int=2)
PEER = Contact(
    ID, UNIT, ContactKind.PEER, ContactWords("Peer team", "weekdays", "Tells nobody."), dial="+33 (0)1 23-45"
)


def test_each_kind_has_a_name_and_answers_a_need() -> None:
    assert set(CONTACT_KINDS) == set(NEED_OF) == set(ContactKind)
    assert (PEER.need, PEER.key, PEER.number) == (Need.PEER, f"contact.{ID}", "+3301 2345".replace(" ", ""))


@pytest.mark.parametrize(
    "change",
    [
        {"words": ContactWords("")},
        {"words": ContactWords("x" * 61)},
        {"words": ContactWords("Peer", "x" * 161)},
        {"words": ContactWords("Peer\u202eteam")},
        {"words": ContactWords("Peer\nteam")},
        {"dial": ""},
        {"dial": "call me"},
        {"dial": "1"},
        {"dial": "1 800 273 8255"},
        {"sms": "javascript:1"},
        {"mail": "no address"},
        {"mail": "a@b.example?body=x"},
        {"site": "one.example/<script>"},
        {"site": "one.example/?x=1"},
    ],
)
def test_what_cannot_be_shown_or_reached_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ContactUnusable):
        replace(PEER, **change)


def test_any_one_way_to_reach_them_is_enough() -> None:
    for way in ({"sms": "85258"}, {"mail": "peers@unit.example"}, {"site": "intranet.local:8443/peers"}):
        assert replace(PEER, dial="", **way)


def test_words_are_said_in_the_language_of_the_page_where_they_are_there() -> None:
    both = PEER.translated("fr", ContactWords("Pairs", "", "Ne dit rien."))
    assert both.said("fr") == ContactWords("Pairs", "weekdays", "Ne dit rien.")
    assert both.said("ar") == PEER.words
    assert both.translated("fr", ContactWords()) == PEER


@given(
    st.sampled_from(ContactKind),
    st.sampled_from(Answer),
    st.booleans(),
    st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=60),
)
def test_a_row_keeps_all_of_it(kind: ContactKind, whose: Answer, shown: bool, name: str) -> None:
    contact = replace(
        PEER, kind=kind, independent=whose, on_help_page=shown, words=ContactWords(name), mail="a@b.example"
    ).translated("fr", ContactWords("Nom"))
    assert decoded(UNIT, ID, encoded(contact)) == contact


@pytest.mark.parametrize(
    "body",
    ["", "{}", "[]", "null", encoded(PEER)[:-1], encoded(PEER).replace("peer", "oracle"),
     encoded(PEER).replace('["Peer team", "weekdays", "Tells nobody."]', "3")],
)  # fmt: skip
def test_a_row_that_holds_something_else_is_damaged(body: str) -> None:
    with pytest.raises(Damaged):
        decoded(UNIT, ID, body)


def test_what_is_typed_is_tidied() -> None:
    assert tidy("  a \t b ") == "a b"
    assert without_scheme(" https://one.example/x ") == "one.example/x"
