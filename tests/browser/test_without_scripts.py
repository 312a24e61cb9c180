"""With JavaScript switched off: joining, both secrets, a new key, and leaving for good."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewDevice
from tests.browser.house import Device, House
from tests.tools.joining import made_up_passphrase

pytestmark = pytest.mark.browser

BUTTON = "main form button:not([name=act][value=words]):not(.visually-hidden):not([hidden])"


@pytest.fixture
def plain(new_device: NewDevice) -> Device:
    return new_device(java_script_enabled=False, viewport={"width": 390, "height": 780})


def send(page: Page, **fields: str) -> None:
    """Fill in the fields and press the form's own button."""
    for name, text in fields.items():
        page.fill(f"#{name}", text)
    page.locator(BUTTON).last.click()


def confirm(page: Page, my: Device) -> str:
    """Type the two groups of the code that the page shows, after a mistake."""
    groups = page.locator(".code span").all_inner_texts()
    my.keep_secret("-".join(groups))
    fields = [str(one.get_attribute("name")) for one in page.locator("input[name^=group_]").all()]
    send(page, **dict.fromkeys(fields, "ZZZZ"))
    expect(page.locator(".error-summary")).to_be_visible()
    assert page.locator(".code").count() == 0, "a code is shown once"
    send(page, **{name: groups[int(name.removeprefix("group_")) - 1] for name in fields})
    page.wait_for_url("**/en/today**")
    return "-".join(groups)


def sign_out(page: Page, url: str) -> None:
    page.goto(f"{url}/en/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("#handle")).to_be_visible()


def sign_in(page: Page, handle: str, passphrase: str) -> None:
    send(page, handle=handle, passphrase=passphrase)


def test_a_whole_life_without_scripts(house: House, plain: Device) -> None:
    page, code = plain.page(), house.slips.pop()
    handle, first, second, third = "curlew nine", *(made_up_passphrase() for _ in range(3))
    plain.keep_secret(code, handle, first, second, third)
    # Refused forms answer with a refusing status, which Chromium writes into its console.
    plain.expect("status of 403", "status of 422")

    page.goto(f"{house.url}/en/")
    expect(page.get_by_role("button", name="Leave quickly")).to_be_hidden()
    page.get_by_role("link", name="I have an invitation code").click()
    offered = page.locator("#offer").inner_text()
    page.get_by_role("button", name="Offer other words").click()
    assert page.locator("#offer").inner_text() != offered
    send(page, code="AAAA-AAAA-AAAA-AAAA", handle=handle, passphrase=first, again=first)
    expect(page.locator(".error-summary a")).to_have_attribute("href", "#code")
    expect(page.locator("#handle")).to_have_value(handle)
    send(page, code=code.lower(), passphrase=first, again=second)
    expect(page.locator(".error-summary a")).to_have_attribute("href", "#again")
    send(page, passphrase=first, again=first)
    confirm(page, plain)
    expect(page.locator("main noscript p")).to_contain_text("This page needs JavaScript.")

    page.goto(f"{house.url}/en/passphrase")
    send(page, current=second, passphrase=second, again=second)
    expect(page.locator(".error-summary")).to_be_visible()
    send(page, current=first, passphrase=second, again=second)
    expect(page.get_by_role("heading", name="Your passphrase is changed")).to_be_visible()
    sign_out(page, house.url)
    sign_in(page, handle, first)
    expect(page.locator(".error-summary")).to_be_visible()
    sign_in(page, handle, second)
    page.wait_for_url("**/en/today**")

    page.goto(f"{house.url}/en/rotate")
    send(page, passphrase=second)
    recovery = confirm(page, plain)
    sign_out(page, house.url)

    page.get_by_role("link", name="Use my recovery code").click()
    send(page, handle=handle, code=recovery, passphrase=third, again=third)
    fresh = confirm(page, plain)
    assert fresh != recovery
    sign_out(page, house.url)
    page.goto(f"{house.url}/en/recover")
    send(page, handle=handle, code=recovery, passphrase=first, again=first)
    expect(page.locator(".error-summary")).to_be_visible()
    page.goto(f"{house.url}/en/")
    sign_in(page, handle, third)
    page.wait_for_url("**/en/today**")

    page.goto(f"{house.url}/en/account/delete")
    send(page, word="no", passphrase=third)
    expect(page.locator(".error-summary")).to_be_visible()
    word = page.locator("label[for=word]").inner_text().split("“")[1].split("”")[0]
    send(page, word=word, passphrase=third)
    expect(page.get_by_role("heading", name="Your account is deleted")).to_be_visible()
    expect(page.get_by_text("Receipt number")).to_be_visible()
    page.goto(f"{house.url}/en/")
    sign_in(page, handle, third)
    expect(page.locator(".error-summary")).to_be_visible()
