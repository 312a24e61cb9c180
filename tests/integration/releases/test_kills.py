"""Killed before or after any commit, write or rebuilding of a turn, the next run ends as if it never was."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import event

from tests.integration.releases.team import FIRST, Team, monday, noon
from tests.tools.engines import copied
from wellbeing.anonymity.box import Box
from wellbeing.domain.releases import Counters, Fact
from wellbeing.services import releases
from wellbeing.storage import engine as engines
from wellbeing.storage import release_text

SECOND = FIRST.later(1)


def _killed(folder: Path, period_at: Callable[[], object], step: int) -> bool:
    """Run a turn in a process that is killed before its nth durable step; False when it got to the end."""
    child = os.fork()
    if child == 0:  # pragma: no cover -- it leaves no trace of what it ran
        try:
            _turn_until(folder, period_at(), step)
            os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the turn itself failed"
    return os.WIFSIGNALED(status)


def _turn_until(folder: Path, moment: object, step: int) -> None:
    team, left = Team(folder), step

    def count(*_: object) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    for one in (team.storage.engine, team.storage.boxes_engine):
        event.listen(one, "commit", count)
    sync, vacuum = os.fsync, engines.vacuum

    def synced(descriptor: int) -> None:
        count()
        sync(descriptor)
        count()

    def vacuumed(engine: object) -> None:
        count()
        vacuum(engine)  # type: ignore[arg-type]
        count()

    release_text.os.fsync = synced  # type: ignore[attr-defined]
    from wellbeing.storage import boxes

    boxes.vacuum = vacuumed  # type: ignore[attr-defined]
    team.at(moment)  # type: ignore[arg-type]


def _inside(team: Team) -> dict[tuple[object, int], Counters]:
    """What lies in every box."""
    found = {}
    for group, number in team.storage.boxes.all():
        raw = team.storage.boxes.get(group, number)
        assert raw is not None
        found[group, number] = Box.open(team.releases.keys.boxes, group, number, raw).counters
    return found


@pytest.fixture
def opened(tmp_path: Path) -> Path:
    """Three groups, one of which has no box by the time the period ends."""
    folder = tmp_path / "opened"
    with Team(folder) as team:
        for number in range(2):
            team.unit(14, str(number))
        falling = team.unit(12, "falling")
        team.clock.moment = monday(FIRST)
        group = (team.releases.turn(), team.releases.group_of(falling, FIRST))[1]
        assert group is not None
        team.storage.boxes.shred([(group.id, FIRST.number)])
        team.end_seats(falling, 3)
    return folder


def test_killed_anywhere_while_a_period_begins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(releases, "TOGETHER", 1)  # else all three boxes are one commit
    template = tmp_path / "template"
    with Team(template) as team:
        for number in range(3):
            team.unit(12 + number, str(number))
    step, unlike = 0, 0
    while True:
        folder = tmp_path / f"step {step}"
        copied(template, folder)
        if not _killed(folder, lambda: monday(FIRST), step):
            break
        with Team(folder) as team:
            before = _inside(team)
            unlike += 0 < len(before) < 3
            team.at(monday(FIRST))
            after = _inside(team)
            assert len(after) == 3
            assert {key: after[key] for key in before} == before, "noise that was drawn stays"
            assert team.noise.drawn == 3 - len(before)
            assert [one.fact for one in team.lines()] == [Fact.FORMED] * 3
            assert sorted(one.group.roster for one in team.lines()) == [12, 13, 14]
            _whole(team)
        shutil.rmtree(folder)
        step += 1
    assert step > 5
    assert unlike > 1, "it was killed between two boxes too"


def test_killed_anywhere_while_a_period_ends(tmp_path: Path, opened: Path) -> None:
    with Team(opened) as team:
        inside = {key[0]: counters for key, counters in _inside(team).items()}
        assert len(inside) == 2
    step, seen = 0, set()
    while True:
        folder = tmp_path / f"step {step}"
        copied(opened, folder)
        if not _killed(folder, lambda: noon(FIRST), step):
            break
        with Team(folder) as team:
            seen.add((len(team.ends()), len(team.storage.boxes.all())))
            early = {one.number: one.body for one in team.lines()}
            team.at(noon(FIRST))
            ends = team.ends(FIRST)
            assert sorted(ends.values()) == [Fact.RELEASED, Fact.RELEASED, Fact.WITHHELD]
            told = {one.group.id: one.counters for one in team.lines() if one.fact is Fact.RELEASED}
            assert told == inside, "what was in the boxes, whenever it was killed"
            assert {one.number: one.body for one in team.lines() if one.number in early} == early
            assert {number for _, number in team.storage.boxes.all()} == {SECOND.number}
            _whole(team)
        shutil.rmtree(folder)
        step += 1
    assert step > 7
    assert {(0, 2), (3, 2), (3, 0)} <= seen, "before the lines, before the shredding, after it"


def _whole(team: Team) -> None:
    assert team.releases.verify() == len(team.lines())
    assert team.places.release_text.read_bytes().count(b"\n") == len(team.lines())
    told = team.told()
    team.releases.turn()
    assert team.told() == told
