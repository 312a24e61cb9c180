"""Forty hostile texts in every text field, looked at as each role: they stay texts."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from tests.browser.answering import EASY_TAPS, confirmed, question, tap, write_note
from tests.browser.house import Device, House
from tests.tools.browser import settled, sign_in
from tests.tools.joining import Account, Walker
from tests.tools.reflex_client import apart
from wellbeing.crypto import codes
from wellbeing.domain.errors import NameUnusable
from wellbeing.domain.names import name as name_of

pytestmark = pytest.mark.browser

SHOWN: Final = (
    "<script data-p>alert(1)</script>",
    "<SCRIPT data-p src=//evil.test/x.js></SCRIPT>",
    '"><script data-p>alert(1)</script>',
    "</script><script data-p>alert(1)</script>",
    "<img data-p src=x onerror=alert(1)>",
    "<img data-p src=//evil.test/a.png>",
    "<svg data-p onload=alert(1)>",
    "<svg data-p><script>alert(1)</script>",
    "<svg><a data-p xlink:href=javascript:alert(1)>x",
    "<math data-p href=javascript:alert(1)>x",
    "<iframe data-p src=javascript:alert(1)>",
    '<iframe data-p srcdoc="<b>x</b>">',
    "<object data-p data=//evil.test/x>",
    "<embed data-p src=//evil.test/x>",
    "<base data-p href=//evil.test/>",
    "<meta data-p http-equiv=refresh content=0>",
    "<link data-p rel=stylesheet href=//evil.test>",
    "<style data-p>*{display:none}</style>",
    "<form data-p action=//evil.test><input>",
    "<a data-p href=javascript:alert(1)>x</a>",
    "[x](javascript:alert(1))",
    "![x](http://evil.test/x.png)",
    "**bold** # <b data-p>h</b>",
    "{{7*7}}",
    "{% print(7*7) %}",
    "${7*7}",
    "#{7*7} <%= 7*7 %>",
    "__proto__",
    "constructor.constructor('alert(1)')()",
    "'-alert(1)-'",
    '" onfocus=alert(1) autofocus data-p="',
    "</textarea><img data-p src=x onerror=alert(1)>",
    "</title><svg data-p onload=alert(1)>",
    "<!-- --><b data-p>x</b>",
    ']]><b data-p>x</b>"}],"delta":{"x":1}',
    "\\u003cscript data-p\\u003ealert(1)",
)
"""What a name may hold as well; fits into sixty characters."""
HIDDEN: Final = ("\u202egnirts\u202c data-p", "a\u0000b<b data-p>x", "a\u2028b\u2029c")
"""What no name may hold, for it cannot be seen."""
LONG: Final = "<b data-p>" * 390
PAYLOADS: Final = (*SHOWN, *HIDDEN, LONG)
MEGABYTE: Final = "<b data-p>" * 100_000

FOUND = """() => ({
    planted: document.querySelectorAll("[data-p]").length,
    strange: [...document.querySelectorAll(
        "main :is(script,iframe,object,embed,base,meta,link,style,math,img)"
    )].map(one => one.outerHTML.slice(0, 80)),
    sums: document.body.innerText.split(/\\s+/).filter(word => word === "49").length,
})"""
NOTHING: Final = {"planted": 0, "strange": [], "sums": 0}


def test_there_are_forty() -> None:
    assert len(set(PAYLOADS)) == 40
    for one in SHOWN:
        assert name_of(one) == one
    for one in HIDDEN:
        with pytest.raises(NameUnusable):
            name_of(one)


@pytest.fixture
def guarded(my: Device) -> Iterator[Device]:
    """A device on which any dialog is remembered; what else goes wrong, every device remembers."""
    dialogs: list[str] = []

    def heard(page: Page) -> None:
        page.on("dialog", lambda one: (dialogs.append(one.message), one.dismiss()))

    my.context.on("page", heard)
    yield my
    assert dialogs == []


def only_text(page: Page, *texts: str) -> None:
    """Nothing of a payload became part of the page, and these stand in it as they were typed."""
    assert page.evaluate(FOUND) == NOTHING
    shown = page.locator("main").inner_text()
    for one in texts:
        assert one in shown, one


def test_in_notes_and_in_the_search(guarded: Device, house: House) -> None:
    page, _ = guarded.newcomer()
    tap(page, EASY_TAPS[0])
    for number in range(8):
        page.get_by_role("button", name="Another day").click()
        page.get_by_role("group", name="Days").get_by_role("button").nth(number).click()
        part = PAYLOADS[number * 5 : number * 5 + 5]
        write_note(page, "\n".join(part))
        question(page, "note").blur()
        confirmed(page)
        only_text(page)
        page.locator("#check-in summary").click()
    page.goto(f"{house.url}/en/history")
    settled(page)
    expect(page.locator(".note")).to_have_count(8)
    only_text(page, *SHOWN)
    for one in (*PAYLOADS[:39], LONG[:190]):
        page.get_by_label("Words in your notes").fill(one)
        page.get_by_role("button", name="Search").click()
        page.wait_for_timeout(60)
        assert page.evaluate(FOUND) == NOTHING
    page.get_by_label("Words in your notes").fill("javascript")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("mark").first).to_be_visible()
    only_text(page, *SHOWN)
    page.locator(".list").first.get_by_role("button").first.click()
    page.get_by_role("button", name="Back to the year").wait_for()
    only_text(page)
    page.goto(f"{house.url}/en/export/print")
    only_text(page, *SHOWN)
    page.goto(f"{house.url}/en/today")
    settled(page)
    page.get_by_role("button", name="Change: Heaviness").click()
    tap(page, "Moderate")
    only_text(page)


def test_in_handles_and_codes(guarded: Device, house: House) -> None:
    guarded.expect("status of 422")
    named = "<b data-p onclick=alert(1)>curlew</b>"
    with Walker(house.url) as walker:
        account = walker.join(house.slips.pop(), named)
    page = guarded.page()
    page.goto(f"{house.url}/en/join")
    # Three wrong codes and no more: after five this computer, and with it every other test, has to wait.
    unknown = codes.invitation()
    for number, handle in enumerate(PAYLOADS):
        code = PAYLOADS[-1 - number] if number < 3 else unknown
        page.fill("#handle", handle)
        page.fill("#code", code)
        page.fill("#passphrase", "one thing of five words")
        page.fill("#again", "and quite another thing")
        send = page.locator("form button.button-wide")
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            send.click()
        expect(send).to_be_enabled()  # the form that was sent cannot be sent again: this is the next one
        expect(page.locator(".error-summary")).to_be_visible()
        assert page.evaluate(FOUND) == NOTHING
        for field, typed in (("#handle", handle), ("#code", code)):
            if typed in SHOWN:
                shown = page.input_value(field)
                assert shown
                assert typed.startswith(shown)
    sign_in(page, house.url, account)
    for place in ("me", "history", "export/print", "account/delete"):
        page.goto(f"{house.url}/en/{place}")
        page.wait_for_timeout(200)
        assert page.evaluate(FOUND) == NOTHING
    page.goto(f"{house.url}/en/export/print")
    only_text(page, named)


@pytest.fixture(scope="module")
def hostile_unit(house: House) -> tuple[Account, Account]:
    """A unit and its seats with nothing but payloads for names: its configurator and its lead."""
    with Walker(house.url) as admin, Walker(house.url) as desk, Walker(house.url) as third:
        admin.sign_in(house.administrator)

        async def create() -> None:
            async with admin.tab("/en/admin") as tab:
                await tab.boot()
                for one in PAYLOADS:
                    await tab.event("units.create", form={"name": one, "time_zone": "UTC"})
                    await asyncio.sleep(0.08)  # a socket that asks faster is closed
                await tab.until(lambda seen: {row["name"] for row in seen.value("units")} >= set(SHOWN))
                assert not {row["name"] for row in tab.value("units")} & {*HIDDEN, LONG}

        apart(create())
        unit = admin.create_unit(SHOWN[0] + "!")
        codes = admin.issue(unit, "configurator", list(SHOWN))
        configurator = desk.join(codes[0])
        desk.issue(unit, "investigator", list(SHOWN))
        form = {"action": "issue", "unit": unit, "role": "lead"}
        for one in (*HIDDEN, LONG):
            refused = desk.post(
                "unit/slips", {"action": "issue", "unit": unit, "role": "lead", "labels": one}
            )
            # A line break in a label makes two labels of it, both of which can be seen.
            assert refused.status == 422 or one == HIDDEN[2]
        huge = desk.post("unit/slips", {**form, "labels": MEGABYTE})
        assert huge.status == 413
        lead = third.join(desk.issue(unit, "lead", ["lead"])[0])
        admin.issue("", "administrator", list(SHOWN))
        return configurator, lead


@pytest.mark.parametrize("role", ["administrator", "configurator", "lead"])
def test_in_names_of_units_and_seats(
    guarded: Device, house: House, hostile_unit: tuple[Account, Account], role: str
) -> None:
    configurator, lead = hostile_unit
    account = {"administrator": house.administrator, "configurator": configurator, "lead": lead}[role]
    page = guarded.page()
    sign_in(page, house.url, account)
    for place in ("today", "history", "me"):
        page.goto(f"{house.url}/en/{place}")
        settled(page)
        only_text(page)
    if role == "administrator":
        page.goto(f"{house.url}/en/admin")
        page.get_by_role("button", name="Open:").first.wait_for()
        only_text(page, *SHOWN)
        page.get_by_role("button", name=f"Open: {SHOWN[0]}!").click()
        page.get_by_role("heading", name="Configurators").wait_for()
        only_text(page, *SHOWN)
    if role == "configurator":
        page.goto(f"{house.url}/en/unit")
        page.get_by_role("heading", name="Seats", exact=True).wait_for()
        only_text(page, *SHOWN)
        slip = page.locator("details", has=page.locator(f"summary[aria-label='New slip: {SHOWN[0]}']"))
        slip.locator("summary").click()
        slip.get_by_role("button", name="Make the new slip").click()
        expect(page.locator("article.slip")).to_have_count(1)
        only_text(page, SHOWN[0])
        page.goto(f"{house.url}/en/unit")
        page.get_by_role("heading", name="Seats", exact=True).wait_for()
        page.locator("textarea[name=labels]").fill("\n".join(one + "?" for one in SHOWN if len(one) < 55))
        page.get_by_role("button", name="Issue and print the slips").click()
        page.locator("article.slip").first.wait_for()
        only_text(page, *(one + "?" for one in SHOWN if len(one) < 55))
