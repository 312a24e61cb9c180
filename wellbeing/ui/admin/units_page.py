"""The administrator's page: a list of units, one unit with its configurators, and the administrators."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wellbeing.domain.people import LABEL_LENGTH, Role
from wellbeing.ui.admin.units import Units
from wellbeing.ui.frame import framed
from wellbeing.ui.parts.buttons import button
from wellbeing.ui.parts.frames import card, status
from wellbeing.ui.seats import reissue_form, said_at, slip_form, zone_list
from wellbeing.words import Translator, translator


def page(locale: str) -> rx.Component:
    """The page in one locale."""
    t = translator(locale)
    return framed(
        t,
        locale,
        "admin",
        t("Units"),
        status(Units.said, sticks=True),
        rx.cond(
            Units.unit != "", _one(t, locale), rx.fragment(_list(t), _create(t), _administrators(t, locale))
        ),
        rx.el.p(
            t("Administrators see units and seats. Nobody's entries, sign-ins or use are shown anywhere."),
            class_name="muted",
        ),
        rx.el.p(rx.el.a(t("What administrators did"), href=f"/{locale}/records", reload_document=True)),
        rx.el.p(rx.el.a(t("What runs here"), href=f"/{locale}/about", reload_document=True)),
        leave=Units.leave,
        desk="admin",
    )


def _list(t: Translator) -> rx.Component:
    rows = rx.foreach(
        Units.units,
        lambda unit: rx.el.li(
            rx.el.div(
                rx.el.strong(unit.name),
                rx.el.p(unit.place, class_name="muted small"),
                rx.el.p(unit.seats, class_name="muted small"),
            ),
            button(
                t("Open"),
                kind="plain",
                on_click=Units.open_unit(unit.id),
                custom_attrs={"aria-label": f"{t('Open')}: {unit.name}"},
            ),
        ),
    )
    return card(
        rx.cond(
            Units.units.length() > 0, rx.el.ul(rows, class_name="list"), rx.el.p(t("There is no unit yet."))
        ),
        title=t("All units"),
    )


def _create(t: Translator) -> rx.Component:
    parents = rx.foreach(Units.units, lambda unit: rx.el.option(unit.name, value=unit.id))
    return card(
        rx.el.form(
            _field(t("Name"), "name", LABEL_LENGTH, t("A team, a lab, a task force or a bureau.")),
            rx.el.label(
                rx.el.span(t("Part of"), class_name="label"),
                rx.el.select(rx.el.option(t("No other unit"), value=""), parents, name="parent"),
                class_name="field",
            ),
            _field(t("Country, two letters"), "country", 40, t("Its configurator may say it later.")),
            _field(t("Time zone"), "time_zone", 60, t("For example Europe/Paris."), list="zones"),
            zone_list(),
            button(t("Add the unit"), type="submit"),
            on_submit=Units.create,
            reset_on_submit=False,
            class_name="flow",
        ),
        title=t("Add a unit"),
    )


def _field(label: str, name: str, longest: int, hint: str, **props: Any) -> rx.Component:
    return rx.el.label(
        rx.el.span(label, class_name="label"),
        rx.el.span(hint, class_name="hint"),
        rx.el.input(
            name=name,
            id=f"unit-{name}",
            max_length=longest,
            auto_complete="off",
            custom_attrs={"aria-invalid": rx.cond(Units.wrong == name, "true", "false")},
            **props,
        ),
        said_at(Units.wrong, name, Units.wrong_words),
        class_name="field",
    )


def _one(t: Translator, locale: str) -> rx.Component:
    return rx.fragment(
        rx.el.h2(Units.name),
        button(t("Back to all units"), kind="quiet", on_click=Units.open_unit("")),
        card(
            _seats(t, locale, Units.configurators),
            slip_form(
                t,
                locale,
                Units.unit,
                (Role.CONFIGURATOR,),
                t("For example desk 1. Never a name."),
                Units.once,
            ),
            title=t("Configurators"),
        ),
        card(
            rx.el.form(
                rx.el.label(
                    rx.el.span(t("Name"), class_name="label"),
                    rx.el.input(
                        name="name", default_value=Units.name, max_length=LABEL_LENGTH, auto_complete="off"
                    ),
                    class_name="field",
                ),
                rx.el.div(button(t("Save"), kind="quiet", type="submit"), class_name="row"),
                on_submit=Units.rename,
                key=Units.unit,
                class_name="flow-s",
            ),
            title=t("Rename"),
        ),
    )


def _administrators(t: Translator, locale: str) -> rx.Component:
    return card(
        _seats(t, locale, Units.administrators),
        slip_form(t, locale, "", (Role.ADMINISTRATOR,), t("For example admin 2. Never a name."), Units.once),
        title=t("Administrators"),
    )


def _seats(t: Translator, locale: str, seats: rx.Var) -> rx.Component:
    rows = rx.foreach(
        seats,
        lambda seat: rx.el.li(
            rx.el.div(rx.el.strong(seat.label), rx.el.p(seat.state, class_name="muted small")),
            rx.cond(seat.issued, reissue_form(t, locale, seat.id, seat.label, Units.once)),
        ),
    )
    return rx.el.ul(rows, class_name="list")
