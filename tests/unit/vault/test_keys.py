"""Keys are held, shown to nobody, and gone when they are gone."""

import copy
import pickle
from collections.abc import Callable

import pytest

from tests.unit.vault.older import without_older
from wellbeing.domain.errors import Damaged, Locked
from wellbeing.vault.keys import PersonKeys, fresh_key


def material(keys: PersonKeys) -> bytes:
    return bytes(keys.pack())


def test_fresh_keys_are_new() -> None:
    one, two = PersonKeys.fresh(), PersonKeys.fresh()
    assert one.generations == (1,)
    assert one.current == 1
    parts = [bytes(part) for keys in (one, two) for part in (keys.data_key(1), keys.private, keys.ballot)]
    assert len(set(parts)) == 6
    assert {len(part) for part in parts} == {32}
    assert len(one.public) == 32


def test_packing_comes_back(keys: PersonKeys) -> None:
    rotated = keys.renewed()
    for one in (keys, rotated):
        back = PersonKeys.unpack(one.pack())
        assert material(back) == material(one)
        assert (back.current, back.generations, back.public) == (one.current, one.generations, one.public)


def test_what_was_not_packed_is_refused(keys: PersonKeys) -> None:
    packed = material(keys)
    for wrong in (b"", packed[:-1], packed + b"\0", bytes(len(packed)), b"\xff" * 8, packed[:7]):
        with pytest.raises(Damaged):
            PersonKeys.unpack(wrong)


USES: dict[str, Callable[[PersonKeys], object]] = {
    "data key": lambda keys: keys.data_key(1),
    "private": lambda keys: keys.private,
    "ballot": lambda keys: keys.ballot,
    "public": lambda keys: keys.public,
    "pack": lambda keys: keys.pack(),
    "copy": lambda keys: keys.copy(),
    "renewed": lambda keys: keys.renewed(),
    "older privates": lambda keys: keys.renewed().older_privates,
    "publics": lambda keys: keys.publics,
}


@pytest.mark.parametrize("use", USES.values(), ids=USES.keys())
def test_wiped_keys_are_zeros_and_of_no_use(keys: PersonKeys, use: Callable[[PersonKeys], object]) -> None:
    held = [keys.data_key(1), keys.private, keys.ballot]
    use(keys)
    keys.wipe()
    assert keys.wiped
    assert all(part == bytes(32) for part in held)
    with pytest.raises(Locked):
        use(keys)


def test_a_copy_is_wiped_on_its_own(keys: PersonKeys) -> None:
    before = material(keys)
    twin = keys.copy()
    twin.wipe()
    assert material(keys) == before
    other = keys.copy()
    keys.wipe()
    assert material(other) == before


def test_rotation_keeps_what_is_older_until_it_is_let_go(keys: PersonKeys) -> None:
    old = bytes(keys.data_key(1))
    renewed = keys.renewed()
    assert renewed.current == 2
    assert renewed.generations == (1, 2)
    assert renewed.data_key(1) == old != renewed.data_key(2)
    assert renewed.older_privates == {1: keys.private}
    assert renewed.publics == (renewed.public, keys.public)
    assert (renewed.ballot, keys.publics) == (keys.ballot, (keys.public,))
    alone = without_older(renewed)
    assert alone.generations == (2,)
    with pytest.raises(Damaged):
        alone.data_key(1)
    assert alone.publics == (renewed.public,)


def test_they_show_nothing_and_stay_here(keys: PersonKeys) -> None:
    assert repr(keys) == str(keys) == "PersonKeys()"
    assert not hasattr(keys, "__dict__")
    for leave in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            leave(keys)


def test_keys_of_another_length_are_refused() -> None:
    with pytest.raises(Damaged):
        PersonKeys({1: bytearray(31)}, 1, fresh_key(), fresh_key())
    with pytest.raises(Damaged):
        PersonKeys({1: fresh_key()}, 2, fresh_key(), fresh_key())
