"""What a configurator may choose for a unit: how long entries stay, how many seats its pictures need."""

from __future__ import annotations

import reflex as rx

from wellbeing.domain.retention import CHOICES, USUAL
from wellbeing.ui.parts.buttons import button
from wellbeing.ui.parts.frames import card
from wellbeing.ui.unit.firstmorning import FirstMorning
from wellbeing.words import Translator


def keeping(t: Translator) -> rx.Component:
    """How long entries of the unit's people stay at most."""
    choices = (
        rx.el.option(t("Each person decides, {count} months as usual", count=USUAL), value="0"),
        *(
            rx.el.option(t.n("{count} month at most", "{count} months at most", one), value=str(one))
            for one in CHOICES
        ),
    )
    return card(
        rx.el.p(t("Set it only if your law or your agreement says so. It is their own record.")),
        rx.el.p(
            t("Your people may choose a shorter time. You are not told."),
            " ",
            t("A shorter time takes nothing before the end of next month."),
            class_name="muted",
        ),
        rx.el.form(
            rx.el.label(
                rx.el.span(t("Months an entry stays"), class_name="label"),
                rx.el.span(t("It reaches entries when their owners next unlock."), class_name="hint"),
                rx.el.select(*choices, name="months", default_value=FirstMorning.keeps),
                class_name="field",
            ),
            rx.el.div(button(t("Save"), kind="quiet", type="submit"), class_name="row"),
            on_submit=FirstMorning.keep,
            key=FirstMorning.unit + "keeps" + FirstMorning.keeps,
            class_name="flow-s",
        ),
        title=t("How long entries stay"),
    )


def floor(t: Translator) -> rx.Component:
    """How many seats a group needs for its pictures."""
    field = rx.el.label(
        rx.el.span(t("More seats"), class_name="label"),
        rx.el.span(t("It can only go up, and counts from the next period on."), class_name="hint"),
        rx.el.input(
            name="floor",
            id="unit-floor",
            default_value=(FirstMorning.floor + 1).to_string(),
            input_mode="numeric",
            auto_complete="off",
            max_length=3,
            custom_attrs={"aria-invalid": rx.cond(FirstMorning.floor_wrong != "", "true", "false")},
        ),
        rx.el.span(FirstMorning.floor_wrong, class_name="field-error", role="alert"),
        class_name="field",
    )
    return card(
        rx.el.p(FirstMorning.floor_words),
        rx.cond(
            FirstMorning.floor < FirstMorning.most,
            rx.el.form(
                field,
                rx.el.div(button(t("Raise it"), kind="quiet", type="submit"), class_name="row"),
                on_submit=FirstMorning.raise_floor,
                key=FirstMorning.unit + FirstMorning.floor.to_string(),
                class_name="flow-s",
            ),
            rx.el.p(t("It cannot go higher."), class_name="muted"),
        ),
        title=t("Pictures of the team"),
    )
