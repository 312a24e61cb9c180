"""The page of questionnaires: the shelf, and what is said before anything is asked."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wellbeing.ui.door import Door
from wellbeing.ui.frame import framed
from wellbeing.ui.parts.buttons import button, link_button
from wellbeing.ui.parts.frames import card, only_you, status
from wellbeing.ui.person.answering import in_a_list, item_by_item, the_end
from wellbeing.ui.person.filling import RHYTHMS
from wellbeing.ui.person.questionnaire_results import finished, looking_back
from wellbeing.ui.person.questionnaire_words import origin, step_heading
from wellbeing.ui.person.questionnaires import Questionnaires
from wellbeing.words import Translator, translator


def page(locale: str) -> rx.Component:
    """The page of questionnaires in one locale."""
    t = translator(locale)
    return framed(
        t,
        locale,
        "questionnaires",
        t("Questionnaires"),
        status(Questionnaires.said, sticks=True),
        rx.el.div(
            rx.match(
                Questionnaires.view,
                ("before", _before(t, locale)),
                ("one", item_by_item(t)),
                ("list", in_a_list(t)),
                ("end", the_end(t)),
                ("done", finished(t, locale)),
                ("past", looking_back(t)),
                _shelf(t),
            ),
            class_name="flow rests",
            custom_attrs={"data-step": f"{Questionnaires.view}-{Questionnaires.at}-{Questionnaires.begun}"},
        ),
        only_you(t("Only you can see this.")),
        rx.el.script(src="/steps.js", custom_attrs={"async": True}),
        leave=Questionnaires.leave,
    )


def _shelf(t: Translator) -> rx.Component:
    return rx.fragment(
        rx.el.div(
            rx.el.p(t("For your own thinking, as often as you like, or never.")),
            rx.el.p(t("Nobody sees your answers, and none are ever counted. They alert nobody.")),
            rx.el.p(t("This is no medical device. It names no illness and decides nothing about your work.")),
            class_name="flow-s",
        ),
        rx.el.div(rx.foreach(Questionnaires.offers, lambda one: _offer(t, one)), class_name="grid grid-two"),
    )


def _offer(t: Translator, one: Any) -> rx.Component:
    start = button(
        rx.cond(one.begun, t("Go on"), t("Open")),
        on_click=Questionnaires.choose(one.name),
        custom_attrs={"aria-label": one.labels["open"]},
    )
    look = button(
        t("Your results"),
        kind="quiet",
        on_click=Questionnaires.look_back(one.name),
        custom_attrs={"aria-label": one.labels["look"]},
    )
    return card(
        rx.el.h2(one.title, custom_attrs={"translate": rx.cond(one.own, "yes", "no")}),
        rx.el.p(one.about),
        rx.el.p(one.facts, class_name="muted small"),
        rx.cond(one.state != "", rx.el.p(one.state, class_name="small")),
        rx.el.div(rx.cond(one.open, start), rx.cond(one.past | one.begun, look), class_name="row"),
        rx.el.details(rx.el.summary(t("How often")), _rhythms(t, one)),
    )


def _rhythms(t: Translator, one: Any) -> rx.Component:
    return rx.el.div(
        *(
            button(
                t(word),
                kind="quiet",
                on_click=Questionnaires.keep_rhythm(one.name, rhythm, Door.tag),
                custom_attrs={"aria-pressed": rx.cond(one.rhythm == rhythm, "true", "false")},
            )
            for rhythm, word in RHYTHMS.items()
        ),
        class_name="row",
        role="group",
        custom_attrs={"aria-label": one.labels["often"]},
    )


def _before(t: Translator, locale: str) -> rx.Component:
    """What is said before anything is asked."""
    return card(
        step_heading(Questionnaires.title),
        rx.el.p(Questionnaires.about),
        rx.el.ul(
            rx.el.li(Questionnaires.recall),
            rx.el.li(t("Nobody sees it. It is not monitored and alerts nobody, whatever you answer.")),
            rx.el.li(t("If you are not safe now, do not wait for this page. Help now has people to call.")),
            rx.el.li(t("Skip what you like. You can stop and go on within three days.")),
        ),
        rx.el.div(
            button(t("One at a time"), on_click=Questionnaires.start("one")),
            button(t("All in a list"), kind="quiet", on_click=Questionnaires.start("list")),
            link_button(t("Help now"), f"/{locale}/help-now", kind="quiet"),
            button(t("Not now"), kind="plain", on_click=Questionnaires.shelve),
            class_name="row",
        ),
        origin(t),
    )
