"""The words of the short tools and of what one's own past says of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from wellbeing.domain.relief import TOOL_NAMES, Tally, Tool
from wellbeing.words import Translator, mark

TOOLS: Final[Mapping[Tool, tuple[str, str, str, str]]] = {
    Tool.BREATHE: (
        "breathe",
        TOOL_NAMES[Tool.BREATHE],
        mark("Breathe slowly with the circle."),
        mark("In for four seconds, out for six. Twelve times is two minutes."),
    ),
    Tool.GROUNDING: (
        "grounding",
        TOOL_NAMES[Tool.GROUNDING],
        mark("Look around and name, silently:"),
        mark("Take your time. Begin again if you like."),
    ),
    Tool.WALK: (
        "walk",
        TOOL_NAMES[Tool.WALK],
        mark("Stand up and walk, outside if you can."),
        mark("To a window and back counts too. Feel your feet on the ground."),
    ),
    Tool.PUZZLE: (
        "puzzle",
        TOOL_NAMES[Tool.PUZZLE],
        mark("Turn the blocks and let them fit."),
        mark("There is nothing to win. Stop when you like."),
    ),
    Tool.CALL: (
        "colleague",
        TOOL_NAMES[Tool.CALL],
        mark("Call somebody you like, or who is on your list."),
        mark("You need not say why. Hearing a voice is enough."),
    ),
}
"""The picture, the name, the one instruction and a line below it. No claim is made for any."""


@dataclass(frozen=True, slots=True)
class HelpsRow:
    """What the person's own past says of a tool."""

    tool: str
    name: str
    told: str = field(repr=False)
    enough: bool = field(repr=False)


def rows(tallies: tuple[Tally, ...], t: Translator) -> list[HelpsRow]:
    """The tools that were used, with honest counts."""
    return [HelpsRow(one.tool.value, t(TOOLS[one.tool][1]), told(one, t), one.enough) for one in tallies]


def told(one: Tally, t: Translator) -> str:
    """The counts of a tool: "4 times, lower after 3"."""
    times = t.n("{count} time", "{count} times", one.times)
    if not one.rated:
        return t("{times}, not rated twice yet", times=times)
    if one.rated == one.times:
        return t("{times}, lower after {lower}", times=times, lower=t.number(one.lower))
    return t(
        "{times}, {rated} of them rated twice, lower after {lower}",
        times=times,
        rated=t.number(one.rated),
        lower=t.number(one.lower),
    )
