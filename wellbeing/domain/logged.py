"""The events that may stand in a log, by a code that stays the same when the words change.

None of them says that somebody came, went, opened or saved something: only what broke or was refused, and
that the server started and stopped.
"""

from __future__ import annotations

from enum import StrEnum


class Logged(StrEnum):
    """What a line of the log is about."""

    STARTED = "started"
    STOPPED = "stopped"
    UNCAUGHT = "uncaught"
    LIBRARY = "library"
    """A line of some library, without its words."""
    REQUEST_FAILED = "request_failed"
    PAGE_NOT_SERVED = "page_not_served"
    HANDLER_FAILED = "handler_failed"
    EVENT_DENIED = "event_denied"
    PAGE_ERROR = "page_error"
    PUSH_FAILED = "push_failed"
    SOCKET_GONE = "socket_gone"
    ROTATION_WAITS = "rotation_waits"
    CONTRIBUTION_WAITS = "contribution_waits"
    UNFINISHED_WAITS = "unfinished_waits"
    HELP_INCOMPLETE = "help_incomplete"
    LINES_UNUSABLE = "lines_unusable"
    CONTACT_UNREADABLE = "contact_unreadable"
    BOXES_UNREADABLE = "boxes_unreadable"
    COST_MEASURED = "cost_measured"
    JOB_FAILED = "job_failed"
    ALARM_FAILED = "alarm_failed"
    SEATS_NOT_HEARD = "seats_not_heard"
    RECORDS_NOT_COPIED = "records_not_copied"
    SETTINGS_NOT_NOTED = "settings_not_noted"
    FILE_PUT_ASIDE = "file_put_aside"

    @property
    def extra(self) -> dict[str, str]:
        """What a logger is given besides the words."""
        return {"event": self.value}
