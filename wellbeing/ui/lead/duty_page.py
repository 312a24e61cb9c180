"""The page on which leads and configurators write down what was done, and print the record of it."""

from __future__ import annotations

import reflex as rx

from wellbeing.domain.duty import DUTY_NAMES, LONGEST
from wellbeing.ui.door import Door
from wellbeing.ui.frame import framed
from wellbeing.ui.lead.duty import DutyPage
from wellbeing.ui.parts.buttons import button, link_button
from wellbeing.ui.parts.frames import card, notice, status
from wellbeing.words import Translator, translator


def page(locale: str) -> rx.Component:
    """The page in one locale."""
    t = translator(locale)
    return framed(
        t,
        locale,
        "unit/duty",
        t("What was done for the unit"),
        status(DutyPage.said, sticks=True),
        rx.el.p(
            t("For a superior who asks what you do. It needs nothing that any officer wrote."),
            class_name="lead",
        ),
        rx.cond(
            DutyPage.unit != "",
            rx.fragment(_which(t), _printing(t, locale), _writing(t), _preview(t), _written(t)),
            rx.cond(DutyPage.loaded, notice(t("Your seat looks after no unit at the moment."))),
        ),
        leave=DutyPage.leave,
    )


def _which(t: Translator) -> rx.Component:
    one = rx.foreach(
        DutyPage.mine,
        lambda unit: button(
            unit["name"],
            kind="quiet",
            on_click=DutyPage.pick(unit["id"]),
            custom_attrs={"aria-pressed": rx.cond(unit["id"] == DutyPage.unit, "true", "false")},
        ),
    )
    return rx.cond(
        DutyPage.mine.length() > 1,
        rx.el.div(one, class_name="row", role="group", aria_label=t("Units")),
    )


def _printing(t: Translator, locale: str) -> rx.Component:
    return card(
        rx.el.p(
            t("Rules, contacts, outcomes and releases come by themselves, with their dates."),
            " ",
            t("Only what you write below has to be written."),
        ),
        rx.el.div(link_button(t("Record to print"), f"/{locale}/duty"), class_name="row"),
        title=t("The duty record"),
    )


def _writing(t: Translator) -> rx.Component:
    """What is written stays in its fields while it is looked at."""
    count = DutyPage.rows.length().to_string()
    kinds = (rx.el.option(t(word), value=kind.value) for kind, word in DUTY_NAMES.items())
    return card(
        rx.el.form(
            rx.el.div(
                rx.el.label(
                    rx.el.span(t("Day"), class_name="label"),
                    rx.el.input(type="date", name="day", required=True, key="day" + count),
                    class_name="field",
                ),
                rx.el.label(
                    rx.el.span(t("What it was"), class_name="label"),
                    rx.el.select(*kinds, name="kind", key="kind" + count),
                    class_name="field",
                ),
                class_name="field-row",
            ),
            rx.el.label(
                rx.el.span(t("In one sentence"), class_name="label"),
                rx.el.span(t("What was done, not for whom. No names."), class_name="hint"),
                rx.el.input(name="words", max_length=LONGEST, required=True, auto_complete="off", key=count),
                class_name="field",
            ),
            rx.el.div(button(t("Look at it first"), type="submit"), class_name="row"),
            on_submit=DutyPage.preview,
            class_name="flow-s",
        ),
        title=t("Write down what was done"),
    )


def _preview(t: Translator) -> rx.Component:
    return rx.cond(
        DutyPage.words != "",
        card(
            rx.el.blockquote(
                rx.el.p(rx.el.bdi(DutyPage.words)), rx.el.p(DutyPage.told, class_name="muted small")
            ),
            rx.cond(
                DutyPage.asked.length() > 0,
                notice(
                    t("Please look at these first:"),
                    rx.el.ul(rx.foreach(DutyPage.asked, rx.el.li)),
                    tone="warm",
                ),
                notice(t("Nothing stood out. This looks only at digits and capitals: you know more.")),
            ),
            rx.el.div(
                button(t("Write it down"), on_click=DutyPage.write(Door.tag)),
                button(t("Write it anew"), kind="quiet", on_click=DutyPage.rewrite),
                class_name="row",
            ),
            title=t("As it will stand in the record"),
            role="region",
            aria_label=t("As it will stand in the record"),
        ),
    )


def _written(t: Translator) -> rx.Component:
    rows = rx.foreach(
        DutyPage.rows,
        lambda one: rx.el.li(
            rx.el.div(
                rx.el.p(rx.el.bdi(one.words)),
                rx.el.p(one.day, " · ", one.kind, class_name="muted small num"),
                rx.cond(DutyPage.removing == one.id, _removing(t)),
            ),
            button(
                t("Remove"),
                kind="plain",
                on_click=DutyPage.ask_remove(one.id),
                custom_attrs={"aria-label": f"{t('Remove')}: {one.words}"},
            ),
        ),
    )
    return card(
        rx.cond(
            DutyPage.rows.length() > 0,
            rx.el.ul(rows, class_name="list"),
            rx.el.p(t("Nothing is written down yet."), class_name="muted"),
        ),
        title=t("Written down"),
    )


def _removing(t: Translator) -> rx.Component:
    return notice(
        t("Take it off the record?"),
        rx.el.div(
            button(t("Remove it"), kind="danger", on_click=DutyPage.remove(Door.tag)),
            button(t("Keep it"), kind="quiet", on_click=DutyPage.ask_remove("")),
            class_name="row",
        ),
        tone="warm",
        role="alert",
    )
