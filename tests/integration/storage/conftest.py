"""A fresh folder with both databases, or an installation of each older version, for every test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.storage.older import VERSIONS, put
from tests.tools.engines import open_storage
from wellbeing.storage.opening import Storage


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[Storage]:
    opened = open_storage(tmp_path / "data", patience=0.3)
    yield opened
    opened.close()


@pytest.fixture(params=VERSIONS)
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The folder of an installation of each older version, and of this one."""
    return put(request.param, tmp_path)
