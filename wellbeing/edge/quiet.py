"""Refusals and failures: one plain page each, without any detail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from starlette.responses import Response

from wellbeing.domain.errors import (
    BadInput,
    Busy,
    DatabaseAway,
    DatabaseBusy,
    DatabaseReadOnly,
    DiskFull,
    FolderReadOnly,
    HarbourError,
    Locked,
    NotYours,
    SecretsDiffer,
    SignedOut,
    TooManyTries,
)
from wellbeing.edge.rendering import Rendering
from wellbeing.words import LOCALES, best_locale, mark

_WORDS: Final[Mapping[int, tuple[str, str]]] = {
    400: (mark("That could not be read"), mark("Please go back and try again.")),
    403: (mark("That was not sent from here"), mark("Open the page again and repeat what you did.")),
    404: (mark("There is no such page"), mark("The address may be old or mistyped.")),
    405: (mark("There is no such page"), mark("The address may be old or mistyped.")),
    408: (mark("That took too long"), mark("The connection is slow. Please try again.")),
    413: (mark("That is too long"), mark("Please send less at once.")),
    421: (mark("This is another address"), mark("Use the address your unit gave you.")),
    429: (mark("Please wait a moment"), mark("Many requests came from your network. Try again soon.")),
    500: (mark("Something went wrong"), mark("Nothing was lost. Please try again.")),
    503: (mark("Please wait a moment"), mark("Many people are signing in. Please try again in a moment.")),
}
_NOT_HERE: Final = mark("That is not possible here")
_STATUS: Final[tuple[tuple[type[HarbourError], int], ...]] = (
    (BadInput, 422),
    (SecretsDiffer, 403),
    (NotYours, 403),
    (SignedOut, 401),
    (Locked, 423),
    (TooManyTries, 429),
    (Busy, 503),
    (DatabaseBusy, 503),
    (DatabaseAway, 503),
    (DiskFull, 507),
    (FolderReadOnly, 507),
    (DatabaseReadOnly, 507),
)
RETRY_AFTER_SECONDS = 60


def status_of(error: HarbourError) -> int:
    """The HTTP status that goes with an error."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)


def locale_of(path: str, accept_language: str | None) -> str:
    """The locale of a path such as /en/join, else the one that suits the browser."""
    first = path.lstrip("/").partition("/")[0]
    return first if first in LOCALES else best_locale(accept_language)


def plain_page(rendering: Rendering, locale: str, status: int) -> Response:
    """The page of a status, the same for whatever caused it."""
    title, words = _WORDS.get(status, _WORDS[500] if status >= 500 else _WORDS[400])
    response = rendering.page("plain", locale, status, title=title, words=words)
    if status in (429, 503):
        response.headers["retry-after"] = str(RETRY_AFTER_SECONDS)
    return response


def _title(status: int) -> str:
    """What stands above an error's own sentence."""
    if status in (429, 503):
        return _WORDS[503][0]
    return _WORDS[500][0] if status >= 500 else _NOT_HERE


def sentence_page(rendering: Rendering, locale: str, error: HarbourError) -> Response:
    """The page of an error that has a sentence of its own."""
    status = status_of(error)
    response = rendering.page("plain", locale, status, title=_title(status), words=type(error).sentence())
    if status in (429, 503):
        response.headers["retry-after"] = str(RETRY_AFTER_SECONDS)
    return response
