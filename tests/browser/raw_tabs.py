"""A browser's tabs without a driver's help: Playwright keeps its own awake, so that none is ever hidden."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from playwright.sync_api import Browser, CDPSession

ANSWERS = 5.0
"""Seconds within which a tab answers."""


class Tabs:
    """Tabs of one window with cookies of their own; the newest is in front and hides the others."""

    def __init__(self, browser: Browser, url: str, cookies: dict[str, str]) -> None:
        """Prepare a window; use it as a context manager."""
        self._browser = browser
        self._url = url
        self._cookies = cookies
        self._answers: dict[int, dict[str, Any]] = {}
        self._asked = 0

    def __enter__(self) -> Self:
        """Make the window's context and put the cookies in."""
        self._session: CDPSession = self._browser.new_browser_cdp_session()
        self._session.on("Target.receivedMessageFromTarget", self._received)
        self._context = self._session.send("Target.createBrowserContext")["browserContextId"]
        home = "https://127.0.0.1/"
        cookies = [
            {"name": name, "value": value, "url": home, "secure": True, "path": "/"}
            for name, value in self._cookies.items()
        ]
        self._session.send("Storage.setCookies", {"browserContextId": self._context, "cookies": cookies})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the window."""
        self._session.send("Target.disposeBrowserContext", {"browserContextId": self._context})
        self._session.detach()

    def open(self, path: str) -> Tab:
        """A new tab in front of the others."""
        made = self._session.send(
            "Target.createTarget", {"url": self._url + path, "browserContextId": self._context}
        )
        attached = self._session.send("Target.attachToTarget", {"targetId": made["targetId"]})
        return Tab(self, attached["sessionId"])

    def ask(self, tab: str, method: str, **values: Any) -> dict[str, Any]:
        """Send a command to a tab and wait for what it answers.

        Raises:
            TimeoutError: it does not answer.
        """
        self._asked += 1
        number = self._asked
        message = json.dumps({"id": number, "method": method, "params": values})
        self._session.send("Target.sendMessageToTarget", {"sessionId": tab, "message": message})
        began = time.monotonic()
        while number not in self._answers:
            if time.monotonic() - began > ANSWERS:
                raise TimeoutError(method)
            self._session.send("Target.getTargets")  # gives the driver a turn to read what has come
        return self._answers.pop(number)

    def _received(self, event: dict[str, Any]) -> None:
        message = json.loads(event["message"])
        if "id" in message:
            self._answers[message["id"]] = message


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab."""

    tabs: Tabs
    session: str

    def run(self, script: str) -> Any:
        """The value of a script in the page; None while a page is on its way."""
        answer = self.tabs.ask(
            self.session, "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        return answer.get("result", {}).get("result", {}).get("value")

    def until(self, script: str, within: float = 10.0) -> None:
        """Wait until a script is true.

        Raises:
            TimeoutError: it does not become true in so many seconds.
        """
        began = time.monotonic()
        while not self.run(f"Boolean({script})"):
            if time.monotonic() - began > within:
                raise TimeoutError(script)
            time.sleep(0.05)
