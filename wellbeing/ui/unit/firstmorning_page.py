"""The configurator's page: checklist, settings, seats and their slips."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wellbeing.domain.people import LABEL_LENGTH, Role
from wellbeing.ui.frame import framed
from wellbeing.ui.parts.buttons import button
from wellbeing.ui.parts.frames import card, notice, status
from wellbeing.ui.seats import reissue_form, said_at, slip_form, zone_list
from wellbeing.ui.unit.firstmorning import FirstMorning
from wellbeing.ui.unit.firstmorning_choices import floor, keeping
from wellbeing.words import LOCALES, Translator, language_name, translator

MINUTES = (10, 7, 5, 3, 2, 1)
"""Idle minutes a unit may choose; it may only shorten the lock."""


def page(locale: str) -> rx.Component:
    """The page in one locale."""
    t = translator(locale)
    return framed(
        t,
        locale,
        "unit",
        t("First morning"),
        status(FirstMorning.said, sticks=True),
        _which(t),
        rx.cond(
            FirstMorning.unit != "",
            rx.fragment(
                _checklist(t, locale),
                _settings(t),
                _issue(t, locale),
                _seats(t, locale),
                keeping(t),
                floor(t),
            ),
            notice(t("Your seat configures no unit at the moment.")),
        ),
        leave=FirstMorning.leave,
        desk="unit",
    )


def _which(t: Translator) -> rx.Component:
    one = rx.foreach(
        FirstMorning.mine,
        lambda unit: button(
            unit["name"],
            kind="quiet",
            on_click=FirstMorning.pick(unit["id"]),
            custom_attrs={"aria-pressed": rx.cond(unit["id"] == FirstMorning.unit, "true", "false")},
        ),
    )
    return rx.fragment(
        rx.el.h2(FirstMorning.name),
        rx.cond(
            FirstMorning.mine.length() > 1,
            rx.el.div(one, class_name="row", role="group", aria_label=t("Units")),
        ),
    )


def _checklist(t: Translator, locale: str) -> rx.Component:
    steps = rx.foreach(
        FirstMorning.steps,
        lambda step: rx.el.li(
            step.words,
            rx.el.span(rx.cond(step.done, t("done"), t("to do")), class_name="visually-hidden"),
            custom_attrs={"data-done": rx.cond(step.done, "true", "false")},
        ),
    )
    return card(
        rx.el.ol(steps, class_name="checklist"),
        rx.el.p(
            FirstMorning.roster,
            " ",
            t("Nobody can see who has joined."),
            class_name="muted",
        ),
        rx.el.p(t("Print the slips and hand them over in person."), class_name="muted"),
        rx.el.p(rx.el.a(t("Break times"), href=f"/{locale}/unit/policy")),
        rx.el.p(rx.el.a(t("Contacts and help lines"), href=f"/{locale}/unit/contacts")),
        rx.el.p(rx.el.a(t("Tell what became of the work"), href=f"/{locale}/unit/outcomes")),
        title=t("Checklist"),
    )


def _settings(t: Translator) -> rx.Component:
    fields = (
        _field(t("Country, two letters"), "country", FirstMorning.country, t("For example FR."), 40),
        _field(
            t("Time zone"),
            "time_zone",
            FirstMorning.time_zone,
            t("For example Europe/Paris."),
            60,
            list="zones",
        ),
        zone_list(),
    )
    languages = (
        rx.el.label(
            rx.el.input(
                type="checkbox",
                name=f"language.{one}",
                value="1",
                default_checked=FirstMorning.languages.contains(one),
            ),
            rx.el.span(language_name(one)),
            class_name="check",
        )
        for one in LOCALES
    )
    minutes = rx.el.select(
        *(rx.el.option(t.n("{count} minute", "{count} minutes", one), value=str(one)) for one in MINUTES),
        name="minutes",
        default_value=FirstMorning.minutes.to_string(),
    )
    return card(
        rx.el.form(
            *fields,
            rx.el.fieldset(rx.el.legend(t("Languages")), *languages),
            rx.el.label(
                rx.el.span(t("Entries lock after"), class_name="label"),
                rx.el.span(t("Idle time. A unit may make it shorter, never longer."), class_name="hint"),
                minutes,
                class_name="field",
            ),
            button(t("Save"), type="submit"),
            on_submit=FirstMorning.settle,
            key=FirstMorning.unit,
            class_name="flow",
        ),
        title=t("Where and how the unit works"),
    )


def _field(label: str, name: str, value: rx.Var[str], hint: str, longest: int, **props: Any) -> rx.Component:
    return rx.el.label(
        rx.el.span(label, class_name="label"),
        rx.el.span(hint, class_name="hint"),
        rx.el.input(
            name=name,
            id=f"unit-{name}",
            default_value=value,
            max_length=longest,
            auto_complete="off",
            custom_attrs={"aria-invalid": rx.cond(FirstMorning.wrong == name, "true", "false")},
            **props,
        ),
        said_at(FirstMorning.wrong, name, FirstMorning.wrong_words),
        class_name="field",
    )


def _issue(t: Translator, locale: str) -> rx.Component:
    return card(
        rx.el.p(
            t("A label tells seats apart and stands on the slip. Never write a name."),
            " ",
            t("A code is shown once, on the slip. Hand it over in person."),
        ),
        slip_form(
            t,
            locale,
            FirstMorning.unit,
            (Role.INVESTIGATOR, Role.LEAD),
            t("For example seat 12. Never a name."),
            FirstMorning.once,
        ),
        title=t("Issue seats"),
    )


def _seats(t: Translator, locale: str) -> rx.Component:
    rows = rx.foreach(
        FirstMorning.seats,
        lambda seat: rx.el.li(
            rx.el.div(
                rx.el.strong(seat.label),
                rx.el.p(seat.role, " · ", seat.state, class_name="muted small"),
                rx.cond(FirstMorning.ending == seat.id, _ending(t)),
                rx.cond(FirstMorning.labelling == seat.id, _relabel(t, seat)),
            ),
            rx.cond(
                seat.issued,
                rx.el.div(
                    reissue_form(t, locale, seat.id, seat.label, FirstMorning.once),
                    button(
                        t("Label"),
                        kind="plain",
                        on_click=FirstMorning.ask_label(seat.id),
                        custom_attrs={"aria-label": f"{t('Label')}: {seat.label}"},
                    ),
                    button(
                        t("End"),
                        kind="plain",
                        on_click=FirstMorning.ask_end(seat.id),
                        custom_attrs={"aria-label": f"{t('End')}: {seat.label}"},
                    ),
                    class_name="row",
                ),
            ),
        ),
    )
    return card(
        rx.el.p(
            t("A new slip is for somebody who lost both secrets. Their old entries stay closed."),
            class_name="muted",
        ),
        rx.cond(
            FirstMorning.seats.length() > 0,
            rx.el.ul(rows, class_name="list"),
            rx.el.p(t("No seat has been issued yet.")),
        ),
        title=t("Seats"),
    )


def _ending(t: Translator) -> rx.Component:
    return notice(
        t("End this seat? The account stays its owner's, outside the unit."),
        rx.el.div(
            button(t("End the seat"), kind="danger", on_click=FirstMorning.end_seat),
            button(t("Keep it"), kind="quiet", on_click=FirstMorning.ask_end("")),
            class_name="row",
        ),
        tone="warm",
        role="alert",
    )


def _relabel(t: Translator, seat: Any) -> rx.Component:
    return rx.el.form(
        rx.el.input(type="hidden", name="seat", value=seat.id),
        rx.el.label(
            rx.el.span(t("New label"), class_name="label"),
            rx.el.input(name="label", default_value=seat.label, max_length=LABEL_LENGTH, auto_complete="off"),
            class_name="field",
        ),
        rx.el.div(button(t("Save"), kind="quiet", type="submit"), class_name="row"),
        on_submit=FirstMorning.relabel,
        class_name="flow-s",
    )
