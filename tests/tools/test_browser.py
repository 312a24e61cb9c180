"""The watch and axe notice what they are there to notice, in a real Chromium."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser

from tests.tools.browser import (
    PHONE,
    SWITCHED_OFF,
    axe,
    chromium,
    chromium_with_profile,
    is_loopback,
    overflow,
    storage,
    watch,
)

GOOD = """<!doctype html><html lang="en"><title>Quiet</title>
<main><h1>Quiet</h1><p>Nothing here.</p></main></html>"""
BAD = """<!doctype html><html><title></title><img src="/x.png"><input><div style="width: 900px">wide</div>
<script>
localStorage.kept = "yes"; fetch("http://192.0.2.1:9/").catch(() => {}); console.error("oh")
</script></html>"""

pytestmark = pytest.mark.browser


class Pages(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        page = {"/good": GOOD, "/bad": BAD}.get(self.path, "")
        self.send_response(200 if page or self.path == "/favicon.ico" else 404)
        self.send_header("Content-Type", "text/html")
        if self.path == "/good":
            self.send_header("Content-Security-Policy", "script-src 'self'")
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name is the standard library's
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def test_a_quiet_page_is_clean(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport=PHONE)
    seen = watch(context)
    page = context.new_page()
    page.goto(f"{site}/good")
    assert axe(page) == []
    assert seen.clean
    assert overflow(page) == 0
    assert storage(page) == {"local": {}, "session": {}, "caches": {}, "databases": {}}
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'void 0'}))")
    page.wait_for_timeout(100)
    assert seen.breaches
    context.close()


def test_a_bad_page_is_told_on(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport=PHONE)
    seen = watch(context)
    page = context.new_page()
    page.goto(f"{site}/bad")
    page.wait_for_timeout(200)
    assert {line.split()[0] for line in axe(page)} >= {
        "document-title",
        "html-has-lang",
        "image-alt",
        "label",
    }
    assert seen.foreign == ["http://192.0.2.1:9"]
    assert "oh" in seen.errors
    assert overflow(page) > 500
    assert storage(page)["local"] == {"kept": "yes"}
    assert axe(page, leave=["document-title"]) != axe(page)
    context.close()


def _commands() -> Iterator[list[str]]:
    for one in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):  # one of them has ended meanwhile
            yield one.cmdline()


def test_nothing_that_playwright_switches_off_is_on_again(browser: Browser) -> None:
    assert browser.is_connected()
    head = "--disable-features="
    commands = list(_commands())
    lists = [
        [word.removeprefix(head).split(",") for word in command if word.startswith(head)]
        for command in commands
        if "--remote-debugging-pipe" in command
    ]
    (theirs, ours) = next(one for one in lists if len(one) == 2)
    assert ours == list(SWITCHED_OFF)
    assert set(theirs) <= set(ours)


def test_loopback() -> None:
    assert [is_loopback(one) for one in ("127.0.0.1", "::1", "localhost", "192.0.2.1", "x.org")] == [
        True, True, True, False, False,
    ]  # fmt: skip


def test_the_profile_stays_in_its_folder(tmp_path: Path, site: str) -> None:
    with chromium_with_profile(tmp_path / "profile") as context:
        context.pages[0].goto(f"{site}/bad")
    assert any((tmp_path / "profile").rglob("*"))
