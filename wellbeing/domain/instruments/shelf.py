"""The shelf: which questionnaires stand in their folders, and which of them an installation offers."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Final

from wellbeing.domain.instruments import own_week
from wellbeing.domain.instruments.instrument import Instrument

FOLDER: Final = Path(__file__).parent
ORDER: Final = ("own-week", "who5", "phq4", "pcptsd5", "proqol5")
"""The order in which they are offered; others follow by name."""
OFF: Final = "-"
"""Before a name in the setting: do not offer it."""


@cache
def shelf(folder: Path = FOLDER) -> tuple[Instrument, ...]:
    """Every questionnaire whose folder is there, and our own; one that is gone takes nothing else along."""
    folders = (one.name for one in folder.iterdir() if (one / "LICENCE.md").is_file())
    found: list[Instrument] = [import_module(f"{__package__}.{name}").INSTRUMENT for name in folders]
    return tuple(sorted((own_week.INSTRUMENT, *found), key=_place))


def offered(setting: Iterable[str], there: Iterable[Instrument] | None = None) -> tuple[Instrument, ...]:
    """What is offered: the ones on by themselves, those that are named, without those named with a minus."""
    named = set(setting)
    return tuple(
        one
        for one in (shelf() if there is None else there)
        if (one.on or one.name in named) and OFF + one.name not in named
    )


def unknown(setting: Iterable[str]) -> tuple[str, ...]:
    """Names that stand in the setting and on no shelf: a folder was removed, or a name mistyped."""
    names = {one.name for one in shelf()}
    return tuple(name for name in setting if name.removeprefix(OFF) not in names)


def _place(one: Instrument) -> tuple[int, str]:
    return (ORDER.index(one.name) if one.name in ORDER else len(ORDER), one.name)
