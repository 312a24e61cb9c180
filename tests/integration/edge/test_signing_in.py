"""Signing in: cookies that change, words that give nothing away, and owners who are never kept out."""

from __future__ import annotations

import asyncio
import re

import pytest

from tests.integration.edge.house import OTHER_PASSPHRASE, PASSPHRASE, Browser, House
from wellbeing.domain.people import Role
from wellbeing.edge import cookies
from wellbeing.edge.options import Limits


def test_signing_in_leads_to_today_with_a_protected_cookie(house: House, owner: Browser) -> None:
    page = owner.sign_in("Quiet Tide")
    assert (page.status, page.response.headers["location"]) == (303, "/en/today")
    lines = page.response.headers.get_list("set-cookie")
    assert len(lines) == 2
    for line in lines:
        assert line.startswith("__Host-wellbeing")
        assert {"Path=/", "Secure", "HttpOnly", "SameSite=Strict"} <= set(line.split("; "))
        assert "Domain" not in line
    assert re.fullmatch(r"[\w-]{43}", owner.session)


def test_every_sign_in_has_another_cookie_and_ends_the_one_before(house: House, owner: Browser) -> None:
    seen = []
    for _ in range(3):
        owner.sign_in("quiet tide")
        seen.append(owner.session)
    assert len(set(seen)) == 3
    presences = [house.desks.person.sessions.presence_of_cookie(one) for one in seen]
    assert [one is not None for one in presences] == [False, False, True]


@pytest.mark.parametrize("planted", ["A" * 43, "attackers-own"])
def test_a_planted_cookie_is_worth_nothing_after_signing_in(
    house: House, owner: Browser, planted: str
) -> None:
    if planted == "attackers-own":
        planted = house.administrator().session
    owner.cookies[cookies.SESSION] = planted
    owner.sign_in("quiet tide")
    assert owner.session != planted
    assert house.desks.person.sessions.presence_of_cookie(planted) is None


def test_unlocking_changes_the_cookie_too(house: House, owner: Browser) -> None:
    owner.sign_in("quiet tide")
    before = owner.session
    assert owner.fetch("/session/lock").status_code == 204
    assert owner.fetch("/session/unlock", passphrase=PASSPHRASE).status_code == 204
    assert owner.session != before
    assert house.desks.person.sessions.presence_of_cookie(before) is None


def _without(page: str, handle: str) -> str:
    return page.replace(handle, "")


def test_a_known_and_an_unknown_handle_get_the_same_bytes(house: House, owner: Browser) -> None:
    stranger = house.browser()
    known = stranger.sign_in("quiet tide", "wrong wrong wrong wrong")
    unknown = stranger.sign_in("nobody here", "wrong wrong wrong wrong")
    assert known.status == unknown.status == 403
    assert _without(known.response.text, "quiet tide") == _without(unknown.response.text, "nobody here")
    assert known.response.headers.raw[1:] == unknown.response.headers.raw[1:]
    said = [
        stranger.fetch("/session/sign-in", handle=one, passphrase="wrong") for one in ("quiet tide", "no one")
    ]
    assert said[0].content == said[1].content
    assert said[0].status_code == said[1].status_code == 403
    recovering = [
        stranger.post(
            "/en/recover", handle=one, code="0" * 28, passphrase=PASSPHRASE, again=PASSPHRASE, offered="a b"
        )
        for one in ("quiet tide", "nobody here")
    ]
    assert _without(recovering[0].response.text, "quiet tide") == _without(
        recovering[1].response.text, "nobody here"
    )
    assert recovering[0].status == recovering[1].status


def test_the_handle_is_kept_and_the_passphrase_never(house: House, owner: Browser) -> None:
    page = owner.sign_in('quiet "tide" <b>', "canary-passphrase-xyz")
    assert page.forms[-1].fields["handle"] == 'quiet "tide" <b>'
    assert page.forms[-1].fields["passphrase"] == ""
    assert "canary-passphrase-xyz" not in page.response.text
    assert "<b>" not in page.response.text
    assert page.alerts == ["Please check this That did not match. Please try again."]
    assert 'href="#handle"' in page.response.text
    assert 'aria-describedby=" handle-error"' in page.response.text
    assert "autofocus" in page.response.text


def test_fields_say_what_password_managers_need(browser: Browser) -> None:
    text = browser.send("GET", "/en/").text
    assert re.search(r'name="handle"[^>]*autocomplete="username"', text)
    assert re.search(r'name="passphrase" type="password" autocomplete="current-password"', text)
    join = browser.send("GET", "/en/join").text
    assert re.search(r'name="code"[^>]*autocomplete="off"', join)
    assert len(re.findall(r'type="password" autocomplete="new-password"', join)) == 2
    assert "onpaste" not in join
    recover = browser.send("GET", "/en/recover").text
    assert re.search(r'name="code"[^>]*autocomplete="off"', recover)


def test_guesses_stop_and_the_owner_gets_in_on_a_known_device(house: House, owner: Browser) -> None:
    stranger = house.browser("203.0.113.9")
    answers = []
    for number in range(40):
        answers.append(stranger.sign_in("quiet tide", f"guess number {number} of many").status)
        house.clock.forward(61)
    assert answers.count(403) <= 10
    assert set(answers) == {403, 429}
    assert stranger.sign_in("quiet tide").status == 429
    assert owner.sign_in("quiet tide").status == 303


def test_an_address_runs_out_of_guesses_and_a_known_device_behind_it_does_not(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with House(tmp_path_factory.mktemp("client"), Limits(refused_tries="5/minute")) as house:
        owner = house.browser()
        owner.join(house.code(Role.INVESTIGATOR), "quiet tide")
        owner.send("POST", "/session/sign-out")
        stranger = house.browser()
        answers = [stranger.sign_in(f"handle {number}", "wrong").status for number in range(8)]
        assert answers == [403] * 5 + [429] * 3
        limited = stranger.sign_in("quiet tide")
        assert limited.status == 429
        assert limited.response.headers["retry-after"] == "60"
        assert owner.sign_in("quiet tide").status == 303
        assert house.browser("198.51.100.4").sign_in("quiet tide").status == 303


def test_busy_is_said_calmly(house: House, owner: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    from wellbeing.domain.errors import Busy

    def busy(*_: object) -> str:
        raise Busy

    monkeypatch.setattr(type(house.desks.person.signing_in), "sign_in", busy)
    page = owner.sign_in("quiet tide")
    assert page.status == 503
    assert page.response.headers["retry-after"] == "60"
    assert page.alerts == ["Please check this Many people are signing in. Please try again in a moment."]


def test_a_new_passphrase_ends_the_other_browsers(house: House, owner: Browser) -> None:
    owner.sign_in("quiet tide")
    elsewhere = house.browser()
    elsewhere.sign_in("quiet tide")
    there = elsewhere.socket()
    changed = owner.post(
        "/en/passphrase",
        current=PASSPHRASE,
        passphrase=OTHER_PASSPHRASE,
        again=OTHER_PASSPHRASE,
        follow=False,
    )
    assert changed.status == 303
    assert there.closed(within=1.0)
    assert elsewhere.get("/en/passphrase").path == "/en/"
    assert owner.get("/en/passphrase/changed").text.count("Your passphrase is changed") == 1


def test_the_first_page_knows_whether_somebody_is_here(house: House, owner: Browser) -> None:
    assert any("passphrase" in form.fields for form in owner.get("/en/").forms)
    owner.sign_in("quiet tide")
    page = owner.get("/en/")
    assert not any("passphrase" in form.fields for form in page.forms)
    assert "quiet tide" not in page.response.text


def test_twenty_at_once_are_all_let_in(house: House, owner: Browser) -> None:
    browsers = [house.browser() for _ in range(20)]

    async def all_of_them() -> list[int]:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        body = f"handle=quiet+tide&passphrase={PASSPHRASE.replace(' ', '+')}"
        answers = await asyncio.gather(
            *(one.sending("POST", "/en/", content=body, headers=kind) for one in browsers)
        )
        return [one.status_code for one in answers]

    statuses = house.run(all_of_them())
    assert set(statuses) <= {303, 429, 503}
    assert 303 in statuses
