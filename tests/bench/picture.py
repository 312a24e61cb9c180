"""Draws how much of its limit each figure uses up: a bar each, a line for the limit, both themes."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from tests.bench.figures import Figure, Section, number
from tests.tools.server import ROOT

PICTURE: Final = ROOT / "docs" / "pictures" / "bench.svg"
WIDTH, ROW, LEFT, BAR, TOP = 860, 22, 330, 330, 62
MOST: Final = 1.3
"""Where the axis ends, in limits: a bar that is longer is cut there, and the words beside it say how long."""
STYLE: Final = """
text { font: 13px system-ui, sans-serif; fill: #22313a } .quiet { fill: #5c6b73 } .head { font-weight: 600 }
.kept { fill: #2f7f86 } .over { fill: #b7791f } .grid { stroke: #d5dde0 } .most { stroke: #5c6b73 }
.most { stroke-dasharray: 4 3 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6eef0 } .quiet { fill: #9fb0b7 } .kept { fill: #6fc3c9 } .over { fill: #e0b060 }
  .grid { stroke: #34444c } .most { stroke: #9fb0b7 } }
"""


def drawn(sections: Sequence[Section]) -> str:
    """The picture as SVG."""
    rows = sum(len(one.figures) + 1 for one in sections)
    height = TOP + ROW * rows + 14
    parts = [_text(12, 24, "How much of its limit each figure uses up")]
    for share, words in ((0.0, "0"), (0.5, "half"), (1.0, "limit")):
        kind = "most" if share == 1 else "grid"
        parts.append(
            f'<line class="{kind}" x1="{_x(share)}" x2="{_x(share)}" y1="{TOP - 10}" y2="{height - 10}"/>'
        )
        parts.append(_text(_x(share), TOP - 16, words, "quiet", "middle"))
    y = TOP
    for section in sections:
        parts.append(_text(12, y + 14, section.title, "head"))
        y += ROW
        for one in section.figures:
            parts += _row(one, y)
            y += ROW
    label = "; ".join(f"{one.what}: {_said(one)}" for section in sections for one in section.figures)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="{escape(label)}">'
        f"<style>{STYLE}</style>{''.join(parts)}</svg>\n"
    )


def _row(one: Figure, y: int) -> list[str]:
    kind, wide = "kept" if one.kept else "over", max(1, _x(min(one.share, MOST)) - LEFT)
    return [
        _text(LEFT - 12, y + 13, one.what, anchor="end"),
        f'<rect class="{kind}" x="{LEFT}" y="{y + 3}" rx="2" height="12" width="{wide}"/>',
        _text(LEFT + BAR + 14, y + 13, _said(one), "quiet"),
    ]


def _said(one: Figure) -> str:
    if one.absolute:
        return f"{number(one.ours)} of {one.most:,g} {one.unit}"
    return f"{number(one.ratio)} of {one.most:g} times the floor"


def _x(share: float) -> int:
    return round(LEFT + BAR * share / MOST)


def _text(x: int, y: int, words: str, kind: str = "", anchor: str = "start") -> str:
    return f'<text x="{x}" y="{y}" class="{kind}" text-anchor="{anchor}">{escape(words)}</text>'
