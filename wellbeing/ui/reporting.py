"""What pages say in the log when something was denied or broke: a number, a place and a kind, never words."""

from __future__ import annotations

import logging
import secrets

from wellbeing.domain.logged import Logged
from wellbeing.ui.rules import PAGE_ERROR

log = logging.getLogger(__name__)


def denied(event: str) -> None:
    """An event that nobody may send, or the report of a page's own script, whose words are not looked at."""
    if event == PAGE_ERROR:
        log.warning("a page reported an error", extra=Logged.PAGE_ERROR.extra)
    else:
        log.warning("an event was denied", extra=Logged.EVENT_DENIED.extra)


def failed(error: Exception, handler: str) -> str:
    """A handler met something unexpected; the number that the person is shown, to find the line by."""
    number = secrets.token_hex(3)
    # Neither its text nor its trace: both may quote what somebody wrote.
    kind = type(error).__name__
    log.error("error %s: %s in %s", number, kind, handler, extra=Logged.HANDLER_FAILED.extra)
    return number
