"""What every test starts from: no settings of this computer, and no hurry on a slow one."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# How long one example takes says more about the computer than about the code. A change is judged by the same
# examples each time; whoever runs the tests by hand looks further with every run.
settings.register_profile("harbour", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("harbour")


@pytest.fixture(autouse=True)
def _no_settings_from_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away the settings of whoever runs the tests; the languages were read at import already."""
    for name in [name for name in os.environ if name.startswith("WELLBEING_")]:
        monkeypatch.delenv(name)
