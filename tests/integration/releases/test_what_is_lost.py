"""Boxes, keys, texts and whole databases that are lost or older: never new noise, never another number."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.integration.releases.team import FIRST, Team, copy, monday, noon, restore
from tests.tools.engines import only_in_a_file
from wellbeing.anonymity import groups, log, release
from wellbeing.anonymity.noise import RHO
from wellbeing.domain.contribution import Cell
from wellbeing.domain.errors import DatabaseBusy, LogBroken, ReleaseKeyMissing, ReleaseKeyWrong
from wellbeing.domain.people import UnitId
from wellbeing.domain.periods import YEAR, Period
from wellbeing.domain.releases import Fact, Line

SECOND = FIRST.later(1)


@contextmanager
def stopped(team: Team) -> Iterator[Path]:
    """The files of an installation that does not run; it starts again afterwards."""
    team.stop()
    yield team.folder
    team.start()


def test_a_box_that_is_lost_is_not_made_again(team: Team) -> None:
    unit = team.unit(14)
    team.at(monday(FIRST))
    with stopped(team) as folder:
        (folder / "boxes.db").unlink()
    team.releases.turn()
    assert not team.everybody(unit, FIRST)
    assert team.storage.boxes.all() == []
    assert team.noise.drawn == 1
    team.at(noon(FIRST))
    assert list(team.ends(FIRST).values()) == [Fact.WITHHELD]
    team.at(noon(SECOND))
    assert list(team.ends(SECOND).values()) == [Fact.RELEASED], "the next period is as ever"


@pytest.mark.parametrize("content", [b"no database at all" * 400, b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_file_of_boxes_that_cannot_be_read_makes_room_for_another(team: Team, content: bytes) -> None:
    team.unit(14)
    team.at(monday(FIRST))
    with stopped(team) as folder:
        (folder / "boxes.db").write_bytes(content)
    team.at(noon(FIRST))
    assert list(team.ends(FIRST).values()) == [Fact.WITHHELD]
    assert len(team.storage.boxes.all()) == 1
    assert team.noise.drawn == 2


@pytest.mark.parametrize("content", [None, b"", b"x" * 32])
def test_a_lost_key_of_the_boxes_withholds_their_period(team: Team, content: bytes | None) -> None:
    team.unit(14)
    team.at(monday(FIRST))
    with stopped(team):
        team.places.box_key.unlink()
        if content is not None:
            team.places.box_key.write_bytes(content)
    assert len(team.places.box_key.read_bytes()) == 32
    team.releases.turn()
    assert team.noise.drawn == 1
    team.at(noon(FIRST))
    assert list(team.ends(FIRST).values()) == [Fact.WITHHELD]
    team.at(noon(SECOND))
    assert list(team.ends(SECOND).values()) == [Fact.RELEASED]


def test_a_box_without_its_line_and_without_its_key_is_withheld(team: Team) -> None:
    unit = team.unit(14)
    group = groups.group_of([unit], {unit: 14}, {})
    team.clock.moment = monday(FIRST)
    team.storage.boxes.add({(group.id, FIRST.number): b"WB\x01\x01" + os.urandom(500)})
    team.releases.turn()
    team.at(noon(FIRST))
    assert list(team.ends(FIRST).values()) == [Fact.WITHHELD]
    assert [number for _, number in team.storage.boxes.all()] == [SECOND.number]


def test_without_the_signing_key_nothing_starts_once_there_is_a_log(team: Team) -> None:
    first = team.places.release_key.read_bytes()
    with stopped(team):
        team.places.release_key.unlink()
    assert team.places.release_key.read_bytes() != first, "nothing was told yet, so another key is as good"
    team.unit(14)
    team.at(monday(FIRST))
    kept = team.places.release_key.read_bytes()
    team.stop()
    team.places.release_key.unlink()
    with pytest.raises(ReleaseKeyMissing):
        team.start()
    assert not team.places.release_key.exists(), "none is made in its place"
    for wrong in (b"", b"x" * 32, b"x" * 33):
        team.places.release_key.write_bytes(wrong)
        with pytest.raises(ReleaseKeyWrong):
            team.start()
    team.places.release_key.write_bytes(kept)
    team.start()
    assert team.releases.verify() == 1


@only_in_a_file
def test_the_text_alone_says_that_there_was_a_log(team: Team) -> None:
    team.unit(14)
    team.at(monday(FIRST))
    team.stop()
    team.places.release_key.unlink()
    for file in ("wellbeing.db", "slots.db"):
        (team.folder / file).unlink()
    with pytest.raises(ReleaseKeyMissing):
        team.start()
    team.places.release_text.unlink()
    team.start()


@only_in_a_file
@pytest.mark.parametrize("text", [False, True])
def test_a_restored_database_tells_the_same_numbers_or_none(
    team: Team, tmp_path: Path, *, text: bool
) -> None:
    unit = team.unit(14)
    team.at(monday(FIRST))
    with stopped(team) as folder:
        backup = copy(folder, tmp_path / "backup")
    assert not list(backup.rglob("boxes*")), "neither the boxes nor their key are in a backup"
    team.everybody(unit, FIRST)
    team.at(noon(FIRST))
    told, drawn = team.told(), team.noise.drawn
    with stopped(team) as folder:
        restore(backup, folder, text=text)
    team.releases.turn()
    assert team.noise.drawn == drawn
    assert team.releases.verify() == len(team.lines())
    if text:  # the older text came back too: nobody here knows the numbers any more
        assert list(team.ends(FIRST).values()) == [Fact.WITHHELD]
    else:
        assert team.told() == told
    team.at(noon(SECOND))
    assert list(team.ends(SECOND).values()) == [Fact.RELEASED]


@only_in_a_file
def test_a_restored_database_gets_an_open_period_back_with_its_ballots(team: Team, tmp_path: Path) -> None:
    unit = team.unit(14)
    with stopped(team) as folder:
        backup = copy(folder, tmp_path / "backup")
    team.at(monday(FIRST))
    team.everybody(unit, FIRST, Cell.HIGH)
    with stopped(team) as folder:
        restore(backup, folder, text=True)
    team.end_seats(unit, 13)
    team.releases.turn()
    group = team.releases.group_of(unit, FIRST)
    assert group is not None
    assert group.roster == 14, "as the box counted it"
    assert team.noise.drawn == 1
    team.at(noon(FIRST))
    assert list(team.ends(FIRST).values()) == [Fact.RELEASED]


def test_a_raised_floor_survives_a_restored_database(team: Team, tmp_path: Path) -> None:
    unit = team.unit(14)
    team.at(monday(FIRST))
    with stopped(team) as folder:
        backup = copy(folder, tmp_path / "backup")
    with team.storage.begin() as work:
        work.floors.put(unit, 20, SECOND.number)
        team.releases.journal.raised(work, SECOND, groups.group_of([unit], {unit: 14}, {unit: 20}))
        work.commit()
    team.releases.journal.settle()
    with stopped(team) as folder:
        restore(backup, folder, text=False)
    team.releases.turn()
    with team.storage.look() as work:
        assert work.floors.at(FIRST.number) == {}
        assert work.floors.at(SECOND.number) == {unit: 20}


def test_a_text_that_is_shorter_or_cut_short_is_completed(team: Team) -> None:
    team.unit(14)
    team.at(monday(FIRST))
    team.at(noon(FIRST))
    whole = team.places.release_text.read_bytes()
    ends = [at + 1 for at, byte in enumerate(whole) if byte == ord("\n")]
    for kept in (0, 1, ends[0] - 1, ends[0], ends[0] + 1, ends[-1] - 1):
        team.places.release_text.write_bytes(whole[:kept])
        team.releases.turn()
        assert team.places.release_text.read_bytes() == whole
    team.places.release_text.unlink()
    team.releases.turn()
    assert team.places.release_text.read_bytes() == whole
    assert team.places.release_text.stat().st_mode & 0o777 == 0o600


def _forged(lines: list[Line], at: int) -> list[str]:
    """The text with another number in one line, signed by nobody."""
    said = [json.loads(one) for one in _text(lines)]
    said[at]["body"] = said[at]["body"].replace('"roster":14', '"roster":15')
    return [json.dumps(one, separators=(",", ":")) for one in said]


def _text(lines: list[Line]) -> list[str]:
    said = ({"body": one.body, "signature": one.signature.hex()} for one in lines)
    return [json.dumps(one, separators=(",", ":")) for one in said]


def test_a_text_that_tells_something_else_is_refused(team: Team) -> None:
    team.unit(14)
    team.at(monday(FIRST))
    team.at(noon(FIRST))
    lines = list(team.lines())
    before = team.storage.boxes.all()
    for wrong in (
        _forged(lines, len(lines) - 1),
        [*_text(lines)[:-1], "{}"],
        [*_text(lines)[:-1], "no JSON"],
        [*_text(lines), _forged(lines, 0)[0]],
    ):
        team.places.release_text.write_text("\n".join(wrong) + "\n")
        with pytest.raises(LogBroken):
            team.at(noon(SECOND))
        assert list(team.lines()) == lines
        assert team.storage.boxes.all() == before


def test_a_line_that_another_key_signed_is_not_taken_back(team: Team) -> None:
    unit = team.unit(14)
    team.at(monday(FIRST))
    lines = list(team.lines())
    period, group = FIRST, groups.group_of([unit], {unit: 14}, {})
    theirs = release.released(lines, period, group, None, key=os.urandom(32), version="1")
    team.places.release_text.write_text("\n".join(_text([*lines, theirs])) + "\n")
    with pytest.raises(LogBroken) as broken:
        team.releases.turn()
    assert broken.value.number == 2
    assert list(team.lines()) == lines


def test_the_year_s_cap_stops_the_job(team: Team) -> None:
    """A log in which the unit has spent its year already, as no order of days can make it."""
    unit, other = team.unit(14), UnitId(groups._NAMES)
    team.clock.moment = monday(FIRST)
    with team.storage.begin() as work:
        for number in range(YEAR):
            before = work.releases.last()
            group = groups.group_of([unit, other], {unit: 14}, {})
            work.releases.add(
                log.line(
                    before,
                    Fact.RELEASED,
                    Period(FIRST.number - number),
                    group,
                    key=team.releases.keys.signing,
                    version="1",
                    rho_year=RHO,
                )
            )
        work.commit()
    team.releases.turn()
    team.at(noon(FIRST))
    (ended,) = [one for one in team.lines() if one.group.units == (unit,) and one.fact in {*_ENDS}]
    assert ended.fact is Fact.WITHHELD
    assert ended.rho_year == pytest.approx(YEAR * RHO, abs=1e-5)
    team.at(noon(SECOND))
    assert team.lines()[-1].fact is Fact.FORMED
    assert [one.fact for one in team.lines() if one.period == SECOND][-1] is Fact.RELEASED


_ENDS = (Fact.RELEASED, Fact.WITHHELD)


def test_a_clock_set_forward_tells_each_period_once_and_thirteen_a_year(team: Team) -> None:
    """Whoever sets the clock can hurry, and has then used up what was to come."""
    unit = team.unit(14)
    team.at(monday(FIRST))
    for number in range(YEAR + 3):
        team.at(noon(FIRST.later(number)))
    lines = team.lines()
    told = [one.period.number for one in lines if one.fact is Fact.RELEASED]
    assert len(told) == len(set(told))
    for first in told:
        assert sum(first <= one < first + YEAR for one in told) <= YEAR
    assert max(one.rho_year for one in lines) <= YEAR * RHO + 1e-5
    drawn, before = team.noise.drawn, team.told()
    for number in range(YEAR + 3):  # and back: nothing is left to be told
        team.at(monday(FIRST.later(number)))
        assert team.told() == before
    assert team.noise.drawn == drawn
    assert team.releases.group_of(unit, FIRST.later(5)) is not None


def test_two_processes_at_once_make_one_log(team: Team) -> None:
    for number in range(6):
        team.unit(14, str(number))
    with Team(team.folder) as other:
        for period in (FIRST, SECOND, FIRST.later(2)):
            for moment in (monday(period), noon(period)):
                _at_once([team, other], moment)
        lines = team.lines()
        assert [one.number for one in lines] == list(range(1, len(lines) + 1))
        assert other.releases.verify() == len(lines)
        assert len(team.ends()) == 6 * 3
        assert set(team.ends().values()) == {Fact.RELEASED}
        drawn = team.noise.drawn + other.noise.drawn
        assert drawn >= 6 * 4, "more may be drawn at once, and are thrown away unseen"
    text = team.places.release_text.read_text().splitlines()
    assert text == _text(list(lines))


def _at_once(teams: list[Team], moment: object) -> None:
    ready = threading.Barrier(len(teams))

    def run(one: Team) -> None:
        one.clock.moment = moment  # type: ignore[assignment]
        ready.wait()
        with suppress(DatabaseBusy):
            one.releases.turn()

    threads = [threading.Thread(target=run, args=(one,)) for one in teams]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in teams:  # whoever came second is done by its next run
        one.releases.turn()


def test_reads_starts_and_restores_change_no_byte(team: Team, tmp_path: Path) -> None:
    unit = team.unit(14)
    team.at(monday(FIRST))
    team.everybody(unit, FIRST)
    team.at(noon(FIRST))
    told = team.told()
    for _ in range(200):
        assert team.releases.lines_in(FIRST)[1].counters == team.releases.lines_of([unit])[1].counters
        assert team.told() == told
    for _ in range(3):
        team.restart()
        team.releases.turn()
        assert team.told() == told
    with stopped(team) as folder:
        backup = copy(folder, tmp_path / "backup")
        restore(backup, folder, text=True)
    team.releases.turn()
    assert team.told() == told
