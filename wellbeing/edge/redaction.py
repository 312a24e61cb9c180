"""Logs that say where something happened and never what was said.

Frameworks write whole events, headers and exception texts into their logs (Reflex 0.10.1: an event of unknown
name, an argument that does not convert, an event without a token; asyncio: the arguments of a failed task).
Every record of theirs is therefore rebuilt as it is made, before any handler, formatter or test can see it:
level, place and the type of an exception stay, the words go. Our own loggers keep their words, with control
characters escaped and exception texts left out.
"""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

OURS = "wellbeing"

_SAYS_TOO_MUCH = (
    "reflex",
    "engineio",
    "socketio",
    "starlette",
    "uvicorn",
    "granian",
    "_granian",
    "hypercorn",
    "asyncio",
    "anyio",
    "multipart",
    "python_multipart",
    "concurrent",
    "limits",
    "sqlalchemy",
    "apscheduler",
)
_MAY_GREET = ("granian", "_granian", "uvicorn.error", "apscheduler")
"""Loggers whose lines below a warning are about starting and stopping, and are worth keeping."""
_ACCESS = ("uvicorn.access", "granian.access", "hypercorn.access", "aiohttp.access")

_ESCAPES = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160), 0x2028, 0x2029)}

Factory = Callable[..., logging.LogRecord]


def install() -> None:
    """Make every record of this process pass through here; once is enough, twice does no harm."""
    if not isinstance(logging.getLogRecordFactory(), _QuietFactory):
        logging.setLogRecordFactory(_QuietFactory(logging.getLogRecordFactory()))
    for name in _ACCESS:
        logging.getLogger(name).disabled = True  # they hold addresses, and the query with the client token
    threading.excepthook = _thread_failed


def uninstall() -> None:
    """Give the records back as they were; for tests."""
    factory = logging.getLogRecordFactory()
    if isinstance(factory, _QuietFactory):
        logging.setLogRecordFactory(factory.before)
    for name in _ACCESS:
        logging.getLogger(name).disabled = False
    threading.excepthook = threading.__excepthook__


class _QuietFactory:
    """Makes log records and takes the words out of those that might quote a person."""

    __slots__ = ("before",)

    def __init__(self, before: Factory) -> None:
        self.before = before

    def __call__(self, *args: object, **kwargs: object) -> logging.LogRecord:
        record = self.before(*args, **kwargs)
        family = record.name.split(".")[0]
        if family == OURS:
            record.msg = record.getMessage().translate(_ESCAPES) + _what_failed(record)
        elif family.startswith(_SAYS_TOO_MUCH) and not _greeting(record):
            record.msg = f"{record.name} line {record.lineno}, words left out" + _what_failed(record)
        elif family.startswith(_SAYS_TOO_MUCH):
            record.msg = record.getMessage().translate(_ESCAPES)
        else:
            return record
        record.args = ()
        record.exc_info = record.exc_text = record.stack_info = None
        return record


def _greeting(record: logging.LogRecord) -> bool:
    return record.levelno < logging.WARNING and record.name.startswith(_MAY_GREET) and not record.exc_info


def _what_failed(record: logging.LogRecord) -> str:
    """The type and place of the exception a record carries."""
    if not isinstance(record.exc_info, tuple):
        return ""
    kind, _, trace = record.exc_info
    return _place(kind, trace) if kind else ""


def _place(kind: type[BaseException], trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)
    where = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return f" ({kind.__name__}{where})"


def _thread_failed(failed: threading.ExceptHookArgs) -> None:
    logging.getLogger(OURS + ".threads").error(
        "a thread failed%s", _place(failed.exc_type, failed.exc_traceback)
    )
