"""Seats as two desks show them: issued or ended, and nothing that depends on who has joined."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import reflex as rx

from wellbeing.domain.errors import BadInput
from wellbeing.domain.people import Role, UnitId
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
    return [SeatRow(str(one.id), one.label, t(ROLES[one.role]), one.issued, _state(one, t)) for one in lines]


def unit_id(text: object) -> UnitId:
    """A unit as the page names it.

    Raises:
        BadInput: it is no such name.
    """
    try:
        return UnitId(UUID(str(text)))
    except ValueError:
        raise BadInput from None


def slip_form(
    t: Translator, locale: str, unit: rx.Var[str] | str, roles: Iterable[Role], hint: str
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
    t: Translator, locale: str, seat: rx.Var[str] | str, label: rx.Var[str] | str
) -> rx.Component:
    """Print a new slip for a seat whose owner has to start anew."""
    return NativeForm.create(
        rx.el.input(type="hidden", name="action", value="reissue"),
        rx.el.input(type="hidden", name="seat", value=seat),
        button(
            t("New slip"),
            kind="plain",
            type="submit",
            custom_attrs={"aria-label": f"{t('New slip')}: {label}"},
        ),
        action=f"/{locale}/unit/slips",
        method="post",
    )


def _state(line: SeatLine, t: Translator) -> str:
    if not line.issued:
        return t("Ended")
    if line.code_runs_out is None:
        return t("Issued")
    return t("Issued, code until {day}", day=day_words(line.code_runs_out, t.locale))
