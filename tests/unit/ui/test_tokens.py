"""The tokens of the style sheet: every pair that is set on each other is readable, in both themes."""

from __future__ import annotations

import gzip
import re
from itertools import pairwise
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[3] / "assets" / "app.css").read_text(encoding="utf-8")
THEMES = {
    "light": r":root\{color-scheme:light;(.*?)\}",
    "dark": r":root\.dark\{color-scheme:dark;(.*?)\}",
    "dark without scripts": r":root:not\(\.light\)\{color-scheme:dark;(.*?)\}",
}
TEXT = 4.5
"""WCAG 1.4.3 for text."""
SHAPE = 3.0
"""WCAG 1.4.11 for what must be made out but not read."""
READ = [
    *((ink, ground) for ink in ("ink", "muted", "accent") for ground in ("bg", "surface", "sunken")),
    *((ink, ground) for ink in ("danger", "warm") for ground in ("bg", "surface")),
    ("danger", "danger-soft"),
    ("ink", "danger-soft"),
    ("on-accent", "accent"),
    ("on-danger", "danger"),
    ("accent-ink", "accent-soft"),
    ("warm-ink", "warm-soft"),
]
SEEN = [
    *((mark, ground) for mark in ("control", "focus", "hatch") for ground in ("bg", "surface")),
    *((f"data-{number}", ground) for number in (1, 2, 3, 4) for ground in ("bg", "surface")),
    ("focus", "accent-soft"),
    ("accent", "accent-soft"),
]


def tokens(theme: str) -> dict[str, str]:
    found = re.search(THEMES[theme], CSS, re.DOTALL)
    assert found, theme
    return dict(re.findall(r"--([\w-]+):(#[0-9a-f]{6})\b", found[1]))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_the_known_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), READ)
def test_text_is_readable(theme: str, ink: str, ground: str) -> None:
    colours = tokens(theme)
    assert contrast(colours[ink], colours[ground]) >= TEXT


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("mark", "ground"), SEEN)
def test_shapes_stand_out(theme: str, mark: str, ground: str) -> None:
    colours = tokens(theme)
    assert contrast(colours[mark], colours[ground]) >= SHAPE


@pytest.mark.parametrize("theme", THEMES)
def test_body_text_has_seven_to_one(theme: str) -> None:
    colours = tokens(theme)
    assert contrast(colours["ink"], colours["bg"]) >= 7


@pytest.mark.parametrize("theme", THEMES)
def test_calendar_steps_grow_away_from_the_ground(theme: str) -> None:
    colours = tokens(theme)
    steps = [contrast(colours[f"cal-{level}"], colours["surface"]) for level in range(5)]
    assert steps == sorted(steps)
    assert all(later / earlier > 1.15 for earlier, later in pairwise(steps))


def test_the_two_dark_sets_are_the_same() -> None:
    assert tokens("dark") == tokens("dark without scripts")
    assert tokens("dark").keys() == tokens("light").keys()


def test_every_colour_comes_from_a_token() -> None:
    rules = CSS[CSS.index("/* Native elements */") : CSS.index("@media print")]
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", rules) == []


def test_every_token_used_is_defined() -> None:
    defined = set(re.findall(r"--([\w-]+):", CSS))
    assert set(re.findall(r"var\(--([\w-]+)", CSS)) <= defined


def test_only_logical_properties_so_that_right_to_left_is_free() -> None:
    sides = r"(?<![\w-])(?:(?:margin|padding|border)-)?(?:left|right)\b[\w-]*:|text-align:(?:left|right)"
    assert re.findall(sides, CSS) == []


def test_motion_only_where_it_is_not_refused() -> None:
    gate = CSS.index("@media (prefers-reduced-motion:no-preference)")
    moving = [found.start() for found in re.finditer(r"(?<![\w-])(?:transition|animation):|@keyframes", CSS)]
    assert moving
    assert all(place > gate for place in moving)


def test_nothing_is_loaded_from_elsewhere() -> None:
    assert [address for address in re.findall(r"url\(([^)]+)\)", CSS) if not address.startswith("/")] == []
    assert "@import" not in CSS


def test_the_sheet_weighs_at_most_12_kb_compressed() -> None:
    assert len(gzip.compress(CSS.encode(), 9)) <= 12 * 1024
