"""The card of a gentle notice, and the card with the switches of all of them."""

from __future__ import annotations

import reflex as rx

from wellbeing.ui.door import Door
from wellbeing.ui.parts.buttons import button
from wellbeing.ui.parts.frames import card, status
from wellbeing.ui.person.notices import Notices
from wellbeing.words import Translator


def notice_card(t: Translator, locale: str) -> rx.Component:
    """At most one notice; it asks for itself when the page opens, and may be nothing."""
    actions = rx.el.div(
        rx.cond(
            Notices.talk,
            button(t("I had one"), kind="quiet", on_click=Notices.had(Door.tag)),
            rx.el.a(t("Something that helps"), href=f"/{locale}/relief", class_name="button-quiet"),
        ),
        button(t("Not now"), kind="plain", on_click=Notices.later(Door.tag)),
        button(t("Never show this"), kind="plain", on_click=Notices.rest(Door.tag)),
        class_name="row",
    )
    shown = card(
        rx.el.p(rx.el.strong(Notices.words)),
        rx.cond(Notices.more != "", rx.el.p(Notices.more)),
        actions,
        soft=True,
    )
    return rx.el.div(
        rx.cond(Notices.name != "", shown),
        status(Notices.said),
        class_name="flow",
        on_mount=Notices.meet,
        on_unmount=Notices.leave,
    )


def switches_card(t: Translator) -> rx.Component:
    """Every notice by name, each with its switch."""
    rows = rx.foreach(
        Notices.switches,
        lambda row: rx.el.li(
            rx.el.span(row.words),
            button(
                rx.cond(row.on, t("On"), t("Off")),
                kind="quiet",
                on_click=Notices.switch(row.name, Door.tag),
                custom_attrs={
                    "aria-pressed": rx.cond(row.on, "true", "false"),
                    "aria-label": f"{t('May speak')}: {row.words}",
                },
            ),
        ),
    )
    return rx.el.details(
        rx.el.summary(t("What may be said on Today")),
        rx.el.p(t("It is worked out from your own entries while you look. Nobody else sees it.")),
        rx.el.ul(rows, class_name="list"),
        class_name="card",
        on_mount=Notices.list_all,
    )
