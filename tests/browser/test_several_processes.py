"""A real browser among several processes: forms are sent on to where its person is; pages outlive a kill."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.answering import holds, tap
from tests.tools import several as tools
from tests.tools.browser import settled, sign_in
from tests.tools.joining import Account, Walker
from tests.tools.several import PROCESS, Several

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(tools.missing() is not None, reason=str(tools.missing())),
]
AWAY = 20_000
"""Milliseconds in which a page has noticed that its process is gone, and another one has answered."""


@pytest.fixture
def several(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Several]:
    with Several(tmp_path_factory.mktemp("several")) as made:
        made.populate(1)
        made.start()
        yield made


@pytest.fixture
def context(browser: Browser, several: Several) -> Iterator[BrowserContext]:
    """A browser that is kept with process "two" at first."""
    opened = browser.new_context(ignore_https_errors=True, locale="en-GB")
    opened.add_cookies([{"name": PROCESS, "value": "two", "url": several.url, "secure": True}])
    yield opened
    opened.close()


def process_of(page: Page) -> str:
    return next(one["value"] for one in page.context.cookies() if one["name"] == PROCESS)


def sign_in_again(page: Page, account: Account) -> None:
    """Fill in the dialog over a page whose session is gone."""
    expect(page.locator("dialog#sign-in")).to_be_visible(timeout=AWAY)
    page.fill("#sign-in input[name=handle]", account.handle)
    page.fill("#sign-in input[name=passphrase]", account.passphrase)
    page.locator("#sign-in button[type=submit]").click()
    settled(page)
    expect(page.locator("dialog#sign-in")).to_be_hidden()


def test_forms_are_sent_on_and_a_page_outlives_its_process(several: Several, context: BrowserContext) -> None:
    account, page = several.people[0], context.new_page()
    with Walker(several.url) as phone:
        phone.cookies[PROCESS] = "one"
        phone.sign_in(account)
        sign_in(page, several.url, account)  # on the page of "two"; nothing is typed twice
        assert process_of(page) == "one"
        tap(page, "Light")
        several["one"].kill()
        phone.cookies = {PROCESS: "two"}
        phone.sign_in(account)
        several["one"].start()
        # The page comes back to "one", which knows nobody; what its script posts there is sent on to "two".
        sign_in_again(page, account)
        assert process_of(page) == "two"
        holds(page, heaviness="1")
        page.reload()
        settled(page)
        holds(page, heaviness="1")
