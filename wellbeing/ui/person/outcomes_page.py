"""The page of outcomes, and the card that a break ends with."""

from __future__ import annotations

import reflex as rx

from wellbeing.ui.door import Door
from wellbeing.ui.frame import framed
from wellbeing.ui.parts.buttons import button
from wellbeing.ui.parts.frames import card, empty, ghost, only_you
from wellbeing.ui.person.outcomes import Outcomes
from wellbeing.words import Translator, translator


def page(locale: str) -> rx.Component:
    """The page in one locale."""
    t = translator(locale)
    return framed(
        t,
        locale,
        "outcomes",
        t("What became of the work"),
        rx.cond(Outcomes.loaded, _shown(t)),
        rx.cond(
            Outcomes.posts,
            rx.el.p(rx.el.a(t("Post an outcome for your unit"), href=f"/{locale}/unit/outcomes")),
        ),
        only_you(t("Nobody can see whether you read this.")),
        leave=Outcomes.leave,
    )


def _shown(t: Translator) -> rx.Component:
    rows = rx.foreach(
        Outcomes.rows,
        lambda row: rx.el.li(
            rx.el.p(rx.el.bdi(row.words)), rx.el.span(row.day, class_name="muted small num")
        ),
    )
    turned = button(
        rx.cond(Outcomes.off, t("Show them again"), t("Do not show me these")),
        kind="plain",
        on_click=Outcomes.switch(Door.tag),
    )
    return card(
        rx.cond(
            Outcomes.off,
            rx.el.p(t("You switched these off. Your unit does not know.")),
            rx.cond(
                Outcomes.rows.length() > 0,
                rx.el.ul(rows, class_name="list"),
                empty(ghost(), t("Your unit has told nothing in the last three months.")),
            ),
        ),
        rx.el.div(turned, class_name="row"),
    )


def outcome_card(t: Translator, locale: str) -> rx.Component:
    """The newest outcome, for the end of a break; it asks for itself, and is not there when there is none."""
    return rx.el.div(
        rx.cond(
            Outcomes.newest != "",
            card(
                rx.el.p(rx.el.bdi(Outcomes.newest)),
                rx.el.div(
                    rx.el.a(t("More of these"), href=f"/{locale}/outcomes"),
                    button(t("Do not show me these"), kind="plain", on_click=Outcomes.switch(Door.tag)),
                    class_name="row",
                ),
                title=t("What became of the work"),
            ),
        ),
        on_mount=Outcomes.load,
        on_unmount=Outcomes.leave,
    )
