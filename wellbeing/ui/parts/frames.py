"""What holds words together: headings, cards, notices, lists, tables and empty states."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import reflex as rx
from reflex.vars import ArrayVar, ObjectVar
from reflex_components_core.el.elements.other import Details

Words = str | rx.Var[str]


def heading(text: Words, eyebrow: Words = "") -> rx.Component:
    """The page's h1; it takes the focus when the route changes."""
    title = rx.el.h1(text, tab_index=-1)
    if isinstance(eyebrow, str) and not eyebrow:
        return title
    return rx.el.div(rx.el.p(eyebrow, class_name="eyebrow"), title)


def card(
    *children: rx.Component | rx.Var, title: Words = "", eyebrow: Words = "", soft: bool = False, **props: Any
) -> rx.Component:
    """A card, with an h2 when it has a title."""
    return rx.el.section(
        rx.el.p(eyebrow, class_name="eyebrow") if not _none(eyebrow) else rx.fragment(),
        rx.el.h2(title) if not _none(title) else rx.fragment(),
        *children,
        **{"class_name": "card card-soft" if soft else "card", **props},
    )


def notice(*children: rx.Component | Words, tone: str = "", **props: Any) -> rx.Component:
    """A calm message; `tone` is "", "warm" or "danger"."""
    said = [rx.el.p(child) if isinstance(child, (str, rx.Var)) else child for child in children]
    return rx.el.div(*said, class_name=f"notice {tone}".strip(), **props)


def offer(title: Words, *actions: rx.Component, text: Words = "") -> rx.Component:
    """One offer of something that helps, with its buttons."""
    return rx.el.section(
        rx.el.h2(title),
        rx.el.p(text) if not _none(text) else rx.fragment(),
        rx.el.div(*actions, class_name="row"),
        class_name="offer",
    )


def only_you(text: Words) -> rx.Component:
    """The line that says who sees this."""
    return rx.el.p(text, class_name="only-you")


def status(text: Words, *, sticks: bool = False) -> rx.Component:
    """A line that is read out when it changes, such as "Saved"; one that sticks stays in sight."""
    return rx.el.p(text, class_name="status sticks" if sticks else "status", role="status")


def empty(picture: rx.Component, text: Words, action: rx.Component | None = None) -> rx.Component:
    """An empty state: a picture, one sentence, perhaps one action."""
    return rx.el.div(picture, rx.el.p(text), action or rx.fragment(), class_name="empty")


def error_summary(title: str, items: ArrayVar[Any], *actions: rx.Component, **props: Any) -> rx.Component:
    """What stands in the way and what to do about it; rendered only when there is something."""
    return rx.cond(
        items.length() > 0,
        rx.el.div(
            rx.el.h2(title),
            rx.el.ul(rx.foreach(items, rx.el.li)),
            rx.el.div(*actions, class_name="row"),
            class_name="error-summary",
            role="alert",
            tab_index=-1,
            **props,
        ),
    )


def _turned(event: ObjectVar[Any]) -> tuple[rx.Var[str]]:
    return (rx.Var(f"({event}.target.open ? 'open' : '')").to(str),)


class Folded(Details):
    """A part that opens and closes, and says "open" or "" then."""

    on_toggle: rx.EventHandler[_turned]


def twin(summary: str, head: rx.Var[list[str]], rows: rx.Var[list[list[str]]]) -> rx.Component:
    """The table that says the same as a picture, closed until asked for."""
    return rx.el.details(
        rx.el.summary(summary),
        rx.el.div(
            rx.el.table(
                rx.el.thead(rx.el.tr(rx.foreach(head, lambda word: rx.el.th(word, scope="col")))),
                rx.el.tbody(rx.foreach(rows, lambda row: rx.el.tr(rx.foreach(row, rx.el.td)))),
            ),
            class_name="table-scroll",
            tab_index=0,
            role="group",
            custom_attrs={"aria-label": summary},
        ),
        class_name="twin",
    )


def checklist(*items: tuple[rx.Component | Words, bool | rx.Var[bool]]) -> rx.Component:
    """Steps with a mark for those that are done."""
    return rx.el.ol(
        *(rx.el.li(what, custom_attrs={"data-done": rx.cond(done, "true", "false")}) for what, done in items),
        class_name="checklist",
    )


def facts(*pairs: tuple[Words, rx.Component | Words]) -> rx.Component:
    """Names and values, such as a unit's time zone."""
    return rx.el.dl(
        *(cell for name, value in pairs for cell in (rx.el.dt(name), rx.el.dd(value))), class_name="facts"
    )


def ghost(
    kind: Sequence[str] = ("M20 60c40-30 70 10 110-14s50-8 90-20v34c-40 12-60 0-90 16s-70-20-110 14z",),
) -> rx.Component:
    """The pale shape of a picture that is not there yet."""
    return rx.el.svg(
        *(rx.el.path(d=path, class_name="band90") for path in kind),
        rx.el.path(d="M10 96h220M10 20h220M10 58h220", class_name="axis"),
        view_box="0 0 240 110",
        custom_attrs={"aria-hidden": "true"},
    )


def _none(words: Words) -> bool:
    return isinstance(words, str) and not words
