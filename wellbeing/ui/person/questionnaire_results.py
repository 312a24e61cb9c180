"""What is shown of a finished questionnaire, and of all that were filled in before."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wellbeing.ui.door import Door
from wellbeing.ui.parts.buttons import button, link_button
from wellbeing.ui.parts.drawings import trend_picture
from wellbeing.ui.parts.frames import card, notice, twin
from wellbeing.ui.person.questionnaire_words import language, origin, step_heading
from wellbeing.ui.person.questionnaires import Questionnaires
from wellbeing.words import Translator


def finished(t: Translator, locale: str) -> rx.Component:
    """One's own usual first, the published range second, and the offer of help that is always the same."""
    numbers = rx.foreach(
        Questionnaires.numbers,
        lambda one: rx.el.div(
            rx.el.div(rx.el.strong(one.value, class_name="num lead"), rx.el.h3(one.name), class_name="row"),
            rx.foreach(one.lines, rx.el.p),
            class_name="flow-s",
        ),
    )
    answers = rx.foreach(
        Questionnaires.answers,
        lambda one: rx.el.li(rx.el.p(one.text, class_name="small"), rx.el.p(one.answer, class_name="muted")),
    )
    return rx.fragment(
        card(
            step_heading(Questionnaires.title),
            rx.el.p(Questionnaires.day, class_name="muted"),
            rx.cond(Questionnaires.silent != "", rx.el.p(Questionnaires.silent)),
            numbers,
            rx.cond(
                ~Questionnaires.own,
                rx.el.p(t("A number proves nothing, low or high. You know best how you are.")),
            ),
            rx.el.details(
                rx.el.summary(t("Your answers")), rx.el.ul(answers, class_name="list", **language())
            ),
            rx.el.div(
                button(t("Back to all"), on_click=Questionnaires.shelve),
                button(
                    t("Earlier results"),
                    kind="quiet",
                    on_click=Questionnaires.look_back(Questionnaires.name),
                ),
                rx.cond(
                    Questionnaires.again,
                    button(
                        t("Change an answer"),
                        kind="plain",
                        on_click=Questionnaires.reopen(Questionnaires.begun, Door.tag),
                    ),
                ),
                class_name="row",
            ),
            origin(t),
        ),
        _help(t, locale),
    )


def _help(t: Translator, locale: str) -> rx.Component:
    """The same quiet offer at the end of every questionnaire, whatever was answered."""
    return notice(
        t("If something in this weighs on you, people are there to talk to."),
        rx.el.div(link_button(t("Help now"), f"/{locale}/help-now", kind="quiet"), class_name="row"),
    )


def looking_back(t: Translator) -> rx.Component:
    """Everything of one questionnaire: its numbers over time with their tables, and each sheet."""
    rows = rx.foreach(
        Questionnaires.past,
        lambda one: rx.el.li(
            rx.el.div(rx.el.strong(one.words), rx.el.p(one.told, class_name="muted small")),
            rx.el.div(
                button(
                    t("Open"),
                    kind="plain",
                    on_click=Questionnaires.open_sheet(one.begun),
                    custom_attrs={"aria-label": f"{t('Open')}: {one.words}"},
                ),
                button(
                    t("Delete"),
                    kind="plain",
                    on_click=Questionnaires.take_back(one.begun, Door.tag),
                    custom_attrs={"aria-label": f"{t('Delete')}: {one.words}"},
                ),
                class_name="row",
            ),
        ),
    )
    return rx.fragment(
        rx.cond(
            Questionnaires.undo,
            notice(
                t("Deleted."),
                button(t("Undo"), kind="quiet", on_click=Questionnaires.put_back(Door.tag)),
                role="status",
            ),
        ),
        card(
            step_heading(Questionnaires.title),
            rx.cond(
                Questionnaires.charts.length() > 0,
                rx.fragment(
                    rx.el.p(
                        t("The shade is your own usual."),
                        rx.cond(
                            Questionnaires.own,
                            "",
                            " " + t("Dotted lines, where there are any, are where published ranges begin."),
                        ),
                        class_name="muted",
                    ),
                    rx.el.div(
                        rx.foreach(Questionnaires.charts, lambda chart: _chart(t, chart)),
                        class_name="grid grid-two",
                    ),
                ),
                rx.el.p(t("From two results on there is a picture here."), class_name="muted"),
            ),
            rx.el.ul(rows, class_name="list"),
            rx.el.div(button(t("Back to all"), on_click=Questionnaires.shelve), class_name="row"),
        ),
    )


def _chart(t: Translator, chart: Any) -> rx.Component:
    return rx.el.div(
        rx.el.h3(chart.name),
        trend_picture(chart.picture, marks=(chart.high, chart.middle, chart.low)),
        twin(t("Show as table"), chart.picture.head, chart.picture.rows),
        class_name="flow-s",
    )
