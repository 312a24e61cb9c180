"""A worked hour in a browser: a server whose clock a test sends ahead, and what its pages have announced."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from tests.tools.server import Server

MINUTE = 60.0
HEAR = """
document.addEventListener("harbour:told", (event) => window.heard(event.detail, Date.now()));
"""
"""Tells the test each time that a tab announces something; it outlives reloads."""


class AheadServer(Server):
    """The usual server, whose clock can be sent ahead of this computer's."""

    @property
    def _file(self) -> Path:
        return self.data.parent / "ahead"

    def command(self, *words: str) -> list[str]:
        """The command line, with the clock that runs ahead."""
        return [sys.executable, "-m", "tests.tools.run_ahead", *words]

    def be_ahead(self, seconds: float) -> None:
        """Be so many seconds ahead from now on."""
        fresh = self._file.with_suffix(".new")
        fresh.write_text(str(seconds), encoding="utf-8")
        fresh.replace(self._file)

    def leap(self) -> None:
        """Let eleven minutes pass for whatever counts idle time."""
        os.kill(self.pid, signal.SIGUSR1)

    def _environment(self) -> dict[str, str]:
        return {**super()._environment(), "AHEAD": str(self._file)}


@dataclass
class Shift:
    """What has been announced so far in all tabs of one browser, and how far ahead its server is."""

    server: AheadServer
    told: list[tuple[str, float]] = field(default_factory=list)
    """What was announced, and when by this computer's clock, in milliseconds since 1970."""
    ahead: float = 0.0

    def listen(self, context: BrowserContext) -> None:
        """Hear whatever any page of a browser announces, from its next load on."""
        context.expose_binding("heard", lambda _source, what, at: self.told.append((what, at)))
        context.add_init_script(HEAR)

    @property
    def words(self) -> list[str]:
        """What was announced, in its order."""
        return [what for what, _ in self.told]

    def pass_minutes(self, minutes: float, *pages: Page) -> None:
        """Let time pass on the server, and have pages ask what time it is."""
        self.ahead += minutes * MINUTE
        self.server.be_ahead(self.ahead)
        for page in pages:
            look(page)

    def until(self, page: Page, *words: str) -> None:
        """Wait until exactly these announcements were made, and a moment longer for any too many."""
        for _ in range(100):
            if self.words[: len(words)] == list(words):
                break
            page.wait_for_timeout(100)
        page.wait_for_timeout(600)
        assert self.words == list(words)


def look(page: Page) -> None:
    """Have a page ask the server, as it does when it is looked at again; asking too soon waits its turn."""
    page.evaluate("dispatchEvent(new Event('focus'))")


def stands(page: Page, stage: str) -> None:
    """Wait until a page's ring shows a stage."""
    expect(page.locator("html")).to_have_attribute("data-timer", stage)


def verb(page: Page, name: str, within: str = "main") -> None:
    """Press a verb of the timer: one click. A break that is due has its verbs on its card as well."""
    page.locator(f"{within} [data-verb={name}]:visible").first.click()


def clock(page: Page) -> dict[str, Any]:
    """What the page was last told by the server."""
    told: dict[str, Any] = page.evaluate("({...document.getElementById('clock').dataset})")
    return told
