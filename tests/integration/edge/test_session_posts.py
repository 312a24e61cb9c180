"""What the scripts of a page post: lock, unlock, sign in over an expired page, sign out."""

from __future__ import annotations

import pytest

from tests.integration.edge.house import PASSPHRASE, Browser, House
from wellbeing.edge import cookies


def test_signing_out_ends_everything_here(house: House, owner: Browser) -> None:
    owner.sign_in("quiet tide")
    old = owner.session
    socket = owner.socket()
    answer = owner.send("POST", "/session/sign-out")
    assert answer.status_code == 204
    assert answer.headers["clear-site-data"] == '"cache"'
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert socket.closed(within=1.0)
    assert house.desks.person.sessions.presence_of_cookie(old) is None
    assert cookies.DEVICE in owner.cookies


def test_signing_out_by_a_plain_form_leads_home(house: House, owner: Browser) -> None:
    owner.sign_in("quiet tide")
    page = owner.post("/session/sign-out", follow=False)
    assert (page.status, page.response.headers["location"]) == (303, "/")


@pytest.mark.parametrize("path", ["/session/lock", "/session/leave"])
def test_locking_closes_the_sockets_and_keeps_the_session(house: House, owner: Browser, path: str) -> None:
    owner.sign_in("quiet tide")
    socket = owner.socket()
    assert socket.accepted
    assert owner.fetch(path).status_code == 204
    assert socket.closed(within=1.0)
    again = owner.socket()
    assert again.reference
    assert house.desks.person.sessions.presence(again.reference).locked
    again.leave()


def test_unlocking_closes_the_sockets_of_the_old_cookie(house: House, owner: Browser) -> None:
    owner.sign_in("quiet tide")
    owner.fetch("/session/lock")
    socket = owner.socket()
    assert owner.fetch("/session/unlock", passphrase="wrong").status_code == 403
    assert not socket.closed(within=0.05)
    assert owner.fetch("/session/unlock", passphrase=PASSPHRASE).status_code == 204
    assert socket.closed(within=1.0)
    again = owner.socket()
    assert again.reference
    assert not house.desks.person.sessions.presence(again.reference).locked
    again.leave()


def test_signing_in_over_an_expired_page_says_whether_it_is_the_same_person(
    house: House, owner: Browser
) -> None:
    owner.sign_in("quiet tide")
    tag = house.desks.person.sessions.same_person_tag(owner.session)
    house.clock.forward(13 * 3600)
    house.desks.person.sessions.sweep()
    socket = owner.socket()
    assert socket.reference is None
    answer = owner.fetch("/session/sign-in", handle="quiet tide", passphrase=PASSPHRASE, tag=tag)
    assert answer.json() == {"same": True}
    assert socket.closed(within=1.0)
    again = owner.socket()
    assert again.reference
    again.leave()
    assert owner.fetch("/session/sign-in", handle="quiet tide", passphrase=PASSPHRASE, tag="x").json() == {
        "same": False
    }
    assert owner.fetch("/session/sign-in", handle="quiet tide", passphrase=PASSPHRASE).json() == {
        "same": False
    }


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{"),
        ("application/json", b"[]"),
        ("application/json", b'"text"'),
        ("application/json", b"\xff"),
        ("application/json", b"[" * 20000),
        ("text/plain", b'{"passphrase": "x"}'),
        ("application/x-www-form-urlencoded", b"passphrase=x"),
    ],
)
def test_what_is_no_json_object_is_refused_quietly(
    house: House, owner: Browser, kind: str, body: bytes
) -> None:
    owner.sign_in("quiet tide")
    answer = owner.send("POST", "/session/unlock", content=body, headers={"Content-Type": kind})
    assert answer.status_code == 400


def test_answers_of_the_wrong_type_are_like_none(house: House, owner: Browser) -> None:
    owner.sign_in("quiet tide")
    answer = owner.send("POST", "/session/unlock", json={"passphrase": ["x"], "more": 1})
    assert answer.status_code == 403
    assert set(answer.json()) == {"message"}


def test_the_message_is_in_the_language_of_the_page_and_signed_out_says_so(browser: Browser) -> None:
    answer = browser.fetch("/session/unlock", passphrase="x")
    assert (answer.status_code, answer.json()) == (401, {"message": "You are signed out. Sign in to go on."})
