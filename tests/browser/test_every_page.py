"""Every page in every state: axe, nothing to scroll sideways, large text; light, dark, both directions."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import NewDevice
from tests.browser.house import House, LeapingServer
from tests.browser.places import headings
from tests.browser.walking import everywhere
from tests.tools.browser import DESK, PHONE, overflow
from tests.tools.run_cheap import HURRIED
from tests.tools.server import LOCALES
from wellbeing.words import translator

pytestmark = [pytest.mark.browser, pytest.mark.long]

ALL: Final[dict[str, Any]] = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
COLOURS: Final[dict[str, Any]] = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
"""What a dark theme can change."""
TWICE: Final = {"standard": 32, "fixed": 26}
ONCE: Final = {"standard": 16, "fixed": 13}
NOT_HERE: Final = frozenset({"demo"})
"""Templates that only `wellbeing demo` serves."""


@dataclass
class Findings:
    """What was found wrong, and which headings have been seen."""

    wrong: list[str] = field(default_factory=list)
    headings: set[str] = field(default_factory=set)
    stops: int = 0

    def judge(self, name: str, page: Page, *, dark: bool) -> None:
        """Judge one page in each of its looks."""
        self.stops += 1
        self.headings |= {page.title().partition(" · ")[0], *page.locator("h1").all_inner_texts()}
        self._axe(f"{name}, light", page, ALL)
        if dark:
            page.emulate_media(color_scheme="dark")
            page.wait_for_timeout(20)
            self._axe(f"{name}, dark", page, COLOURS)
            page.emulate_media(color_scheme="light")
        page.set_viewport_size(PHONE)
        self._axe(f"{name}, 320 px", page, ALL)
        self._fits(f"{name}, 320 px", page)
        page.set_viewport_size(DESK)
        session = page.context.new_cdp_session(page)
        session.send("Page.setFontSizes", {"fontSizes": TWICE})
        self._fits(f"{name}, text 200 %", page)
        session.send("Page.setFontSizes", {"fontSizes": ONCE})
        session.detach()

    def _fits(self, name: str, page: Page) -> None:
        if wider := overflow(page):
            self.wrong.append(f"{name}: {wider} px too wide")

    def _axe(self, name: str, page: Page, options: dict[str, Any]) -> None:
        if not page.evaluate("'axe' in window"):
            page.evaluate(Axe().axe_script)
        found: list[dict[str, Any]] = page.evaluate(
            f"axe.run({json.dumps(options)}).then(one => one.violations)"
        )
        for one in found:
            places = "; ".join(" ".join(map(str, node["target"])) for node in one["nodes"][:4])
            line = f"{name}: {one['id']} ({one['impact']}): {places}: {one['nodes'][0]['failureSummary']}"
            self.wrong.append(line)


def unseen(found: Findings, locale: str) -> Iterator[str]:
    """The headings of our templates that no stop has shown: a new page needs a way to it."""
    t = translator(locale)
    for template, words in headings():
        if template not in NOT_HERE and t(words) not in found.headings:
            yield f"{template}: {words}"


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One of its own: nobody looks at a hundred pages as fast as they come."""
    data = tmp_path_factory.mktemp("walked") / "data"
    with LeapingServer(data, environment={HURRIED: "1"}) as server:
        made = House(server)
        made.furnish()
        yield made


@pytest.mark.parametrize("locale", LOCALES)
def test_every_page(
    new_device: NewDevice, house: House, locale: str, record_property: Callable[[str, object], None]
) -> None:
    found = Findings()
    for name, page in everywhere(house, new_device, locale):
        found.judge(name, page, dark=locale == "en")
    record_property("counted", f"{found.stops} stops in {locale}")
    assert not found.wrong, "\n".join(found.wrong)
    assert list(unseen(found, locale)) == []
