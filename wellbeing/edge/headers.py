"""The headers every answer carries, also the refusals and the failures."""

from __future__ import annotations

import re
from typing import Final

from starlette.types import Message

from wellbeing.edge.csp import policy
from wellbeing.edge.frontend import Frontend

RawHeaders = list[tuple[bytes, bytes]]

_FIXED: Final[RawHeaders] = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (b"x-robots-tag", b"noindex, nofollow"),
]
_HSTS: Final = (b"strict-transport-security", b"max-age=31536000")
_OURS: Final = frozenset(
    {name for name, _ in _FIXED} | {_HSTS[0], b"content-security-policy", b"server", b"x-powered-by"}
)

_HASHED = re.compile(r"^/assets/[^/]+-[\w-]{8,}\.\w+$")
_FOR_GOOD = b"public, max-age=31536000, immutable"
_ASK_AGAIN = b"no-cache"
_NEVER_KEPT = b"no-store"


class SecurityHeaders:
    """Puts the headers on; knows which paths belong to the built front end."""

    def __init__(self, frontend: Frontend) -> None:
        """Keep the index of the built front end."""
        self._frontend = frontend

    def put_on(self, message: Message, path: str, origin: str, *, built: bool) -> None:
        """Rewrite the headers of an `http.response.start` message in place.

        Args:
            message: the message.
            path: the path that was asked for.
            origin: the public origin it was asked on.
            built: whether the body comes from the built front end, and not from the edge.
        """
        status = int(message["status"])
        kept: RawHeaders = [
            (name.lower(), value)
            for name, value in message.get("headers", [])
            if name.lower() not in _OURS and not name.lower().startswith(b"access-control-")
        ]
        if not any(name == b"cache-control" for name, _ in kept):
            kept.append((b"cache-control", self._keeping(path, status, built=built)))
        hashes = self._frontend.hashes(path) if built else ()
        kept.extend(_FIXED)
        kept.append((b"content-security-policy", policy(origin, hashes, built=built).encode()))
        if origin.startswith("https:"):
            kept.append(_HSTS)
        message["headers"] = kept

    def _keeping(self, path: str, status: int, *, built: bool) -> bytes:
        """How long a browser may keep the answer: nothing of the pages, hashed files for good."""
        if not built or status not in (200, 206, 304) or self._frontend.is_page(path):
            return _NEVER_KEPT
        return _FOR_GOOD if _HASHED.match(path) else _ASK_AGAIN
