"""Every answer carries every header, whatever it is an answer to."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from tests.integration.edge.house import Browser, House
from tests.unit.edge.build import PAGE
from wellbeing.edge.csp import script_hashes
from wellbeing.edge.options import Limits

PAGES = [
    "/",
    "/en",
    "/en/",
    "/en/join",
    "/en/recover",
    "/en/unlock",
    "/en/passphrase",
    "/en/rotate",
    "/en/recovery-code",
    "/en/recovery-code/confirm",
    "/en/seat",
    "/en/account/delete",
    "/en/export/print",
    "/en/help-now",
    "/help-now",
    "/en/privacy",
    "/privacy",
    "/en/blank",
    "/blank",
    "/healthz",
    "/robots.txt",
    "/export/json",
    "/export/csv",
    "/session/lock",
    "/en/unit/slips",
    "/xx/join",
    "/en/nowhere/at/all",
]
BEHIND = ["/en/today", "/en/today/", "/app.css", "/assets/root-Ab12Cd34.js", "/assets/reflex-env-BVGF6eGS.js"]
KEPT_BACK = ["/ping", "/_health", "/_event/", "/_upload", "/_all_routes", "/auth-codespace"]

FIXED = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "x-robots-tag": "noindex, nofollow",
    "strict-transport-security": "max-age=31536000",
}


def assert_protected(answer: httpx.Response) -> None:
    """Every header, once, and none that tells what runs here."""
    for name, value in FIXED.items():
        assert answer.headers.get_list(name) == [value], (name, answer.url)
    assert len(answer.headers.get_list("content-security-policy")) == 1
    assert len(answer.headers.get_list("cache-control")) == 1
    policy = answer.headers["content-security-policy"]
    assert "unsafe-eval" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self'" in policy
    assert "server" not in answer.headers
    assert "x-powered-by" not in answer.headers
    assert not any(name.startswith("access-control") for name in answer.headers)
    assert sum(len(name) + len(value) + 4 for name, value in answer.headers.raw) < 3000


@pytest.mark.parametrize("path", [*PAGES, *BEHIND, *KEPT_BACK])
def test_every_answer_is_protected(browser: Browser, path: str) -> None:
    for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"):
        answer = browser.send(method, path)
        assert_protected(answer)
        if method not in {"GET", "HEAD", "POST"}:
            assert answer.status_code == 405


@pytest.mark.parametrize("path", PAGES)
def test_signed_in_too(house: House, path: str) -> None:
    assert_protected(house.administrator().send("GET", path))


@pytest.mark.parametrize("path", KEPT_BACK)
def test_what_the_framework_answers_besides_is_kept_back(house: House, browser: Browser, path: str) -> None:
    assert browser.send("GET", path).status_code == 404
    assert house.behind.scopes == []


def test_a_page_of_the_edge_allows_no_inline_script_or_style(browser: Browser) -> None:
    page = browser.send("GET", "/en/")
    assert "sha256" not in page.headers["content-security-policy"]
    assert "unsafe" not in page.headers["content-security-policy"]


@pytest.mark.parametrize("path", [one for one in PAGES if one not in {"/session/lock", "/en/unit/slips"}])
def test_no_page_of_the_edge_holds_an_inline_script_or_style(house: House, path: str) -> None:
    for browser in (house.browser(), house.administrator()):
        text = browser.send("GET", path).text
        assert script_hashes(text) == ()
        assert "<style" not in text
        assert " style=" not in text
        assert " onclick=" not in text
        assert "http:" not in text


def test_a_built_page_allows_exactly_its_own_scripts(browser: Browser) -> None:
    policy = browser.send("GET", "/en/today/").headers["content-security-policy"]
    hashes = script_hashes(PAGE.replace("{path}", "here('today')"))
    assert f"script-src 'self' {' '.join(hashes)};" in policy
    assert "style-src 'self' 'unsafe-inline'" in policy
    assert "connect-src 'self' wss://harbour.example" in policy


def test_what_is_personal_is_never_kept_and_what_is_hashed_for_good(house: House) -> None:
    browser = house.administrator()
    for path in (
        "/en/",
        "/en/today/",
        "/en/passphrase",
        "/en/export/print",
        "/export/json",
        "/en/nowhere/at/all",
    ):
        assert browser.send("GET", path).headers["cache-control"] == "no-store"
    for path in ("/assets/root-Ab12Cd34.js", "/assets/reflex-env-BVGF6eGS.js"):
        assert browser.send("GET", path).headers["cache-control"] == "public, max-age=31536000, immutable"
    for path in ("/app.css", "/en/help-now"):
        assert browser.send("GET", path).headers["cache-control"] == "no-cache"


def test_a_missing_hashed_file_is_not_remembered_as_missing(house: House, browser: Browser) -> None:
    house.behind.status = 404
    assert browser.send("GET", "/assets/gone-Ab12Cd34.js").headers["cache-control"] == "no-store"


def test_plain_http_on_a_loopback_address_promises_no_tls(tmp_path: Path) -> None:
    from wellbeing.edge.asgi import Edge

    with House(tmp_path / "one") as house:
        edge = Edge(house.desks, ["http://127.0.0.1:8300"], frontend=tmp_path / "one", limits=Limits())
        house.app = edge.wrap(house.behind)
        answer = house.browser().send("GET", "/en/", headers={"Host": "127.0.0.1:8300"})
        assert answer.status_code == 200
        assert "strict-transport-security" not in answer.headers
        assert "ws://127.0.0.1:8300" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "host", ["evil.example", "harbour.example.evil.example", "127.0.0.1", "harbour.example:8443"]
)
def test_another_host_is_turned_away(house: House, browser: Browser, host: str) -> None:
    answer = browser.send("GET", "/en/", headers={"Host": host})
    assert answer.status_code == 421
    assert host not in answer.text
    assert_protected(answer)
    assert house.behind.scopes == []


def test_health_is_told_under_any_host_and_is_no_fact(browser: Browser) -> None:
    answer = browser.send("GET", "/healthz", headers={"Host": "10.0.0.5:8300"})
    assert (answer.status_code, answer.text) == (200, "ok")


def test_the_chunk_names_no_server_and_comes_packed_or_plain(browser: Browser) -> None:
    plain = browser.send("GET", "/assets/reflex-env-BVGF6eGS.js", headers={"Accept-Encoding": "identity"})
    packed = browser.send("GET", "/assets/reflex-env-BVGF6eGS.js", headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["content-encoding"] == "gzip"
    assert plain.text == packed.text
    assert "localhost" not in plain.text
    assert "location.origin" in plain.text
    assert plain.headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 500, 502])
def test_a_refusal_of_the_app_behind_becomes_a_plain_page(
    house: House, browser: Browser, status: int
) -> None:
    house.behind.status = status
    answer = browser.send("GET", "/en/today/")
    assert answer.status_code == status
    assert "a detail" not in answer.text
    assert "Help now" in answer.text
    assert "sha256" not in answer.headers["content-security-policy"]
    assert_protected(answer)


def test_a_failure_of_the_app_behind_becomes_a_plain_page(house: House, browser: Browser) -> None:
    house.behind.broken = True
    answer = browser.send("GET", "/en/today/")
    assert answer.status_code == 500
    assert "a detail" not in answer.text
    assert_protected(answer)


def test_a_failure_of_a_page_becomes_a_plain_page(
    house: House, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> str:
        raise ValueError("a detail that nobody may read")

    monkeypatch.setattr(type(house.desks.person.signing_in), "sign_in", broken)
    page = browser.sign_in("somebody")
    assert page.status == 500
    assert "a detail" not in page.response.text
    assert_protected(page.response)


def test_the_lifespan_reaches_the_app_behind(house: House) -> None:
    async def nothing() -> dict[str, str]:
        return {"type": "lifespan.startup"}

    async def ignore(_: object) -> None:
        return None

    house.run(house.app({"type": "lifespan"}, nothing, ignore))  # type: ignore[arg-type]
    assert [one["type"] for one in house.behind.scopes] == ["lifespan"]


@pytest.mark.parametrize("accept", ["en", "xx;q=0.9", ""])
def test_the_first_address_leads_to_a_language(browser: Browser, accept: str) -> None:
    answer = browser.send("GET", "/", headers={"Accept-Language": accept})
    assert (answer.status_code, answer.headers["location"]) == (303, "/en/")
    assert answer.headers["vary"] == "Accept-Language"
