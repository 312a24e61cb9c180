"""Either secret opens, no other does, and a slot works only where it was made."""

from dataclasses import replace

import pytest

from wellbeing.crypto import codes, kdf
from wellbeing.crypto.kdf import KdfParams
from wellbeing.domain.errors import Damaged, SecretsDiffer
from wellbeing.domain.people import PersonId
from wellbeing.vault import slots
from wellbeing.vault.keys import PersonKeys
from wellbeing.vault.slots import Issue, Slot, WrappedKey
from wellbeing.vault.wrapping import UNCONFIRMED

WORDS = "outfield crux provided overbite backwash"
OTHER = "abacus zoom yonder quilt maple"


@pytest.fixture
def issue(ada: PersonId, pepper: bytes, cheap: KdfParams) -> Issue:
    return slots.enrol(ada, WORDS, pepper=pepper, params=cheap)


def material(keys: PersonKeys) -> bytes:
    return bytes(keys.pack())


def opened(issue: Issue, person: PersonId, pepper: bytes, cheap: KdfParams, words: str = WORDS) -> PersonKeys:
    data = slots.open_passphrase_slot(issue.slots[0], person, words, pepper=pepper, floor=cheap)
    return slots.load_keys(person, data, issue.wrapped)


def recovered(issue: Issue, person: PersonId) -> PersonKeys:
    data = slots.open_recovery_slot(issue.slots[1], person, issue.recovery_code)
    return slots.load_keys(person, data, issue.wrapped)


def test_both_secrets_open_the_same_keys(
    issue: Issue, ada: PersonId, pepper: bytes, cheap: KdfParams
) -> None:
    assert [slot.kind for slot in issue.slots] == [slots.PASSPHRASE, slots.RECOVERY]
    assert {one.name for one in issue.wrapped} == {slots.X25519, slots.BALLOT, UNCONFIRMED}
    assert material(opened(issue, ada, pepper, cheap)) == material(issue.keys)
    assert material(recovered(issue, ada)) == material(issue.keys)
    assert codes.RECOVERY.parse(issue.recovery_code) == issue.recovery_code


def test_another_passphrase_pepper_or_code_differs(
    issue: Issue, ada: PersonId, pepper: bytes, cheap: KdfParams
) -> None:
    for wrong in (OTHER, WORDS + " ", WORDS.upper(), ""):
        with pytest.raises(SecretsDiffer):
            opened(issue, ada, pepper, cheap, wrong)
    with pytest.raises(SecretsDiffer):
        opened(issue, ada, bytes(32), cheap)
    with pytest.raises(SecretsDiffer):
        slots.open_recovery_slot(issue.slots[1], ada, codes.RECOVERY.draw())


def test_a_slot_works_only_for_its_person(
    issue: Issue, bo: PersonId, pepper: bytes, cheap: KdfParams
) -> None:
    with pytest.raises(SecretsDiffer):
        opened(issue, bo, pepper, cheap)
    with pytest.raises(SecretsDiffer):
        recovered(issue, bo)


def test_wrapped_keys_work_only_under_their_name_and_person(
    issue: Issue, ada: PersonId, bo: PersonId
) -> None:
    data = slots.open_recovery_slot(issue.slots[1], ada, issue.recovery_code)
    x25519, ballot, mark = issue.wrapped
    wrong: list[tuple[PersonId, list[WrappedKey]]] = [
        (bo, [x25519, ballot]),
        (ada, [WrappedKey(slots.X25519, ballot.wrapped), WrappedKey(slots.BALLOT, x25519.wrapped)]),
        (ada, [x25519]),
        (ada, []),
        (ada, [x25519, mark]),
        (ada, [x25519, ballot, WrappedKey(UNCONFIRMED, ballot.wrapped)]),
        (bo, [mark]),
        (ada, [x25519, ballot, WrappedKey("newer", x25519.wrapped)]),
        (ada, [x25519, ballot, WrappedKey("dek:1", x25519.wrapped)]),
        (ada, [x25519, WrappedKey(slots.BALLOT, b"")]),
    ]
    for person, wrapped in wrong:
        with pytest.raises(Damaged):
            slots.load_keys(person, data, wrapped)


def test_every_flipped_bit_of_a_slot_is_refused(
    issue: Issue, ada: PersonId, pepper: bytes, cheap: KdfParams
) -> None:

    def open_slot(slot: Slot, person: PersonId) -> None:
        if slot.kind == slots.PASSPHRASE:
            slots.open_passphrase_slot(slot, person, WORDS, pepper=pepper, floor=cheap)
        else:
            slots.open_recovery_slot(slot, person, issue.recovery_code)

    for slot in issue.slots:
        open_slot(slot, ada)
        changed: list[Slot] = []
        for name in ("salt", "verifier", "wrapped"):
            raw = getattr(slot, name)
            flips = [bytes((*raw[:at], raw[at] ^ 1, *raw[at + 1 :])) for at in range(len(raw))]
            changed += [replace(slot, **{name: one}) for one in flips]
        for one in changed:
            with pytest.raises((Damaged, SecretsDiffer)):
                open_slot(one, ada)


def test_slots_are_not_taken_for_each_other(
    issue: Issue, ada: PersonId, pepper: bytes, cheap: KdfParams
) -> None:
    passphrase, recovery = issue.slots
    with pytest.raises(Damaged):
        slots.open_recovery_slot(passphrase, ada, issue.recovery_code)
    with pytest.raises(Damaged):
        slots.open_passphrase_slot(recovery, ada, WORDS, pepper=pepper, floor=cheap)
    crossed = replace(passphrase, wrapped=recovery.wrapped)
    with pytest.raises(Damaged):
        slots.open_passphrase_slot(crossed, ada, WORDS, pepper=pepper, floor=cheap)


def test_a_cheaper_slot_is_refused_before_any_work(
    issue: Issue, ada: PersonId, pepper: bytes, cheap: KdfParams, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        pytest.fail("a passphrase was derived at a cost nobody chose")

    monkeypatch.setattr(kdf, "derive", never)
    with pytest.raises(Damaged):  # the real floor, and a slot made below it
        slots.open_passphrase_slot(issue.slots[0], ada, WORDS, pepper=pepper)
    for params in (KdfParams(32, 1), KdfParams(64, 0), KdfParams(2**31, 3)):
        with pytest.raises(Damaged):
            slots.open_passphrase_slot(
                replace(issue.slots[0], params=params), ada, WORDS, pepper=pepper, floor=cheap
            )


def test_a_changed_cost_within_the_floor_does_not_open(
    issue: Issue, ada: PersonId, pepper: bytes, cheap: KdfParams
) -> None:
    dearer = replace(issue.slots[0], params=KdfParams(cheap.memory_kib, cheap.iterations + 1))
    with pytest.raises(SecretsDiffer):
        slots.open_passphrase_slot(dearer, ada, WORDS, pepper=pepper, floor=cheap)


def test_an_unknown_handle_costs_the_same_and_is_refused_alike(
    pepper: bytes, cheap: KdfParams, monkeypatch: pytest.MonkeyPatch
) -> None:
    costs = []
    honest = kdf.derive

    def counted(passphrase: str, **how: object) -> kdf.SecretKeys:
        costs.append(how["params"])
        return honest(passphrase, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(kdf, "derive", counted)
    with pytest.raises(SecretsDiffer):
        slots.refuse_unknown(WORDS, pepper=pepper, params=cheap)
    assert costs == [cheap]


def test_changing_the_passphrase_keeps_the_data_key(
    issue: Issue, ada: PersonId, pepper: bytes, cheap: KdfParams
) -> None:
    slot = slots.change_passphrase(
        issue.slots[0], ada, WORDS, OTHER, pepper=pepper, params=cheap, floor=cheap
    )
    assert slot.salt != issue.slots[0].salt
    assert slot.verifier != issue.slots[0].verifier
    changed = replace(issue, slots=(slot, issue.slots[1]))
    assert material(opened(changed, ada, pepper, cheap, OTHER)) == material(issue.keys)
    assert material(recovered(changed, ada)) == material(issue.keys)
    with pytest.raises(SecretsDiffer):
        opened(changed, ada, pepper, cheap, WORDS)
    with pytest.raises(SecretsDiffer):
        slots.change_passphrase(slot, ada, WORDS, "x" * 15, pepper=pepper, params=cheap, floor=cheap)


def test_recovering_renews_both_secrets_and_keeps_the_keys(
    issue: Issue, ada: PersonId, pepper: bytes, cheap: KdfParams
) -> None:
    again = slots.recover(
        issue.slots[1], ada, issue.recovery_code, OTHER, issue.wrapped, pepper=pepper, params=cheap
    )
    assert again.recovery_code != issue.recovery_code
    assert material(opened(again, ada, pepper, cheap, OTHER)) == material(issue.keys)
    assert material(recovered(again, ada)) == material(issue.keys)
    with pytest.raises(SecretsDiffer):
        slots.open_recovery_slot(again.slots[1], ada, issue.recovery_code)
    with pytest.raises(SecretsDiffer):
        opened(again, ada, pepper, cheap, WORDS)


def test_rotating_gives_a_fresh_data_key_and_keeps_the_old_one_for_a_while(
    issue: Issue, ada: PersonId, pepper: bytes, cheap: KdfParams
) -> None:
    old = bytes(issue.keys.data_key(1))
    first = slots.rotate(issue.slots[0], ada, WORDS, issue.wrapped, pepper=pepper, params=cheap, floor=cheap)
    assert {one.name for one in first.wrapped} == {
        slots.X25519,
        slots.BALLOT,
        UNCONFIRMED,
        "dek:1",
        "x25519:1",
    }
    second = slots.rotate(first.slots[0], ada, WORDS, first.wrapped, pepper=pepper, params=cheap, floor=cheap)
    older = {"dek:1", "dek:2", "x25519:1", "x25519:2"}
    assert {one.name for one in second.wrapped} == {slots.X25519, slots.BALLOT, UNCONFIRMED, *older}
    for stage, generations in ((first, (1, 2)), (second, (1, 2, 3))):
        keys = opened(stage, ada, pepper, cheap)
        assert keys.generations == generations
        assert keys.current == generations[-1]
        assert keys.data_key(1) == old
        assert keys.ballot == issue.keys.ballot
        assert keys.private != issue.keys.private == keys.older_privates[1]
        assert len(set(keys.publics)) == len(generations)
        assert material(recovered(stage, ada)) == material(keys)
    assert len({bytes(opened(second, ada, pepper, cheap).data_key(gen)) for gen in (1, 2, 3)}) == 3
    with pytest.raises(SecretsDiffer):
        slots.open_recovery_slot(first.slots[1], ada, issue.recovery_code)
    data = slots.open_passphrase_slot(first.slots[0], ada, WORDS, pepper=pepper, floor=cheap)
    with pytest.raises(Damaged):  # the wrapped keys of before are not those of after
        slots.load_keys(ada, data, issue.wrapped)


def test_rotation_asks_for_the_passphrase(
    issue: Issue, ada: PersonId, pepper: bytes, cheap: KdfParams
) -> None:
    with pytest.raises(SecretsDiffer):
        slots.rotate(issue.slots[0], ada, OTHER, issue.wrapped, pepper=pepper, params=cheap, floor=cheap)


def test_a_lost_recovery_print_is_replaced(
    issue: Issue, ada: PersonId, pepper: bytes, cheap: KdfParams
) -> None:
    data = slots.open_passphrase_slot(issue.slots[0], ada, WORDS, pepper=pepper, floor=cheap)
    code = codes.RECOVERY.draw()
    slot = slots.make_recovery_slot(ada, code, data)
    assert slots.open_recovery_slot(slot, ada, code) == data
    with pytest.raises(SecretsDiffer):
        slots.open_recovery_slot(slot, ada, issue.recovery_code)


def test_nothing_secret_is_shown(issue: Issue) -> None:
    shown = repr(issue) + repr(issue.slots) + repr(issue.wrapped)
    assert issue.recovery_code not in shown
    assert "wrapped=b" not in shown
    assert "salt" not in shown


def test_the_same_passphrase_is_never_stored_alike(ada: PersonId, pepper: bytes, cheap: KdfParams) -> None:
    issues = [slots.enrol(ada, WORDS, pepper=pepper, params=cheap) for _ in range(20)]
    for part in ("salt", "verifier", "wrapped"):
        assert len({getattr(one.slots[0], part) for one in issues}) == 20
