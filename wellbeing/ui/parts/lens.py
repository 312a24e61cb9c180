"""Who sees what, as three rings: one clear dot, a blurred team around it, and outside nobody."""

from __future__ import annotations

from typing import Final

import reflex as rx

from wellbeing.words import Translator

_TEAM: Final = (
    (196, 69, 12),
    (230, 109, 10),
    (252, 155, 13),
    (245, 208, 11),
    (201, 237, 12),
    (152, 252, 10),
    (100, 238, 13),
    (78, 189, 11),
    (70, 139, 12),
    (92, 90, 10),
    (143, 75, 12),
)
"""Centre and radius of each of the others, as on the page of the edge."""


def lens(t: Translator) -> rx.Component:
    """The picture, and what each ring stands for when it is about being counted."""
    rings = (
        (t("Only you"), t("Your answers, notes and history.")),
        (t("Your team, blurred"), t("Three numbers of yours, added to everybody's, with noise.")),
        (t("Nobody"), t("Whether you are in it.")),
    )
    return rx.el.figure(
        rx.el.svg(
            rx.el.circle(class_name="lens-nobody", cx="160", cy="160", r="152"),
            rx.el.circle(class_name="lens-team", cx="160", cy="160", r="92"),
            rx.el.svg.g(
                *(rx.el.circle(cx=str(x), cy=str(y), r=str(r)) for x, y, r in _TEAM),
                class_name="lens-dots",
            ),
            rx.el.circle(class_name="lens-own", cx="160", cy="160", r="44"),
            rx.el.circle(class_name="lens-you", cx="160", cy="160", r="13"),
            view_box="0 0 320 320",
            class_name="lens lens-blurred",
            custom_attrs={"aria-hidden": "true"},
        ),
        rx.el.ul(*(rx.el.li(rx.el.strong(name), " ", said) for name, said in rings), class_name="lens-words"),
        class_name="lens-figure",
    )
