"""The pictures on the page: SVG whose paths come ready from `wellbeing.ui.pictures`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import reflex as rx

from wellbeing.ui.pictures import calendar, ring, strip, trend

Fields = Any
"""A Var of a dataclass as the functions below read it: Reflex gives it its fields at run time."""

_PAINTS = (
    ("cal-well", "wells"),
    ("cal-none", "none"),
    ("cal-few", "few"),
    *((f"cal-{level}", f"level_{level}") for level in range(5)),
    ("cal-mark", "mark"),
)


def calendar_picture(picture: rx.Var[calendar.CalendarPicture]) -> rx.Component:
    """A year of months as one image with its sentence; set the table twin beside it."""
    shown: Fields = picture
    return rx.el.div(
        rx.foreach(
            shown.months,
            lambda month: rx.el.div(
                _gauges(month, calendar.VIEW),
                rx.el.span(month.name, class_name="calendar-name"),
            ),
        ),
        class_name="calendar",
        role="img",
        custom_attrs={"aria-label": shown.sentence},
    )


def strip_picture(picture: rx.Var[strip.StripPicture]) -> rx.Component:
    """The last fortnight in one row."""
    shown: Fields = picture
    return rx.el.div(
        _gauges(shown, strip.VIEW),
        class_name="strip",
        role="img",
        custom_attrs={"aria-label": shown.sentence},
    )


def trend_picture(
    picture: rx.Var[trend.TrendPicture], marks: Sequence[str] = ("10", "5", "0")
) -> rx.Component:
    """One measure over weeks; `marks` are the words on the axis from top to bottom."""
    shown: Fields = picture
    return rx.el.div(
        rx.el.div(*(rx.el.span(mark) for mark in marks), class_name="trend-y"),
        rx.el.div(
            rx.el.svg(
                rx.el.path(
                    d="".join(f"M0 {trend.HEIGHT * part:g}h{trend.WIDTH}" for part in (0, 0.5, 1)),
                    class_name="axis",
                ),
                rx.el.path(d=shown.band, class_name="band50"),
                rx.el.path(d=shown.nothing, class_name="nothing"),
                rx.el.path(d=shown.line, class_name="line"),
                rx.el.path(d=shown.dots, class_name="dot"),
                view_box=trend.VIEW,
                preserve_aspect_ratio="none",
            ),
            class_name="trend-plot",
        ),
        rx.el.svg(
            rx.foreach(shown.ticks, lambda tick: rx.el.svg.text(tick.name, x=tick.place, y="17")),
            class_name="trend-x",
        ),
        class_name="trend",
        role="img",
        custom_attrs={"aria-label": shown.sentence},
    )


def legend(*entries: tuple[str, str]) -> rx.Component:
    """What the marks mean: (paint without "cal-", word), such as ("0", "Light") or ("none", "No answer")."""
    return rx.el.ul(*(rx.el.li(_swatch(paint), word) for paint, word in entries), class_name="legend")


def ring_picture(arc: str | rx.Var[str], *, warm: bool = False) -> rx.Component:
    """The ring with a share drawn by `pictures.ring.arc`; put the words beside it."""
    return rx.el.svg(
        rx.el.path(d=ring.arc(1), class_name="track"),
        rx.el.path(d=arc, class_name="arc warm" if warm else "arc"),
        view_box=ring.VIEW,
        class_name="ring",
        custom_attrs={"aria-hidden": "true"},
    )


def _gauges(picture: Fields, view: str) -> rx.Component:
    return rx.el.svg(
        *(rx.el.path(d=getattr(picture, name), class_name=paint) for paint, name in _PAINTS),
        view_box=view,
    )


def _swatch(paint: str) -> rx.Component:
    well = rx.el.path(d="M6 1V11", class_name="cal-well")
    if paint == "none":
        mark = rx.el.path(d="M6 6h0", class_name="cal-none")
    elif paint == "few":
        mark = rx.el.path(d="M4 4h4v4h-4z", class_name="cal-few")
    else:
        mark = rx.el.path(d=f"M1 {10 - int(paint)}h10", class_name=f"cal-{paint}")
    return rx.el.svg(well, mark, view_box="0 0 12 12", custom_attrs={"aria-hidden": "true"})
