"""Every page there is, read from the app's own tables, so that a new one is judged unnamed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from unittest.mock import Mock

from wellbeing.app import PAGES
from wellbeing.edge import pages as edge_pages

TEMPLATES: Final = Path(edge_pages.__file__).parents[1] / "templates"
_HEADING = re.compile(r"""<h1[^>]*>\{\{ t\((["'])(.+?)\1\) \}\}</h1>""")
_PART = "/{locale}/"


def edge_places() -> list[str]:
    """The addresses of the edge's pages, without their locale, "" for the first page."""
    routes = edge_pages.page_routes(Mock())
    shown = {
        one.path.removeprefix(_PART)
        for one in routes
        if one.path.startswith(_PART) and "GET" in (one.methods or ())
    }
    assert not [one for one in shown if "{" in one], "a page with a parameter needs a place of its own here"
    return sorted(shown)


def reflex_places() -> list[str]:
    """The addresses of the pages behind sign-in, without their locale."""
    return [name for name, _page, _load in PAGES]


def headings() -> Iterator[tuple[str, str]]:
    """Each template with each heading it may have; one whose heading varies has none."""
    for file in sorted(TEMPLATES.glob("*.html")):
        for _, words in _HEADING.findall(file.read_text(encoding="utf-8")):
            yield file.stem, words
