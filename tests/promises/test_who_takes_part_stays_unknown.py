"""Promise: nobody learns from boxes, rows or pictures who takes part, or what anybody put in.

Attacks 2, 9, 10 and 12 of the design. The same attacks are run on versions that decide by who took part, that
keep a row for each contribution, and that keep a ballot only of those who take part; there they win.
"""

from __future__ import annotations

import math
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random
from statistics import mean
from uuid import uuid4

import pytest

from tests.promises.support.guessing import (
    BEST,
    PERIOD,
    SIGNING,
    WORST,
    Secret,
    Team,
    allowed,
    bound,
    coins,
    drawn,
    group,
    key,
    others,
    played,
    right,
    weighed,
)
from wellbeing.anonymity import estimate, release
from wellbeing.anonymity.box import Box
from wellbeing.anonymity.estimate import Told
from wellbeing.anonymity.noise import CELLS_SD, DiscreteGaussian
from wellbeing.anonymity.verdict import guessed
from wellbeing.crypto import ballots
from wellbeing.domain.contribution import NOTHING, Cell, Contribution
from wellbeing.domain.releases import Counters, Fact

TAKES_PART: Secret = (NOTHING, BEST)
CERTAIN = 0.95


@pytest.mark.parametrize("roster", [12, 20])
def test_12_one_release_hardly_tells_whether_somebody_took_part(roster: int) -> None:
    """Everybody else known: 61 times in 100 for somebody who adds the least, 64 for one who adds the most."""
    found, most = played(Team(others(roster - 1)), TAKES_PART, seed=roster), bound(TAKES_PART)
    print(f"{roster} seats, took part: right {found:.3f}, bound {most:.3f}")
    assert most == pytest.approx(0.607, abs=0.001)
    assert abs(found - most) < allowed(most)


def test_9_whether_anything_is_shown_depends_on_seats_alone() -> None:
    """Exactly four others take part, and a fifth flips a coin. A version with a gate of five tells it at once."""

    team = Team([BEST] * 4 + [NOTHING] * 7)

    def shown(coin: bool) -> tuple[bool, bool]:
        line = release.released(
            [], PERIOD, team.group, team.filled(drawn()[0], TAKES_PART[coin]), key=SIGNING, version="1"
        )
        part = 4 + coin
        return line.fact is Fact.RELEASED, part >= 5

    ours = right((0.0 if shown(coin)[0] else -1.0, coin) for coin in coins(9, 200))
    exact_gate = right((1.0 if shown(coin)[1] else -1.0, coin) for coin in coins(9, 200))
    assert ours == 0.5
    assert exact_gate == 1.0


def test_1_below_the_floor_there_is_not_one_byte_that_depends_on_anybody() -> None:
    for roster in (1, 3, 7, 11):
        small = group(roster)
        bodies = set()
        for part in (0, 1, roster):
            box = Box.fresh(small.id, PERIOD.number, roster, DiscreteGaussian())
            for number in range(part):
                box = box.cast(key(number), WORST)
            bodies.add(release.released([], PERIOD, small, box, key=SIGNING, version="1").body)
        assert len(bodies) == 1
        assert '"counters":null' in bodies.pop()


@pytest.mark.parametrize(("roster", "most"), [(12, 0.02), (20, 0.12)])
def test_2_all_of_a_team_are_strained_and_the_lead_is_hardly_ever_sure_of_one(
    roster: int, most: float
) -> None:
    """All are high and all take part. The lead knows that all do, and finds any mix as likely as any other.

    That a team is strained is what a picture is for, and in a larger team it shows more clearly: that is the
    team, not one person of it (docs/attacks.md). From exact counts the lead would be sure of each, always.
    """
    seen = [(low, middle, high + roster) for _, low, middle, high, _, _ in drawn()[:1000]]
    beliefs = [_belief(roster, one) for one in seen]
    certain = sum(one >= CERTAIN for one in beliefs) / len(beliefs)
    print(
        f"{roster} of {roster} high: sure {certain:.3f} of the time, believes {mean(beliefs):.2f} on average"
    )
    assert certain < most
    assert _belief(roster, (0, 0, roster), sd=0.1) > CERTAIN, "exact counts"


def _belief(roster: int, seen: tuple[int, int, int], sd: float = CELLS_SD) -> float:
    """How sure the lead is that a named person is high."""
    everybody = high_ones = 0.0
    for low in range(roster + 1):
        for middle in range(roster + 1 - low):
            mix = low, middle, roster - low - middle
            weight = math.exp(-sum((a - b) ** 2 for a, b in zip(seen, mix, strict=True)) / (2 * sd * sd))
            everybody += weight
            high_ones += weight * mix[2]
    return high_ones / everybody / roster


def test_2_of_one_person_among_them_it_tells_no_more_than_of_any() -> None:
    """The eleven others are high and known to be; whether the twelfth is stays as blurred as ever."""
    secret = (BEST, Contribution(Cell.HIGH))
    found = played(Team([WORST] * 11), secret, seed=2)
    print(f"the twelfth: right {found:.3f}, bound {bound(secret):.3f}")
    assert found < bound(secret) + allowed(bound(secret))


def test_2_no_range_ever_says_none_or_all() -> None:
    """Whatever noise does: an interval of a share is never a point, so nothing is shown as 0 or as 100 %."""
    for none, low, middle, high, hours, kept in drawn():
        periods = [Told(12, Counters(none, low, middle, high + 12, hours + 240, kept + 12))]
        every = (*estimate.shares(periods), estimate.taking_part(periods), estimate.breaks(periods))
        for one in every:
            lower, higher = one.outer
            assert higher - lower > 0.05


def test_12_a_thief_with_the_key_counts_no_yes() -> None:
    """All twelve were here. How many ballots lie in the box is the same whoever takes part."""
    counted = {
        Team([BEST] * part + [NOTHING] * (11 - part)).filled(drawn()[0], NOTHING).ballots
        for part in range(12)
    }
    assert counted == {12}

    def of_those_who_take_part(part: int) -> int:  # the broken version
        box = Team([NOTHING] * 11).box(drawn()[0])
        for number in range(part):
            box = box.cast(key(number), BEST)
        return box.ballots

    assert [of_those_who_take_part(part) for part in range(12)] == list(range(12))


def test_10_neither_place_nor_bytes_of_a_ballot_lead_to_its_owner() -> None:
    """A thief has the opened box and knows in which order twelve accounts were last written.

    They match ballots to accounts by place, by the bytes of the token and by the bytes of the slot.
    """
    chance, hits, tries = Random(10), 0, 0
    for _ in range(100):
        keys = [os.urandom(32) for _ in range(12)]
        box = Team([NOTHING] * 11).box(drawn()[0])
        for one in keys:
            box = box.cast(one, chance.choice((BEST, WORST)))
        tokens = [box.packed[at : at + 32] for at in range(0, len(box.packed), 64)]
        slots = [box.packed[at + 32 : at + 64] for at in range(0, len(box.packed), 64)]
        order = {token: number for number, token in enumerate(tokens)}
        true = [order[box._token(one)] for one in keys]
        by_slot = sorted(range(12), key=lambda number: slots[number])
        by_token_end = sorted(range(12), key=lambda number: tokens[number][::-1])
        for guess in (range(12), by_slot, by_token_end):
            hits += sum(a == b for a, b in zip(true, guess, strict=True))
            tries += 12
    print(f"linked {hits / tries:.3f}, chance {1 / 12:.3f}")
    assert abs(hits / tries - 1 / 12) < allowed(1 / 12, tries)


def test_10_a_row_for_each_contribution_would_lead_there(tmp_path: Path) -> None:
    """The broken version: rows beside the entries, with random ids but in a table as SQLite makes them."""
    with closing(sqlite3.connect(tmp_path / "rows.db")) as file, file:
        file.execute("CREATE TABLE entries (id TEXT PRIMARY KEY, person INTEGER)")
        file.execute("CREATE TABLE contributions (id TEXT PRIMARY KEY, cell INTEGER)")
        chance, truth = Random(10), {}
        for person in chance.sample(range(20), 16):
            truth[person] = chance.randint(1, 3)
            file.execute("INSERT INTO entries VALUES (?, ?)", (uuid4().hex, person))
            file.execute("INSERT INTO contributions VALUES (?, ?)", (uuid4().hex, truth[person]))
        writers = [row[0] for row in file.execute("SELECT person FROM entries ORDER BY rowid")]
        cells = [row[0] for row in file.execute("SELECT cell FROM contributions ORDER BY rowid")]
    assert dict(zip(writers, cells, strict=True)) == truth


def test_10_everything_on_the_disk_computes_no_token() -> None:
    """Ids, public keys, the box's own key: none of it is what a token is made with."""
    mine = os.urandom(32)
    box = Team([NOTHING] * 11).box(drawn()[0]).cast(mine, WORST)
    sealed = box.seal(b"k" * 32)
    held = [
        b"k" * 32,
        SIGNING,
        box.group.bytes * 2,
        sealed[20:52],
        sealed[-32:],
        box.packed[:32],
        box.packed[32:64],
        bytes(32),
    ]
    tokens = {ballots.token(one, box.group.bytes, PERIOD.number) for one in held}
    assert box._token(mine) in box.packed
    assert not any(one in box.packed for one in tokens)


def test_what_the_box_and_its_key_show_when_they_are_copied_twice() -> None:
    """What remains, and docs/attacks.md says it: two copies, or one copy and the release, differ exactly."""
    before = Team(others(11)).filled(drawn()[0], NOTHING)
    after = before.cast(key(999), WORST)
    differ = tuple(b - a for a, b in zip(before.counters.all, after.counters.all, strict=True))
    assert differ == WORST.counts
    told = release.released([], PERIOD, group(12), after, key=SIGNING, version="1").counters
    assert told is not None
    assert tuple(b - a for a, b in zip(before.counters.all, told.all, strict=True)) == WORST.counts
    fresh = Team(others(11)).box(drawn()[0])
    assert fresh.counters.all != Team(others(11)).box(drawn()[1]).counters.all


def test_what_one_copy_with_its_key_shows_is_within_the_bound() -> None:
    """One look into a filled box is one release, and no more."""
    team = Team(others(11))
    first, second = team.true(NOTHING), team.true(WORST)
    found = right(
        (weighed(team.filled(noise, (NOTHING, WORST)[coin]).counters.all, first, second), coin)
        for noise, coin in zip(drawn(), coins(12), strict=True)
    )
    assert found < guessed(1) + allowed(guessed(1))


def test_13_a_box_has_no_room_for_words() -> None:
    """Six numbers a box and four bytes a slot: there is nothing that a word could be put into."""
    fields = {name: type(getattr(WORST, name)) for name in WORST.__slots__}
    assert fields == {"cell": Cell, "half_hours": int, "breaks_kept": bool}
    assert ballots.SLOT_TEXT == 4
    assert all(type(one) is int for one in Contribution(Cell.LOW, 3, breaks_kept=True).counts)
