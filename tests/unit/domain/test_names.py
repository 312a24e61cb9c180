"""Handles, labels, places and languages: what is taken, tidied and refused."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing.domain import names
from wellbeing.domain.errors import BadInput, HandleUnusable, NameUnusable


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("abc", "abc"),
        ("  Blue   Heron ", "Blue Heron"),
        ("e\u0301tude", "étude"),
        ("ظبي-7", "ظبي-7"),
        ("x" * 40, "x" * 40),
        ("<b>&'\"", "<b>&'\""),
    ],
)
def test_handles_that_can_be_used(typed: str, kept: str) -> None:
    assert names.handle(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "ab",
        " a ",
        "x" * 41,
        "x" * 100_000,
        "a\x00bc",
        "a\nbc",
        "a\u202ebc",
        "a\u200bbc",
        "\ud800abc",
    ],
)
def test_handles_that_cannot(typed: str) -> None:
    with pytest.raises(HandleUnusable):
        names.handle(typed)


def test_a_name_has_1_to_60_characters() -> None:
    assert names.name(" seat  12 ") == "seat 12"
    assert len(names.name("x" * 60)) == 60
    for wrong in ("", " \t", "x" * 61, "a\rb", "\x1b[31mred"):
        with pytest.raises(NameUnusable):
            names.name(wrong)


@given(st.text(max_size=80))
def test_a_kept_name_can_be_kept_again(typed: str) -> None:
    try:
        kept = names.name(typed)
    except NameUnusable:
        return
    assert names.name(kept) == kept
    assert kept.isprintable() or any(unicodedata.category(letter) == "Zs" for letter in kept)


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "America/Argentina/Ushuaia"])
def test_time_zones(zone: str) -> None:
    assert names.time_zone(zone) == zone


@pytest.mark.parametrize(
    "zone", ["", "Mars/Base", "../../etc/passwd", "/etc/passwd", "Europe", "Europe/Ber\0lin", "x" * 5000]
)
def test_what_is_no_time_zone(zone: str) -> None:
    with pytest.raises(BadInput):
        names.time_zone(zone)


def test_countries() -> None:
    assert (names.country(" fr "), names.country("")) == ("FR", "")
    for wrong in ("FRA", "F", "1A", "ÉÉ", "F\n"):
        with pytest.raises(BadInput):
            names.country(wrong)


def test_languages() -> None:
    assert names.languages(["en", " fr", "en", "zh-Hant-TW"]) == ("en", "fr", "zh-Hant-TW")
    for wrong in (
        [],
        ["english"],
        ["EN"],
        ["e"],
        ["en_US"],
        ["aa", *(f"a{letter}" for letter in "bcdefghijklmnop")],
    ):
        with pytest.raises(BadInput):
            names.languages(wrong)
