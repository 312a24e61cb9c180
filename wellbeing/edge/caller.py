"""Who calls, as far as the edge may know: taken out of the headers, which go on without it."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.types import Scope

from wellbeing.edge import cookies

KEY = "wellbeing.caller"
"""Where the caller stands in an ASGI scope."""

_TAKEN_OUT = frozenset(
    (
        b"cookie",
        b"authorization",
        b"proxy-authorization",
        b"forwarded",
        b"via",
        b"x-real-ip",
        b"x-client-ip",
        b"true-client-ip",
        b"cf-connecting-ip",
    )
)
_NO_ADDRESS = "unknown"


@dataclass(frozen=True, slots=True)
class Caller:
    """One request's or one websocket's other end."""

    origin: str
    """The public origin that was asked for."""
    cookie: str | None = field(default=None, repr=False)
    """The session cookie's value."""
    marks: str = field(default="", repr=False)
    """The device cookie's value."""
    address: str = field(default=_NO_ADDRESS, repr=False)
    """The network address, for allowances only."""
    process: str = ""
    """The process that answered this browser last, as its cookie says; anybody may say anything here."""


def take_out(scope: Scope, origin: str, hops: int) -> tuple[Caller, Scope]:
    """The caller, and a scope for whatever stands behind: without cookies, credentials and address.

    Args:
        scope: what the server gave.
        origin: the public origin asked for; the scope's scheme becomes its scheme.
        hops: how many trusted proxies stand before the server, each adding to X-Forwarded-For.
    """
    headers = Headers(scope=scope)
    found = cookies.read("; ".join(headers.getlist("cookie")))
    caller = Caller(
        origin=origin,
        cookie=found.get(cookies.SESSION),
        marks=found.get(cookies.DEVICE, ""),
        process=found.get(cookies.PROCESS, ""),
        address=_address(scope, headers, hops),
    )
    secure = origin.startswith("https:")
    schemes = ("wss", "ws") if scope["type"] == "websocket" else ("https", "http")
    cleaned: Scope = {
        **scope,
        "headers": [pair for pair in scope["headers"] if not _dropped(pair[0].lower())],
        "scheme": schemes[0] if secure else schemes[1],
        "client": ("0.0.0.0", 0),  # noqa: S104 - a stand-in: nobody behind the edge learns the address
        KEY: caller,
    }
    return caller, cleaned


def _dropped(name: bytes) -> bool:
    return name in _TAKEN_OUT or name.startswith(b"x-forwarded-")


def _address(scope: Scope, headers: Headers, hops: int) -> str:
    """The address of the other end; behind proxies, the one the outermost trusted proxy saw."""
    client = scope.get("client")
    direct = str(client[0]) if client else _NO_ADDRESS
    if not hops:
        return direct
    seen = [one.strip() for line in headers.getlist("x-forwarded-for") for one in line.split(",")]
    if len(seen) < hops:
        return direct
    try:
        return str(ip_address(seen[-hops]))
    except ValueError:
        return direct
