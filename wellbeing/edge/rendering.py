"""Jinja2 templates with everything escaped, in the words of one locale."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from wellbeing.words import day_words, direction, html_language, translator


class Rendering:
    """Turns templates into pages."""

    def __init__(self, ribbon: str = "") -> None:
        """Load the templates.

        Args:
            ribbon: English words shown on every page, such as that all data is made up; empty for none.
        """
        self._ribbon = ribbon
        self._templates = Environment(
            loader=PackageLoader("wellbeing.edge"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def page(self, template: str, locale: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A page in a locale.

        Args:
            template: the file's name without ".html".
            locale: one of `words.LOCALES`.
            status: the HTTP status.
            **values: what the template names.
        """
        t = translator(locale)
        text = self._templates.get_template(template + ".html").render(
            {
                "t": t,
                "n": t.n,
                "locale": locale,
                "language": html_language(locale),
                "direction": direction(locale),
                "ribbon": self._ribbon,
                "day": lambda one: day_words(one, locale, year=True),
                "phase": "nobody",
                "tag": "",
                "errors": (),
                "wrong": {},
                **values,
            }
        )
        return HTMLResponse(text, status)
