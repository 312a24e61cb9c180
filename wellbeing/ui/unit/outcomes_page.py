"""The page on which a unit tells what became of the work, looked at with questions before it is posted."""

from __future__ import annotations

import reflex as rx

from wellbeing.domain.outcomes import LONGEST
from wellbeing.ui.door import Door
from wellbeing.ui.frame import framed
from wellbeing.ui.parts.buttons import button
from wellbeing.ui.parts.frames import card, notice, status
from wellbeing.ui.unit.outcomes import Posting
from wellbeing.words import Translator, translator


def page(locale: str) -> rx.Component:
    """The page in one locale."""
    t = translator(locale)
    return framed(
        t,
        locale,
        "unit/outcomes",
        t("Tell what became of the work"),
        status(Posting.said, sticks=True),
        rx.cond(
            Posting.unit != "",
            rx.fragment(_which(t), _writing(t), _preview(t), _posted(t)),
            rx.cond(Posting.loaded, notice(t("Your seat posts for no unit at the moment."))),
        ),
        leave=Posting.leave,
    )


def _which(t: Translator) -> rx.Component:
    one = rx.foreach(
        Posting.mine,
        lambda unit: button(
            unit["name"],
            kind="quiet",
            on_click=Posting.pick(unit["id"]),
            custom_attrs={"aria-pressed": rx.cond(unit["id"] == Posting.unit, "true", "false")},
        ),
    )
    return rx.cond(
        Posting.mine.length() > 1,
        rx.el.div(one, class_name="row", role="group", aria_label=t("Units")),
    )


def _writing(t: Translator) -> rx.Component:
    """What is written stays in its field while it is looked at, so that going back loses nothing."""
    return card(
        rx.el.p(t("Knowing what the work led to is one of the things that help.")),
        rx.el.p(t("One or two sentences, such as: “A child was found safe.” Nothing of the case.")),
        rx.el.form(
            rx.el.label(
                rx.el.span(t("What became of it"), class_name="label"),
                rx.el.span(
                    t("No names, places, ages, dates or numbers of files."),
                    class_name="hint",
                ),
                rx.el.textarea(
                    name="words",
                    max_length=LONGEST,
                    rows="3",
                    required=True,
                    auto_complete="off",
                    key=Posting.posted.length().to_string(),
                ),
                class_name="field",
            ),
            rx.el.div(button(t("Look at it first"), type="submit"), class_name="row"),
            on_submit=Posting.preview,
            class_name="flow-s",
        ),
        title=t("Write"),
    )


def _preview(t: Translator) -> rx.Component:
    return rx.cond(
        Posting.words != "",
        card(
            rx.el.blockquote(rx.el.p(rx.el.bdi(Posting.words))),
            rx.cond(
                Posting.asked.length() > 0,
                notice(
                    t("Please look at these first:"),
                    rx.el.ul(rx.foreach(Posting.asked, rx.el.li)),
                    tone="warm",
                ),
                notice(t("Nothing stood out. This looks only at digits and capitals: you know more.")),
            ),
            rx.el.p(t("Everybody with a seat in this unit or below it can read it."), class_name="muted"),
            rx.el.div(
                button(t("Post it"), on_click=Posting.post(Door.tag)),
                button(t("Write it anew"), kind="quiet", on_click=Posting.rewrite),
                class_name="row",
            ),
            title=t("As your people will read it"),
            role="region",
            aria_label=t("As your people will read it"),
        ),
    )


def _posted(t: Translator) -> rx.Component:
    rows = rx.foreach(
        Posting.posted,
        lambda one: rx.el.li(
            rx.el.div(
                rx.el.p(rx.el.bdi(one.words)),
                rx.el.p(one.day, class_name="muted small num"),
                rx.cond(Posting.removing == one.id, _removing(t)),
            ),
            button(
                t("Remove"),
                kind="plain",
                on_click=Posting.ask_remove(one.id),
                custom_attrs={"aria-label": f"{t('Remove')}: {one.words}"},
            ),
        ),
    )
    return card(
        rx.el.p(
            t("Officers find each for three months. Nobody learns who has read one."), class_name="muted"
        ),
        rx.cond(
            Posting.posted.length() > 0,
            rx.el.ul(rows, class_name="list"),
            rx.el.p(t("Nothing is posted yet."), class_name="muted"),
        ),
        title=t("Posted"),
    )


def _removing(t: Translator) -> rx.Component:
    return notice(
        t("Take it away for everybody?"),
        rx.el.div(
            button(t("Remove it"), kind="danger", on_click=Posting.remove(Door.tag)),
            button(t("Keep it"), kind="quiet", on_click=Posting.ask_remove("")),
            class_name="row",
        ),
        tone="warm",
        role="alert",
    )
