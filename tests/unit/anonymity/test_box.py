"""The ballot box: its owners find their own part, and nobody learns how many take part."""

from __future__ import annotations

import struct
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.anonymity.made import (
    ANY,
    HIGH,
    KEY,
    LOW,
    PERIOD,
    SILENT,
    Noise,
    ballot_key,
    box,
    exact,
    filled,
    group,
)
from wellbeing.anonymity.box import Box
from wellbeing.crypto import envelope
from wellbeing.domain.contribution import NOTHING, Contribution
from wellbeing.domain.errors import BoxFull, Damaged
from wellbeing.domain.releases import Counters

ME, ME_TOO = ballot_key(7), ballot_key(77)


def opened(raw: bytes, of: UUID, period: int = PERIOD.number, key: bytes = KEY) -> Box:
    return Box.open(key, of, period, raw)


def test_a_fresh_box_counts_everybody_in_none_under_its_noise() -> None:
    made = box(Noise((3, -2, 1, 0, -57, 4)))
    assert made.counters == Counters(15, -2, 1, 0, -57, 4)
    assert made.ballots == 0


@given(people=st.lists(ANY, max_size=20))
def test_the_counters_are_the_noise_and_what_people_added(people: list[Contribution]) -> None:
    noise = (5, -4, 3, -2, 100, -1)
    made = filled(people, Noise(noise), roster=20)
    wanted = exact(20, people).all
    assert made.counters.all == tuple(a + b for a, b in zip(wanted, noise, strict=True))
    assert [made.mine(ballot_key(number)) for number in range(len(people))] == people


@given(people=st.lists(ANY, max_size=12), order=st.randoms(use_true_random=False))
def test_the_order_in_which_people_come_leaves_no_trace(people: list[Contribution], order: st.DrawFn) -> None:
    numbered = list(enumerate(people))
    one, other = box(), box()
    for number, wanted in numbered:
        one = one.cast(ballot_key(number), wanted)
    order.shuffle(numbered)  # type: ignore[attr-defined]
    for number, wanted in numbered:
        other = other.cast(ballot_key(number), wanted)
    assert one.counters == other.counters
    one, other = (_all_present(made, len(people)) for made in (one, other))
    tokens = [made.packed[at : at + 32] for made in (one, other) for at in range(0, len(made.packed), 64)]
    assert tokens[: len(people)] == tokens[len(people) :] == sorted(tokens[: len(people)])


def _all_present(made: Box, people: int) -> Box:
    for number in range(people):
        made = made.with_ballot(ballot_key(number))
    return made


def test_casting_the_same_again_is_the_same_box_byte_for_byte() -> None:
    once = box().cast(ME, HIGH)
    assert once.cast(ME, HIGH) == once
    assert once.with_ballot(ME) == once
    present = box().with_ballot(ME)
    assert present.cast(ME, NOTHING) == present == present.with_ballot(ME)
    assert box().cast(ME, NOTHING) == box()


@given(first=ANY, then=ANY)
def test_how_many_ballots_lie_in_it_does_not_tell_who_takes_part(
    first: Contribution, then: Contribution
) -> None:
    """A thief with the key can count ballots: they must be those of everybody who looked in."""
    made = box().cast(ME, first).with_ballot(ME)
    assert made.holds(ME)
    assert made.ballots == made.cast(ME, then).ballots == made.cast(ME, NOTHING).ballots == 1
    assert made.cast(ME, NOTHING).counters == box().counters
    assert made.cast(ME, NOTHING).mine(ME) == NOTHING


@given(people=st.lists(ANY, max_size=6), mine=ANY)
def test_a_deleted_account_leaves_nothing_behind(people: list[Contribution], mine: Contribution) -> None:
    before = filled(people)
    gone = before.cast(ME_TOO, mine).with_ballot(ME_TOO).without_ballot(ME_TOO)
    assert gone == before == before.without_ballot(ME_TOO)
    assert not gone.holds(ME_TOO)


def test_a_full_box_takes_changes_and_no_more_people() -> None:
    made = filled([HIGH] * 6 + [NOTHING] * 6)
    assert made.ballots == made.roster == 12
    with pytest.raises(BoxFull):
        made.cast(ballot_key(99), LOW)
    assert made.cast(ballot_key(99), NOTHING) == made == made.with_ballot(ballot_key(99))
    assert not made.holds(ballot_key(99))
    assert made.cast(ballot_key(0), LOW).mine(ballot_key(0)) == LOW
    assert made.cast(ballot_key(11), HIGH).mine(ballot_key(11)) == HIGH


@given(people=st.lists(ANY, max_size=12))
def test_what_is_sealed_opens_as_it_was(people: list[Contribution]) -> None:
    made = filled(people, Noise((-30, 9, 0, 1, -2000, -8)))
    assert opened(made.seal(KEY), made.group) == made


def test_the_size_follows_from_the_roster_alone() -> None:
    sizes = {
        len(filled(people, roster=20).seal(KEY))
        for people in ([], [HIGH], [NOTHING] * 20, [HIGH] * 20, [LOW] * 10)
    }
    assert len(sizes) == 1
    assert len(box(of=group(roster=600)).seal(KEY)) > len(box().seal(KEY))


def test_every_sealing_looks_new() -> None:
    made = filled([HIGH] * 3)
    many = [made.seal(KEY) for _ in range(200)]
    assert len(set(many)) == 200
    assert len({one[20:36] for one in many}) == 200


def test_it_opens_for_its_group_and_period_alone() -> None:
    mine, siblings = box(of=group(1)), box(of=group(2))
    raw = mine.seal(KEY)
    for of, period, key in (
        (siblings.group, PERIOD.number, KEY),
        (mine.group, PERIOD.number + 1, KEY),
        (mine.group, PERIOD.number, b"l" * 32),
    ):
        with pytest.raises(Damaged):
            opened(raw, of, period, key)


def test_every_flipped_bit_and_every_other_length_is_refused() -> None:
    raw = filled([HIGH, LOW]).seal(KEY)
    of = group().id
    for bit in range(0, len(raw) * 8, 3):
        flipped = bytearray(raw)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(Damaged):
            opened(bytes(flipped), of)
    for other in (b"", raw[:-1], raw + b"\0", raw[: len(raw) // 2]):
        with pytest.raises(Damaged):
            opened(other, of)


@pytest.mark.parametrize(
    "head",
    [
        (2, PERIOD.number, 12, 0),  # another version
        (1, PERIOD.number + 1, 12, 0),  # says another period than it is sealed for
        (1, PERIOD.number, 11, 0),  # room for another roster
        (1, PERIOD.number, 12, 13),  # more ballots than room
    ],
)
def test_what_this_key_sealed_and_is_no_box_is_refused(head: tuple[int, int, int, int]) -> None:
    version, period, roster, ballots = head
    of = group()
    text = struct.pack(">B16sIH6iH", version, of.id.bytes, period, roster, *[0] * 6, ballots).ljust(
        49 + 12 * 64, b"\0"
    )
    fields = (b"boxes", of.id.bytes, PERIOD.number.to_bytes(4, "big"))
    for body in (text, text[:40], b""):
        with pytest.raises(Damaged):
            opened(envelope.seal(KEY, 0, of.id.bytes, fields, body), of.id)


def test_a_stranger_finds_nothing_and_changes_nothing_of_others() -> None:
    made = filled([HIGH] * 11)
    stranger = ballot_key(999)
    assert made.mine(stranger) == NOTHING
    after = made.cast(stranger, LOW)
    assert [after.mine(ballot_key(number)) for number in range(11)] == [HIGH] * 11


def test_a_key_of_another_period_or_group_is_a_strangers() -> None:
    here = box().cast(ME, HIGH)
    assert box(period=PERIOD.later(1)).mine(ME) == NOTHING
    moved = replace(box(period=PERIOD.later(1)), packed=here.packed)  # somebody with the key copied ballots
    assert moved.mine(ME) == NOTHING
    assert replace(box(of=group(2)), packed=here.packed).mine(ME) == NOTHING


def test_a_damaged_slot_shuts_its_owner_out_and_nobody_else() -> None:
    """Only a holder of the key, or a defect, can do this. Counting somebody twice would be worse."""
    made = filled([HIGH] * 5)
    at = sorted(made.packed[place : place + 32] for place in range(0, len(made.packed), 64)).index(
        made._token(ballot_key(2))
    )
    packed = bytearray(made.packed)
    packed[at * 64 + 40] ^= 1
    broken = replace(made, packed=bytes(packed))
    for wanted in (NOTHING, LOW, HIGH):
        with pytest.raises(Damaged):
            broken.cast(ballot_key(2), wanted)
    with pytest.raises(Damaged):
        broken.mine(ballot_key(2))
    others = broken.cast(ballot_key(0), LOW).cast(ballot_key(9), HIGH)
    assert others.mine(ballot_key(0)) == LOW
    assert opened(others.seal(KEY), others.group) == others


def test_an_older_copy_put_back_takes_ballots_away_and_counts_nobody_twice() -> None:
    """Whoever may write to the file can do this without any key; the next unlock casts again."""
    before = filled([LOW] * 4)
    after = before.cast(ballot_key(0), HIGH).cast(ballot_key(8), HIGH)
    back = opened(before.seal(KEY), before.group)
    assert back.mine(ballot_key(0)) == LOW
    assert back.mine(ballot_key(8)) == NOTHING
    again = back.cast(ballot_key(0), HIGH).cast(ballot_key(8), HIGH)
    assert again.counters == after.counters


def test_nothing_of_it_is_shown_by_accident() -> None:
    made = filled([HIGH] * 3, Noise((1, 2, 3, 4, 5, 6)))
    assert repr(made) == f"Box(group={made.group!r}, period=742, roster=12)"
    assert SILENT.draw() == (0,) * 6
