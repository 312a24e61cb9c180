"""The officer's page of break times: the drawn day, the rule, what comes, their own limits."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wellbeing.ui.door import Door
from wellbeing.ui.frame import framed
from wellbeing.ui.parts.buttons import button
from wellbeing.ui.parts.fields import stepper
from wellbeing.ui.parts.frames import card, only_you, status
from wellbeing.ui.parts.workday_bar import workday_bar
from wellbeing.ui.person.unit_rule import LONGEST, UnitRule
from wellbeing.words import Translator, translator, weekday_name


def page(locale: str) -> rx.Component:
    """The page in one locale."""
    t = translator(locale)
    return framed(
        t,
        locale,
        "rule",
        t("Break times"),
        status(UnitRule.said, sticks=True),
        rx.el.p(rx.el.a(t("What you worked on"), href=f"/{locale}/exposure")),
        rx.foreach(UnitRule.coming, lambda one: _coming(one, t)),
        _day(t),
        _own(t),
        _hours(t),
        _past(t),
        only_you(t("Your own limits are yours alone. Your unit never learns of them.")),
        leave=UnitRule.leave,
    )


def _day(t: Translator) -> rx.Component:
    bars = rx.foreach(
        UnitRule.pictures,
        lambda one: rx.fragment(
            rx.el.p(one.sentence), workday_bar(one, t, t("Your unit's, when yours differs"))
        ),
    )
    return card(
        rx.el.p(UnitRule.stands, class_name="muted"),
        bars,
        rx.el.p(t("Drawn for stills, as if every break is taken when it is due."), class_name="muted small"),
        title=t("What a day looks like"),
    )


def _coming(one: Any, t: Translator) -> rx.Component:
    """What is announced, and the field for a comment while there is time."""
    return card(
        rx.el.p(one.dates),
        rx.cond(one.note != "", rx.el.p(one.note, class_name="note", dir="auto")),
        rx.cond(
            one.changes.length() > 0,
            rx.el.ul(rx.foreach(one.changes, rx.el.li)),
            rx.el.p(t("Nothing differs from the version before.")),
        ),
        rx.foreach(
            UnitRule.then,
            lambda day: rx.fragment(rx.el.p(day.sentence), workday_bar(day, t, t("As it is now"))),
        ),
        rx.cond(UnitRule.commenting, _comment(t)),
        title=t("New break times are announced"),
    )


def _comment(t: Translator) -> rx.Component:
    return rx.el.form(
        rx.el.input(type="hidden", name="tag", value=Door.tag),
        rx.el.label(
            rx.el.span(t("Your comment, if you want to leave one"), class_name="label"),
            rx.el.span(
                t("Unsigned. Comments come shuffled, when the time for them is over."), class_name="hint"
            ),
            rx.el.span(t("The way you write can still tell who you are."), class_name="hint"),
            rx.el.span(t("In a unit of few people, others may know who wrote it."), class_name="hint"),
            rx.el.span(t("It cannot be taken back: nobody knows which one is yours."), class_name="hint"),
            rx.el.textarea(name="words", max_length=LONGEST, rows="3", auto_complete="off"),
            rx.el.span(UnitRule.wrong["words"], class_name="field-error", role="alert"),
            class_name="field",
        ),
        rx.el.div(button(t("Send unsigned"), kind="quiet", type="submit"), class_name="row"),
        on_submit=UnitRule.comment,
        key=UnitRule.drawn,
        auto_complete="off",
        class_name="flow-s",
    )


def _own(t: Translator) -> rx.Component:
    return card(
        rx.el.p(t("You may be stricter than your unit, never looser. The stricter one holds.")),
        _rows(UnitRule.in_sight, t),
        rx.el.details(rx.el.summary(t("More limits")), _rows(UnitRule.others, t), class_name="rules-group"),
        title=t("The rule, and your own limits"),
    )


def _rows(found: Any, t: Translator) -> rx.Component:
    return rx.el.div(rx.foreach(found, lambda one: _row(one, t)), class_name="rules-grid")


def _row(one: Any, t: Translator) -> rx.Component:
    number = stepper(
        one.words,
        t,
        value=UnitRule.values[one.name],
        key=UnitRule.drawn.to_string() + one.name,
        wrong=UnitRule.wrong[one.name],
        on_step=lambda name, way: UnitRule.step(name, way, Door.tag),
        on_type=lambda name, text: UnitRule.typed(name, Door.tag, text),
    )
    return rx.el.div(
        number,
        rx.el.p(one.units, " ", rx.el.strong(one.own), " ", one.stricter, class_name="small"),
        rx.cond(
            one.own != "",
            button(
                t("As my unit"),
                kind="plain",
                on_click=UnitRule.as_unit(one.name, Door.tag),
                custom_attrs={"aria-label": f"{t('As my unit')}: {one.words.label}"},
            ),
        ),
        class_name="flow-s",
    )


def _hours(t: Translator) -> rx.Component:
    """Hours and days of one's own, when they differ from the unit's, and gentler beginnings."""
    return card(
        rx.el.p(t("Only if yours differ from your unit's. Fewer days make the week's amount smaller.")),
        rx.el.form(
            rx.el.input(type="hidden", name="tag", value=Door.tag),
            rx.el.div(
                _hour(t("My shift begins"), "shift_start", "time"),
                _hour(t("My shift ends"), "shift_end", "time"),
                class_name="field-row",
            ),
            _days(t),
            rx.el.p(t("A beginning makes the usual amounts smaller for a while. Nobody learns of it.")),
            rx.el.div(
                _hour(t("My first day in this work"), "started_on", "date", t("For gentler first weeks.")),
                _hour(t("I came back on"), "came_back", "date", t("After leave, sickness or a hard case.")),
                class_name="field-row",
            ),
            rx.el.span(UnitRule.wrong["hours"], class_name="field-error", role="alert"),
            rx.el.div(button(t("Save"), kind="quiet", type="submit"), class_name="row"),
            on_submit=UnitRule.keep_hours,
            key=UnitRule.drawn,
            auto_complete="off",
            class_name="flow",
        ),
        title=t("Your own hours and beginnings"),
    )


def _days(t: Translator) -> rx.Component:
    ticks = (
        rx.el.label(
            rx.el.input(type="checkbox", name=f"day{day}", default_checked=UnitRule.days.contains(str(day))),
            rx.el.span(weekday_name(day, t.locale)),
            class_name="check",
        )
        for day in range(7)
    )
    return rx.el.fieldset(
        rx.el.legend(t("My working days")),
        rx.el.span(t("Tick them if you work part time, or on other days."), class_name="hint"),
        rx.el.div(*ticks, class_name="ticks-row"),
    )


def _hour(label: str, name: str, kind: Any, hint: str = "") -> rx.Component:
    return rx.el.label(
        rx.el.span(label, class_name="label"),
        rx.el.span(hint, class_name="hint") if hint else rx.fragment(),
        rx.el.input(type=kind, name=name, default_value=UnitRule.hours[name], auto_complete="off"),
        class_name="field",
    )


def _past(t: Translator) -> rx.Component:
    row = rx.foreach(
        UnitRule.past,
        lambda one: rx.el.li(
            rx.el.div(
                rx.el.p(rx.el.strong(one.title), " · ", one.state),
                rx.el.p(one.dates, class_name="muted small"),
                rx.cond(one.note != "", rx.el.p(one.note, class_name="note", dir="auto")),
                rx.cond(one.changes.length() > 0, rx.el.ul(rx.foreach(one.changes, rx.el.li))),
            )
        ),
    )
    return rx.cond(
        UnitRule.past.length() > 0,
        card(
            rx.el.details(rx.el.summary(t("Every version so far")), rx.el.ul(row, class_name="list")),
            title=t("History"),
        ),
    )
