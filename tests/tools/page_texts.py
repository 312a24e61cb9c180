"""Prints the text that stands in the Reflex pages themselves: `python -m tests.tools.page_texts`, as JSON.

Run it with WELLBEING_LOCALES=xb, in a process of its own: the locales are settled when words are imported.
Every branch of a page is looked at, also those that only show in some state. What a state holds comes from
the server and is not looked at here.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from typing import Any

from tests.tools.outside import SPOKEN, unbracketed

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_LOOKED_UP = re.compile(r'\?\.\["[^"]*"\]|[!=]==\s*\(?"[^"]*"|"[^"]*"(?=\?\.valueOf)|\.includes\("[^"]*"\)')
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_NAMED = re.compile(r'^"?([\w-]+)"?:(.*)$', re.DOTALL)
_NAMES = frozenset({"true", "false", "page", "date"})
"""Values of aria attributes, which no one reads."""


def literals(expression: str) -> Iterator[str]:
    """The strings of a JavaScript expression that end on the page; keys and comparisons do not."""
    for found in _STRING.findall(_LOOKED_UP.sub("", expression)):
        yield json.loads(found)


def said(rendered: Any) -> Iterator[str]:
    """Every text and spoken attribute in a rendered component tree."""
    if isinstance(rendered, dict):
        if "contents" in rendered:
            yield from literals(str(rendered["contents"]))
        for prop in rendered.get("props") or ():
            name, value = found.groups() if (found := _NAMED.match(str(prop))) else ("", "")
            if name in SPOKEN:
                yield from literals(value)
            elif name.startswith("data-"):
                # A script reads it: a sentence, which has a space, or a mark for the script itself.
                yield from (text for text in literals(value) if " " in text)
        for key, value in rendered.items():
            if key not in {"contents", "props"}:
                yield from said(value)
    elif isinstance(rendered, (list, tuple)):
        for one in rendered:
            yield from said(one)


def untranslated(rendered: Any) -> list[str]:
    """What of it never passed through the catalog, each once."""
    outside = (text for text in said(rendered) if _LETTERS.search(unbracketed(text)) and text not in _NAMES)
    return sorted(set(outside))


def main() -> None:
    """Look at every page of the app in the pseudo-locale."""
    from wellbeing.app import PAGES
    from wellbeing.words import PSEUDO

    pages = {route: page(PSEUDO).render() for route, page, _load in PAGES}
    found = {route: untranslated(tree) for route, tree in pages.items()}
    counted = {route: sum(1 for _ in said(tree)) for route, tree in pages.items()}
    json.dump({"untranslated": found, "texts": counted}, sys.stdout)


if __name__ == "__main__":
    main()
