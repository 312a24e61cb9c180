"""What helps right now: the ways to a short tool, the own plan, the cards and what became of the work."""

from __future__ import annotations

import reflex as rx

from wellbeing.ui.parts.frames import card
from wellbeing.words import Translator


def helps_now(t: Translator, locale: str) -> rx.Component:
    """Four ways, each with one line on what is there."""
    places = (
        ("relief", t("Something that helps"), t("Two minutes of one thing, before and after."), False),
        ("plan", t("My safety plan"), t("Written on a better day, for a very bad hour."), False),
        ("outcomes", t("What became of the work"), t("What your unit tells, without any case."), False),
        ("learn", t("Learn"), t("Short cards about this work, with sources."), True),
    )
    return card(
        rx.el.ul(
            *(
                rx.el.li(
                    rx.el.div(
                        rx.el.a(name, href=f"/{locale}/{place}", reload_document=of_edge),
                        rx.el.p(about, class_name="muted small"),
                    )
                )
                for place, name, about, of_edge in places
            ),
            class_name="list",
        ),
        title=t("Helps now"),
    )
