"""A house for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.edge.house import Browser, House


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """An installation in memory."""
    with House(tmp_path) as one:
        yield one


@pytest.fixture
def browser(house: House) -> Browser:
    """A browser that nobody has signed in with."""
    return house.browser()
