"""Logs that say where something happened and never what was said.

Frameworks write whole events, headers and exception texts into their logs (Reflex 0.10.1: an event of unknown
name, an argument that does not convert, an event without a token; asyncio: the arguments of a failed task).
So every record that is not our own is rebuilt as it is made, before any handler or formatter sees it: level,
place and the type of an exception stay, the words go. Who is not known is not trusted. Our own loggers keep
their words, with control characters escaped and exception texts left out. What nobody caught goes the same
way instead of to the terminal.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from wellbeing.domain.logged import Logged

OURS = "wellbeing"

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
    sys.excepthook = _process_failed
    sys.unraisablehook = _cleaning_failed


def uninstall() -> None:
    """Give the records back as they were; for tests."""
    factory = logging.getLogRecordFactory()
    if isinstance(factory, _QuietFactory):
        logging.setLogRecordFactory(factory.before)
    for name in _ACCESS:
        logging.getLogger(name).disabled = False
    threading.excepthook = threading.__excepthook__
    sys.excepthook = sys.__excepthook__
    sys.unraisablehook = sys.__unraisablehook__


class _QuietFactory:
    """Makes log records and takes the words out of those that are not ours."""

    __slots__ = ("before",)

    def __init__(self, before: Factory) -> None:
        self.before = before

    def __call__(self, *args: object, **kwargs: object) -> logging.LogRecord:
        record = self.before(*args, **kwargs)
        family = record.name.split(".")[0]
        if family == OURS:
            record.msg = record.getMessage().translate(_ESCAPES) + _what_failed(record)
        else:
            record.msg = f"{record.name} line {record.lineno}, words left out" + _what_failed(record)
        record.args = ()
        record.exc_info = record.exc_text = record.stack_info = None
        return record


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
    _say("a thread failed", failed.exc_type, failed.exc_traceback)


def _process_failed(kind: type[BaseException], _: BaseException, trace: TracebackType | None) -> None:
    _say("the process failed", kind, trace)


def _cleaning_failed(failed: sys.UnraisableHookArgs) -> None:
    _say("something failed while it was cleared away", failed.exc_type, failed.exc_traceback)


def _say(what: str, kind: type[BaseException], trace: TracebackType | None) -> None:
    logging.getLogger(OURS + ".uncaught").error(
        "%s%s", what, _place(kind, trace), extra=Logged.UNCAUGHT.extra
    )
