"""How a month of relief is written and read; entered into the codecs when this is imported."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from wellbeing.domain.errors import Damaged
from wellbeing.domain.relief import ReliefPage, Tool, Use
from wellbeing.vault.codec import Codec, Fields, Kind, register


def _write(page: ReliefPage) -> Fields:
    return {
        "month": page.month.isoformat(),
        "uses": [
            [str(one.id), one.day.isoformat(), one.tool.value, one.before, one.after] for one in page.uses
        ],
    }


def _read(fields: Fields) -> ReliefPage:
    uses = fields.pop("uses")
    if type(uses) is not list:
        raise Damaged
    return ReliefPage(date.fromisoformat(fields.pop("month")), tuple(_use(*one) for one in uses))


def _use(use: str, day: str, tool: str, before: Any, after: Any) -> Use:
    return Use(UUID(use), date.fromisoformat(day), Tool(tool), before, after)


register(Kind.RELIEF, Codec(ReliefPage, _write, {1: _read}))
