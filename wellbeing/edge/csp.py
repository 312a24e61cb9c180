"""The content security policy of each path, with the hashes of exactly the inline scripts built into it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from html.parser import HTMLParser


class _InlineScripts(HTMLParser):
    """Collects the text of the script elements that a browser would run in place."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        data = (given.get("type") or "").endswith("json")
        self._inside = tag == "script" and "src" not in given and not data
        if self._inside:
            self.found.append("")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._inside = False


def script_hashes(page: str) -> tuple[str, ...]:
    """The CSP sources, such as "'sha256-…'", of the inline scripts of an HTML page, each once, in order."""
    parser = _InlineScripts()
    parser.feed(page)
    parser.close()
    sources = dict.fromkeys(
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in parser.found if text
    )
    return tuple(f"'sha256-{digest}'" for digest in sources)


def policy(origin: str, hashes: Sequence[str] = (), *, built: bool = False) -> str:
    """The header's value.

    Args:
        origin: the public origin the page is on; its websocket counterpart is allowed to be connected to.
        hashes: what `script_hashes` gave for the page.
        built: whether the page comes from the built front end, whose styling writes inline styles.
    """
    socket = origin.replace("http", "ws", 1)
    style = "'self' 'unsafe-inline'" if built else "'self'"
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src 'self'", *hashes)),
            f"style-src {style}",
            "img-src 'self' data:",
            "font-src 'self' data:",
            f"connect-src 'self' {socket}",
            "media-src 'self'",
            "worker-src 'self'",
            "manifest-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )
