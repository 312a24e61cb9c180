"""Every page builds in English and in the pseudo-locale, and the built file holds nothing of anybody."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from reflex.state import State
from reflex.utils import format as reflex_format

from wellbeing.app import PAGES, app
from wellbeing.words import LOCALES, translator

LOCALE = pytest.mark.parametrize("locale", ["en", "xb"])


def words_in(component: dict[str, Any]) -> str:
    """All texts of a page; in its scripts letters beyond ASCII stand as their code points."""
    scripts = json.dumps(component, default=str, ensure_ascii=False)
    return re.sub(r"\\+u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), scripts)


@LOCALE
@pytest.mark.parametrize(("route", "page", "load"), PAGES)
def test_a_page_builds_and_speaks_its_language(route: str, page: Any, load: Any, locale: str) -> None:
    drawn = words_in(page(locale).render())
    t = translator(locale)
    for words in ("One moment.", "Leave quickly", "Sign in to see your own page."):
        assert t(words) in drawn
    if locale == "xb":
        assert "One moment." not in drawn


def test_each_page_stands_under_each_locale() -> None:
    routes = set(app._unevaluated_pages)
    assert {f"{locale}/{route}" for locale in LOCALES for route, _, _ in PAGES} <= routes


def test_titles_tell_nothing() -> None:
    titles = {str(page.title) for route, page in app._unevaluated_pages.items() if "/" in route}
    assert titles == {translator(locale)("Harbour") for locale in LOCALES}


def test_what_every_state_starts_with_is_empty() -> None:
    """The defaults are baked into the built pages, for everybody who can fetch them."""
    values = json.loads(reflex_format.json_dumps(State(_reflex_internal_init=True).dict(initial=True)))  # type: ignore[call-arg]
    own = {name: variables for name, variables in values.items() if "wellbeing" in name}
    assert len(own) == 26
    for variables in own.values():
        for name, value in variables.items():
            plain = json.dumps(value)
            assert not any(letter.isalpha() for letter in _stripped(plain)), name


def _stripped(plain: str) -> str:
    """The text without the field names of dataclasses, the phase, and the words for no value."""
    harmless = (*_KEYS, "waiting", "true", "false", "null")
    for word in sorted(harmless, key=len, reverse=True):
        plain = plain.replace(word, "")
    return plain


_KEYS = (
    *("months", "sentence", "head", "rows", "wells", "none", "few", "mark"),
    *(f"level_{level}" for level in range(5)),
    *("heaviness", "energy", "sleep", "intrusions", "feelings", "recovery"),
    *("signs", "coping", "places", "people", "professionals", "surroundings", "trusted"),
)
