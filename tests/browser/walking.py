"""Opens every page and every state of it, one after the other, in one locale."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from playwright.sync_api import Page, expect

from tests.browser.answering import ASKED, card, confirmed, open_note, question
from tests.browser.helping import helps
from tests.browser.house import Device, House
from tests.browser.places import edge_places, reflex_places
from tests.browser.teaming import teams
from tests.tools.browser import settled

Stop = tuple[str, Page]
WRONG = "not this one at all"


def everywhere(house: House, new_device: Callable[..., Device], locale: str) -> Iterator[Stop]:
    """Every stop with its name, seen from its top: what lies half under the sticky header is not small."""
    for name, page in _stops(house, new_device, locale):
        page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
        yield name, page


def _stops(house: House, new_device: Callable[..., Device], locale: str) -> Iterator[Stop]:
    """Every stop; what a stop changes, the next one puts right."""
    look = {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light", "reduced_motion": "reduce"}
    stranger, newcomer, master = (new_device(**look) for _ in range(3))
    for one in (stranger, newcomer, master):
        # Refused forms answer with a refusing status, which Chromium writes into its console.
        one.expect("status of 403", "status of 404", "status of 422")
    root = f"{house.url}/{locale}"
    page = master.enter(house.master, f"/{locale}/today")
    seen = yield from _of_a_stranger(stranger, root)
    for place in edge_places():
        page.goto(f"{root}/{place}")
        if _is_at(page, f"{root}/{place}") and (place not in seen or not place):
            yield f"{place or 'landing'}, signed in", page
    yield from _of_a_newcomer(newcomer, house, root)
    for place in reflex_places():
        page.goto(f"{root}/{place}")
        settled(page)
        page.wait_for_timeout(200)
        yield place, page
    yield from _today(page, root)
    yield from _at_work(page, root)
    yield from _history_and_me(page, root)
    yield from _questionnaires(page, root)
    yield from _exposure_and_rules(page, root)
    yield from helps(page, root)
    yield from teams(page, root)
    yield from _desks(page, root)
    yield from _locked(page, root)


def _is_at(page: Page, url: str) -> bool:
    return page.url.rstrip("/") == url.rstrip("/")


def _of_a_stranger(device: Device, root: str) -> Iterator[Stop]:
    """Everything that nobody needs a key for; the addresses, as the generator's value."""
    page, seen = device.page(), set()
    for place in edge_places():
        page.goto(f"{root}/{place}")
        if _is_at(page, f"{root}/{place}"):
            seen.add(place)
            yield place or "landing", page
    page.goto(f"{root}/nothing-here")
    yield "not found", page
    page.goto(f"{root}/")
    page.fill("#handle", "nobody of that name")
    page.fill("#passphrase", WRONG)
    page.locator("form button.button-wide").click()
    yield "landing, refused", page
    return seen


def _of_a_newcomer(device: Device, house: House, root: str) -> Iterator[Stop]:
    """Joining, confirming, a new passphrase and leaving for good: pages that only a form leads to."""
    page, passphrase = device.page(), "five words that nobody would guess"
    page.goto(f"{root}/join")
    fields = {"code": house.slips.pop(), "handle": "sandpiper three", "passphrase": passphrase}
    _send(page, **fields, again=WRONG)
    yield "join, refused", page
    _send(page, passphrase=passphrase, again=passphrase)
    page.locator(".code").wait_for()
    groups = page.locator(".code span").all_inner_texts()
    yield "recovery code", page
    names = [str(one.get_attribute("name")) for one in page.locator("input[name^=group_]").all()]
    _send(page, **dict.fromkeys(names, "ZZZZ"))
    yield "recovery code, mistyped", page
    page.goto(f"{root}/recovery-code/confirm")
    yield "recovery code, to confirm", page
    _send(page, **{name: groups[int(name.removeprefix("group_")) - 1] for name in names})
    page.wait_for_url("**/today**")
    settled(page)
    yield "today, for the first time", page
    page.goto(f"{root}/history")
    settled(page)
    yield "history, empty", page
    page.goto(f"{root}/export/print")
    yield "print, empty", page
    page.goto(f"{root}/passphrase")
    _send(page, current=WRONG, passphrase=passphrase + "!", again=passphrase + "!")
    yield "passphrase, refused", page
    _send(page, current=passphrase, passphrase=passphrase + "!", again=passphrase + "!")
    page.wait_for_url("**/passphrase/changed")
    yield "passphrase, changed", page
    page.goto(f"{root}/account/delete")
    _send(page, word="no", passphrase=passphrase)
    yield "delete, refused", page
    word = page.locator("label[for=word]").inner_text().split("“")[1].split("”")[0]
    _send(page, word=word, passphrase=passphrase + "!")
    page.locator("dl.facts").wait_for()
    yield "deleted", page


def _today(page: Page, root: str) -> Iterator[Stop]:
    page.goto(f"{root}/today")
    settled(page)
    page.locator("button[aria-label]").filter(visible=True).first.wait_for()
    yield "today, all said", page
    page.locator("main .list button").first.click()
    question(page, "heaviness").wait_for()
    yield "today, an answer to change", page
    open_note(page)
    yield "today, the note open", page
    page.locator("main .spread button").first.click()
    page.locator("main .spread + [role=group] button").first.wait_for()
    yield "today, other days", page
    page.locator("main .spread + [role=group] button").nth(1).click()
    page.locator("main .list button").first.wait_for()
    page.locator("main .list ~ button, main .list + button").first.click()
    page.locator("main .notice:not([data-ask]) button").wait_for()
    yield "today, deleted", page
    for answer in (4, 0, 0, 3):
        page.locator(f"{ASKED} label.choice").nth(answer).click()
        confirmed(page)
    card(page, ".*").nth(1).click()
    confirmed(page)
    yield "today, the last question", page
    page.locator("#check-in [data-question=recovery] label.choice").first.click()
    page.locator(".offer").wait_for()
    yield "today, an offer", page
    page.locator(".offer button").first.click()
    page.locator(".breath").wait_for()
    yield "today, breathing", page


def _at_work(page: Page, root: str) -> Iterator[Stop]:
    """A session, its break in each of its ways, and the end of the day."""
    page.goto(f"{root}/today")
    settled(page)
    page.locator(".kinds button").first.click()
    page.locator("main [data-verb=start]:visible").click()
    page.locator("main [data-verb=break]:visible").wait_for()
    page.locator("main .clock-more summary").first.click()
    yield "today, at work", page
    page.locator("main [data-verb=break]:visible").click()
    page.wait_for_url("**/break")
    page.locator(".rest h2").wait_for()
    for one in page.locator(".rest-choice button").all():
        one.click()
        page.locator('.rest-choice button[aria-pressed="true"]').wait_for()
        page.wait_for_timeout(200)
        yield f"break, {one.inner_text().splitlines()[0]}", page
    page.locator("main [data-verb=stop]:visible").click()
    for step in range(4):
        page.locator(".rest h2").wait_for()
        page.wait_for_timeout(200)
        yield f"the end of the day, {step}", page
        if step < 3:
            page.locator(".rest button").first.click()
    page.goto(f"{root}/today")
    settled(page)
    page.locator("main [data-verb=start]:visible").click()
    page.locator("main [data-verb=break]:visible").wait_for()


def _history_and_me(page: Page, root: str) -> Iterator[Stop]:
    page.goto(f"{root}/history")
    settled(page)
    page.locator("main .list button").first.wait_for()
    for one in page.locator("main details").all():
        one.locator("summary").click()
    yield "history, tables open", page
    page.locator("input[type=search]").fill("zzz")
    page.locator("form button[type=submit]").filter(visible=True).click()
    page.wait_for_timeout(300)
    yield "history, nothing found", page
    page.locator("main .list button").first.click()
    page.locator("main .list button").first.wait_for(state="hidden")
    yield "history, a day", page
    page.goto(f"{root}/me")
    settled(page)
    page.locator("button[aria-expanded]").click()
    page.locator('button[aria-expanded="true"]').wait_for()
    yield "me, the log", page


def _questionnaires(page: Page, root: str) -> Iterator[Stop]:
    """A questionnaire from the shelf to its end, by both ways, and back on the shelf without a trace."""
    page.goto(f"{root}/questionnaires")
    settled(page)
    cards = page.locator("main section.card")
    cards.nth(2).locator(".row button").first.click()
    page.locator("main section.card ul").first.wait_for()
    yield "questionnaires, before asking", page
    page.locator("main section.card .row button").first.click()
    page.locator("fieldset.choices").wait_for()
    yield "questionnaires, one item", page
    for at in range(4):
        page.locator(f"[data-step^='one-{at}-']").wait_for()
        page.locator("fieldset.choices button").nth(at).click()
    page.locator("[data-step^='end-']").wait_for()
    yield "questionnaires, the end", page
    page.locator("main section.card .row button").nth(1).click()
    page.locator("input[type=radio]").first.wait_for()
    yield "questionnaires, in a list", page
    page.locator("main section.card > .row button").first.click()
    page.locator("main section.card h3").first.wait_for()
    for one in page.locator("main details").all():
        one.locator("summary").click()
    yield "questionnaires, finished", page
    page.locator("main section.card > .row button").nth(1).click()
    page.locator("main .list li").first.wait_for()
    yield "questionnaires, looking back", page
    page.locator("main .list li button").last.click()
    page.locator("main .notice button").last.wait_for()
    yield "questionnaires, deleted", page


def _exposure_and_rules(page: Page, root: str) -> Iterator[Stop]:
    """Break times with everything open and a number that cannot be used, a session of one's own, the rule."""
    page.goto(f"{root}/unit/policy")
    settled(page)
    page.locator(".effect").wait_for()
    for one in page.locator("main details").all():
        one.evaluate("one => { one.open = true; }")
    page.locator("#rule-break_min").fill("99")
    page.locator("#rule-break_min").press("Tab")
    page.locator("#wrong-break_min:not(:empty)").wait_for()
    yield "unit/policy, all open, a number to mend", page
    page.goto(f"{root}/exposure")
    settled(page)
    expect(page.locator("#session-day")).not_to_have_value("")
    page.locator("#session-start").fill("00:00")
    page.locator("#session-minutes").fill("1")
    page.locator("main form button[type=submit]").click()
    page.locator("main .list button").first.wait_for()
    page.locator("main .list button").first.click()
    page.wait_for_timeout(200)
    yield "exposure, a session to correct", page
    page.goto(f"{root}/rule")
    settled(page)
    page.locator(".day-bar").wait_for()
    for one in page.locator("main details").all():
        one.evaluate("one => { one.open = true; }")
    yield "rule, all open", page


def _desks(page: Page, root: str) -> Iterator[Stop]:
    page.goto(f"{root}/unit")
    settled(page)
    page.locator(".list summary").first.click()
    yield "unit, a new slip", page
    label, end = (page.locator(".list .row:has(form[action]) > button").nth(index) for index in (0, 1))
    label.click()
    page.locator("input[name=label]").wait_for()
    yield "unit, a label to change", page
    end.click()
    page.locator("[role=alert].notice.warm").wait_for()
    yield "unit, a seat to end", page
    page.locator("textarea[name=labels]").fill(f"one more {root[-2:]}")
    page.locator("form:has(textarea[name=labels]) button").click()
    page.locator("article.slip").wait_for()
    yield "slips", page
    page.goto(f"{root}/admin")
    settled(page)
    page.locator(".list button").first.click()
    page.locator("form input[name=name]").wait_for()
    page.wait_for_timeout(200)
    yield "admin, a unit", page


def _locked(page: Page, root: str) -> Iterator[Stop]:
    page.goto(f"{root}/today")
    settled(page)
    page.evaluate("document.getElementById('sign-in').showModal()")
    yield "signed out over the page", page
    page.evaluate("document.getElementById('sign-in').close()")
    page.locator("[data-lock]").click()
    expect(page.locator("dialog#unlock")).to_be_visible()
    page.wait_for_timeout(200)
    yield "locked", page
    # The next locale begins at rest.
    page.locator("#unlock [data-verb=stop]").click()
    page.locator("#unlock [data-verb=start]:visible").wait_for()
    page.goto(f"{root}/unlock")
    yield "unlock, without scripts", page


def _send(page: Page, **fields: str) -> None:
    for name, text in fields.items():
        page.fill(f"#{name}", text)
    page.locator("main form button:not([value=words]):not(.visually-hidden):not([type=button])").last.click()
