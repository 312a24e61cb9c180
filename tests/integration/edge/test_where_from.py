"""Nothing changes unless one of our own pages asks for it: forms, fetches and websockets from elsewhere."""

from __future__ import annotations

import pytest

from tests.integration.edge.house import ORIGIN, PASSPHRASE, Browser, House
from wellbeing.edge import cookies

ELSEWHERE = [
    {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "https://evil.example", "Sec-Fetch-Site": ""},
    {"Origin": "https://sub.harbour.example", "Sec-Fetch-Site": "same-site"},
    {"Origin": "https://sub.harbour.example", "Sec-Fetch-Site": ""},
    {"Origin": "http://harbour.example", "Sec-Fetch-Site": ""},
    {"Origin": "https://harbour.example:8443", "Sec-Fetch-Site": ""},
    {"Origin": "https://harbour.example.evil.example", "Sec-Fetch-Site": ""},
    {"Origin": "null", "Sec-Fetch-Site": ""},
    {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
    {"Origin": "", "Sec-Fetch-Site": ""},
    {"Origin": ORIGIN, "Sec-Fetch-Site": "cross-site"},
    {"Origin": ORIGIN, "Sec-Fetch-Site": "same-site"},
]
POSTS = [
    "/en/", "/en/join", "/en/recover", "/en/recovery-code", "/en/recovery-code/confirm", "/en/unlock",
    "/en/passphrase", "/en/rotate", "/en/seat", "/en/account/delete", "/en/unit/slips",
    "/session/unlock", "/session/sign-in", "/session/lock", "/session/leave", "/session/sign-out",
]  # fmt: skip


@pytest.mark.parametrize("path", POSTS)
def test_a_post_from_elsewhere_changes_nothing(house: House, path: str) -> None:
    browser = house.administrator()
    before = (house.store.tables.copy(), dict(house.slots.slots), browser.session)
    for headers in ELSEWHERE:
        answer = browser.send(
            "POST", path, data={"passphrase": PASSPHRASE, "word": "delete"}, headers=headers
        )
        assert answer.status_code == 403, headers
        assert "set-cookie" not in answer.headers
    assert (house.store.tables, house.slots.slots, browser.session) == before
    assert house.desks.person.sessions.presence_of_cookie(browser.session) is not None


def test_the_same_post_from_our_own_page_does_its_work(house: House) -> None:
    browser = house.administrator()
    assert browser.send("POST", "/session/lock").status_code == 204
    presence = house.desks.person.sessions.presence_of_cookie(browser.session)
    assert presence is not None
    assert presence.locked


def test_an_older_browser_that_says_only_the_origin_is_served(house: House) -> None:
    browser = house.administrator()
    assert browser.send("POST", "/session/lock", headers={"Sec-Fetch-Site": ""}).status_code == 204


@pytest.mark.parametrize("path", ["/export/json", "/export/csv", "/en/export/print"])
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_an_export_is_not_started_by_a_link_elsewhere(house: House, path: str, site: str) -> None:
    browser = house.administrator()
    assert browser.send("GET", path, headers={"Sec-Fetch-Site": site}).status_code == 403
    assert browser.send("GET", path).status_code == 200


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_a_websocket_from_elsewhere_is_refused(house: House, headers: dict[str, str]) -> None:
    browser = house.administrator()
    named = {name.replace("-", "_"): value for name, value in headers.items()}
    socket = browser.socket(**named)
    assert not socket.accepted
    assert socket.closed()
    assert house.behind.scopes == []


@pytest.mark.parametrize("path", ["/", "/en/today", "/_event/x", "/en/_event"])
def test_a_websocket_has_one_address(house: House, browser: Browser, path: str) -> None:
    socket = browser.socket(path)
    assert not socket.accepted
    assert socket.closed()
    assert house.behind.scopes == []


def test_a_websocket_to_another_host_is_refused(house: House, browser: Browser) -> None:
    assert not browser.socket(Host="evil.example").accepted


def test_the_cookie_becomes_a_reference_and_goes_no_further(house: House) -> None:
    browser = house.administrator()
    socket = browser.socket()
    assert socket.accepted
    scope = house.behind.scopes[-1]
    assert socket.reference
    assert house.desks.person.sessions.presence(socket.reference).handle == "first keeper"
    assert browser.session not in repr(scope["headers"])
    assert not any(name == b"cookie" for name, _ in scope["headers"])
    assert scope["client"] == ("0.0.0.0", 0)
    socket.leave()


def test_two_tabs_have_two_references(house: House) -> None:
    browser = house.administrator()
    first = browser.socket()
    one = first.reference
    second = browser.socket()
    assert one != second.reference
    first.leave()
    second.leave()


def test_a_reference_dies_with_its_socket(house: House) -> None:
    from wellbeing.domain.errors import SignedOut

    browser = house.administrator()
    socket = browser.socket()
    reference = socket.reference
    assert reference
    socket.leave()
    with pytest.raises(SignedOut):
        house.desks.person.sessions.presence(reference)


@pytest.mark.parametrize(
    "name", ["Authorization", "authorization", "Proxy-Authorization", "X-Forwarded-User"]
)
def test_a_forged_reference_is_taken_out(house: House, browser: Browser, name: str) -> None:
    owner = house.administrator()
    mine = owner.socket()
    stolen = mine.reference
    assert stolen
    socket = browser.socket(**{name.replace("-", "_"): stolen})
    assert socket.accepted
    assert socket.reference is None
    assert stolen not in repr(house.behind.scopes[-1]["headers"])
    socket.leave()
    mine.leave()


def test_nobody_and_a_made_up_cookie_are_the_same(house: House, browser: Browser) -> None:
    browser.cookies = {cookies.SESSION: "A" * 43}
    socket = browser.socket()
    assert socket.accepted
    assert socket.reference is None
    socket.leave()


def test_files_and_pages_behind_never_see_the_cookie_either(house: House) -> None:
    browser = house.administrator()
    browser.send("GET", "/en/today/", headers={"Authorization": "forged", "X-Forwarded-For": "1.2.3.4"})
    headers = house.behind.scopes[-1]["headers"]
    assert {b"cookie", b"authorization", b"x-forwarded-for"} & {name for name, _ in headers} == set()
    assert house.behind.scopes[-1]["scheme"] == "https"
