"""The small pictures on answer cards: shapes, never faces; each has a word beside it that is read out."""

from __future__ import annotations

from math import acos, pi, sqrt

import reflex as rx

_MOON = "M30 9A14 14 0 1 0 38 27 11.5 11.5 0 0 1 30 9z"
_CUP = "M13 18h18v9a7 7 0 0 1-7 7h-4a7 7 0 0 1-7-7zM31 20h2a4 4 0 0 1 0 8h-2"
_FEELINGS = {
    "numb": (("faint", "M38 20a14 14 0 1 1-28 0 14 14 0 0 1 28 0"), ("line", "M16 20h16")),
    "on_edge": (("line", "M7 24l6-10 6 14 5-18 6 18 5-10 6 6"),),
    "low": (("line", "M7 14c6 0 8 17 17 17s11-17 17-17"),),
    "steady": (("line", "M7 20c4-5 8-5 11.5 0s7.5 5 11.5 0 7.5-5 11 0"), ("faint", "M9 30h30")),
    "glad": (
        ("fill", "M14 29a10 10 0 0 1 20 0z"),
        ("line", "M7 33h34M24 8v5M10 14l3.5 3.5M38 14l-3.5 3.5"),
    ),
    "none": (("faint", "M36 20a12 12 0 1 1-24 0 12 12 0 0 1 24 0"),),
}


def stack(step: int) -> rx.Component:
    """Heaviness, 0 to 4: as many bars lie on each other; none is a dotted line."""
    if step == 0:
        return _picture(("faint", "M7 33h34"))
    return _picture(
        ("bars", "".join(f"M{8.5 + 2 * bar} {33 - 7 * bar}h{31 - 4 * bar}" for bar in range(step)))
    )


def vessel(step: int) -> rx.Component:
    """Energy, 0 to 4: a circle filled from below, quarter by quarter of its height."""
    rim = _ring(14)
    if step == 0:
        return _picture(("faint", rim))
    if step == 4:
        return _picture(("line", rim), ("fill", _ring(10.5)))
    radius = 10.5
    level = radius - step * radius / 2  # from the centre down to the surface, negative above it
    half = sqrt(radius**2 - level**2)
    large = int(acos(level / radius) > pi / 2)
    surface = (
        f"M{24 - half:.1f} {20 + level:.1f}A{radius} {radius} 0 {large} 0 {24 + half:.1f} {20 + level:.1f}z"
    )
    return _picture(("line", rim), ("fill", surface))


def moon(step: int) -> rx.Component:
    """Sleep, 0 to 3: a dotted, an outlined, a full moon, and one with stars."""
    if step == 0:
        return _picture(("faint", _MOON))
    if step == 1:
        return _picture(("line", _MOON))
    stars = [("line", "M37 10h.01M41 17h.01")] if step == 3 else []
    return _picture(("line", _MOON), ("fill", _MOON), *stars)


def ripples(step: int) -> rx.Component:
    """Unwanted images or sounds, 0 to 3: as many rings around the drop that made them."""
    if step == 0:
        return _picture(("faint", _ring(6)))
    return _picture(("fill", _ring(2.5)), *(("line", _ring(2 + 5 * ring)) for ring in range(1, step + 1)))


def cup(step: int) -> rx.Component:
    """Recovery, 0 or 1: an empty cup, or one that steams."""
    if step == 0:
        return _picture(("faint", _CUP))
    return _picture(
        ("line", _CUP + "M18 13c-2-2 2-3 0-6M25 13c-2-2 2-3 0-6"),
        ("fill", "M15 22h14v5a5 5 0 0 1-5 5h-4a5 5 0 0 1-5-5z"),
    )


def feeling(name: str) -> rx.Component:
    """One feeling as a movement of a line; `name` is a `Feeling` or "none"."""
    return _picture(*_FEELINGS[name])


def _ring(radius: float) -> str:
    half = f"a{radius:g} {radius:g} 0 0 1 "
    return f"M{24 + radius:g} 20{half}{-2 * radius:g} 0{half}{2 * radius:g} 0"


def _picture(*shapes: tuple[str, str]) -> rx.Component:
    return rx.el.svg(
        *(rx.el.path(d=path, class_name=f"p-{paint}") for paint, path in shapes),
        view_box="0 0 48 40",
        class_name="choice-picture",
        custom_attrs={"aria-hidden": "true"},
    )
