"""The reader finds on the real templates what a person finds on them."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.tools.joining import Walker
from tests.tools.pages import Page, read
from wellbeing.domain.errors import InvitationRefused
from wellbeing.edge.rendering import Rendering


def shown(template: str, **values: Any) -> Page:
    html = Rendering().page(template, "en", **values).body.decode()
    request = httpx.Request("GET", "http://127.0.0.1:9/en/" + template)
    return read(httpx.Response(200, html=html, request=request))


def test_the_join_form_is_found_with_its_fields() -> None:
    page = shown("join", handle="buoy", code="", words="five words for this test")
    form = page.form("code", "handle", "passphrase", "again")
    assert form.action == "/en/join"
    assert form.method == "post"
    assert form.fields["handle"] == "buoy"
    assert form.fields["offered"] == "five words for this test"
    assert ("act", "join") in form.buttons
    assert page.alerts == []
    assert page.title.startswith("Join")


def test_what_went_wrong_is_read() -> None:
    sentence = InvitationRefused.sentence()
    page = shown(
        "join", handle="", code="", words="a b", errors=(("code", sentence),), wrong={"code": sentence}
    )
    assert sentence in page.alerts[0]


def test_a_shown_code_is_read_with_its_groups() -> None:
    page = shown("recovery", code=("ABCD", "EFGH", "JKMN"), groups=(1, 3))
    assert page.codes == ["ABCD-EFGH-JKMN"]
    assert set(page.form("group_1", "group_3").fields) == {"group_1", "group_3"}


def test_a_missing_form_is_an_error_that_says_where() -> None:
    with pytest.raises(LookupError, match="/en/privacy"):
        shown("privacy").form("passphrase")


def test_all_kinds_of_fields_are_read() -> None:
    html = """<form action=/x method=post><input name=a value=1>
    <input type=checkbox name=b checked>
    <input type=checkbox name=c><textarea name=d>two words</textarea><select name=e><option value=1>One
    <option value=2 selected>Two</select><button name=act value=go>Go</button></form>
    <p class=code>AB CD</p>"""
    page = read(httpx.Response(200, html=html, request=httpx.Request("GET", "http://127.0.0.1/")))
    assert page.forms[0].fields == {"a": "1", "b": "on", "d": "two words", "e": "2"}
    assert page.forms[0].buttons == [("act", "go")]
    assert page.codes == ["ABCD"]


def test_secure_cookies_are_kept_and_sent_over_loopback() -> None:
    seen: list[str | None] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers.get("cookie"))
        lines = {
            "/set": "__Host-wellbeing=abc; Path=/; Secure; HttpOnly; SameSite=Strict",
            "/gone": "__Host-wellbeing=; Max-Age=0; Path=/; Secure",
        }
        headers = {"set-cookie": lines[request.url.path]} if request.url.path in lines else {}
        return httpx.Response(200, headers=headers)

    with Walker("http://127.0.0.1:9") as walker:
        walker._http = httpx.Client(base_url=walker.url, transport=httpx.MockTransport(answer))
        walker.get("/set")
        assert walker.session == "abc"
        walker.post("/any", {})
        walker.get("/gone")
        walker.get("/any")
    assert seen == [None, "__Host-wellbeing=abc", "__Host-wellbeing=abc", None]
