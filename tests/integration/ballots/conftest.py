"""Each test has an installation of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.counting import House
from wellbeing.domain.people import UnitId


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path / "data") as house:
        yield house


@pytest.fixture
def unit(house: House) -> UnitId:
    return house.unit()
