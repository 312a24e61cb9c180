"""The ring: a share of something, clockwise from the top."""

from __future__ import annotations

from math import cos, pi, sin

CENTRE = 100.0
RADIUS = 83.0
VIEW = "0 0 200 200"


def arc(fraction: float) -> str:
    """The path of a share from 0 to 1; nothing for 0, a closed circle from 1 on."""
    if fraction <= 0:
        return ""
    top = f"M{CENTRE:g} {CENTRE - RADIUS:g}"
    if fraction >= 1:
        half = f"a{RADIUS:g} {RADIUS:g} 0 1 1"
        return f"{top}{half} 0 {2 * RADIUS:g}{half} 0 {-2 * RADIUS:g}z"
    angle = 2 * pi * fraction - pi / 2
    x, y = CENTRE + RADIUS * cos(angle), CENTRE + RADIUS * sin(angle)
    return f"{top}A{RADIUS:g} {RADIUS:g} 0 {int(fraction > 0.5)} 1 {x:.1f} {y:.1f}"
