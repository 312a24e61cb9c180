"""Chromium for the journeys: quiet, offline but for the app, with axe and a record of every foreign host."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Request,
    ViewportSize,
    sync_playwright,
)

from tests.tools.chromium import of_the_system
from tests.tools.joining import Account

SWITCHED_OFF = (
    # Two hidden pages of its own below the address bar of every window, a third of all that a test costs.
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    # Playwright's own list, which a second one replaces.
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "TcpPortRandomizationWin",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    "msForceBrowserSignIn",
    "msEdgeUpdateLaunchServicesPreferredVersion",
)
"""Parts of Chromium that no page is made of."""

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Chromium asks its maker how to fill in forms; no page can keep it from that, a flag can.
    "--autofill-server-url=http://127.0.0.1:9/",
    f"--disable-features={','.join(SWITCHED_OFF)}",
)
"""What keeps the browser itself from calling home and lets it run as root in a container."""

PHONE: ViewportSize = {"width": 320, "height": 640}
DESK: ViewportSize = {"width": 1280, "height": 800}
SERIOUS = ("serious", "critical")


class _Driver:
    """One Playwright for everybody, since a thread may run only one; it stops when the last user leaves."""

    def __init__(self) -> None:
        self._users = 0
        self._playwright: Playwright | None = None

    @contextmanager
    def __call__(self) -> Iterator[Playwright]:
        if self._playwright is None:
            self._playwright = sync_playwright().start()
        self._users += 1
        try:
            yield self._playwright
        finally:
            self._users -= 1
            if not self._users:
                self._playwright.stop()
                self._playwright = None


_driver = _Driver()


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser for as long as the block runs."""
    with _driver() as playwright:
        browser = playwright.chromium.launch(executable_path=of_the_system(), args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def chromium_with_profile(folder: Path, **options: Any) -> Iterator[BrowserContext]:
    """A browser that keeps its profile in a folder, so that the folder may be searched afterwards."""
    with _driver() as playwright:
        context = playwright.chromium.launch_persistent_context(
            folder, executable_path=of_the_system(), args=list(FLAGS), **options
        )
        try:
            yield context
        finally:
            context.close()


@dataclass
class Watch:
    """What happened in a browser that should not have: foreign requests, errors, breaches of the CSP."""

    own: frozenset[str]
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    breaches: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether nothing happened."""
        return not (self.foreign or self.errors or self.breaches)

    def look(self, page: Page) -> None:
        """Watch one page from now on."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def asked(self, request: Request) -> None:
        """Note a request that goes elsewhere."""
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in self.own:
            self.foreign.append(f"{parts.scheme}://{parts.netloc}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type != "error":
            return
        breach = "Content Security Policy" in message.text or "Content-Security-Policy" in message.text
        (self.breaches if breach else self.errors).append(message.text)


def watch(context: BrowserContext, *own: str) -> Watch:
    """Watch every page of a context, now and later; `own` names the hosts that belong to the app."""
    seen = Watch(frozenset(own or ("127.0.0.1", "localhost", "::1")))
    context.on("request", seen.asked)
    context.on("page", seen.look)
    for page in context.pages:
        seen.look(page)
    return seen


def is_loopback(host: str) -> bool:
    """Whether a host is this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def axe(page: Page, impacts: Sequence[str] = SERIOUS, leave: Sequence[str] = ()) -> list[str]:
    """What axe finds on the page as it is now, one line for each rule and place.

    Args:
        page: the page, already showing what is to be judged.
        impacts: axe's own words for how bad it is; the serious ones unless told.
        leave: rules that are judged elsewhere, each of which the caller must explain.
    """
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for one in found
        if one["impact"] in impacts and one["id"] not in leave
        for node in one["nodes"]
    ]


def texts(page: Page) -> str:
    """The HTML as it stands in the browser after scripts ran, for `tests.tools.outside`."""
    return str(page.content())


def storage(page: Page) -> dict[str, dict[str, str]]:
    """What the page keeps in the browser: both storages, and the names of caches and databases."""
    kept: dict[str, dict[str, str]] = page.evaluate(
        """async () => ({
            local: {...localStorage},
            session: {...sessionStorage},
            caches: Object.fromEntries(await Promise.all((await caches.keys()).map(async name => {
                const kept = await (await caches.open(name)).keys();
                return [name, kept.map(one => new URL(one.url).pathname).join(" ")];
            }))),
            databases: Object.fromEntries(
                (await indexedDB.databases()).map(one => [one.name, String(one.version)])),
        })"""
    )
    return kept


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window; 0 when nothing must be scrolled sideways."""
    wider: int = page.evaluate(
        "Math.max(0, document.scrollingElement.scrollWidth - document.documentElement.clientWidth)"
    )
    return wider


def sign_in(page: Page, url: str, account: Account, locale: str = "en") -> None:
    """Sign in on the first page, as a person does, and wait for the page it leads to."""
    page.goto(f"{url}/{locale}/")
    page.fill("#handle", account.handle)
    page.fill("#passphrase", account.passphrase)
    page.locator("form button.button-wide").click()
    page.wait_for_url(f"**/{locale}/today**")
    settled(page)


def settled(page: Page, phase: str = "open") -> None:
    """Wait until a page behind sign-in shows what the server knows of its reader."""
    page.locator(f'#harbour[data-phase="{phase}"]').wait_for(state="attached")
    page.wait_for_timeout(300)
