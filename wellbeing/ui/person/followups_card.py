"""The quiet card that offers a check-in some weeks after a unit has ended."""

from __future__ import annotations

import reflex as rx

from wellbeing.ui.door import Door
from wellbeing.ui.parts.buttons import button
from wellbeing.ui.parts.frames import card
from wellbeing.ui.person.followups import FollowUps
from wellbeing.words import Translator


def followup_card(t: Translator) -> rx.Component:
    """The offers that stand, mostly none; the questions themselves stand at the top of the same page.

    Whatever it stands in meets `FollowUps` when it opens and takes leave when it goes.
    """
    return rx.foreach(
        FollowUps.rows,
        lambda row: card(
            rx.el.p(rx.el.strong(row.words)),
            rx.el.p(t("A check-in, if you like."), class_name="muted"),
            rx.el.div(
                button(
                    t("Check in"),
                    kind="quiet",
                    on_click=FollowUps.answer(row.unit, row.weeks, Door.tag),
                    custom_attrs={"data-top": ""},
                ),
                button(t("Not now"), kind="plain", on_click=FollowUps.answer(row.unit, row.weeks, Door.tag)),
                class_name="row",
            ),
            soft=True,
        ),
    )
