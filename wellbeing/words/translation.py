"""Sentences in a person's language: gettext catalogs read from their .po files, and named placeholders."""

from __future__ import annotations

import gettext
import io
import re
from functools import lru_cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from wellbeing.words.locales import CATALOG, DEFAULT, PSEUDO, babel_locale
from wellbeing.words.pseudo import pseudo

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Translator:
    """Says English messages in one locale: `t("Hello {name}", name=who)`."""

    __slots__ = ("_catalog", "locale")

    def __init__(self, locale: str, catalog: gettext.NullTranslations) -> None:
        """Hold the catalog of one locale."""
        self.locale = locale
        self._catalog = catalog

    def __call__(self, message: str, **values: object) -> str:
        """The message in this locale with each `{name}` filled in; nothing is read into the values.

        Raises:
            KeyError: the message names a placeholder that has no value.
        """
        return _filled(self._catalog.gettext(message) if message else "", values)

    def n(self, singular: str, plural: str, count: int, **values: object) -> str:
        """The form that the locale uses for this many; `{count}` is written as the locale writes numbers."""
        words = self._catalog.ngettext(singular, plural, count)
        return _filled(words, {"count": self.number(count), **values})

    def number(self, value: float) -> str:
        """A number as the locale writes it: 4,000 in English."""
        return _written(value, self.locale)


@lru_cache(maxsize=4096)
def _written(value: float, locale: str) -> str:
    """A page writes the same few numbers over and over; Babel takes 20 µs for each."""
    return format_decimal(value, locale=babel_locale(locale))


class _Pseudo(gettext.NullTranslations):
    """A catalog that holds every message there will ever be."""

    def gettext(self, message: str) -> str:
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return pseudo(msgid1 if n == 1 else msgid2)


def mark(message: str) -> str:
    """Return the message as it is, but have it collected: for words in a table, translated where shown."""
    return message


@lru_cache(maxsize=64)
def translator(locale: str, catalog: Path = CATALOG) -> Translator:
    """The translator of a locale; one without a catalog speaks English."""
    if locale == PSEUDO:
        return Translator(locale, _Pseudo())
    path = catalog / locale / "LC_MESSAGES" / "wellbeing.po"
    if not path.exists():
        return Translator(DEFAULT, gettext.NullTranslations())
    compiled = io.BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=locale.replace("-", "_")))
    compiled.seek(0)
    return Translator(locale, gettext.GNUTranslations(compiled))


def _filled(words: str, values: dict[str, object]) -> str:
    parts = _parts(words)
    if len(parts) == 1:
        return words
    filled = list(parts)
    filled[1::2] = [str(values[name]) for name in parts[1::2]]
    return "".join(filled)


@lru_cache(maxsize=4096)
def _parts(words: str) -> tuple[str, ...]:
    """Text, name, text, name, …, text; only what stands in a catalog or in the code ever comes here."""
    return tuple(_PLACEHOLDER.split(words))
