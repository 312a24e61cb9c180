"""Seats as two desks show them: issued or ended, and nothing that depends on who has joined."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import reflex as rx

from wellbeing.domain.errors import BadInput, CountryUnusable, NameUnusable, TimeZoneUnusable
from wellbeing.domain.names import ZONES
from wellbeing.domain.people import Role
from wellbeing.services.seats import SeatLine
from wellbeing.ui.frame import NativeForm
from wellbeing.ui.parts.buttons import button
from wellbeing.words import Translator, day_words, mark

ROLES: Final[Mapping[Role, str]] = {
    Role.INVESTIGATOR: mark("Investigator"),
    Role.LEAD: mark("Welfare lead"),
    Role.CONFIGURATOR: mark("Configurator"),
    Role.ADMINISTRATOR: mark("Administrator"),
}

WRONG_FIELDS: Final[Mapping[type[BadInput], str]] = {
    NameUnusable: "name",
    CountryUnusable: "country",
    TimeZoneUnusable: "time_zone",
}
"""Which field of a unit's form each error belongs to."""


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat in a list."""

    id: str
    label: str
    role: str
    issued: bool
    state: str
    """Ended, or issued and until when the newest slip's code runs, in words."""


def seat_rows(lines: Iterable[SeatLine], t: Translator) -> list[SeatRow]:
    """The seats, in the order they came."""
    return [
        SeatRow(str(one.id), _label(one, t), t(ROLES[one.role]), one.issued, _state(one, t)) for one in lines
    ]


def _label(line: SeatLine, t: Translator) -> str:
    """The label; the seats that the host's terminal makes have a bare number."""
    if line.role is Role.ADMINISTRATOR and line.label.isdecimal():
        return t("Administrator {number}", number=line.label)
    return line.label


def new_act() -> str:
    """A name for what is sent from seats as they are shown now: a form that is sent twice is one act."""
    return secrets.token_hex(8)


def slip_form(
    t: Translator,
    locale: str,
    unit: rx.Var[str] | str,
    roles: Iterable[Role],
    hint: str,
    once: rx.Var[str] | str,
) -> rx.Component:
    """Issue seats: posts to the edge, which answers with the slips; no code passes through a state."""
    roles = tuple(roles)
    kind = (
        rx.el.input(type="hidden", name="role", value=roles[0].value)
        if len(roles) == 1
        else rx.el.label(
            rx.el.span(t("Role"), class_name="label"),
            rx.el.select(*(rx.el.option(t(ROLES[role]), value=role.value) for role in roles), name="role"),
            class_name="field",
        )
    )
    return NativeForm.create(
        rx.el.input(type="hidden", name="action", value="issue"),
        rx.el.input(type="hidden", name="once", value=once),
        rx.el.input(type="hidden", name="unit", value=unit),
        kind,
        rx.el.label(
            rx.el.span(t("Seats, one label a line"), class_name="label"),
            rx.el.span(hint, class_name="hint"),
            rx.el.textarea(name="labels", rows="4", required=True, auto_complete="off"),
            class_name="field",
        ),
        button(t("Issue and print the slips"), type="submit"),
        action=f"/{locale}/unit/slips",
        method="post",
        class_name="flow",
    )


def reissue_form(
    t: Translator, locale: str, seat: rx.Var[str] | str, label: rx.Var[str] | str, once: rx.Var[str] | str
) -> rx.Component:
    """Print a new slip for a seat whose owner has to start anew; opens to say what that means first."""
    return rx.el.details(
        rx.el.summary(t("New slip"), custom_attrs={"aria-label": f"{t('New slip')}: {label}"}),
        NativeForm.create(
            rx.el.p(t("The old code stops working.")),
            rx.el.p(t("Whoever joined with it loses the seat and keeps the account.")),
            rx.el.input(type="hidden", name="action", value="reissue"),
            rx.el.input(type="hidden", name="once", value=once),
            rx.el.input(type="hidden", name="seat", value=seat),
            button(t("Make the new slip"), kind="quiet", type="submit"),
            action=f"/{locale}/unit/slips",
            method="post",
            class_name="notice warm",
        ),
    )


def zone_list() -> rx.Component:
    """The time zones that a field with `list="zones"` offers."""
    return rx.el.datalist(
        rx.foreach(rx.Var.create(list(ZONES)), lambda zone: rx.el.option(value=zone)),
        custom_attrs={"id": "zones"},
    )


def said_at(field: rx.Var[str], name: str, words: rx.Var[str]) -> rx.Component:
    """What is wrong with the field of this name, under it."""
    return rx.cond(field == name, rx.el.span(words, class_name="field-error", role="alert"))


def _state(line: SeatLine, t: Translator) -> str:
    if not line.issued:
        return t("Ended")
    if line.code_runs_out is None:
        return t("Issued")
    return t("Issued. Its code runs until {day}, used or not.", day=day_words(line.code_runs_out, t.locale))
