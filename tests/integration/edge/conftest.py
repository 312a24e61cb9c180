"""A house for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.edge.house import Browser, House
from wellbeing.domain.people import Role


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """An installation in memory."""
    with House(tmp_path) as one:
        yield one


@pytest.fixture
def browser(house: House) -> Browser:
    """A browser that nobody has signed in with."""
    return house.browser()


@pytest.fixture
def owner(house: House) -> Browser:
    """A browser whose person has joined and signed out again; the device stays known."""
    browser = house.browser()
    browser.join(house.code(Role.INVESTIGATOR), "quiet tide")
    browser.send("POST", "/session/sign-out")
    return browser
