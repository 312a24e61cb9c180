"""One picture for each way to spend a break, and for a day's end: lines, no people, nothing that moves."""

from __future__ import annotations

from typing import Final

import reflex as rx

_SEA = "M14 66c8-5 14-5 22 0s14 5 22 0 14-5 22 0 14 5 26 0"
REST_PICTURES: Final = {
    "look_far": (
        ("fill", "M18 14h84v68H18z"),
        ("line", "M18 14h84v68H18zM60 14v68"),
        ("line", "M18 62c8-4 14-4 21 0s14 4 21 0 14-4 21 0 14 4 21 0"),
        ("warm", "M70 54a11 11 0 0 1 22 0"),
        ("faint", "M26 72h26M68 72h26"),
    ),
    "walk": (
        ("fill", "M10 82c20-4 22-30 44-34s24-24 52-30v64z"),
        ("line", "M10 82c20-4 22-30 44-34s24-24 52-30"),
        ("faint", "M30 84c22-6 24-24 42-28s24-18 36-22"),
        ("warm", "M28 30a10 10 0 1 0 20 0 10 10 0 1 0-20 0"),
    ),
    "breathe": (
        ("fill", "M24 48a36 36 0 1 0 72 0 36 36 0 1 0-72 0"),
        ("line", "M24 48a36 36 0 1 0 72 0 36 36 0 1 0-72 0"),
        ("line", "M44 48a16 16 0 1 0 32 0 16 16 0 1 0-32 0"),
    ),
    "grounding": (
        ("fill", "M14 72h92v10H14z"),
        ("line", "M14 72h92"),
        ("dots", "M22 60h.01M41 60h.01M60 60h.01M79 60h.01M98 60h.01"),
        (
            "dots",
            "M41 47h.01M60 47h.01M79 47h.01M98 47h.01M60 34h.01M79 34h.01M98 34h.01M79 21h.01M98 21h.01",
        ),
        ("dots r-warm", "M98 8h.01"),
    ),
    "colleague": (
        ("fill", "M14 16h54v34H40L28 62V50H14z"),
        ("line", "M14 16h54v34H40L28 62V50H14z"),
        ("line", "M68 34h38v32H94v12L82 66H52V54"),
        ("faint", "M24 28h32M24 38h20M64 56h30"),
    ),
    "puzzle": (
        ("fill", "M30 60h60v20H30zM50 20h40v20H50z"),
        ("line", "M30 60h60v20H30zM50 60v20M70 60v20M50 20h40v20H50zM70 20v40h-20V20"),
        ("faint", "M18 84h84"),
    ),
    "evening": (
        ("fill", "M14 66c8-5 14-5 22 0s14 5 22 0 14-5 22 0 14 5 26 0v18H14z"),
        ("line", _SEA),
        ("warm", "M40 58a20 20 0 0 1 40 0"),
        ("faint", "M60 24v-10M84 34l7-7M36 34l-7-7"),
    ),
    "desk": (
        ("fill", "M34 22h52v32H34z"),
        ("line", "M34 22h52v32H34zM60 54v12M46 66h28M14 78h92"),
        ("faint", "M44 38h32"),
    ),
    "home": (
        ("fill", "M30 46l30-24 30 24v34H30z"),
        ("line", "M22 52l38-32 38 32M30 46v34h60V46"),
        ("warm", "M52 80V60h16v20"),
    ),
}
"""The shapes of each picture; those of `domain.policy` suggestions have their names."""


def rest_picture(name: str, class_name: str = "rest-picture") -> rx.Component:
    """The picture of a way to rest, or "evening", "desk" or "home" for the end of a day."""
    return rx.el.svg(
        *(rx.el.path(d=path, class_name=f"r-{paint}") for paint, path in REST_PICTURES[name]),
        view_box="0 0 120 96",
        class_name=class_name,
        custom_attrs={"aria-hidden": "true"},
    )


def puzzle_board(label: str) -> rx.Component:
    """The block puzzle: `assets/puzzle.js` moves what is on it; nine by twelve cells."""
    return rx.el.svg(
        *(rx.el.path(d="", custom_attrs={"data-paint": str(paint)}) for paint in range(4)),
        view_box="0 0 90 120",
        class_name="puzzle",
        tab_index=0,
        role="application",
        custom_attrs={"data-puzzle": "", "aria-label": label},
    )
