"""Which ways of reminding work on this computer, as five ticks, and which of them the person wants."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import reflex as rx
from reflex.vars import StringVar

from wellbeing.domain.preferences import Way
from wellbeing.ui.parts.buttons import button
from wellbeing.ui.parts.frames import card
from wellbeing.words import Translator, mark

Turn = Callable[[str, rx.Var[str]], Any]
"""Gives the event that turns a way on, or off when the second value is empty."""
TICKS: Final = (
    (
        "title",
        mark("Title and icon of the tab"),
        mark("They change a minute before a break and when it is due."),
    ),
    (Way.SOUND.value, mark("A soft chime"), mark("One wooden tone. It needs a click on the page first.")),
    (
        Way.NOTIFICATION.value,
        mark("A notification beside other windows"),
        mark("It says only: Time for a pause."),
    ),
    (Way.FLOATING.value, mark("A small timer that floats"), mark("It stays above other windows.")),
    ("badge", mark("A dot on the app's icon"), mark("For the installed app.")),
)
"""Each way as the scripts name it, its name, and what it does."""


def reminders(t: Translator, ways: StringVar[Any], turn: Turn) -> rx.Component:
    """The five ticks; `assets/reminders.js` finds out which of them this browser can do.

    Args:
        t: the translator.
        ways: what the person has chosen, as `ui.clock` writes it.
        turn: the event of choosing a way.
    """
    return card(
        rx.el.p(t("A break is always announced on the page. These come besides."), class_name="muted"),
        rx.el.ul(*(_tick(t, ways, turn, *tick) for tick in TICKS), class_name="ticks"),
        rx.el.span(hidden=True, custom_attrs={"data-script": "reminders"}),
        title=t("Reminders on this computer"),
    )


def _tick(
    t: Translator,
    ways: StringVar[Any],
    turn: Turn,
    way: str,
    name: str,
    says: str,
) -> rx.Component:
    words = {
        "data-works-words": "",
        "data-yes": t("Works here"),
        "data-no": t("Not in this browser. The page itself still tells you."),
    }
    if way == Way.NOTIFICATION.value:
        words["data-blocked"] = t("Your browser blocks pop-ups here. The tab title and sound still work.")
    return rx.el.li(
        rx.el.div(
            rx.el.strong(t(name)),
            rx.el.p(t(says), class_name="muted small"),
            rx.el.p(class_name="small", custom_attrs=words),
        ),
        _choice(t, ways, turn, way, t(name)),
        custom_attrs={"data-way": way},
    )


def _choice(t: Translator, ways: StringVar[Any], turn: Turn, way: str, name: str) -> rx.Component:
    """The button of a way that can be chosen; the browser's own question comes with the first yes."""
    if way not in set(Way):
        return rx.fragment()
    on = ways.contains(way)
    marks = {Way.SOUND.value: "data-hear", Way.NOTIFICATION.value: "data-allow"}
    return button(
        rx.cond(on, t("On"), t("Off")),
        kind="quiet",
        on_click=turn(way, rx.cond(on, "", "on")),
        custom_attrs={
            "aria-pressed": rx.cond(on, "true", "false"),
            "aria-label": name,
            **({marks[way]: ""} if way in marks else {}),
        },
    )
