"""Exports: everything of one person and nothing of another, step by step, and written down for its owner."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.world import OTHER_WORDS, Someone, World
from wellbeing.domain.diary import Event
from wellbeing.domain.errors import Locked, SignedOut
from wellbeing.services.passphrases import Progress
from wellbeing.vault.sealed import Sealed

DAY = date(2026, 11, 21)


def test_an_export_holds_everything_of_its_owner(world: World, heron: Someone) -> None:
    stork = world.join("Stork", passphrase=OTHER_WORDS)
    world.desks.person.checkins.save_many(stork.reference, DAY, {}, "Stork's")
    for back in range(4):
        world.desks.person.checkins.save_many(heron.reference, DAY - timedelta(days=back), {}, f"note {back}")
    export = world.desks.person.exports.collect(heron.reference)
    assert [one.note for one in export.check_ins] == ["note 3", "note 2", "note 1", "note 0"]
    assert [line.event for line in export.log] == [Event.JOINED, Event.EXPORTED]
    assert (export.handle, export.retention_months, export.damaged) == ("Heron", 24, 0)
    text = world.desks.person.exports.as_json(export)
    assert "Stork" not in text
    assert len(json.loads(text)["check_ins"]) == 4
    rows = list(csv.DictReader(io.StringIO(world.desks.person.exports.as_csv(export), newline="")))
    assert [row["note"] for row in rows if row["kind"] == "check-in"] == [
        f"note {back}" for back in (3, 2, 1, 0)
    ]
    assert world.desks.person.diary.mine(heron.reference)[0].event is Event.EXPORTED


def test_a_damaged_row_is_counted_and_left_out(world: World, heron: Someone) -> None:
    world.desks.person.checkins.save_many(heron.reference, DAY, {}, "x")
    world.desks.person.checkins.save_many(heron.reference, DAY - timedelta(days=1), {}, "y")
    row = next(row for row in world.store.tables.entries.values() if row.expires_month == 202811)
    raw = bytearray(row.body.raw)
    raw[100] ^= 1
    world.store.tables.entries[row.id] = replace(row, body=Sealed(bytes(raw)))
    export = world.desks.person.exports.collect(heron.reference)
    assert (len(export.check_ins), export.damaged) == (1, 1)


def test_no_export_while_locked_or_signed_out(world: World, heron: Someone) -> None:
    world.desks.person.sessions.lock(heron.cookie)
    with pytest.raises(Locked):
        world.desks.person.exports.collect(heron.reference)
    world.desks.person.sessions.end(heron.cookie)
    with pytest.raises(SignedOut):
        world.desks.person.exports.collect(heron.reference)


def test_progress_says_when_it_is_finished() -> None:
    assert Progress(0, 0).finished
    assert Progress(3, 3).finished
    assert not Progress(2, 3).finished
