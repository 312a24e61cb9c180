"""Draws the outcomes: a bar for what others waited beside the line they must stay under, in both themes."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Final

from tests.tools.server import ROOT
from tests.torture.outcome import HEADS, PATIENCE_SECONDS, RECOVERY_SECONDS, Outcome, cells

PICTURE: Final = ROOT / "docs" / "pictures" / "torture.svg"
PAGE: Final = ROOT / "docs" / "torture.md"
LAST: Final = ROOT / "build" / "torture.json"
"""Each trial as it was done last."""
BEGIN, END = "<!-- measured -->", "<!-- /measured -->"
WIDTH, ROW, LEFT, BAR, TOP = 860, 30, 210, 420, 66
LEAST, MOST = 0.01, 60.0
"""Seconds at both ends of the axis, which is logarithmic."""
STYLE: Final = """
text { font: 13px system-ui, sans-serif; fill: #22313a } .quiet { fill: #5c6b73 }
.wait { fill: #2f7f86 } .back { fill: #b7791f } .grid { stroke: #d5dde0 } .most { stroke: #5c6b73 }
.most { stroke-dasharray: 4 3 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6eef0 } .quiet { fill: #9fb0b7 } .wait { fill: #6fc3c9 } .back { fill: #e0b060 }
  .grid { stroke: #34444c } .most { stroke: #9fb0b7 } }
"""


def _x(seconds: float) -> float:
    share = math.log(max(LEAST, min(MOST, seconds)) / LEAST) / math.log(MOST / LEAST)
    return LEFT + BAR * share


def _text(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" class="{kind}" text-anchor="{anchor}">{words}</text>'


def drawn(outcomes: Sequence[Outcome]) -> str:
    """The picture as SVG."""
    height = TOP + ROW * len(outcomes) + 34
    parts = [_text(12, 24, "What everybody else waited while it happened, and how soon all was as before")]
    for seconds, words in ((0.01, "10 ms"), (0.1, "100 ms"), (1.0, "1 s"), (10.0, "10 s"), (60.0, "60 s")):
        x = _x(seconds)
        parts.append(f'<line class="grid" x1="{x:.0f}" x2="{x:.0f}" y1="{TOP - 10}" y2="{height - 28}"/>')
        parts.append(_text(x, TOP - 16, words, "quiet", "middle"))
    for most in (PATIENCE_SECONDS, RECOVERY_SECONDS):
        x = _x(most)
        parts.append(f'<line class="most" x1="{x:.0f}" x2="{x:.0f}" y1="{TOP - 10}" y2="{height - 28}"/>')
    for number, one in enumerate(outcomes):
        y = TOP + ROW * number
        parts.append(_text(LEFT - 12, y + 13, one.what, anchor="end"))
        if not one.outage:
            parts.append(
                f'<rect class="wait" x="{LEFT}" y="{y}" rx="2" height="9" width="{_x(one.p95) - LEFT:.0f}"/>'
            )
        back = max(1.0, _x(one.back) - LEFT)
        parts.append(f'<rect class="back" x="{LEFT}" y="{y + 11}" rx="2" height="9" width="{back:.0f}"/>')
        said = (
            f"{one.lost} lost"
            + ("" if one.outage else f", {one.p95 * 1000:.0f} ms")
            + f", back in {one.back:.1f} s"
        )
        parts.append(_text(LEFT + BAR + 14, y + 13, said, "quiet"))
    foot = height - 10
    parts += [
        f'<rect class="wait" x="{LEFT}" y="{foot - 9}" rx="2" height="9" width="16"/>',
        _text(LEFT + 22, foot, "others' wait, 95th of 100 (promised: under 1 s)", "quiet"),
        f'<rect class="back" x="{LEFT + 350}" y="{foot - 9}" rx="2" height="9" width="16"/>',
        _text(LEFT + 372, foot, "way back (promised: within 30 s)", "quiet"),
    ]
    label = "; ".join(f"{one.what}: {one.lost} lost, back in {one.back:.1f} seconds" for one in outcomes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="{label}">'
        f"<style>{STYLE}</style>{''.join(parts)}</svg>\n"
    )


def write(done: Mapping[str, Outcome], order: Sequence[str]) -> None:
    """Put the picture and the table where the documents show them.

    What was not done this time stays as it was done last in this working copy.

    Args:
        done: what was done now, by the trials' names.
        order: the names of all trials, as they are shown.
    """
    kept = json.loads(LAST.read_text(encoding="utf-8")) if LAST.exists() else {}
    kept |= {name: asdict(one) for name, one in done.items()}
    LAST.write_text(json.dumps(kept, indent=1), encoding="utf-8")
    outcomes = [
        Outcome(**{**kept[name], "wrong": tuple(kept[name]["wrong"])}) for name in order if name in kept
    ]
    PICTURE.write_text(drawn(outcomes), encoding="utf-8")
    lines = [
        "| " + " | ".join((*HEADS[:1], "what was done", *HEADS[1:])) + " |",
        "|---" * (len(HEADS) + 1) + "|",
    ]
    for one in outcomes:
        first, *rest = cells(one)
        lines.append("| " + " | ".join((first, one.done, *rest)) + " |")
    page = PAGE.read_text(encoding="utf-8")
    before, after = page.split(BEGIN)[0], page.split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}\n" + "\n".join(lines) + f"\n{END}{after}", encoding="utf-8")
