"""Reads an HTML answer as a person does: its words, its forms, the secrets and the complaints it shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx

from tests.tools.outside import VOID


@dataclass
class Form:
    """A form as it stands on a page."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    """Name to value as the page sets it; buttons are not in it."""
    buttons: list[tuple[str, str]] = field(default_factory=list)
    """Name and value of each button that has a name."""


@dataclass
class Page:
    """An answer, read as a person reads it."""

    response: httpx.Response
    title: str = ""
    text: str = ""
    forms: list[Form] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    """Each secret shown in an element of class `code`, its groups joined by "-"."""
    links: list[str] = field(default_factory=list)
    alerts: list[str] = field(default_factory=list)
    """What is said in elements of role alert, and in error summaries."""

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.response.status_code

    @property
    def path(self) -> str:
        """The path that was answered in the end."""
        return self.response.url.path

    def form(self, *names: str, action: str = "") -> Form:
        """The one form that has all these fields, and posts to an address that ends so.

        Raises:
            LookupError: there is none, or more than one.
        """
        found = [
            one
            for one in self.forms
            if set(names) <= {*one.fields, *(name for name, _ in one.buttons)} and one.action.endswith(action)
        ]
        if len(found) != 1:
            message = (
                f"{len(found)} forms with {names} {action} on {self.path} ({self.status}): {self.text[:400]}"
            )
            raise LookupError(message)
        return found[0]


def read(response: httpx.Response) -> Page:
    """What a person can do with an answer."""
    page = Page(response)
    if "html" in response.headers.get("content-type", ""):
        _Reader(page).feed(response.text)
        page.text = " ".join(page.text.split())
    return page


class _Reader(HTMLParser):
    """Fills a page from its HTML."""

    def __init__(self, page: Page) -> None:
        super().__init__(convert_charrefs=True)
        self._page = page
        self._stack: list[tuple[str, frozenset[str]]] = []
        self._form: Form | None = None
        self._area = ""
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._begin(tag, given)
        if tag == "a" and "href" in given:
            self._page.links.append(given["href"])
        if tag == "form":
            self._form = Form(given.get("action", ""), given.get("method", "get").lower())
            self._page.forms.append(self._form)
        elif self._form is not None and "name" in given:
            self._field(tag, given)
        elif tag == "option":
            self._option(given)

    def _option(self, given: Mapping[str, str]) -> None:
        if self._form is None or not self._select:
            return
        if "selected" in given or not self._form.fields[self._select]:
            self._form.fields[self._select] = given.get("value", "")

    def _begin(self, tag: str, given: Mapping[str, str]) -> None:
        marks = set(given.get("class", "").split())
        if given.get("role") == "alert":
            marks.add("error-summary")
        if "code" in marks:
            self._page.codes.append("")
        elif self._inside("code") and tag == "span" and self._page.codes[-1]:
            self._page.codes[-1] += "-"
        if "error-summary" in marks:
            self._page.alerts.append("")
        if tag not in VOID:
            self._stack.append((tag, frozenset(marks)))

    def _field(self, tag: str, given: Mapping[str, str]) -> None:
        assert self._form is not None
        name, kind = given["name"], given.get("type", "submit" if tag == "button" else "text")
        if tag == "button" or kind in {"submit", "image"}:
            self._form.buttons.append((name, given.get("value", "")))
        elif tag == "input" and kind in {"checkbox", "radio"}:
            if "checked" in given:
                self._form.fields[name] = given.get("value", "on")
        elif tag in {"input", "select", "textarea"}:
            self._form.fields[name] = given.get("value", "")
            self._area = name if tag == "textarea" else ""
            self._select = name if tag == "select" else ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        if tag == "textarea":
            self._area = ""
        if tag == "select":
            self._select = ""
        for index in range(len(self._stack) - 1, -1, -1):
            if self._stack[index][0] == tag:
                del self._stack[index:]
                break

    def handle_data(self, data: str) -> None:
        if any(tag in {"script", "style"} for tag, _ in self._stack):
            return
        if self._stack and self._stack[-1][0] == "title":
            self._page.title += data.strip()
        if self._area and self._form is not None:
            self._form.fields[self._area] += data
        if self._inside("code"):
            self._page.codes[-1] += "".join(data.split())
        if self._inside("error-summary"):
            self._page.alerts[-1] = f"{self._page.alerts[-1]} {' '.join(data.split())}".strip()
        self._page.text += " " + data

    def _inside(self, mark: str) -> bool:
        return any(mark in marks for _, marks in self._stack)
