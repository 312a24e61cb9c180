"""The page of a team: whether anything changed, the year as bands, and what a unit of this size can show."""

from __future__ import annotations

import reflex as rx

from wellbeing.domain.marks import LONGEST
from wellbeing.ui.door import Door
from wellbeing.ui.frame import framed
from wellbeing.ui.lead.team import TeamPage
from wellbeing.ui.parts.buttons import button, link_button
from wellbeing.ui.parts.frames import card, notice, status
from wellbeing.ui.parts.team_pictures import hatching, small_words, team_picture
from wellbeing.words import Translator, translator


def page(locale: str) -> rx.Component:
    """The page in one locale."""
    t = translator(locale)
    return framed(
        t,
        locale,
        "team",
        t("Team"),
        status(TeamPage.said, sticks=True),
        hatching(),
        _which(t),
        rx.cond(
            TeamPage.unit != "",
            rx.fragment(
                rx.foreach(TeamPage.pictures, lambda one: team_picture(one, t, _rule(t, locale))),
                _writing(t),
                _preview(t),
                _marks(t),
                small_words(t),
                _take_along(t, locale),
            ),
            rx.cond(TeamPage.loaded, notice(t("Your seat looks after no unit at the moment."))),
        ),
        leave=TeamPage.leave,
        desk="team",
    )


def _which(t: Translator) -> rx.Component:
    one = rx.foreach(
        TeamPage.mine,
        lambda unit: button(
            unit["name"],
            kind="quiet",
            on_click=TeamPage.pick(unit["id"]),
            custom_attrs={"aria-pressed": rx.cond(unit["id"] == TeamPage.unit, "true", "false")},
        ),
    )
    return rx.fragment(
        rx.foreach(TeamPage.pictures, lambda shown: rx.el.h2(shown.name)),
        rx.cond(
            TeamPage.mine.length() > 1,
            rx.el.div(one, class_name="row", role="group", aria_label=t("Units")),
        ),
    )


def _rule(t: Translator, locale: str) -> rx.Component:
    """What a lead can do about it: change the rule, or talk to whoever can."""
    return rx.cond(
        TeamPage.configures,
        rx.el.div(
            rx.el.a(t("Change the break rule"), href=f"/{locale}/unit/policy", class_name="button"),
            class_name="row",
        ),
        rx.el.p(t("Whoever sets up the unit can change its break rule. Talk to them.")),
    )


def _writing(t: Translator) -> rx.Component:
    """What is written stays in its fields while it is looked at."""
    return card(
        rx.el.p(t("Everybody in the unit can read this. Nothing about a person.")),
        rx.el.form(
            rx.el.label(
                rx.el.span(t("Day"), class_name="label"),
                rx.el.input(
                    type="date", name="day", required=True, key="day" + TeamPage.marks.length().to_string()
                ),
                class_name="field",
            ),
            rx.el.label(
                rx.el.span(t("What happened"), class_name="label"),
                rx.el.span(t("Such as: “A long operation began.” No names, no cases."), class_name="hint"),
                rx.el.input(
                    name="words",
                    max_length=LONGEST,
                    required=True,
                    auto_complete="off",
                    key=TeamPage.marks.length().to_string(),
                ),
                class_name="field",
            ),
            rx.el.div(button(t("Look at it first"), type="submit", kind="quiet"), class_name="row"),
            on_submit=TeamPage.preview,
            class_name="flow-s",
        ),
        title=t("Mark a day"),
    )


def _preview(t: Translator) -> rx.Component:
    return rx.cond(
        TeamPage.words != "",
        card(
            rx.el.blockquote(rx.el.p(TeamPage.dated, ": ", rx.el.bdi(TeamPage.words))),
            rx.cond(
                TeamPage.asked.length() > 0,
                notice(
                    t("Please look at these first:"),
                    rx.el.ul(rx.foreach(TeamPage.asked, rx.el.li)),
                    tone="warm",
                ),
                notice(t("Nothing stood out. This looks only at digits and capitals: you know more.")),
            ),
            rx.el.div(
                button(t("Mark it"), on_click=TeamPage.post(Door.tag)),
                button(t("Write it anew"), kind="quiet", on_click=TeamPage.rewrite),
                class_name="row",
            ),
            title=t("As your people will read it"),
            role="region",
            aria_label=t("As your people will read it"),
        ),
    )


def _marks(t: Translator) -> rx.Component:
    rows = rx.foreach(
        TeamPage.marks,
        lambda one: rx.el.li(
            rx.el.div(
                rx.el.p(rx.el.bdi(one.words)),
                rx.el.p(one.day, class_name="muted small num"),
                rx.cond(TeamPage.removing == one.id, _removing(t)),
            ),
            button(
                t("Remove"),
                kind="plain",
                on_click=TeamPage.ask_remove(one.id),
                custom_attrs={"aria-label": f"{t('Remove')}: {one.words}"},
            ),
        ),
    )
    return rx.cond(
        TeamPage.marks.length() > 0,
        card(rx.el.ul(rows, class_name="list"), title=t("Your marks")),
    )


def _removing(t: Translator) -> rx.Component:
    return notice(
        t("Take it away for everybody?"),
        rx.el.div(
            button(t("Remove it"), kind="danger", on_click=TeamPage.remove(Door.tag)),
            button(t("Keep it"), kind="quiet", on_click=TeamPage.ask_remove("")),
            class_name="row",
        ),
        tone="warm",
        role="alert",
    )


def _take_along(t: Translator, locale: str) -> rx.Component:
    return card(
        rx.el.p(t("For a superior: ranges only, and what they cannot show.")),
        rx.el.div(
            link_button(t("Report to print"), f"/{locale}/team/print", kind="quiet"),
            link_button(t("Ranges as a table file"), "/team/csv", kind="quiet"),
            rx.el.a(
                t("What was done: the duty record"), href=f"/{locale}/unit/duty", class_name="button-quiet"
            ),
            class_name="row",
        ),
        title=t("Take it along"),
    )
