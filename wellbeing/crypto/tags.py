"""Tags: what lets the database find a handle, a code or a session without holding one."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
import unicodedata
from typing import Final

from wellbeing.crypto import envelope, kdf
from wellbeing.crypto.frames import lp
from wellbeing.domain.errors import SignedOut

TAG_LENGTH: Final = 32
_COOKIE_BYTES: Final = 32
_COOKIE: Final = re.compile(r"[A-Za-z0-9_-]{43}")


def tag(pepper: bytes, label: str, value: bytes | str) -> bytes:
    """HMAC-SHA256 of a value under the pepper, 32 bytes; tags of different labels never meet."""
    return hmac.digest(pepper, lp(label, value), "sha256")


def handle_tag(pepper: bytes, handle: str) -> bytes:
    """Where a handle is found; case and Unicode spelling make no difference."""
    return tag(pepper, "wb/handle/v1", plain_handle(handle).encode("utf-8", "surrogatepass"))


def plain_handle(handle: str) -> str:
    """The handle as it is compared: NFKC and casefolded, both until nothing changes."""
    once = unicodedata.normalize("NFKC", handle).casefold()
    return unicodedata.normalize("NFKC", once).casefold()


def code_digest(pepper: bytes, code: str) -> bytes:
    """What a seat keeps of the code on its newest slip."""
    return tag(pepper, "wb/code/v1", code)


def spent_digest(pepper: bytes, code: str) -> bytes:
    """What is kept of a used code; without the code it cannot be matched with any seat."""
    return tag(pepper, "wb/spent/v1", code)


def confirmation_mark(pepper: bytes, unit: bytes, line_id: str, seat: bytes) -> bytes:
    """What a confirmed crisis line keeps of the configurator's seat: tells two apart, and names neither.

    A seat looks the same in the database whether anyone has taken it; the seat itself would say so here.
    """
    return tag(pepper, "wb/confirmation/v1", lp(unit, line_id, seat))


def setting_mark(pepper: bytes, name: str, value: str) -> bytes:
    """What the database keeps of a setting, to notice at a start that it was changed."""
    return tag(pepper, "wb/setting/v1", lp(name, value))


def pepper_mark(pepper: bytes) -> bytes:
    """What the database keeps to notice that it was started with another installation's pepper."""
    return tag(pepper, "wb/pepper/v1", b"")


def constant_time_equal(left: bytes, right: bytes) -> bool:
    """Whether two byte strings are the same, in a time that does not depend on where they differ."""
    return hmac.compare_digest(left, right)


def random_token(size: int = _COOKIE_BYTES) -> str:
    """So many random bytes, as base64url without padding."""
    return secrets.token_urlsafe(size)


def cookie_secret(cookie: str) -> bytes:
    """The 32 bytes of a session cookie.

    Raises:
        SignedOut: this is no cookie of ours.
    """
    if not _COOKIE.fullmatch(cookie):
        raise SignedOut
    secret = base64.urlsafe_b64decode(cookie + "=")
    if base64.urlsafe_b64encode(secret).decode() != cookie + "=":  # one spelling each, so one id each
        raise SignedOut
    return secret


def cookie_id(cookie: str) -> str:
    """The session's id: SHA-256 of the cookie's bytes, as hex; it opens nothing.

    Raises:
        SignedOut: this is no cookie of ours.
    """
    return hashlib.sha256(b"wb/session/v1" + cookie_secret(cookie)).hexdigest()


def wrap_under_cookie(cookie: str, text: bytes) -> bytes:
    """Seal a text so that only the bearer of the cookie opens it, for memory rather than disk."""
    key = _cookie_key(cookie)
    sealed = envelope.seal(key, 0, b"wb/session/v1", (b"session",), text)
    kdf.zero(key)
    return sealed


def unwrap_under_cookie(cookie: str, sealed: bytes) -> bytes:
    """What `wrap_under_cookie` sealed.

    Raises:
        SignedOut: this is no cookie of ours.
        Damaged: it was sealed under another cookie.
    """
    key = _cookie_key(cookie)
    try:
        return envelope.open_(key, b"wb/session/v1", (b"session",), sealed)
    finally:
        kdf.zero(key)


def _cookie_key(cookie: str) -> bytearray:
    return kdf.expand(cookie_secret(cookie), b"wb/cookie/v1")
