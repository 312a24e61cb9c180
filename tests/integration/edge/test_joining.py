"""From a slip to an account: the journey, its refusals, and a button pressed twice."""

from __future__ import annotations

import asyncio
from urllib.parse import urlencode

import pytest

from tests.integration.edge.house import OTHER_PASSPHRASE, PASSPHRASE, Browser, House
from tests.tools.pages import Page
from wellbeing.crypto import codes
from wellbeing.domain.people import Role

REFUSED = "Please check this This code does not work. It may be mistyped, used or out of date."


def _confirmed(browser: Browser, page: Page) -> Page:
    groups = page.codes[0].split("-")
    form = page.form(action="confirm")
    typed = {name: groups[int(name.removeprefix("group_")) - 1] for name in form.fields}
    return browser.post(form.action, follow=False, **typed)


def test_the_whole_way_in(house: House, browser: Browser) -> None:
    page = browser.get("/en/join")
    form = page.form("code", "handle", "passphrase", "again")
    assert len(form.fields["offered"].split()) == 5
    code = house.code(Role.INVESTIGATOR)
    shown = browser.join(code.lower().replace("-", " "), "quiet tide")
    assert shown.status == 200
    assert shown.path == "/en/join"
    assert shown.response.headers["cache-control"] == "no-store"
    assert len(shown.codes) == 1
    assert browser.session
    done = _confirmed(browser, shown)
    assert (done.status, done.response.headers["location"]) == (303, "/en/today")
    assert browser.get("/en/recovery-code/confirm").path == "/en/today"


def test_the_recovery_code_is_shown_once(house: House, browser: Browser) -> None:
    shown = browser.join(house.code(), "quiet tide")
    later = browser.get("/en/recovery-code/confirm")
    assert later.codes == []
    assert shown.codes[0].split("-")[0] not in later.response.text


def test_two_wrong_groups_are_asked_for_again(house: House, browser: Browser) -> None:
    shown = browser.join(house.code(), "quiet tide")
    form = shown.form(action="confirm")
    again = browser.post(form.action, **dict.fromkeys(form.fields, "0000"))
    assert again.status == 422
    assert again.alerts
    assert again.codes == []
    assert set(again.form(action="confirm").fields.values()) == {""}
    assert _confirmed(browser, shown).status == 303


def test_other_words_are_offered_and_what_was_typed_stays(browser: Browser) -> None:
    page = browser.get("/en/join")
    first = page.form("code").fields["offered"]
    again = browser.post(
        "/en/join", act="words", code="ABCD", handle="quiet tide", passphrase="canary-secret", offered=first
    )
    form = again.form("code")
    assert again.status == 200
    assert form.fields["offered"] != first
    assert (form.fields["code"], form.fields["handle"], form.fields["passphrase"]) == (
        "ABCD",
        "quiet tide",
        "",
    )
    assert "canary-secret" not in again.response.text
    assert page.form("code").buttons[0] == ("act", "join"), "Enter joins, it does not ask for other words"


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"handle": "x"}, "handle", "Pick another handle, 3 to 40 characters long."),
        ({"handle": "x" * 41}, "handle", "Pick another handle, 3 to 40 characters long."),
        (
            {"passphrase": "short", "again": "short"},
            "passphrase",
            "Use at least 15 characters, or five words.",
        ),
        ({"again": "another one entirely"}, "again", "The two passphrases differ. Type them again."),
        (
            {"passphrase": "passwordpassword", "again": "passwordpassword"},
            "passphrase",
            "That passphrase would be guessed soon. Try five unrelated words.",
        ),
        (
            {"passphrase": "x" * 1100, "again": "x" * 1100},
            "passphrase",
            "The passphrase is too long. Up to 1,024 bytes fit.",
        ),
        ({"code": "AAAA-AAAA-AAAA-AAAA-A"}, "code", REFUSED.removeprefix("Please check this ")),
        ({"code": ""}, "code", REFUSED.removeprefix("Please check this ")),
        ({"code": "'; DROP TABLE seats; --"}, "code", REFUSED.removeprefix("Please check this ")),
        ({"code": "A" * 30000}, "code", REFUSED.removeprefix("Please check this ")),
    ],
)
def test_each_slip_of_the_pen_is_said_once_and_at_its_field(
    house: House, browser: Browser, typed: dict[str, str], field: str, sentence: str
) -> None:
    given = {
        "code": house.code(),
        "handle": "quiet tide",
        "passphrase": PASSPHRASE,
        "again": PASSPHRASE,
        **typed,
    }
    before = house.store.tables.copy()
    page = browser.post("/en/join", **given)
    assert page.status == 422
    assert page.alerts == [f"Please check this {sentence}"]
    text = page.response.text
    assert f'<p class="field-error" id="{field}-error">{sentence}</p>' in text
    assert f'<a href="#{field}">{sentence}</a>' in text
    assert 'role="alert" tabindex="-1" id="errors" data-focus autofocus' in text
    assert text.count("aria-invalid") == 1
    assert page.form("code").fields["handle"] == given["handle"]
    assert page.form("code").fields["passphrase"] == page.form("code").fields["again"] == ""
    assert PASSPHRASE not in text
    assert not browser.session
    assert house.store.tables == before


def test_all_mistakes_are_told_at_once_each_at_its_field(house: House, browser: Browser) -> None:
    before = house.store.tables.copy()
    page = browser.post(
        "/en/join", code="AAAA-AAAA-AAAA-AAAA-A", handle="x", passphrase="short", again="other"
    )
    said = {
        "code": "This code does not work. It may be mistyped, used or out of date.",
        "handle": "Pick another handle, 3 to 40 characters long.",
        "passphrase": "Use at least 15 characters, or five words.",
        "again": "The two passphrases differ. Type them again.",
    }
    text = page.response.text
    assert page.status == 422
    assert page.alerts == [f"Please check this {' '.join(said.values())}"]
    for field, sentence in said.items():
        assert f'<p class="field-error" id="{field}-error">{sentence}</p>' in text
        assert f'<a href="#{field}">{sentence}</a>' in text
    assert text.count("aria-invalid") == 4
    assert house.store.tables == before


def test_a_mistake_beside_a_code_tells_nothing_about_the_code(house: House) -> None:
    """A used, an unused and an unknown code: with another mistake in the form the page is the same."""
    used, unused = house.code(Role.INVESTIGATOR), house.code(Role.INVESTIGATOR)
    house.browser().join(used, "first tide")
    pages = []
    for code in (used, unused, codes.grouped(codes.invitation())):
        page = house.browser().post("/en/join", code=code, handle="first tide", passphrase="x", again="x")
        pages.append(page.response.text.split('<p class="words"')[0].replace(code, ""))
        assert page.form("code").fields["code"] == code
    assert pages[0] == pages[1] == pages[2]


def test_a_used_an_ended_and_an_expired_code_are_refused_alike(house: House) -> None:
    used, expired = house.code(Role.INVESTIGATOR), house.code(Role.INVESTIGATOR)
    house.browser().join(used, "first tide")
    said = [refusal(house, one, "second tide") for one in (used, codes.grouped(codes.invitation()))]
    house.clock.forward(days=20)
    said.append(refusal(house, expired, "second tide"))
    assert said[0] == said[1] == said[2]
    assert "This code or handle cannot be used." in said[0]


def test_a_copied_slip_with_a_handle_that_is_taken_tells_nothing(house: House) -> None:
    """The page is the same to the last letter, and so is what the address is charged for."""
    used, unused = house.code(Role.INVESTIGATOR), house.code(Role.INVESTIGATOR)
    house.browser().join(used, "first tide")
    said = [refusal(house, one, "FIRST tide") for one in (used, unused)]
    assert said[0] == said[1]
    assert "If both are refused, ask for a new slip." in said[0]
    assert house.browser().join(unused, "second tide").status == 200


def refusal(house: House, code: str, handle: str) -> str:
    """The page a refused try leads to, without the words it offers and the code that was typed."""
    page = house.browser().join(code, handle)
    assert page.form("code").fields["code"] == code, "it may be a good one: only the handle is typed anew"
    return page.response.text.split('<p class="words"')[0].replace(code, "")


def test_a_button_pressed_twice_joins_once_and_shows_the_same_code(house: House, browser: Browser) -> None:
    code = house.code(Role.INVESTIGATOR)
    people = len(house.store.tables.people)
    body = urlencode({"code": code, "handle": "quiet tide", "passphrase": PASSPHRASE, "again": PASSPHRASE})
    kind = {"Content-Type": "application/x-www-form-urlencoded"}

    async def twice() -> list[str]:
        both = await asyncio.gather(
            browser.sending("POST", "/en/join", content=body, headers=kind),
            browser.sending("POST", "/en/join", content=body, headers=kind),
        )
        assert [one.status_code for one in both] == [200, 200]
        return [one.text.split('<p class="code"')[1].split("</p>")[0] for one in both]

    first, second = house.run(twice())
    assert first == second
    assert len(house.store.tables.people) == people + 1
    third = browser.join(code, "quiet tide")
    assert third.codes, "the page sent again a moment later shows it too"
    assert len(house.store.tables.people) == people + 1
    assert browser.get("/en/passphrase").path == "/en/passphrase", "and the session lives on"


def test_a_handle_that_is_taken_is_refused_and_the_code_stays_good(house: House, browser: Browser) -> None:
    browser.join(house.code(), "quiet tide")
    code = house.code()
    other = house.browser()
    assert other.join(code, "QUIET tide").status == 422
    assert other.join(code, "another tide").status == 200


def test_recovering_takes_the_code_and_gives_a_new_one(house: House, browser: Browser) -> None:
    shown = browser.join(house.code(Role.INVESTIGATOR), "quiet tide")
    code = shown.codes[0]
    old = browser.session
    other = house.browser()
    given = {"handle": "quiet tide", "passphrase": OTHER_PASSPHRASE, "again": OTHER_PASSPHRASE}
    mistyped = other.post("/en/recover", code=code[:-1] + ("0" if code[-1] != "0" else "1"), **given)
    assert mistyped.alerts == [
        "Please check this The code has a typing slip. Please compare it with your print."
    ]
    assert mistyped.form("code").fields["handle"] == "quiet tide"
    assert mistyped.form("code").fields["code"] == ""
    done = other.post("/en/recover", code=code.lower(), **given)
    assert done.status == 200
    assert done.codes[0] != code
    assert house.desks.person.sessions.presence_of_cookie(old) is None
    assert _confirmed(other, done).status == 303
    third = house.browser()
    assert third.post("/en/recover", code=code, **given).status == 403
    assert third.sign_in("quiet tide", OTHER_PASSPHRASE).status == 303


def test_recovery_cannot_be_guessed_into_by_a_repeat_of_the_form(house: House, browser: Browser) -> None:
    code = browser.join(house.code(Role.INVESTIGATOR), "quiet tide").codes[0]
    other = house.browser()
    given = {"handle": "quiet tide", "code": code, "passphrase": OTHER_PASSPHRASE, "again": OTHER_PASSPHRASE}
    done = other.post("/en/recover", **given)
    again = other.post("/en/recover", **given)
    assert done.codes == again.codes, "a page sent again is the same page"
