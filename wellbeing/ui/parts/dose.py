"""The pictures of the exposure record on a page: a week's bars, half a year of gauges, lanes side by side."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wellbeing.ui.parts.drawings import legend
from wellbeing.ui.pictures import beside, dosimeter
from wellbeing.words import Translator

Fields = Any
"""A Var of a picture as the functions below read it: Reflex gives it its fields at run time."""


def week_picture(picture: Fields) -> rx.Component:
    """Seven bars on an axis of at least eight hours."""
    lines = "".join(f"M0 {dosimeter.HEIGHT * part:g}h{dosimeter.WIDTH}" for part in (0, 0.5, 1))
    return rx.el.div(
        rx.el.div(rx.el.span(picture.top), rx.el.span(picture.half), rx.el.span("0"), class_name="trend-y"),
        rx.el.svg(
            rx.el.path(d=lines, class_name="axis"),
            rx.el.path(d=picture.bars, class_name="dose-bar"),
            rx.el.path(d=picture.now, class_name="dose-now"),
            view_box=dosimeter.VIEW,
            preserve_aspect_ratio="none",
            class_name="dose-plot",
        ),
        _ticks(picture),
        class_name="dose",
        role="img",
        custom_attrs={"aria-label": picture.sentence},
    )


def kind_bars(kinds: Fields) -> rx.Component:
    """Each kind's length in words and as a bar; the words say all of it."""
    return rx.el.ul(
        rx.foreach(
            kinds,
            lambda one: rx.el.li(
                rx.el.span(one.name),
                rx.el.strong(one.spent, class_name="num"),
                rx.el.svg(
                    rx.el.path(d=one.bar, class_name="dose-bar"),
                    view_box="0 0 100 4",
                    preserve_aspect_ratio="none",
                    custom_attrs={"aria-hidden": "true"},
                ),
            ),
        ),
        class_name="kind-bars",
    )


def weeks_picture(picture: Fields) -> rx.Component:
    """Half a year, a column a week, with the months under it."""
    paints = (
        ("cal-well", picture.wells),
        *((f"cal-{level}", getattr(picture, f"level_{level}")) for level in range(5)),
        ("cal-mark", picture.mark),
    )
    return rx.el.div(
        rx.el.svg(
            *(rx.el.path(d=paths, class_name=paint) for paint, paths in paints),
            view_box=dosimeter.WEEKS_VIEW,
        ),
        _ticks(picture),
        class_name="dose-weeks",
        role="img",
        custom_attrs={"aria-label": picture.sentence},
    )


def weeks_key(t: Translator) -> rx.Component:
    """What the five heights mean."""
    return legend(*((str(step), t(word)) for step, word in enumerate(dosimeter.STEPS)))


def beside_picture(picture: Fields) -> rx.Component:
    """Lanes one above the other on the same weeks."""
    return rx.el.div(
        rx.foreach(picture.lanes, _lane),
        class_name="flow-s",
        role="img",
        custom_attrs={"aria-label": picture.sentence},
    )


def _lane(one: Fields) -> rx.Component:
    return rx.el.div(
        rx.el.p(one.name, class_name="lane-name small"),
        rx.el.div(rx.el.span(one.top), rx.el.span(one.floor), class_name="trend-y"),
        rx.el.svg(
            rx.el.path(d=f"M0 0h{beside.WIDTH}M0 {beside.HEIGHT}h{beside.WIDTH}", class_name="axis"),
            rx.el.path(d=one.bars, class_name="dose-bar"),
            rx.el.path(d=one.dots, class_name="dose-dot"),
            view_box=beside.VIEW,
            preserve_aspect_ratio="none",
        ),
        class_name="dose lane",
    )


def _ticks(picture: Fields) -> rx.Component:
    return rx.el.svg(
        rx.foreach(picture.ticks, lambda tick: rx.el.svg.text(tick.name, x=tick.place, y="17")),
        class_name="trend-x",
    )
