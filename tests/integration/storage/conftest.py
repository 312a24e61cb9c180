"""A fresh folder with both databases, for every test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tools.engines import open_storage
from wellbeing.storage.opening import Storage


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[Storage]:
    opened = open_storage(tmp_path / "data", patience=0.3)
    yield opened
    opened.close()
