"""The cookies: who is signed in, which accounts were on this device before, and which process answers."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie

SESSION = "__Host-wellbeing"
DEVICE = "__Host-wellbeing-device"
PROCESS = "wellbeing_process"
"""Named so that a proxy can read it, and so without `__Host-`: it says where to ask, and gives no right."""

KNOWN_ACCOUNTS = 6
"""How many accounts a shared workstation is remembered for; the oldest is forgotten first."""

_DEVICE_DAYS = 180
_LONGEST = 4096
_SECURE = "Path=/; Secure; HttpOnly; SameSite=Strict"
_DAY_SECONDS = 86_400


def read(header: str) -> dict[str, str]:
    """Our cookies out of a Cookie header; anything else, and anything malformed, is left out."""
    if not header or len(header) > _LONGEST * 4:
        return {}
    found: dict[str, str] = {}
    for part in header.split(";"):
        name, _, value = part.strip().partition("=")
        if name in (SESSION, DEVICE, PROCESS) and name not in found and _plain(name, value):
            found[name] = value
    return found


def _plain(name: str, value: str) -> bool:
    if not 0 < len(value) <= _LONGEST:
        return False
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(f"{name}={value}")
    except CookieError:
        return False
    return name in jar and jar[name].value == value


def session(cookie: str) -> str:
    """The Set-Cookie line of a session; it ends with the browser."""
    return f"{SESSION}={cookie}; {_SECURE}"


def no_session() -> str:
    """The Set-Cookie line that takes the session cookie away."""
    return f"{SESSION}=; Max-Age=0; {_SECURE}"


def device(marks: str) -> str:
    """The Set-Cookie line that keeps the marks of the accounts known here, oldest first, joined by "."."""
    return f"{DEVICE}={marks}; Max-Age={_DEVICE_DAYS * _DAY_SECONDS}; {_SECURE}"


def process(name: str) -> str:
    """The Set-Cookie line that has a proxy bring the browser back to the process of this name."""
    return f"{PROCESS}={name}; {_SECURE}"


def with_mark(marks: str, mark: str) -> str:
    """The marks with one more, of which the newest `KNOWN_ACCOUNTS` stay."""
    kept = [one for one in marks.split(".") if one and one != mark]
    return ".".join([*kept, mark][-KNOWN_ACCOUNTS:])
