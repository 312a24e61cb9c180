"""The drawn workday on a page: one picture with its hours, its key and the table that says the same."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wellbeing.domain.workday import Part
from wellbeing.ui.parts.frames import twin
from wellbeing.ui.pictures import workday
from wellbeing.words import Translator

_NAMES = {part: f"day-{part.value}" for part in Part}


def workday_bar(picture: Any, t: Translator, before: str = "") -> rx.Component:
    """A `WorkdayPicture` as one image.

    Args:
        picture: the Var of it.
        t: the translator.
        before: what the thin row above is called; empty when there is none.
    """
    return rx.fragment(
        rx.el.div(
            rx.el.svg(
                rx.el.path(d=picture.before, class_name="day-before"),
                *(
                    rx.el.path(d=getattr(picture, part.value), class_name=name)
                    for part, name in _NAMES.items()
                ),
                view_box=workday.VIEW,
                preserve_aspect_ratio="none",
                class_name="day-bar",
            ),
            rx.el.svg(
                rx.foreach(picture.ticks, lambda tick: rx.el.svg.text(tick.name, x=tick.place, y="17")),
                class_name="trend-x",
            ),
            class_name="workday",
            role="img",
            custom_attrs={"aria-label": picture.sentence},
        ),
        rx.el.ul(
            *(rx.el.li(_swatch(part), t(name)) for part, name in workday.PART_NAMES.items()),
            rx.el.li(_thin(), before) if before else rx.fragment(),
            class_name="legend",
        ),
        twin(t("Show as table"), picture.head, picture.rows),
    )


def _swatch(part: Part) -> rx.Component:
    drawn = rx.el.path(d=workday.block(part, 0, 100), class_name=_NAMES[part])
    return _key(drawn)


def _thin() -> rx.Component:
    return _key(rx.el.path(d="M0 60V40h100V60z", class_name="day-before"))


def _key(drawn: rx.Component) -> rx.Component:
    return rx.el.svg(drawn, view_box="0 0 100 100", custom_attrs={"aria-hidden": "true"})
