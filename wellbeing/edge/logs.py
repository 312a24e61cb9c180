"""How a line of the log looks: as text, or as one JSON object; redaction has been there before.

    {"at": "2026-11-29T06:20:00Z", "level": "error", "event": "job_failed", "from": "…", "words": "…"}

Only these five are ever written. What a library hangs on its records is not looked at.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Final

from wellbeing.domain.logged import Logged
from wellbeing.edge.redaction import OURS

TEXT: Final = "text"
JSON: Final = "json"


def install(form: str, level: str) -> None:
    """Write every line to standard error in this form, from this level on; a second call takes its place."""
    root = logging.getLogger()
    for one in [one for one in root.handlers if isinstance(one, _Lines)]:
        root.removeHandler(one)
    root.addHandler(_Lines(form))
    root.setLevel(level.upper())


def uninstall() -> None:
    """Leave the root logger as it is without us; for tests."""
    root = logging.getLogger()
    for one in [one for one in root.handlers if isinstance(one, _Lines)]:
        root.removeHandler(one)
    root.setLevel(logging.WARNING)


class _Lines(logging.StreamHandler):  # type: ignore[type-arg]
    """Writes to whatever standard error is at the moment."""

    def __init__(self, form: str) -> None:
        super().__init__(sys.stderr)
        self.setFormatter(_AsJson() if form == JSON else _AsText())

    def filter(self, record: logging.LogRecord) -> bool:
        """Libraries are heard from warnings on: below, their lines without words say nothing."""
        return _ours(record) or record.levelno >= logging.WARNING


class _AsText(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return f"{record.levelname.lower()} {_event(record)}: {record.getMessage()}"


class _AsJson(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).replace(microsecond=0, tzinfo=None)
        said = {
            "at": f"{at.isoformat()}Z",
            "level": record.levelname.lower(),
            "event": _event(record),
            "from": record.name,
            "words": record.getMessage(),
        }
        return json.dumps(said, ensure_ascii=False)


def _ours(record: logging.LogRecord) -> bool:
    return record.name.split(".")[0] == OURS


def _event(record: logging.LogRecord) -> str:
    """The code of an event of ours; whatever a library calls its own is not repeated."""
    return str(getattr(record, "event", Logged.UNCAUGHT)) if _ours(record) else Logged.LIBRARY.value
