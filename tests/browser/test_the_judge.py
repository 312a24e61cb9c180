"""What judges every journey when it ends does notice what it is there for."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Error

from tests.browser.house import House, Outside, device

pytestmark = pytest.mark.browser


def test_it_tells_on_whatever_is_left_or_asked(browser: Browser, house: House, world: Outside) -> None:
    mine, asked = device(browser, house, world), len(world.asked)
    mine.keep_secret("heron at dusk")
    page = mine.page()
    page.goto(f"{house.url}/en/privacy")
    assert mine.judge() == []
    page.evaluate("history.pushState({}, '', '?q=heron%20at%20dusk#x'); document.title = 'Heron at dusk'")
    page.evaluate("localStorage.kept = 'heron at dusk'")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'void 0'}))")
    with pytest.raises(Error, match=r"elsewhere\.test"):
        mine.page().goto("http://elsewhere.test/")
    told = "\n".join(mine.judge())
    left = ("the history tells", "the storage tells", "kept kept", "an address asks", "an address names x")
    for part in (*left, "broke the CSP", "asked http://elsewhere.test"):
        assert part in told
    assert any("elsewhere.test" in line for line in world.asked[asked:])
    del world.asked[asked:]
    mine.context.close()
