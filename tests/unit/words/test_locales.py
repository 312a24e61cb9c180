"""The locale that suits a reader, and how it is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing.words import LOCALES, best_locale, direction, html_language, language_name
from wellbeing.words.locales import available, chosen

THREE = ("en", "fr", "ar")


@pytest.mark.parametrize(
    ("header", "locale"),
    [
        (None, "en"),
        ("", "en"),
        ("fr", "fr"),
        ("fr-CH, en;q=0.8", "fr"),
        ("en;q=0.3, ar;q=0.9", "ar"),
        ("fr;q=0, ar", "ar"),
        ("de, it", "en"),
        ("fr;q=abc", "en"),
        ("fr;level=1", "fr"),
        (";;;,,,=;q", "en"),
        ("*", "en"),
    ],
)
def test_best_locale(header: str | None, locale: str) -> None:
    assert best_locale(header, THREE) == locale


@given(st.text(max_size=600))
def test_any_header_gives_a_locale_in_use(header: str) -> None:
    assert best_locale(header, THREE) in THREE


def test_no_reader_is_sent_to_the_pseudo_locale_by_chance() -> None:
    assert best_locale("en-XB, en", ("en", "xb")) == "en"


def test_setting_keeps_order_and_names_what_is_missing() -> None:
    known = frozenset({"en", "fr", "xb"})
    assert chosen("fr, en,fr", known) == (("fr", "en"), ())
    assert chosen("", known) == (("en",), ())
    assert chosen("tlh", known) == (("en",), ("tlh",))


def test_available_reads_the_folder(tmp_path: Path) -> None:
    (tmp_path / "fr" / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "fr" / "LC_MESSAGES" / "wellbeing.po").touch()
    assert available(tmp_path) == {"en", "xb", "fr"}


def test_how_locales_are_written() -> None:
    assert [direction(one) for one in ("en", "ar", "xb")] == ["ltr", "rtl", "rtl"]
    assert html_language("en") == "en"
    assert html_language("xb") == "en-XB"
    assert [language_name(one) for one in ("en", "fr", "ar")] == ["English", "Français", "العربية"]
    assert language_name("xb").startswith("⟦")


def test_some_locale_is_always_in_use() -> None:
    assert LOCALES
