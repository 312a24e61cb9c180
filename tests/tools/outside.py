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
        "data-away",
        "data-back",
        "data-done",
        "data-failed",
        "data-hide-word",
        "data-new-build",
        "data-reload",
        "label",
        "placeholder",
        "title",
    }
)
"""Attributes whose value a person reads or hears."""
MARKS = frozenset({"", "true", "false"})
"""Values that are for scripts and readers' software, not for people."""
SILENT = frozenset({"script", "style", "template"})
VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
"""Elements that have no end."""
UNTRANSLATED = ("Harbour",)
"""Names that are the same in every language."""

_LETTER = re.compile(r"[^\W\d_]{2,}")


def outside(html: str, own_words: Iterable[str] = ()) -> list[str]:
    """Every piece of text or spoken attribute with letters outside ⟦ ⟧.

    Args:
        html: the page in the pseudo-locale.
        own_words: what the person or the unit typed themselves, which no catalog can hold.

    What stands in an element with translate="no", such as an offered passphrase, is left.
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
        self._left: list[str] = []
        """The open elements from the outermost that is not read on."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag not in VOID and (self._left or tag in SILENT or named.get("translate") == "no"):
            self._left.append(tag)
        spoken = {name for name in named if name in SPOKEN}
        if tag == "input" and named.get("type") in {"submit", "button", "reset"}:
            spoken.add("value")
        if tag == "meta" and named.get("name") == "description":
            spoken.add("content")
        if tag == "link":
            spoken.discard("title")
        self.texts += [value for name in sorted(spoken) if (value := named[name] or "") not in MARKS]

    def handle_endtag(self, tag: str) -> None:
        if tag in self._left:
            del self._left[len(self._left) - 1 - self._left[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        if not self._left and data.strip():
            self.texts.append(data.strip())
