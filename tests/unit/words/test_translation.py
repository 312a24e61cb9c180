"""Messages find their locale, their plural and their values."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing.words import mark, translator
from wellbeing.words.pseudo import CLOSE, OPEN, pseudo

ARABIC = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=6; "
"plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);\\n"

msgid "Hello {name}"
msgstr "أهلا {name}"

msgid "{count} day"
msgid_plural "{count} days"
msgstr[0] "صفر"
msgstr[1] "يوم"
msgstr[2] "يومان"
msgstr[3] "{count} أيام"
msgstr[4] "{count} يوما"
msgstr[5] "{count} يوم"
"""


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    folder = tmp_path / "ar" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "wellbeing.po").write_text(ARABIC, encoding="utf-8")
    return tmp_path


def test_english_needs_no_catalog() -> None:
    t = translator("en")
    assert t("Hello {name}", name="Ada") == "Hello Ada"
    assert t.n("{count} day", "{count} days", 1) == "1 day"
    assert t.n("{count} day", "{count} days", 4000) == "4,000 days"


def test_empty_message_stays_empty(catalog: Path) -> None:
    # gettext answers an empty message with the header of the catalog.
    assert translator("ar", catalog)("") == ""


def test_catalog_is_read_with_all_its_plurals(catalog: Path) -> None:
    t = translator("ar", catalog)
    assert t("Hello {name}", name="X") == "أهلا X"
    assert t.n("{count} day", "{count} days", 2) == "يومان"
    assert t.n("{count} day", "{count} days", 11).endswith("يوما")
    assert t("Nobody translated this") == "Nobody translated this"


def test_a_locale_without_catalog_speaks_english(tmp_path: Path) -> None:
    assert translator("fr", tmp_path)("Lock") == "Lock"


def test_values_are_never_read_as_placeholders() -> None:
    assert translator("en")("{a} and {b}", a="{b}", b="{a}") == "{b} and {a}"


def test_other_braces_stay() -> None:
    assert translator("en")("{} { } {{}}") == "{} { } {{}}"


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        translator("en")("Hello {name}")


def test_mark_returns_what_it_is_given() -> None:
    assert mark("Low") == "Low"


@given(st.text(alphabet=st.characters(blacklist_characters=OPEN + CLOSE), min_size=1))
def test_pseudo_wraps_and_never_shortens(message: str) -> None:
    strange = pseudo(message)
    assert strange.startswith(OPEN)
    assert strange.endswith(CLOSE)
    assert len(strange) >= len(message) + 2


def test_pseudo_lengthens_a_sentence_by_about_a_third() -> None:
    sentence = "You can check in for today and the seven days before."
    assert 1.2 < len(pseudo(sentence)) / len(sentence) < 1.5


def test_pseudo_keeps_placeholders_and_plurals() -> None:
    t = translator("xb")
    assert "Ada" in t("Hello {name}", name="Ada")
    assert t.n("{count} day", "{count} days", 3) == "⟦3 dååýýš⟧"
