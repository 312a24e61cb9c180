"""The pages for everybody: help, who sees what, the clock, and every text field's bad input."""

from __future__ import annotations

import html
import logging
import re
from collections.abc import Iterator
from io import StringIO

import pytest

from tests.integration.edge.house import PASSPHRASE, Browser, House
from wellbeing.domain.people import Role
from wellbeing.edge import redaction
from wellbeing.edge.options import Limits

PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<svg/onload=alert(1)>",
    "javascript:alert(1)",
    "{{ 7*7 }}",
    "{% raw %}",
    "${7*7}",
    "#{7*7}",
    "'-alert(1)-'",
    "</textarea><script>1</script>",
    "<!--",
    "]]>",
    "\u202eevil",
    "\x00nul",
    "\U0001f600",
    "a" * 5000,
    "\\",
    "%00",
    "%3Cscript%3E",
    "&lt;script&gt;",
    "\r\nX: y",
    "`id`",
    "$(id)",
    "| id",
    "../../etc/passwd",
    "' OR 1=1 --",
    '{"$gt": ""}',
    "<a href=//evil.example>x</a>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content=0>",
    "<iframe src=//evil.example>",
    "<style>*{x:y}</style>",
    "<form action=//evil.example>",
    "<input autofocus onfocus=alert(1)>",
    "\u2028",
    "\ufeff",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<%= 7*7 %>",
    "[[x]]",
    "=cmd|' /C calc'!A0",
]


def test_the_picture_of_who_sees_what_has_its_words(browser: Browser) -> None:
    page = browser.get("/en/privacy")
    for words in (
        "Only you",
        "Your team, blurred",
        "Nobody",
        "Only with your yes, and only in a large group.",
    ):
        assert words in page.text
    assert "<svg" in page.response.text
    assert "the server handles your words in its memory" in page.text


def test_the_clock_names_nothing(browser: Browser) -> None:
    for path in ("/blank", "/en/blank"):
        page = browser.get(path)
        assert page.title == "Clock"
        assert "Harbour" not in page.response.text


def test_another_language_than_those_in_use_is_no_page(browser: Browser) -> None:
    assert browser.send("GET", "/fr/join").status_code == 404
    assert browser.send("GET", "/xb/").status_code == 404
    assert browser.send("POST", "/fr/join").status_code == 404


def test_titles_carry_no_numbers(house: House) -> None:
    browser = house.administrator()
    for path in (
        "",
        "join",
        "recover",
        "passphrase",
        "rotate",
        "seat",
        "account/delete",
        "export/print",
        "help-now",
    ):
        title = browser.get(f"/en/{path}").title
        assert title
        assert not re.search(r"\d", title)


ANSWERS = {"/en/": {403, 422}, "/en/join": {422}, "/en/recover": {422}, "/en/unlock": {303}}
"""What a form that was read and refused is answered with; unlocking as nobody leads to signing in."""


def typed_again(source: str, name: str) -> str:
    """What a field of a form holds, as a browser reads it."""
    tag = re.search(rf'<input id="{name}"[^>]*>', source, re.DOTALL)
    assert tag
    value = re.search(r' value="([^"]*)"', tag[0])
    return html.unescape(value[1]) if value else ""


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_what_is_typed_stays_text(browser: Browser, payload: str) -> None:
    for path, fields in (
        ("/en/", ("handle", "passphrase")),
        ("/en/join", ("code", "handle", "passphrase", "again", "offered")),
        ("/en/recover", ("handle", "code", "passphrase", "again", "offered")),
        ("/en/unlock", ("passphrase", "next")),
    ):
        page = browser.post(path, follow=False, **dict.fromkeys(fields, payload))
        assert page.status in ANSWERS[path], "it was read, and refused as anything a person mistypes"
        if path in ("/en/", "/en/join", "/en/recover"):
            assert typed_again(page.response.text, "handle") == payload, "there to be mended"
        assert "http:" not in page.response.text
        tags = set(re.findall(r"<(\w+)", page.response.text))
        assert tags & {"img", "iframe", "base", "math", "style", "textarea"} == set()
        assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", page.response.text))
        assert "evil.example>" not in page.response.text
        assert "49" not in re.sub(r"[\w-]{20,}", "", page.text.replace(payload, ""))


@pytest.mark.parametrize("path", ["/en/today\x00", "/en/\x1b[31m", "/en/%00", "/en/%0d%0aX:y"])
def test_a_path_of_control_characters_is_no_page(browser: Browser, path: str) -> None:
    answer = browser.send("GET", path.replace("\x00", "%00").replace("\x1b", "%1b"))
    assert answer.status_code == 404
    assert "x" not in answer.headers


def test_a_body_that_is_too_long_is_refused_unread_or_on_the_way(house: House, browser: Browser) -> None:
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    long = b"handle=" + b"x" * 70_000
    assert browser.send("POST", "/en/", content=long, headers=kind).status_code == 413

    async def pieces() -> object:
        for _ in range(70):
            yield b"x" * 1000

    answer = browser.send("POST", "/en/", content=pieces(), headers=kind)
    assert answer.status_code == 413
    assert "That is too long" in answer.text


def test_a_body_that_trickles_is_given_up(tmp_path_factory: pytest.TempPathFactory) -> None:
    import asyncio

    from starlette.types import Message

    with House(tmp_path_factory.mktemp("client"), Limits(body_seconds=0.05)) as house:
        out: list[Message] = []

        async def receive() -> Message:
            await asyncio.sleep(0.02)
            return {"type": "http.request", "body": b"x", "more_body": True}

        async def send(message: Message) -> None:
            out.append(message)

        headers = [(b"host", b"harbour.example"), (b"origin", b"https://harbour.example"),
                   (b"content-type", b"application/x-www-form-urlencoded")]  # fmt: skip
        scope = {"type": "http", "method": "POST", "path": "/en/", "raw_path": b"/en/", "query_string": b"",
                 "headers": headers, "client": ("192.0.2.7", 1), "scheme": "https", "http_version": "1.1",
                 "root_path": "", "server": ("harbour.example", 443)}  # fmt: skip
        house.run(house.app(scope, receive, send))
        assert out[0]["status"] == 408


def test_files_are_not_taken(browser: Browser) -> None:
    answer = browser.send("POST", "/en/", files={"handle": ("x.txt", b"x")})
    assert answer.status_code == 400


def test_an_address_that_asks_too_much_is_asked_to_wait(tmp_path_factory: pytest.TempPathFactory) -> None:
    limits = Limits(requests="10/minute", posts="3/minute", connects="2/minute")
    with House(tmp_path_factory.mktemp("client"), limits) as house:
        browser = house.browser()
        statuses = [browser.send("GET", "/en/privacy").status_code for _ in range(12)]
        assert statuses == [200] * 10 + [429] * 2
        last = browser.send("GET", "/en/privacy")
        assert last.headers["retry-after"] == "60"
        assert browser.send("GET", "/app.css").status_code == 200, "files of the build cost nothing"
        assert [browser.socket().accepted for _ in range(3)] == [True, True, False]
        other = house.browser("198.51.100.4")
        assert [other.fetch("/session/lock").status_code for _ in range(5)] == [204] * 3 + [429] * 2


def test_behind_a_trusted_proxy_each_visitor_has_their_own_allowance(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with House(tmp_path_factory.mktemp("client"), Limits(requests="2/minute"), hops=1) as house:
        browser = house.browser("10.0.0.1")
        for last in ("203.0.113.1", "203.0.113.2"):
            said = {"X-Forwarded-For": f"6.6.6.6, {last}"}
            statuses = [browser.send("GET", "/en/privacy", headers=said).status_code for _ in range(3)]
            assert statuses == [200, 200, 429]


@pytest.fixture
def log() -> Iterator[StringIO]:
    """Everything that would be written, at the finest level."""
    redaction.install()
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(lambda record: not record.name.startswith("http"))  # the test's own client
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)
    redaction.uninstall()


def test_nothing_typed_and_no_address_is_in_any_log(
    house: House, log: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    canary = "canary9x7"
    browser = house.browser("203.0.113.77")
    code = house.code(Role.INVESTIGATOR)
    shown = browser.join(code, f"tide {canary}", f"{PASSPHRASE} {canary}")
    browser.sign_in(f"tide {canary}", f"wrong {canary}")
    browser.fetch("/session/unlock", passphrase=canary)
    browser.post("/en/recover", handle=canary, code=canary, passphrase=canary, again=canary)
    browser.send("GET", f"/en/{canary}?q={canary}", headers={"Referer": canary, "User-Agent": canary})
    socket = browser.socket()
    socket.leave()

    def broken(*_: object) -> str:
        raise ValueError(canary)

    monkeypatch.setattr(type(house.desks.person.signing_in), "sign_in", broken)
    assert browser.sign_in(canary, canary).status == 500
    written = log.getvalue()
    assert "a request failed (ValueError at" in written
    for secret in (canary, PASSPHRASE, code, shown.codes[0], browser.session, "203.0.113.77"):
        assert secret not in written


def test_a_ribbon_is_on_every_page_of_a_special_installation(
    house: House, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from tests.unit.edge.build import build
    from wellbeing.edge.asgi import Edge

    folder = build(tmp_path_factory.mktemp("client"))
    edge = Edge(house.desks, ["https://harbour.example"], frontend=folder, ribbon="Made up")
    house.app = edge.wrap(house.behind)
    assert '<aside class="ribbon no-print">Made up</aside>' in house.browser().send("GET", "/en/").text
