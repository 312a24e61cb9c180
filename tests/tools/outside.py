"""Finds the text of an HTML page that never passed through the catalog: it lacks the brackets of "xb"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser

from wellbeing.words.pseudo import CLOSE, OPEN

SPOKEN = frozenset(
    {
        "alt",
        "aria-description",
        "aria-label",
        "aria-placeholder",
        "aria-roledescription",
        "aria-valuetext",
        "data-done",
        "data-failed",
        "label",
        "placeholder",
        "title",
    }
)
"""Attributes whose value a person reads or hears."""
SILENT = frozenset({"script", "style", "template"})
UNTRANSLATED = ("Harbour",)
"""Names that are the same in every language."""

_LETTER = re.compile(r"[^\W\d_]{2,}")


def outside(html: str, own_words: Iterable[str] = ()) -> list[str]:
    """Every piece of text or spoken attribute with letters outside ⟦ ⟧.

    Args:
        html: the page in the pseudo-locale.
        own_words: what the person or the unit typed themselves, which no catalog can hold.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    leave = sorted((*own_words, *UNTRANSLATED), key=len, reverse=True)
    return [text for text in reader.texts if _LETTER.search(_without(unbracketed(text), leave))]


def unbracketed(text: str) -> str:
    """The text without what stands in brackets, however deep they are nested."""
    depth, kept = 0, []
    for letter in text:
        if letter == OPEN:
            depth += 1
        elif letter == CLOSE:
            depth = max(0, depth - 1)
        elif not depth:
            kept.append(letter)
    return "".join(kept).strip()


def _without(text: str, words: Iterable[str]) -> str:
    for word in words:
        text = text.replace(word, "")
    return text


class _Reader(HTMLParser):
    """Gathers what a person reads: text nodes, spoken attributes and the words on buttons."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self._silent += 1
        named = dict(attrs)
        spoken = {name for name in named if name in SPOKEN}
        if tag == "input" and named.get("type") in {"submit", "button", "reset"}:
            spoken.add("value")
        if tag == "meta" and named.get("name") == "description":
            spoken.add("content")
        if tag == "link":
            spoken.discard("title")
        self.texts += [value for name in sorted(spoken) if (value := named[name])]

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self._silent = max(0, self._silent - 1)

    def handle_data(self, data: str) -> None:
        if not self._silent and data.strip():
            self.texts.append(data.strip())
