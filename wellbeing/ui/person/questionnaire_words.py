"""Published words on the page: their language is kept, and their source stands beside them."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wellbeing.ui.parts.frames import Words
from wellbeing.ui.person.questionnaires import Questionnaires
from wellbeing.words import Translator


def origin(t: Translator) -> rx.Component:
    """Source, credit and licence, which stand in the language they were given in."""
    return rx.cond(
        Questionnaires.facts.length() > 0,
        rx.el.details(
            rx.el.summary(t("Where it comes from")),
            rx.el.ul(
                rx.foreach(Questionnaires.facts, rx.el.li),
                class_name="small",
                lang="en",
                custom_attrs={"translate": "no"},
            ),
        ),
    )


def step_heading(words: Words) -> rx.Component:
    """The heading of a step, which takes the focus when the step changes."""
    return rx.el.h2(words, tab_index=-1, custom_attrs={"translate": rx.cond(Questionnaires.own, "yes", "no")})


def language() -> dict[str, Any]:
    """Published words keep their language and are not translated; our own are in the page's."""
    return {
        "custom_attrs": {
            "lang": rx.cond(Questionnaires.own, rx.Var("undefined"), "en"),
            "translate": rx.cond(Questionnaires.own, "yes", "no"),
        }
    }
