"""Promise: also what the server says while a page is open comes from the catalog, in every role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page

from tests.tools.browser import chromium, settled, sign_in
from tests.tools.joining import Account, Walker
from tests.tools.lines import OF_LINES
from tests.tools.outside import outside
from tests.tools.server import Server
from wellbeing.words import PSEUDO

pytestmark = pytest.mark.browser

UNIT = "Zeta lab"
NOTE = "quokka walked home"
SEATS = ["zeta seat one", "zeta seat two"]


@dataclass
class Installation:
    """A server with one person in each role."""

    url: str
    administrator: Account
    configurator: Account
    officer: Account

    @property
    def own_words(self) -> list[str]:
        """What people typed here, and what is no sentence."""
        handles = [one.handle for one in (self.administrator, self.configurator, self.officer)]
        return [*OF_LINES, *handles, UNIT, NOTE, *SEATS, "UTC", "configurator one", "English", self.url]


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with Server(tmp_path_factory.mktemp("words") / "data") as server, Walker(server.url) as walker:
        administrator = walker.join(server.code, "zeta administrator")
        unit = walker.create_unit(UNIT)
        (code,) = walker.issue(unit, "configurator", ["configurator one"])
        with Walker(server.url) as second, Walker(server.url) as third:
            configurator = second.join(code, "zeta configurator")
            first_seat, _ = second.issue(unit, "investigator", SEATS)
            officer = third.join(first_seat, "zeta officer")
        yield Installation(server.url, administrator, configurator, officer)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def untranslated(page: Page, installation: Installation) -> list[str]:
    return outside(page.content(), installation.own_words)


def check_in(page: Page) -> None:
    """Answer whatever is asked, and write a note."""
    for _ in range(8):
        choice = page.locator("#check-in fieldset:not([hidden]) label.choice").last
        if not choice.count():
            break
        choice.click()
        page.wait_for_timeout(400)


@pytest.mark.parametrize("route", ["today", "history", "me", "questionnaires", "exposure", "rule"])
def test_an_officers_pages(browser: Browser, installation: Installation, route: str) -> None:
    page = browser.new_context().new_page()
    sign_in(page, installation.url, installation.officer, PSEUDO)
    assert untranslated(page, installation) == []
    check_in(page)
    assert untranslated(page, installation) == []
    page.goto(f"{installation.url}/{PSEUDO}/{route}")
    settled(page)
    assert untranslated(page, installation) == []
    assert page.evaluate("document.documentElement.dir") == "rtl"
    page.context.close()


@pytest.mark.parametrize(
    ("who", "route"), [("configurator", "unit"), ("configurator", "unit/policy"), ("administrator", "admin")]
)
def test_the_pages_of_the_other_roles(
    browser: Browser, installation: Installation, who: str, route: str
) -> None:
    page = browser.new_context().new_page()
    sign_in(page, installation.url, getattr(installation, who), PSEUDO)
    page.goto(f"{installation.url}/{PSEUDO}/{route}")
    settled(page)
    page.get_by_text(UNIT).first.wait_for()
    assert untranslated(page, installation) == []
    page.context.close()


@pytest.mark.parametrize(
    "route", ["", "join", "recover", "help-now", "privacy", "blank", "nothing-here", "unlock"]
)
def test_the_pages_before_sign_in(browser: Browser, installation: Installation, route: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{installation.url}/{PSEUDO}/{route}")
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert untranslated(page, installation) == []
    page.context.close()


def test_hard_coded_text_would_be_seen(browser: Browser, installation: Installation) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{installation.url}/{PSEUDO}/")
    page.evaluate("document.querySelector('main').append('Planted words')")
    assert untranslated(page, installation) == ["Planted words"]
    page.context.close()
