"""Writes the frozen sample of questionnaires: `python tests/unit/vault/measures/make.py`; it is made once."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Final
from uuid import UUID

from wellbeing.domain.instruments.sheet import MeasurePage, Sheet
from wellbeing.domain.people import PersonId
from wellbeing.vault import measure_codec, seal
from wellbeing.vault.codec import Kind
from wellbeing.vault.keys import PersonKeys

assert measure_codec.__doc__, "the kind is entered by importing it"

FILE: Final = Path(__file__).with_name("measure-v1.json")
PERSON: Final = PersonId(UUID("5a3f1e00-0000-4000-8000-000000000001"))
RECORD: Final = UUID("5a3f1e00-0000-4000-8000-0000000000aa")
PAGE: Final = MeasurePage(
    date(2026, 11, 1),
    (
        Sheet("phq4", date(2026, 11, 3), ((1, 0), (2, 3), (3, 1), (4, 2)), finished=True),
        Sheet("gone-long-ago", date(2026, 11, 21), ((30, 5),), frozenset({1, 2}), finished=True),
        Sheet("pcptsd5", date(2026, 11, 21), ((1, 0),)),
    ),
)


def main() -> None:
    """Write it, unless it is there."""
    if FILE.exists():
        sys.exit(f"{FILE.name} is frozen; give the new version a name of its own")
    keys = PersonKeys.fresh()
    body = seal.seal(keys, PERSON, Kind.MEASURE, RECORD, 5, PAGE).raw.hex()
    FILE.write_text(json.dumps({"keys": keys.pack().hex(), "body": body}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
