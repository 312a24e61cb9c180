"""One server, one Chromium and one empty world around them for all journeys; each has a device of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.house import Device, House, LeapingServer, Outside, device, outside
from tests.browser.shift import AheadServer, Shift
from tests.tools.browser import chromium
from tests.tools.engines import drop_what_was_made

NewDevice = Callable[..., Device]


@pytest.fixture(scope="session", autouse=True)
def _no_database_is_left() -> Iterator[None]:
    """Take away the databases at the end of all files: they share the houses, and so what is in them."""
    yield
    drop_what_was_made()


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with LeapingServer(tmp_path_factory.mktemp("house") / "data") as server:
        made = House(server)
        made.furnish()
        yield made


@pytest.fixture(scope="session")
def world() -> Iterator[Outside]:
    """Whatever anything here asks of another host; no journey may end well then."""
    with outside() as proxy:
        yield proxy


@pytest.fixture(scope="session")
def browser(house: House) -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def new_device(browser: Browser, house: House, world: Outside) -> Iterator[NewDevice]:
    """Makes devices, and judges at the end what happened in them and what they keep."""
    made: list[Device] = []

    def make(**options: Any) -> Device:
        made.append(device(browser, house, world, **options))
        return made[-1]

    asked = len(world.asked)
    yield make
    wrong = [line for one in made for line in one.judge()]
    for one in made:
        one.context.close()
    left = "\n".join(wrong + world.asked[asked:])
    assert not left, left


@pytest.fixture
def my(new_device: NewDevice) -> Device:
    """The device of most journeys: a desktop window, English, light."""
    return new_device(viewport={"width": 1280, "height": 800}, locale="en-GB")


@pytest.fixture(scope="session")
def working_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house of its own for worked hours: its clock is sent ahead."""
    server = AheadServer(tmp_path_factory.mktemp("shift") / "data")
    server.be_ahead(0)
    with server:
        made = House(server)
        made.furnish()
        yield made


@pytest.fixture
def shift(working_house: House) -> Iterator[Shift]:
    """A worked hour of that house, beginning now."""
    server = working_house.server
    assert isinstance(server, AheadServer)
    server.be_ahead(0)
    yield Shift(server)
    server.be_ahead(0)


@pytest.fixture
def mine(browser: Browser, working_house: House, world: Outside, shift: Shift) -> Iterator[Device]:
    """A device in that house, of which every announcement is heard."""
    made = device(browser, working_house, world, viewport={"width": 1280, "height": 900}, locale="en-GB")
    shift.listen(made.context)
    # A server that is stopped refuses its sockets, which Chromium writes into its console.
    made.expect("WebSocket", "ERR_CONNECTION")
    yield made
    wrong = made.judge()
    made.context.close()
    assert not wrong, "\n".join(wrong)
