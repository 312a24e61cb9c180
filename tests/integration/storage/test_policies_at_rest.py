"""Break times on a real database: announced, commented on and read, with no comment's word in any file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.box_fakes import releases_over
from tests.fakes import FakeClock
from tests.tools import engines
from wellbeing.crypto.kdf import KdfParams
from wellbeing.domain.people import Role
from wellbeing.domain.policy import DEFAULT, PRESETS, Own, Preset
from wellbeing.domain.preferences import Preferences
from wellbeing.services import desks
from wellbeing.services.policies import State
from wellbeing.storage.opening import Storage
from wellbeing.vault.kdf_queue import KdfQueue

CHEAP = KdfParams(memory_kib=64, iterations=1)
PEPPER = bytes(range(32))
WORDS = "plank harvest copper violin drift"
CANARY = "Quetzalcoatlus"
GENTLE = PRESETS[Preset.GENTLE]


class House:
    """An installation over real files, with a unit, its configurator and an investigator."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self.clock = FakeClock()
        self.queue = KdfQueue(4 * CHEAP.memory_kib)
        self.desks = self.built()
        admin = self.join("Admin", self.desks.admin.seats.first_administrator() or "")
        self.unit = self.desks.admin.units.create(admin, "North", country="fr", time_zone="Europe/Paris").id
        (slip,) = self.desks.admin.seats.issue(admin, self.unit, Role.CONFIGURATOR, ["first"])
        conf = self.join("Keeper", slip.code)
        (slip,) = self.desks.unit.seats.issue(conf, self.unit, Role.INVESTIGATOR, ["1"])
        self.join("Heron", slip.code)

    def built(self) -> desks.Desks:
        storage = self.storage
        return desks.build(
            storage.begin,
            storage.slots,
            self.clock,
            self.queue,
            PEPPER,
            releases=releases_over(storage.begin, storage.look, self.clock, storage.boxes),
            look=storage.look,
            kdf=CHEAP,
            floor=CHEAP,
        )

    def join(self, handle: str, code: str) -> str:
        cookie = self.desks.person.joining.join(code, handle, WORDS).cookie
        return self.desks.person.sessions.attach(cookie) or ""

    def reader(self, handle: str) -> str:
        cookie = self.desks.person.signing_in.sign_in(handle, WORDS)
        return self.desks.person.sessions.attach(cookie) or ""


@pytest.fixture
def house(storage: Storage) -> Iterator[House]:
    house = House(storage)
    yield house
    house.queue.close()


def _files(house: House) -> bytes:
    folder = Path(house.storage.slots_engine.url.database or "").parent
    places = engines.places_at_rest(folder)
    files = [file for place in places for file in (place.rglob("*") if place.is_dir() else [place])]
    return b"".join(file.read_bytes() for file in sorted(files) if file.is_file())


def test_from_the_announcement_to_the_day_it_starts(house: House) -> None:
    starts = house.clock.now().date() + timedelta(days=8)
    publishing, comments = house.desks.unit.publishing, house.desks.unit.comments
    keeper, heron = house.reader("Keeper"), house.reader("Heron")
    made = publishing.publish(keeper, house.unit, GENTLE, starts, "Why: rest", comment_days=7)
    assert house.desks.person.policies.history(heron, house.unit) == (made,)
    for words in (f"{CANARY} one", f"{CANARY} two"):
        house.desks.person.comments.add(heron, house.unit, made.number, words)
    assert CANARY.encode() not in _files(house)
    assert b"Why: rest" in _files(house), "what a unit tells everybody is plain"
    assert comments.of(keeper, house.unit, made.number) is None
    house.clock.forward(days=8)
    house.desks = house.built()
    keeper, heron = house.reader("Keeper"), house.reader("Heron")
    found = house.desks.unit.comments.of(keeper, house.unit, made.number)
    assert sorted(found or ()) == [f"{CANARY} one", f"{CANARY} two"]
    effective = house.desks.person.policies.effective(heron)
    assert (effective.policy, effective.version, effective.time_zone) == (GENTLE, 1, "Europe/Paris")
    second = house.desks.unit.publishing.publish(keeper, house.unit, DEFAULT, starts + timedelta(days=1))
    house.desks.unit.publishing.withdraw(keeper, house.unit, second.number)
    states = [one.state for one in house.desks.person.policies.history(heron, house.unit)]
    assert states == [State.WITHDRAWN, State.IN_FORCE]


def test_all_comments_are_of_one_size(house: House) -> None:
    keeper, heron = house.reader("Keeper"), house.reader("Heron")
    starts = house.clock.now().date() + timedelta(days=8)
    house.desks.unit.publishing.publish(keeper, house.unit, GENTLE, starts, comment_days=7)
    for words in ("x", "A longer one. " * 40, "\U0001f331" * 1000):
        house.desks.person.comments.add(heron, house.unit, 1, words)
    with house.storage.look() as work:
        assert len({len(row.body.raw) for row in work.comments.of(house.unit, 1)}) == 1


def test_a_person_s_own_limits_are_sealed(house: House) -> None:
    heron = house.reader("Heron")
    chosen = Preferences(own=Own((("continuous_limit_min", 30),)), breaks=("walk",), country="FR")
    house.desks.person.preferences.change(heron, lambda _: chosen)
    assert b"continuous_limit_min" not in _files(house)
    assert house.desks.person.preferences.mine(house.reader("Heron")) == chosen
