"""Numbers that go up and down by buttons of 44 px, by the arrow keys or by typing, each with its ground."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import reflex as rx

from wellbeing.words import Translator

PAUSE: int = 600
"""Milliseconds without a key after which a number counts as typed."""
Fields = Any
"""A Var of `FieldWords`: Reflex gives it its fields at run time."""


def stepper(
    field: Fields,
    t: Translator,
    *,
    value: rx.Var[str],
    key: Any,
    wrong: rx.Var[str],
    on_step: Callable[[Any, str], Any],
    on_type: Callable[[Any, Any], Any],
    extra: rx.Component | None = None,
) -> rx.Component:
    """One number with its buttons, its range, what is wrong with it and what it rests on.

    Args:
        field: the `FieldWords` of it.
        t: the translator.
        value: what the field shows when it is drawn anew.
        key: changes whenever it has to be drawn anew; what is typed stays until then.
        wrong: why what was typed cannot be used, or empty.
        on_step: gives the event for a field's name and "up" or "down".
        on_type: gives the event for a field's name and what was typed.
        extra: what stands beside the number.
    """
    # Ids are sums: of an f-string Reflex makes a name with Python's hash in it, another one in every build.
    typed = rx.el.input(
        id="rule-" + field.name,
        key=key,
        default_value=value,
        min=field.low,
        max=field.high,
        step=field.step,
        input_mode="numeric",
        auto_complete="off",
        on_change=lambda text: on_type(field.name, text).debounce(PAUSE),
        on_blur=lambda text: on_type(field.name, text),
        custom_attrs={
            # Named here, for Reflex would send a number, and nothing typed would be 0.
            "type": "number",
            "aria-invalid": rx.cond(wrong, "true", "false"),
            "aria-describedby": f"range-{field.name} wrong-{field.name}",
        },
    )
    return rx.el.div(
        rx.el.label(field.label, html_for=f"rule-{field.name}", class_name="label"),
        rx.el.div(
            _turn("\N{MINUS SIGN}", t("Less"), field, on_step(field.name, "down")),
            typed,
            _turn("+", t("More"), field, on_step(field.name, "up")),
            rx.el.span(field.unit, class_name="muted"),
            extra or rx.fragment(),
            class_name="stepper",
        ),
        rx.el.span(field.reach, class_name="hint", id="range-" + field.name),
        rx.el.span(wrong, class_name="field-error", role="alert", id="wrong-" + field.name),
        ground(field, t),
        class_name="field",
    )


def ground(field: Fields, t: Translator) -> rx.Component:
    """Why a default is what it is, what that rests on, and where a person can read it."""
    return rx.el.details(
        rx.el.summary(t("Why"), rx.el.span(" ", field.label, class_name="visually-hidden")),
        rx.el.p(field.why),
        rx.el.p(field.basis, class_name="muted"),
        rx.el.ul(
            rx.foreach(
                field.sources,
                lambda one: rx.el.li(
                    rx.el.bdi(one.words),
                    " ",
                    rx.el.bdi(one.address, class_name="address", dir="ltr"),
                    custom_attrs={"translate": "no"},
                ),
            ),
            class_name="sources",
        ),
        class_name="ground",
    )


def _turn(sign: str, word: str, field: Fields, event: Any) -> rx.Component:
    return rx.el.button(
        rx.el.span(sign, custom_attrs={"aria-hidden": "true"}),
        type="button",
        on_click=event,
        custom_attrs={"aria-label": f"{word}: {field.label}"},
    )
