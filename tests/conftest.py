"""What every test starts from: no settings of this computer, and no hurry on a slow one."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# How long one example takes says more about the computer than about the code.
settings.register_profile("harbour", deadline=None)
settings.load_profile("harbour")


@pytest.fixture(autouse=True)
def _no_settings_from_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away the settings of whoever runs the tests; the languages were read at import already."""
    for name in [name for name in os.environ if name.startswith("WELLBEING_")]:
        monkeypatch.delenv(name)
