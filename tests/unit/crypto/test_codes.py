"""Codes from paper are read forgivingly, and a slip is found rather than tried."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing.crypto import codes, recovery
from wellbeing.crypto.codes import ALPHABET, INVITATION, RECOVERY, Shape
from wellbeing.domain.errors import Damaged, InvitationRefused, RecoveryCodeMistyped

SHAPES = [RECOVERY, INVITATION]


def refuses(shape: Shape, typed: str) -> bool:
    try:
        shape.parse(typed)
    except shape.refusal:
        return True
    return False


def test_codes_carry_enough_chance() -> None:
    assert RECOVERY.characters * 5 == 130
    assert INVITATION.characters * 5 == 80
    assert len({recovery.generate() for _ in range(1000)}) == 1000
    assert {one for _ in range(200) for one in recovery.generate()} == set(ALPHABET)


def test_codes_are_printed_in_groups() -> None:
    assert codes.grouped("7KQ2M0RX") == "7KQ2-M0RX"
    assert [len(group) for group in codes.groups(recovery.generate())] == [4] * 7
    assert [len(group) for group in codes.groups(codes.invitation())] == [4, 4, 4, 4, 1]


TYPED: dict[str, Callable[[str], str]] = {
    "as printed": codes.grouped,
    "without hyphens": str,
    "in small letters": str.lower,
    "with dashes": lambda code: codes.grouped(code).replace("-", " \u2013 "),
    "with a line end": lambda code: f"  {codes.grouped(code)}\r\n",
    "with spaces": " ".join,
    "with O and I": lambda code: code.replace("0", "O").replace("1", "I"),
    "with o and l": lambda code: code.replace("0", "o").replace("1", "l"),
    "in full width": lambda code: "".join(chr(ord(one) + 0xFEE0) for one in code),
    "with Arabic digits": lambda code: "".join(chr(0x660 + int(x)) if x.isdecimal() else x for x in code),
    "with marks of direction": lambda code: "\u200f" + code + "\u200e",
    "with invisible signs": lambda code: code[:4] + "\u00a0" + code[4:] + "\u00ad",
}


@pytest.mark.parametrize("shape", SHAPES, ids=["recovery", "invitation"])
@pytest.mark.parametrize("typed_as", TYPED.values(), ids=TYPED.keys())
def test_typing_is_forgiven(shape: Shape, typed_as: Callable[[str], str]) -> None:
    for _ in range(20):
        code = shape.draw()
        assert shape.parse(typed_as(code)) == code


@pytest.mark.parametrize("shape", SHAPES, ids=["recovery", "invitation"])
def test_every_single_slip_is_found(shape: Shape) -> None:
    code = shape.draw()
    for at, one in enumerate(code):
        for other in ALPHABET.replace(one, ""):
            assert refuses(shape, code[:at] + other + code[at + 1 :])


@pytest.mark.parametrize("shape", SHAPES, ids=["recovery", "invitation"])
def test_every_swap_of_two_characters_is_found(shape: Shape) -> None:
    for _ in range(5):
        code = shape.draw()
        for left in range(len(code)):
            for right in range(left + 1, len(code)):
                if code[left] != code[right]:
                    swapped = list(code)
                    swapped[left], swapped[right] = code[right], code[left]
                    assert refuses(shape, "".join(swapped))


@given(data=st.data())
def test_any_two_slips_in_a_recovery_code_are_found(data: st.DataObject) -> None:
    code = recovery.generate()
    left, right = data.draw(st.lists(st.integers(0, 27), min_size=2, max_size=2, unique=True))
    changed = list(code)
    changed[left] = data.draw(st.sampled_from(ALPHABET.replace(code[left], "")))
    changed[right] = data.draw(st.sampled_from(ALPHABET.replace(code[right], "")))
    assert refuses(RECOVERY, "".join(changed))


@given(typed=st.text(max_size=300))
def test_anything_typed_is_read_or_refused(typed: str) -> None:
    for shape in SHAPES:
        refuses(shape, typed)  # anything but the one refusal would come out here


NO_CODES = ["", " ", "-", "U" * 28, "0" * 27, "0" * 29, "A" * 1_000_000, "\0" * 28, "\u00df" * 28]


@pytest.mark.parametrize("typed", NO_CODES, ids=range(len(NO_CODES)))
def test_what_cannot_be_a_code_is_refused(typed: str) -> None:
    assert refuses(RECOVERY, typed)
    assert refuses(INVITATION, typed)


def test_each_kind_has_its_own_sentence() -> None:
    with pytest.raises(RecoveryCodeMistyped):
        recovery.read("no")
    with pytest.raises(InvitationRefused):
        codes.read_invitation("no")


def test_a_salt_of_impossible_length_is_refused() -> None:
    for salt in (b"", bytes(8), bytes(17)):
        with pytest.raises(Damaged):
            recovery.derive(recovery.generate(), person=b"p" * 16, salt=salt)


def test_recovery_keys_depend_on_code_person_and_salt() -> None:
    code = recovery.generate()
    first = recovery.derive(code, person=b"p" * 16, salt=b"s" * 16)
    assert recovery.derive(code, person=b"p" * 16, salt=b"s" * 16) == first
    for other in (
        recovery.derive(recovery.generate(), person=b"p" * 16, salt=b"s" * 16),
        recovery.derive(code, person=b"q" * 16, salt=b"s" * 16),
        recovery.derive(code, person=b"p" * 16, salt=b"t" * 16),
    ):
        assert other.kek != first.kek
        assert other.verifier != first.verifier
