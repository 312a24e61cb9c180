"""Promise: nobody counts twice in a team's picture, whatever happens between an answer and the box.

All on real files. What lies in the box is compared with what it was born with: the difference is one person's
part, or nothing, and never two.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.counting import NOTHING_INSIDE, PERIOD, WORDS, House, Somebody
from tests.tools.run_balloting import HANDLE
from wellbeing.anonymity.box import Box
from wellbeing.domain.ballot import Out
from wellbeing.domain.people import UnitId
from wellbeing.services.box_slots import BoxSlots

HARD = (-1, 0, 0, 1, 0, 1)
OTHER_WORDS = "lantern moss quiver asphalt tundra"
KILLS = max(int(os.environ.get("WELLBEING_KILLS", "30")) // 6, 1)
"""Read before the fixtures take every setting away."""
ROOT = Path(__file__).parents[2]


class Killed(BaseException):
    """Stands for the end of the process at this very moment."""


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path / "data") as house:
        yield house


@pytest.fixture
def unit(house: House) -> UnitId:
    return house.unit()


@pytest.fixture
def heron(house: House, unit: UnitId) -> Somebody:
    """Joined before the period, and has had a hard day in it."""
    heron = house.join(unit, HANDLE)
    house.open()
    house.answer(heron)
    return heron


@contextmanager
def killed(house: House, monkeypatch: pytest.MonkeyPatch, *, before_box: bool) -> Iterator[None]:
    """The process ends right before the box is changed, or right after it; a new one starts."""
    change = BoxSlots.change

    def change_or_die(slots: BoxSlots, *where: object, **named: object) -> object:
        if not before_box:
            change(slots, *where, **named)  # type: ignore[arg-type]
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(BoxSlots, "change", change_or_die)
        with pytest.raises(Killed):
            yield
    house.restart()


def unlocked(house: House, one: Somebody) -> Somebody:
    """Back with a page, and what was left over is done."""
    again = house.sign_in(one)
    assert house.rest() == 1
    return again


@pytest.mark.parametrize("before_box", [True, False], ids=["page, then killed", "page and box, then killed"])
def test_killed_while_it_is_put_in(
    house: House, unit: UnitId, heron: Somebody, monkeypatch: pytest.MonkeyPatch, before_box: bool
) -> None:
    with killed(house, monkeypatch, before_box=before_box):
        house.yes(heron)
    assert house.inside(unit) == (NOTHING_INSIDE if before_box else HARD)
    again = unlocked(house, heron)
    assert house.inside(unit) == HARD
    assert house.mine(again).counted


@pytest.mark.parametrize("before_box", [True, False], ids=["killed, then box", "box, then killed"])
def test_killed_while_it_is_taken_back(
    house: House, unit: UnitId, heron: Somebody, monkeypatch: pytest.MonkeyPatch, before_box: bool
) -> None:
    house.yes(heron)
    with killed(house, monkeypatch, before_box=before_box):
        house.no(heron)
    again = unlocked(house, heron)
    assert house.inside(unit) == NOTHING_INSIDE
    mine = house.mine(again)
    assert (mine.counted, mine.page.leaving, mine.page.history) == (False, False, ())


@pytest.mark.parametrize("before_box", [True, False])
def test_killed_while_an_answer_is_carried_over(
    house: House, unit: UnitId, heron: Somebody, monkeypatch: pytest.MonkeyPatch, before_box: bool
) -> None:
    house.yes(heron)
    house.answer(heron, strain=0)
    with killed(house, monkeypatch, before_box=before_box):
        house.rest()
    unlocked(house, heron)
    assert house.inside(unit) == (-1, 1, 0, 0, 0, 1)


@pytest.mark.kill
def test_killed_for_real(house: House, unit: UnitId, heron: Somebody) -> None:
    """Somebody answers, says yes and says no without a rest, and the process is killed at some moment."""
    born = dict(house.born)
    house.yes(heron)
    for _ in range(KILLS):
        house.whole.close()
        command = [
            sys.executable,
            "-m",
            "tests.tools.run_balloting",
            str(house.folder),
            house.now.isoformat(),
        ]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "begun\n"
            time.sleep(secrets.randbelow(1000) / 1000 * 0.3)
            process.kill()
            process.communicate()
        house.start()
        assert house.born == born
        again = unlocked(house, heron)
        mine = house.mine(again)
        assert house.inside(unit) == (mine.current.would.counts if mine.counted else NOTHING_INSIDE)
        assert house.box(house.group(unit)).ballots == 1, (
            "a no leaves a ballot, too: nobody can count who takes part"
        )
        assert mine.used == mine.counted


def test_two_sessions_at_once(house: House, unit: UnitId, heron: Somebody) -> None:
    other = house.sign_in(heron)
    failed: list[BaseException] = []

    def often(work: Callable[[], object]) -> None:
        try:
            for _ in range(10):
                work()
        except BaseException as error:
            failed.append(error)
            raise

    works = [
        lambda: house.yes(heron),
        lambda: house.cast(other),
        lambda: house.answer(other, strain=secrets.randbelow(5)),
    ]
    threads = [threading.Thread(target=often, args=[work]) for work in works]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert not failed
    house.answer(heron)
    house.rest()
    assert house.inside(unit) == HARD


def test_taken_back_and_given_again(house: House, unit: UnitId, heron: Somebody) -> None:
    for _ in range(3):
        house.yes(heron)
        house.yes(heron)
        assert house.inside(unit) == HARD
        house.no(heron)
        house.no(heron)
        assert house.inside(unit) == NOTHING_INSIDE
    assert house.yes(heron).used == 1


def test_after_the_recovery_code_and_a_fresh_key(house: House, unit: UnitId, heron: Somebody) -> None:
    house.yes(heron)
    renewed = house.desk.passphrases.recover(heron.handle, heron.code, OTHER_WORDS)
    reference = house.desk.sessions.attach(renewed.cookie) or ""
    again = replace(heron, cookie=renewed.cookie, reference=reference, passphrase=OTHER_WORDS)
    house.answer(again)
    house.rest()
    assert house.inside(unit) == HARD
    renewed = house.desk.passphrases.rotate(again.cookie, OTHER_WORDS)
    again = replace(again, reference=house.desk.sessions.attach(renewed.cookie) or "")
    house.yes(again)
    assert house.inside(unit) == HARD
    house.no(again)
    assert house.inside(unit) == NOTHING_INSIDE


def test_a_new_slip_for_the_same_seat(house: House, unit: UnitId) -> None:
    """Whoever lost both secrets starts anew: the old account counts on in this period, the new one in the next."""
    seat, code = house.slip(unit)
    joined = house.desk.joining.join(code, "lost", WORDS)
    lost = Somebody("lost", joined.cookie, house.desk.sessions.attach(joined.cookie) or "", "")
    house.open()
    house.answer(lost)
    house.yes(lost)
    _, code = house.slip(unit, seat=replace(seat, generation=2))
    found = house.desk.joining.join(code, "found", WORDS)
    new = Somebody("found", found.cookie, house.desk.sessions.attach(found.cookie) or "", "")
    house.answer(new)
    assert house.yes(new).current.out is Out.JOINED
    house.rest()
    assert house.inside(unit) == HARD
    house.open(PERIOD.later(1))
    for one in (lost, new):
        again = house.sign_in(one)
        house.answer(again)
        house.rest()
    assert house.inside(unit, PERIOD.later(1)) == HARD
    assert house.mine(house.sign_in(lost)).current.out is Out.NO_SEAT


def test_moving_to_another_unit(house: House, unit: UnitId) -> None:
    """Both seats were taken before the period: what has begun in one box never goes on in the other."""
    south = house.unit(name="South")
    seat, code = house.slip(unit)
    joined = house.desk.joining.join(code, HANDLE, WORDS)
    one = Somebody(HANDLE, joined.cookie, house.desk.sessions.attach(joined.cookie) or "", "")
    house.later(days=1)
    house.desk.joining.add_seat(one.cookie, house.slip(south)[1])
    house.open()
    house.answer(one)
    house.yes(one)
    assert (house.inside(unit), house.inside(south)) == (HARD, NOTHING_INSIDE)
    house.end(seat.id)
    house.answer(one, strain=3)
    house.rest()
    assert (house.inside(unit), house.inside(south)) == (HARD, NOTHING_INSIDE)
    house.no(one)
    house.yes(one)
    assert (house.inside(unit), house.inside(south)) == (NOTHING_INSIDE, HARD)
    house.open(PERIOD.later(1))
    again = house.sign_in(one)
    house.answer(again)
    house.rest()
    assert house.inside(south, PERIOD.later(1)) == HARD


def test_a_seat_taken_within_the_period(house: House, unit: UnitId, heron: Somebody) -> None:
    south = house.unit(name="South")
    house.yes(heron)
    house.desk.joining.add_seat(heron.cookie, house.slip(south)[1])
    house.answer(heron)
    house.rest()
    assert house.inside(unit) == HARD


def test_an_older_page_put_back_by_somebody(house: House, unit: UnitId, heron: Somebody) -> None:
    """The page is found to be an older one, and says nothing; what lies in the box is found by its own slot."""
    house.rest()
    older = _entries(house)
    house.yes(heron)
    assert house.inside(unit) == HARD
    newer = _entries(house)
    changed = {row: raw for row, raw in older.items() if len(raw) > 4096 and newer[row] != raw}
    assert len(changed) == 1
    with house.whole._storage.engine.begin() as connection:
        for row, raw in changed.items():
            connection.execute(
                text("update entries set body = :raw where id = :row"), {"raw": raw, "row": row}
            )
    again = unlocked(house, heron)
    assert house.inside(unit) == NOTHING_INSIDE
    assert not house.mine(again).counted
    house.yes(again)
    assert house.inside(unit) == HARD


def _entries(house: House) -> dict[bytes, bytes]:
    with house.whole._storage.engine.connect() as connection:
        found = connection.exec_driver_sql("select id, body from entries").all()
    return {row.id: row.body for row in found}


def test_edited_after_the_end(house: House, unit: UnitId, heron: Somebody) -> None:
    house.yes(heron)
    house.at(PERIOD.closes_at)
    again = house.sign_in(heron)
    house.answer(again, strain=0, day=PERIOD.last - timedelta(days=2))
    house.rest()
    house.no(again)
    assert house.inside(unit) == HARD


def test_deleted_and_invited_again(house: House, unit: UnitId, heron: Somebody) -> None:
    house.yes(heron)
    house.desk.leaving.delete(heron.cookie, WORDS)
    new = house.join(unit, "new")
    house.answer(new)
    house.yes(new)
    assert house.inside(unit) == NOTHING_INSIDE


def test_the_comparison_would_notice(house: House, unit: UnitId, heron: Somebody) -> None:
    """A box that is changed without a look at what lies in it counts somebody twice, and this sees it."""
    house.yes(heron)
    group = house.group(unit)
    key = house.whole.releases.keys.boxes

    def twice(raw: bytes) -> bytes:
        box = Box.open(key, group.id, PERIOD.number, raw)
        counters = replace(box.counters, none=box.counters.none - 1, high=box.counters.high + 1)
        return replace(box, counters=counters).seal(key)

    assert house.whole.releases.boxes.change(group.id, PERIOD.number, twice)
    assert house.inside(unit) == (-2, 0, 0, 2, 0, 1)
