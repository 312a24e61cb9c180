"""Promise: what is told of a team is told once, at its time, by nobody's hand, and never becomes anything else.

Attacks 3, 5, 6, 14 and 15 of the design, on real files. Black boxes over a running server are in
`test_nobody_learns_who_works`; every crash and every kind of restored backup in `tests/integration/releases`.
"""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

import wellbeing
from tests.integration.releases.team import FIRST, Team, copy, monday, noon, restore
from tests.tools.engines import kept_aside
from wellbeing.anonymity import log
from wellbeing.anonymity.box import Box
from wellbeing.domain.contribution import NOTHING, Cell, Contribution
from wellbeing.domain.errors import BoxClosed, LogBroken
from wellbeing.domain.people import Unit
from wellbeing.domain.releases import Fact
from wellbeing.services.box_slots import BoxSlots
from wellbeing.services.sorts import Access

HIGH = Contribution(Cell.HIGH, 20, breaks_kept=True)
VIEWS = 200
JOB = {"turn", "open_boxes", "end_periods", "shred"}
"""What makes, tells or removes a box."""
MAY_RUN_IT = {"bootstrap", "schedule", "services", "storage"}
"""Where these may be named; no page, route, handler or command is among them, but for the demo's, which lives a
made-up year in a folder of its own."""


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with Team(tmp_path / "data") as one:
        yield one


@dataclass
class Told:
    """A period that was told, of a unit of 14 in which all took part."""

    team: Team
    body: str


@pytest.fixture
def told(team: Team) -> Told:
    unit = team.unit(14)
    team.at(monday(FIRST))
    assert team.everybody(unit, FIRST)
    team.at(noon(FIRST))
    (line,) = (one for one in team.lines() if one.fact is Fact.RELEASED)
    return Told(team, line.body)


def body(team: Team) -> str:
    (line,) = (one for one in team.lines() if one.fact is Fact.RELEASED and one.period == FIRST)
    return line.body


def test_5_looking_restarting_and_restoring_change_no_byte_and_draw_no_noise(
    told: Told, tmp_path: Path
) -> None:
    team, drawn = told.team, told.team.noise.drawn
    assert drawn == 1 + sum(one.fact is Fact.FORMED for one in team.lines() if one.period != FIRST)
    before = team.told()
    assert {body(team) for _ in range(VIEWS)} == {told.body}
    backup = copy(team.folder, tmp_path / "backup")
    for _ in range(3):
        team.restart()
        team.releases.turn()
    team.at(noon(FIRST) + timedelta(days=1))
    team.stop()
    restore(backup, team.folder, text=False)
    team.start()
    team.releases.turn()
    assert team.told() == before
    assert team.noise.drawn == drawn


def test_5_an_older_database_cannot_have_its_period_told_again(team: Team, tmp_path: Path) -> None:
    """A backup from before the end, put back after it: the numbers are those of the text log, or none."""
    unit = team.unit(14)
    team.at(monday(FIRST))
    backup = copy(team.folder, tmp_path / "backup")
    team.everybody(unit, FIRST)
    team.at(noon(FIRST))
    first = body(team)
    team.stop()
    restore(backup, team.folder, text=False)
    team.start()
    team.at(noon(FIRST) + timedelta(hours=1))
    assert body(team) == first


def test_3_seats_that_come_and_go_count_at_the_next_monday_and_not_before(team: Team) -> None:
    unit = team.unit(14)
    team.at(monday(FIRST))
    team.end_seats(unit, 12)
    team.at(monday(FIRST) + timedelta(days=9))
    team.at(noon(FIRST))
    rosters = [(one.period.number - FIRST.number, one.fact, one.group.roster) for one in team.lines()]
    assert (0, Fact.FORMED, 14) in rosters
    assert (0, Fact.RELEASED, 14) in rosters
    assert (1, Fact.FORMED, 12) in rosters


def test_6_nothing_comes_into_a_box_after_it_has_closed(team: Team) -> None:
    """An edit, an import or a withdrawal after Monday noon reaches no box, told or not."""
    unit = team.unit(14)
    team.at(monday(FIRST))
    team.everybody(unit, FIRST)
    group = team.releases.group_of(unit, FIRST)
    assert group is not None
    slots = BoxSlots(team.storage.boxes, team.releases.keys.boxes, team.clock)
    mine = cast(Access, SimpleNamespace(keys=SimpleNamespace(ballot=team.keys[unit][0])))
    team.clock.moment = FIRST.closes_at - timedelta(seconds=1)
    assert slots.change(mine, group.id, FIRST, HIGH) == HIGH
    held = Box.open(
        team.releases.keys.boxes,
        group.id,
        FIRST.number,
        team.storage.boxes.get(group.id, FIRST.number) or b"",
    )
    for moment in (FIRST.closes_at, FIRST.released_at - timedelta(seconds=1)):
        team.clock.moment = moment
        for wanted in (NOTHING, Contribution(Cell.LOW)):
            with pytest.raises(BoxClosed):
                slots.change(mine, group.id, FIRST, wanted)
    team.at(noon(FIRST))
    (line,) = (one for one in team.lines() if one.fact is Fact.RELEASED)
    assert line.counters == held.counters
    assert slots.change(mine, group.id, FIRST, NOTHING) == NOTHING, "there is no box any more"
    assert body(team) == line.body


def test_14_moving_and_merging_units_within_a_season_moves_nobody_into_another_group(team: Team) -> None:
    one, other = team.unit(14, "one"), team.unit(13, "other")
    team.at(monday(FIRST))
    frozen = {line.group.units for line in team.lines()}
    parent = team.unit(0, "parent")
    with team.storage.begin() as work:
        for unit in (one, other):
            work.units.put(Unit(unit, "moved", parent))
        work.commit()
    for number in (1, 2):
        team.at(monday(FIRST.later(number)))
    formed = [line for line in team.lines() if line.fact is Fact.FORMED]
    assert {line.group.units for line in formed} == frozen
    for period in {line.period for line in formed}:
        counted = [unit for line in formed if line.period == period for unit in line.group.units]
        assert len(counted) == len(set(counted))


def test_15_it_cannot_be_told_early_twice_or_not_at_all(told: Told) -> None:
    team = told.team
    lines = len(team.lines())
    for moment in (noon(FIRST), monday(FIRST), FIRST.closes_at, noon(FIRST) + timedelta(days=20)):
        team.at(moment)
        assert (
            sum(one.fact in {Fact.RELEASED, Fact.WITHHELD} for one in team.lines() if one.period == FIRST)
            == 1
        )
    assert body(team) == told.body
    assert len(team.lines()) >= lines
    every = list(team.lines())
    for gone in range(len(every) - 1):
        with pytest.raises(LogBroken):
            log.verify([*every[:gone], *every[gone + 1 :]], team.releases.public_key)


def test_15_before_its_time_there_is_no_number_anywhere(team: Team) -> None:
    unit = team.unit(14)
    team.at(monday(FIRST))
    team.everybody(unit, FIRST)
    for moment in (FIRST.closes_at, FIRST.released_at - timedelta(seconds=1)):
        team.at(moment)
        assert all(one.counters is None for one in team.lines())


def calls(path: Path) -> set[str]:
    """Names that a module reads as attributes or imports."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = {one.attr for one in ast.walk(tree) if isinstance(one, ast.Attribute)}
    return named | {
        part.name for one in ast.walk(tree) if isinstance(one, ast.ImportFrom) for part in one.names
    }


def found(root: Path) -> dict[str, set[str]]:
    """Which modules name a part of the job, outside of where they may."""
    return {
        path.relative_to(root).as_posix(): hits
        for path in sorted(root.rglob("*.py"))
        if path.relative_to(root).parts[0] not in MAY_RUN_IT
        and not path.relative_to(root).as_posix().startswith("cli/demo")
        and (hits := calls(path) & (JOB - {"turn"}) | _turns(path))
    }


def _turns(path: Path) -> set[str]:
    """`releases.turn` by any name; a timer's handler is called turn, too."""
    text = path.read_text(encoding="utf-8")
    return {"turn"} if "releases.turn" in text or "Releases.turn" in text else set()


def test_15_no_page_route_handler_or_command_runs_it(tmp_path: Path) -> None:
    (package,) = (Path(one) for one in wellbeing.__path__)
    assert found(package) == {}
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui" / "broken.py").write_text("def now(desk):\n    desk.releases.end_periods()\n")
    assert found(tmp_path) == {"ui/broken.py": {"end_periods"}}


def test_what_somebody_who_puts_old_files_back_by_hand_can_do_and_how_it_shows(
    team: Team, tmp_path: Path
) -> None:
    """What remains, and docs/attacks.md says it: both files of the log and an old file of boxes, put back together.

    Then one box is told twice, with the same noise: the difference is exact. No program here does that; it takes
    somebody who may write to the folder. The second log does not begin as the first one did, and an officer who
    kept the head of the first one sees that.
    """
    unit = team.unit(14)
    team.at(monday(FIRST))
    everything = tmp_path / "everything"
    shutil.copytree(team.folder, everything)
    put_back = kept_aside(team.folder, tmp_path / "main")
    team.everybody(unit, FIRST)
    team.at(noon(FIRST))
    (first,) = (one for one in team.lines() if one.fact is Fact.RELEASED)
    kept = log.head([first])
    team.stop()
    shutil.rmtree(team.folder)
    shutil.copytree(everything, team.folder)
    put_back()
    team.start()
    team.at(noon(FIRST))
    (second,) = (one for one in team.lines() if one.fact is Fact.RELEASED)
    assert first.counters is not None
    assert second.counters is not None
    differ = [a - b for a, b in zip(first.counters.all, second.counters.all, strict=True)]
    assert differ == [-14, 0, 14, 0, 84, 14]
    assert first.number == second.number
    assert log.head([second]) != kept
