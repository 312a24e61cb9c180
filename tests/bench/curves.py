"""What was measured of the simulated country: the growth curves as a picture, and the sizing table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

WIDTH, HEIGHT, EDGE = 860, 300, 56
WITHIN: Final = 30 * 60
"""Seconds within which everybody signs in on the worst morning."""
STYLE: Final = """
text { font: 13px system-ui, sans-serif; fill: #22313a } .quiet { fill: #5c6b73 } .grid { stroke: #d5dde0 }
path { fill: none; stroke-width: 2 } .a { stroke: #2f7f86 } .b { stroke: #b7791f } .c { stroke: #6b5ca5 }
.fa { fill: #2f7f86 } .fb { fill: #b7791f } .fc { fill: #6b5ca5 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6eef0 } .quiet { fill: #9fb0b7 } .grid { stroke: #34444c } .a { stroke: #6fc3c9 }
  .b { stroke: #e0b060 } .c { stroke: #b3a6e6 }
  .fa { fill: #6fc3c9 } .fb { fill: #e0b060 } .fc { fill: #b3a6e6 } }
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was found with so many officers."""

    officers: int
    entries: int
    table: float
    """MiB of the entries' bodies and rows, indexes left out."""
    indexes: float
    """MiB of the entries' indexes."""
    manifests: float
    """MiB of the manifests, all in all."""
    read: float
    """Milliseconds to fetch all envelopes of one person, at the median."""
    written: float
    """Milliseconds of one saved entry with its manifests, at the median."""
    made: float
    """Seconds to make the boxes of every unit."""
    told: float
    """Seconds to end a period for every unit."""


@dataclass(frozen=True, slots=True)
class SigningIn:
    """What a sign-in costs: seconds of a processor, both of the same run and the same parameters."""

    raw: float
    """One Argon2id and nothing else."""
    whole: float
    """A sign-in, page and all, when many come at once."""


Curve = tuple[str, str, Callable[[Measured], float]]
PANELS: Final[Sequence[tuple[str, str, Sequence[Curve]]]] = (
    (
        "What lies on the disk, GiB",
        "{:.1f}",
        (
            ("a", "entries", lambda one: one.table / 1024),
            ("b", "their indexes", lambda one: one.indexes / 1024),
            ("c", "lists of entries", lambda one: one.manifests / 1024),
        ),
    ),
    (
        "One person, ms",
        "{:.0f}",
        (("a", "a year fetched", lambda one: one.read), ("b", "an entry saved", lambda one: one.written)),
    ),
    (
        "All units, s",
        "{:.0f}",
        (("a", "a period ended", lambda one: one.told), ("b", "boxes made", lambda one: one.made)),
    ),
)


def drawn(found: Sequence[Measured]) -> str:
    """The growth curves, each panel with its own scale, from zero."""
    parts = []
    wide = WIDTH // len(PANELS)
    for number, (title, form, curves) in enumerate(PANELS):
        parts += _panel(found, number * wide, wide, title, form, curves)
    label = "; ".join(f"{one.officers} officers: {one.table / 1024:.1f} GiB of entries" for one in found)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{label}"><style>{STYLE}</style>{"".join(parts)}</svg>\n'
    )


def _panel(
    found: Sequence[Measured], left: int, wide: int, title: str, form: str, curves: Sequence[Curve]
) -> list[str]:
    most = max(value(one) for _, _, value in curves for one in found) * 1.1
    across = found[-1].officers

    def point(one: Measured, value: float) -> tuple[float, float]:
        x = left + 16 + (wide - EDGE - 24) * one.officers / across
        return x, HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * value / most

    foot = HEIGHT - EDGE
    parts = [f'<text x="{left + 12}" y="22">{title}</text>']
    parts.append(f'<line class="grid" x1="{left + 16}" x2="{left + wide - 40}" y1="{foot}" y2="{foot}"/>')
    for one in found:
        x, _ = point(one, 0)
        words = f"{one.officers // 1000}k"
        parts.append(f'<text class="quiet" x="{x:.0f}" y="{foot + 18}" text-anchor="middle">{words}</text>')
    for place, (kind, words, value) in enumerate(curves):
        points = [point(one, value(one)) for one in found]
        way = " L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        parts.append(f'<path class="{kind}" d="M{way}"/>')
        parts += [f'<circle class="f{kind}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in points]
        x, y = points[-1]
        parts.append(
            f'<text class="quiet" x="{x + 6:.0f}" y="{y + 4:.0f}">{form.format(value(found[-1]))}</text>'
        )
        key = 40 + 16 * place
        parts.append(f'<rect class="f{kind}" x="{left + 14}" y="{key - 8}" width="9" height="9" rx="2"/>')
        parts.append(f'<text class="quiet" x="{left + 28}" y="{key}">{words}</text>')
    parts.append(f'<text class="quiet" x="{left + 16}" y="{HEIGHT - 12}">officers</text>')
    return parts


def tabled(found: Sequence[Measured], year: dict[str, float], sign_in: SigningIn, country: int) -> str:
    """What was measured, what a country would take on paper, and what to buy, as Markdown."""
    last = found[-1]
    times = country / last.officers
    lines = [
        "| officers | entries | bodies | indexes | lists | a year read | a save | boxes made | ended |",
        "|---" * 9 + "|",
    ]
    lines += [
        f"| {one.officers:,} | {one.entries:,} | {one.table / 1024:.2f} GiB | {one.indexes / 1024:.2f} GiB "
        f"| {one.manifests / 1024:.2f} GiB | {one.read:.1f} ms | {one.written:.1f} ms | {one.made:.1f} s "
        f"| {one.told:.1f} s |"
        for one in found
    ]
    lines += [
        "",
        f"A year of releases of {last.officers // 20:,} units: {year['lines']:,.0f} lines.",
        f"They take {year['log']:.0f} MiB in the database and {year['text']:.0f} MiB as text.",
        f"Twelve periods took {year['seconds']:.0f} s.",
        "",
        f"On paper for {country:,} officers, {times:.0f} times the last line:",
        "",
        "| | a tenth, measured | the country, on paper |",
        "|---|---|---|",
    ]
    whole = (last.table + last.indexes + last.manifests) / 1024
    here = last.officers / WITHIN * sign_in.whole
    lines += [
        f"| a year on the disk | {whole:.1f} GiB | {whole * times:.0f} GiB |",
        f"| of which indexes | {last.indexes / 1024:.2f} GiB | {last.indexes / 1024 * times:.1f} GiB |",
        f"| a period ended, all units | {last.told:.0f} s | {last.told * times / 60:.1f} min |",
        f"| its boxes made | {last.made:.0f} s | {last.made * times / 60:.1f} min |",
        f"| raw Argon2id a second and core | {1 / sign_in.raw:.2f} | {1 / sign_in.raw:.2f} |",
        f"| whole sign-ins a second and core | {1 / sign_in.whole:.2f} | {1 / sign_in.whole:.2f} |",
        f"| cores, if all sign in within {WITHIN // 60} minutes | {here:.1f} | {here * times:.0f} |",
        "",
        f"A raw Argon2id took {sign_in.raw * 1e3:.0f} ms of a processor,",
        f"a whole sign-in {sign_in.whole * 1e3:.0f} ms, page and all, when many came at once.",
    ]
    return "\n".join(lines)
