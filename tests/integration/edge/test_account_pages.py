"""The pages behind sign-in: passphrase, key, recovery code, seats, leaving, exports and slips."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
from uuid import UUID

import pytest

from tests.integration.edge.house import OTHER_PASSPHRASE, PASSPHRASE, Browser, House
from wellbeing.domain.checkin import Question
from wellbeing.domain.people import Role, UnitId

NEED_KEYS = [
    "/en/passphrase", "/en/passphrase/changed", "/en/rotate", "/en/recovery-code", "/en/seat",
    "/en/seat/added", "/en/account/delete", "/en/export/print", "/export/json", "/export/csv",
]  # fmt: skip


@pytest.fixture
def person(house: House) -> Browser:
    """A browser in which an investigator is signed in, with one check-in."""
    browser = house.browser()
    browser.join(house.code(Role.INVESTIGATOR), "quiet tide")
    with house.desks.person.sessions.visiting(browser.session) as reference:
        checkins = house.desks.person.checkins
        day = checkins.today_is(reference)
        checkins.answer(reference, day, Question.HEAVINESS, 3)
        checkins.save_many(reference, day, {}, "a note with <b>marks</b> & =signs")
    return browser


@pytest.mark.parametrize("path", NEED_KEYS)
def test_nobody_is_led_to_the_first_page(browser: Browser, path: str) -> None:
    answer = browser.send("GET", path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/en/")


@pytest.mark.parametrize("path", NEED_KEYS)
def test_a_locked_person_unlocks_first_and_then_gets_there(house: House, person: Browser, path: str) -> None:
    person.fetch("/session/lock")
    answer = person.send("GET", path)
    assert answer.status_code == 303
    page = person.get(path)
    assert page.path == "/en/unlock"
    assert "quiet tide" not in page.response.text
    wrong = person.post("/en/unlock", passphrase="wrong", next=page.form("passphrase").fields["next"])
    assert wrong.status == 403
    right = person.post(
        "/en/unlock", follow=False, passphrase=PASSPHRASE, next=wrong.form("passphrase").fields["next"]
    )
    assert right.status == 303
    expected = "/en/today" if path in ("/en/passphrase/changed", "/en/seat/added") else path
    assert right.response.headers["location"] == expected
    assert person.send("GET", path).status_code == 200


def test_unlocking_leads_back_to_whatever_page_asked_for_it(house: House, person: Browser) -> None:
    """Every route of the edge is asked; each that leads to the unlock page is found again from there."""
    led = {}
    for one in house.edge._pages.routes:
        if one.path.startswith("/session/"):
            continue  # scripts post there, and are told by a status
        person.fetch("/session/lock")
        path = one.path.replace("{locale}", "en")
        answer = person.send("GET" if "GET" in one.methods else "POST", path)
        before, _, place = answer.headers.get("location", "").partition("?next=")
        if before != "/en/unlock":
            continue
        right = person.post("/en/unlock", follow=False, passphrase=PASSPHRASE, next=place)
        led[path, "GET" in one.methods] = right.response.headers["location"]
    passing = {"/en/passphrase/changed", "/en/seat/added", "/en/unit/slips"}  # what they say is over, or lost
    pages = {path for path, read in led if read} - passing
    assert {path: led[path, True] for path in pages} == {path: path for path in pages}
    assert pages >= {"/en/duty", "/en/team/print", "/team/csv", "/seen/log"}
    assert {led[path, False] for path, read in led if not read} <= pages | {"/en/today"}
    assert {led.get((path, True), "/en/today") for path in passing} == {"/en/today"}


@pytest.mark.parametrize(
    "place", ["//evil.example", "https://evil.example", "/en/join", "../x", "a b\r\nX: y", ""]
)
def test_unlocking_leads_nowhere_else(person: Browser, place: str) -> None:
    person.fetch("/session/lock")
    page = person.post("/en/unlock", follow=False, passphrase=PASSPHRASE, next=place)
    assert page.response.headers["location"] == "/en/today"


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        (
            "/en/passphrase",
            {"current": PASSPHRASE, "passphrase": OTHER_PASSPHRASE, "again": OTHER_PASSPHRASE},
        ),
        ("/en/rotate", {"passphrase": PASSPHRASE}),
        ("/en/recovery-code", {"passphrase": PASSPHRASE}),
        ("/en/account/delete", {"passphrase": PASSPHRASE, "word": "delete"}),
        ("/en/seat", {"code": "AAAA-AAAA-AAAA-AAAA-A"}),
        ("/en/unit/slips", {"action": "issue", "unit": "", "role": "administrator", "labels": "x"}),
    ],
)
def test_a_locked_person_changes_nothing(
    house: House, person: Browser, path: str, fields: dict[str, str]
) -> None:
    person.fetch("/session/lock")
    before = (house.store.tables.copy(), dict(house.slots.slots))
    page = person.post(path, follow=False, **fields)
    assert page.status == 303
    assert "/unlock" in page.response.headers["location"]
    assert (house.store.tables, house.slots.slots) == before


def test_a_new_passphrase_counts_and_the_old_one_does_not(house: House, person: Browser) -> None:
    wrong = person.post("/en/passphrase", current="x", passphrase=OTHER_PASSPHRASE, again=OTHER_PASSPHRASE)
    assert wrong.status == 403
    assert 'id="current-error"' in wrong.response.text
    before = person.session
    done = person.post(
        "/en/passphrase", current=PASSPHRASE, passphrase=OTHER_PASSPHRASE, again=OTHER_PASSPHRASE
    )
    assert done.path == "/en/passphrase/changed"
    assert person.session != before
    assert house.desks.person.sessions.presence_of_cookie(before) is None
    other = house.browser()
    assert other.sign_in("quiet tide").status == 403
    assert other.sign_in("quiet tide", OTHER_PASSPHRASE).status == 303


def test_another_key_reads_the_same_entries(house: House, person: Browser) -> None:
    assert person.post("/en/rotate", passphrase="wrong").status == 403
    shown = person.post("/en/rotate", passphrase=PASSPHRASE)
    assert len(shown.codes) == 1
    again = person.post("/en/rotate", passphrase=PASSPHRASE)
    assert again.codes == shown.codes, "the button pressed twice rotates once"
    house.run(asyncio.sleep(0.2))
    person.sign_in("quiet tide")
    assert "a note with" in person.send("GET", "/export/json").text
    assert not [name for _, name in house.slots.wrapped if name.startswith("dek:")]


@pytest.mark.parametrize("path", ["/en/rotate", "/en/recovery-code"])
def test_a_new_key_and_a_new_code_come_with_a_new_cookie(house: House, person: Browser, path: str) -> None:
    before, socket = person.session, person.socket()
    first = person.post(path, passphrase=PASSPHRASE)
    after = person.session
    assert after != before
    assert house.desks.person.sessions.presence_of_cookie(before) is None
    assert socket.closed(within=1.0)
    again = person.post(path, passphrase=PASSPHRASE)
    assert again.codes == first.codes, "sent again with the new cookie it is the same page"
    assert person.session == after


def test_a_lost_print_is_replaced(house: House, person: Browser) -> None:
    assert person.post("/en/recovery-code", passphrase="wrong").status == 403
    shown = person.post("/en/recovery-code", passphrase=PASSPHRASE)
    assert len(shown.codes) == 1
    given = {"handle": "quiet tide", "passphrase": OTHER_PASSPHRASE, "again": OTHER_PASSPHRASE}
    assert house.browser().post("/en/recover", code=shown.codes[0], **given).status == 200


def test_another_seat_is_added_by_its_code(house: House, person: Browser) -> None:
    code = house.code(Role.CONFIGURATOR)
    refused = person.post("/en/seat", code="AAAA-AAAA-AAAA-AAAA-A")
    assert refused.status == 422
    added = person.post("/en/seat", follow=False, code=code)
    assert (added.status, added.response.headers["location"]) == (303, "/en/seat/added")
    assert "First morning" in person.get("/en/seat/added").text
    presence = house.desks.person.sessions.presence_of_cookie(person.session)
    assert presence is not None
    assert presence.roles == {Role.INVESTIGATOR, Role.CONFIGURATOR}
    assert person.post("/en/seat", follow=False, code=code).status == 303, "pressed twice"


def test_deleting_needs_the_word_and_the_passphrase_and_gives_a_receipt(
    house: House, person: Browser
) -> None:
    people = len(house.store.tables.people)
    no_word = person.post("/en/account/delete", passphrase=PASSPHRASE, word="delte")
    assert no_word.status == 422
    assert 'id="word-error"' in no_word.response.text
    wrong = person.post("/en/account/delete", passphrase="wrong", word="delete")
    assert wrong.status == 403
    assert len(house.store.tables.people) == people
    socket = person.socket()
    cookie = person.session
    receipt = person.post("/en/account/delete", passphrase=PASSPHRASE, word=" Delete ")
    assert receipt.status == 200
    assert "Check-ins deleted 1" in receipt.text
    assert "35 more days" in receipt.text
    assert receipt.response.headers["clear-site-data"] == '"cache"'
    assert not person.session
    assert socket.closed(within=1.0)
    assert len(house.store.tables.people) == people - 1
    assert not [
        one for one in house.store.tables.entries.values() if one.person not in house.store.tables.people
    ]
    person.cookies["__Host-wellbeing"] = cookie
    again = person.post("/en/account/delete", passphrase=PASSPHRASE, word="delete")
    assert again.text == receipt.text, "pressed twice"
    assert house.browser().sign_in("quiet tide").status == 403


def test_the_files_hold_everything_and_say_how_long_they_are(house: House, person: Browser) -> None:
    for path, kind in (("/export/json", "application/json"), ("/export/csv", "text/csv")):
        answer = person.send("GET", path)
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(kind)
        assert int(answer.headers["x-total"]) == len(answer.content) == int(answer.headers["content-length"])
        assert answer.headers["content-disposition"].startswith('attachment; filename="harbour.')
        assert answer.headers["cache-control"] == "no-store"
    whole = json.loads(person.send("GET", "/export/json").text)
    assert whole["check_ins"][0]["heaviness"] == 3
    assert whole["check_ins"][0]["note"] == "a note with <b>marks</b> & =signs"
    rows = list(csv.DictReader(io.StringIO(person.send("GET", "/export/csv").text)))
    assert rows[0]["note"] == "a note with <b>marks</b> & =signs"


def test_the_printed_page_warns_and_escapes(person: Browser) -> None:
    page = person.get("/en/export/print")
    assert "A print can be found, copied or asked for by a court." in page.text
    assert "Heavy" in page.text
    assert "<b>marks</b>" not in page.response.text
    assert "a note with <b>marks</b> & =signs" in page.text


def _unit(house: House, browser: Browser) -> str:
    with house.desks.person.sessions.visiting(browser.session) as reference:
        return str(house.desks.unit.units.mine(reference)[0].id)


@pytest.fixture
def configurator(house: House) -> Browser:
    """A browser of somebody who sets a unit up."""
    browser = house.browser()
    browser.join(house.code(Role.CONFIGURATOR), "desk tide")
    return browser


def test_slips_are_printed_with_code_and_picture(house: House, configurator: Browser) -> None:
    given = {
        "action": "issue",
        "unit": _unit(house, configurator),
        "role": "investigator",
        "labels": "seat 1\r\n\r\nseat <2>\n",
    }
    page = configurator.post("/en/unit/slips", **given)
    assert page.status == 200
    assert len(page.codes) == 2
    assert page.response.text.count('<svg viewBox="0 0') == 2  # scales to its place, uncut
    assert "seat &lt;2&gt;" in page.response.text
    assert "https://harbour.example/en/join" in page.text
    assert page.codes[0] not in re.sub(r'<p class="code".*?</p>', "", page.response.text), "not in an address"
    assert configurator.post("/en/unit/slips", **given).codes == page.codes, "pressed twice"
    assert house.browser().join(page.codes[0], "new tide").status == 200


def test_a_seat_that_is_issued_again_within_a_minute_gets_a_slip_of_its_own(
    house: House, configurator: Browser
) -> None:
    """The page was shown anew meanwhile; the same page sent twice is one act."""
    unit = _unit(house, configurator)
    given = {"action": "issue", "unit": unit, "role": "lead", "labels": "seat 12"}
    first = configurator.post("/en/unit/slips", **given, once="a").codes
    assert configurator.post("/en/unit/slips", **given, once="a").codes == first
    with house.desks.person.sessions.visiting(configurator.session) as reference:
        seats = house.desks.unit.seats
        (seat,) = seats.of(reference, UnitId(UUID(unit)))
        seats.end(reference, seat.id)
    again = configurator.post("/en/unit/slips", **given, once="b").codes
    assert len(again) == 1
    assert again != first
    assert house.browser().join(again[0], "late tide").status == 200
    with house.desks.person.sessions.visiting(configurator.session) as reference:
        seat = next(one for one in seats.of(reference, UnitId(UUID(unit))) if one.issued)
    anew = [
        configurator.post("/en/unit/slips", action="reissue", seat=str(seat.id), once=one).codes
        for one in ("c", "c", "d")
    ]
    assert anew[0] == anew[1] != anew[2]


def test_a_slip_is_not_printed_again_for_a_page_that_has_locked(house: House, configurator: Browser) -> None:
    given = {"action": "issue", "unit": _unit(house, configurator), "role": "lead", "labels": "seat 12"}
    assert configurator.post("/en/unit/slips", **given).codes
    configurator.fetch("/session/lock")
    page = configurator.post("/en/unit/slips", **given)
    assert (page.path, page.codes) == ("/en/unlock", [])


def test_a_slip_says_when_its_address_works_on_this_computer_only(
    house: House, configurator: Browser
) -> None:
    given = {"action": "issue", "unit": _unit(house, configurator), "role": "lead", "labels": "lead 9"}
    assert "works on this computer only" not in configurator.post("/en/unit/slips", **given).text


def test_a_seat_gets_a_new_slip_and_the_old_one_is_void(house: House, configurator: Browser) -> None:
    unit = _unit(house, configurator)
    first = configurator.post(
        "/en/unit/slips", action="issue", unit=unit, role="lead", labels="lead 1"
    ).codes[0]
    with house.desks.person.sessions.visiting(configurator.session) as reference:
        seats = house.desks.unit.seats
        seat = next(
            one
            for one in seats.of(reference, house.desks.unit.units.mine(reference)[0].id)
            if one.label == "lead 1"
        )
    second = configurator.post("/en/unit/slips", action="reissue", seat=str(seat.id)).codes[0]
    assert second != first
    assert house.browser().join(first, "old tide").status == 422
    assert house.browser().join(second, "late tide").status == 200


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"action": "issue", "unit": "no uuid", "role": "lead", "labels": "x"}, 400),
        ({"action": "issue", "unit": "", "role": "queen", "labels": "x"}, 422),
        ({"action": "issue", "unit": "", "role": "administrator", "labels": "x"}, 403),
        ({"action": "reissue", "seat": "00000000-0000-4000-8000-000000000000"}, 403),
        ({"action": "end", "seat": "1"}, 400),  # the page of the first morning ends seats
        ({"action": "reissue", "seat": "1"}, 400),
        ({"action": "dance"}, 400),
        ({}, 400),
    ],
)
def test_slips_of_no_sense_or_of_others_are_refused(
    house: House, configurator: Browser, fields: dict[str, str], status: int
) -> None:
    before = house.store.tables.copy()
    assert configurator.post("/en/unit/slips", **fields).status == status
    assert house.store.tables == before


def test_an_investigator_issues_nothing(house: House, person: Browser, configurator: Browser) -> None:
    unit = _unit(house, configurator)
    page = person.post("/en/unit/slips", action="issue", unit=unit, role="investigator", labels="x")
    assert page.status == 403
    assert page.codes == []
