"""Buttons and links that look like them; every target is at least 48 px high."""

from __future__ import annotations

from typing import Any, Literal

import reflex as rx

Kind = Literal["primary", "quiet", "plain", "danger"]
_CLASSES: dict[Kind, str] = {
    "primary": "button",
    "quiet": "button-quiet",
    "plain": "button-plain",
    "danger": "button-danger",
}


def button(
    label: str | rx.Var[str], *, kind: Kind = "primary", wide: bool = False, **props: Any
) -> rx.Component:
    """A button; `type` is "button" unless said otherwise, so that it never submits a form by accident."""
    return rx.el.button(label, class_name=_names(kind, wide), **{"type": "button", **props})


def link_button(
    label: str | rx.Var[str],
    href: str | rx.Var[str],
    *,
    kind: Kind = "primary",
    wide: bool = False,
    **props: Any,
) -> rx.Component:
    """A link that looks like a button and loads its page in full: for the pages of the edge."""
    return rx.el.a(label, href=href, reload_document=True, class_name=_names(kind, wide), **props)


def marked(
    label: str, mark: str, value: str = "", *, kind: Kind = "quiet", small: bool = False
) -> rx.Component:
    """A button that a script in `assets/` answers to by its `data-` attribute, such as "leave" or "lock"."""
    return rx.el.button(
        label,
        type="button",
        class_name=_names(kind, wide=False) + (" small-button" if small else ""),
        custom_attrs={f"data-{mark}": value or "true"},
    )


def _names(kind: Kind, wide: bool) -> str:
    return _CLASSES[kind] + (" button-wide" if wide else "")
