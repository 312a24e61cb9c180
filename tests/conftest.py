"""What every test starts from: no settings of this computer, and no hurry on a slow one, and an order."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.tools import engines, keys

# How long one example takes says more about the computer than about the code. A change is judged by the same
# examples each time; whoever runs the tests by hand looks further with every run.
settings.register_profile("harbour", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("harbour")

# A worker is told how wide the terminal is, and whatever prints would keep to that from its import on.
os.environ.pop("COLUMNS", None)

# Each server that a test starts would compile the whole app anew, which takes a second.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

keys.watch()
files_made = engines.watch_for_files() if engines.ON_SERVER else []


def pytest_configure(config: pytest.Config) -> None:
    """Let a test leave its installation open: psycopg complains of that, SQLite does not."""
    if engines.ON_SERVER:
        config.addinivalue_line("filterwarnings", "ignore:.*was deleted while still open:ResourceWarning")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, which would leave the other cores idle at the end."""
    long = {item.path for item in items if item.get_closest_marker("long")}
    items.sort(key=lambda item: item.path not in long)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what tests have counted; what they print themselves is not heard from another process."""
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, said in report.user_properties:
            if name == "counted" and report.when == "call":
                terminalreporter.write_line(str(said))


@pytest.fixture(autouse=True)
def _no_settings_from_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away the settings of whoever runs the tests; the languages were read at import already."""
    for name in [name for name in os.environ if name.startswith("WELLBEING_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="module", autouse=True)
def _no_database_is_left() -> Iterator[None]:
    """Take away the databases of a file of tests when it is done."""
    yield
    engines.drop_what_was_made()


@pytest.fixture(autouse=True)
def _every_statement_keeps_to_its_person() -> Iterator[None]:
    """Fail a test whose code has asked for everybody's rows, or has written another's under a shared lock."""
    yield
    noticed, keys.violations[:] = list(dict.fromkeys(keys.violations)), []
    assert not noticed


@pytest.fixture(autouse=True)
def _the_engine_in_use_is_used(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test on a server whose installation is in a file after all, unless it is marked."""
    yield
    made, files_made[:] = list(files_made), []
    assert not made or request.node.get_closest_marker("file_too"), "a database was made in a file"
