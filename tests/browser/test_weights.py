"""What a daily page costs to load, measured from what Chromium really fetched."""

from __future__ import annotations

import gzip
import json
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Response

from tests.browser.house import Device, House
from tests.tools.browser import settled
from tests.tools.server import ROOT

pytestmark = pytest.mark.browser

DAILY = ("today", "history", "me")
MOST_JS = 175 * 1024
MOST_CSS = 12 * 1024


def packed(url: str) -> int:
    """How many bytes a file takes on the way, gzip; what is served smaller counts as it is served."""
    with httpx.Client(headers={"Accept-Encoding": "gzip"}) as http, http.stream("GET", url) as answer:
        raw = b"".join(answer.iter_raw())
    return len(raw) if answer.headers.get("content-encoding") == "gzip" else len(gzip.compress(raw, 6))


@pytest.mark.parametrize("place", DAILY)
def test_a_daily_page_is_light(my: Device, house: House, place: str) -> None:
    page, _ = my.newcomer("/en/me")
    fetched: dict[str, str] = {}

    def note(response: Response) -> None:
        kind = response.headers.get("content-type", "").split(";")[0]
        fetched[response.url] = kind

    page.goto(f"{house.url}/en/privacy")
    page.on("response", note)
    page.goto(f"{house.url}/en/{place}")
    settled(page)
    page.wait_for_load_state("networkidle")
    names = {url for url in fetched if urlsplit(url).path.endswith((".js", ".mjs"))}
    assert names == {url for url, kind in fetched.items() if "javascript" in kind}
    js = {url: packed(url) for url in sorted(names)}
    css = {url: packed(url) for url, kind in sorted(fetched.items()) if kind == "text/css"}
    kb = {kind: sum(sizes.values()) / 1024 for kind, sizes in (("JS", js), ("CSS", css))}
    print(f"{place}: JS {kb['JS']:.1f} KB gzip in {len(js)} files, CSS {kb['CSS']:.1f} KB")
    assert len(js) > 5, "the page has scripts, and they were counted"
    assert sum(js.values()) <= MOST_JS, js
    assert 0 < sum(css.values()) <= MOST_CSS, css


def test_the_component_library_is_not_in_the_build() -> None:
    for file in (ROOT / "reflex.lock/package.json", ROOT / "build/workshop/.web/package.json"):
        packages = json.loads(file.read_text())
        named = {*packages.get("dependencies", {}), *packages.get("devDependencies", {})}
        assert "react" in named
        assert not [one for one in named if one.startswith("@radix-ui/themes") or one == "recharts"]
