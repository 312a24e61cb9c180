"""Which languages this installation speaks, and how each is written."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final, Literal

from babel import Locale, negotiate_locale

CATALOG: Final = Path(__file__).parent / "catalog"
DEFAULT: Final = "en"
PSEUDO: Final = "xb"
"""English with accents, from right to left: by it tests find hard-coded text and one-sided layouts."""
SETTING: Final = "WELLBEING_LOCALES"

_HEADER_LENGTH = 400
_RIGHT_TO_LEFT = "right-to-left"


def available(catalog: Path = CATALOG) -> frozenset[str]:
    """The locales that could be switched on: English, the pseudo-locale and each catalog in the folder."""
    return frozenset({DEFAULT, PSEUDO} | {path.parts[-3] for path in catalog.glob("*/LC_MESSAGES/*.po")})


def chosen(setting: str, known: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The locales a comma-separated setting asks for: those there are, in order, and those there are not."""
    asked = dict.fromkeys(one.strip() for one in setting.split(",") if one.strip())
    spoken = tuple(one for one in asked if one in known)
    return spoken or (DEFAULT,), tuple(one for one in asked if one not in known)


LOCALES, UNKNOWN = chosen(os.environ.get(SETTING, DEFAULT), available())
"""The locales in use, the first being the fallback; and those asked for that have no catalog."""


def babel_locale(locale: str) -> Locale:
    """The Babel locale behind one of ours; the pseudo-locale counts and names days as English does.

    Raises:
        babel.UnknownLocaleError: there is no such language.
    """
    return Locale.parse(DEFAULT if locale == PSEUDO else locale, sep="-")


def direction(locale: str) -> Literal["ltr", "rtl"]:
    """Which way the locale is written, as HTML's `dir` says it."""
    if locale == PSEUDO or babel_locale(locale).character_order == _RIGHT_TO_LEFT:
        return "rtl"
    return "ltr"


def html_language(locale: str) -> str:
    """The BCP 47 tag for HTML's `lang`; "XB" is a region reserved for private use."""
    return "en-XB" if locale == PSEUDO else locale


def language_name(locale: str) -> str:
    """What a language calls itself, for the menu that changes it."""
    if locale == PSEUDO:
        return "⟦Pseudo⟧"
    name = babel_locale(locale).display_name or locale
    return name[:1].upper() + name[1:]


def best_locale(accept_language: str | None, locales: tuple[str, ...] = LOCALES) -> str:
    """The locale in use that suits an Accept-Language header best; the first one when none does."""
    weighted: list[tuple[float, str]] = []
    for part in (accept_language or "")[:_HEADER_LENGTH].split(","):
        tag, _, parameters = part.strip().partition(";")
        weight = _weight(parameters)
        if tag and weight > 0:
            weighted.append((weight, tag))
    weighted.sort(key=lambda one: -one[0])
    return negotiate_locale([tag for _, tag in weighted], list(locales), sep="-") or locales[0]


def _weight(parameters: str) -> float:
    """The q value of one language, 0 to 1; 1 when it says none and 0 when it makes no sense."""
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        weight = float(value)
    except ValueError:
        return 0.0
    return weight if 0 <= weight <= 1 else 0.0
