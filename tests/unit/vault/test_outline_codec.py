"""The outline of a check-in: whatever was answered comes back, and nothing of the note."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from wellbeing.domain.checkin import STEPS, CheckIn, Feeling, Question
from wellbeing.domain.outline import Outline
from wellbeing.domain.strain import strain
from wellbeing.vault import outline_codec
from wellbeing.vault.outline_codec import UNKNOWN, agrees, packed, unpacked

DAY = date(2026, 11, 21)
steps = {
    one.value: st.none() | st.integers(0, STEPS[one] - 1) for one in Question if one is not Question.FEELINGS
}
checkins = st.builds(
    CheckIn,
    day=st.dates(),
    **steps,
    feelings=st.none() | st.frozensets(st.sampled_from(Feeling)),
    note=st.sampled_from(["", "x", "a longer note"]),
)


@given(checkin=checkins)
def test_every_answer_comes_back(checkin: CheckIn) -> None:
    raw = packed(checkin)
    outline = unpacked(checkin.day.toordinal(), raw)
    assert (len(raw), raw != UNKNOWN) == (3, True)
    assert outline == Outline.of(checkin)
    assert (outline.empty, outline.noted) == (checkin.empty, bool(checkin.note))
    assert strain(outline) == strain(checkin)
    assert agrees(raw, checkin)


@given(one=checkins, other=checkins)
def test_two_that_differ_in_an_answer_have_two_outlines(one: CheckIn, other: CheckIn) -> None:
    same = all(getattr(one, name.value) == getattr(other, name.value) for name in Question)
    assert (packed(one) == packed(other)) is (same and bool(one.note) == bool(other.note))
    assert agrees(packed(one), other) is (packed(one) == packed(other))


@given(raw=st.binary(min_size=3, max_size=3), day=st.integers(0, 2**32 - 1))
def test_any_three_bytes_are_an_outline_or_unknown(raw: bytes, day: int) -> None:
    outline = unpacked(day, raw)
    if outline is not None:
        bare = CheckIn(
            outline.day,
            **{one.value: getattr(outline, one.value) for one in Question},
            note="x" * outline.noted,
        )
        assert (packed(bare), outline.day.toordinal()) == (raw, day)


def test_what_is_not_known_says_nothing_and_contradicts_nothing() -> None:
    assert unpacked(DAY.toordinal(), UNKNOWN) is None
    assert unpacked(0, packed(CheckIn(DAY))) is None, "no day"
    assert agrees(UNKNOWN, CheckIn(DAY, heaviness=1))
    assert agrees(UNKNOWN, None)
    assert not agrees(packed(CheckIn(DAY)), None)
    assert not agrees(packed(CheckIn(DAY)), "x")


def test_an_answer_that_a_newer_program_knows_leaves_the_outline_unknown() -> None:
    for high in (6, 5 << 6, 6 << 3, 5 << 9, 3 << 18, 1 << 12, 1 << 22):
        assert unpacked(DAY.toordinal(), (1 << 21 | high).to_bytes(3, "big")) is None


def test_the_numbers_are_frozen() -> None:
    full = CheckIn(
        DAY, heaviness=4, energy=0, sleep=2, intrusions=3, recovery=1, note="x",
        feelings=frozenset({Feeling.NUMB, Feeling.GLAD}),
    )  # fmt: skip
    assert packed(full).hex() == "3b18cd"
    assert packed(CheckIn(DAY)).hex() == "200000"
    assert len(Feeling) <= 5, "a sixth feeling needs another version of the shard"
    assert "4" not in repr(Outline.of(full)).replace(repr(DAY), "")
    assert bytes(3) == outline_codec.UNKNOWN
