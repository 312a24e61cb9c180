"""Bars of a hundred on the page, and the table that says the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import reflex as rx

from wellbeing.ui.pictures.odds import TRACK, VIEW, Bar, sentence


def odds_bars(title: str, bars: Sequence[Bar]) -> rx.Component:
    """Bars that are the same for everybody."""
    return rx.el.div(
        *(_bar(one) for one in bars),
        class_name="odds",
        role="img",
        custom_attrs={"aria-label": sentence(title, bars)},
    )


def odds_bars_of(said: rx.Var[str], bars: rx.Var[list[Bar]]) -> rx.Component:
    """Bars that follow from the reader's own group."""
    return rx.el.div(rx.foreach(bars, _bar), class_name="odds", role="img", custom_attrs={"aria-label": said})


def _bar(one: Any) -> rx.Component:
    return rx.el.div(
        rx.el.span(one.name),
        rx.el.span(one.value, class_name="num"),
        rx.el.svg(
            rx.el.path(d=TRACK, class_name="odds-all"),
            rx.el.path(d=one.path, class_name="odds-part"),
            view_box=VIEW,
            preserve_aspect_ratio="none",
        ),
    )
