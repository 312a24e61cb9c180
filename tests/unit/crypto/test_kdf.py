"""Argon2id gives the published answer, keeps its floor, and is bound to person, slot and pepper."""

from typing import Any, Never

import pytest

from wellbeing.crypto import kdf
from wellbeing.crypto.kdf import CEILING, DEFAULT, FLOOR, KdfParams
from wellbeing.domain.errors import Damaged, HostUnfit, PassphraseTooLong

CHEAP = KdfParams(memory_kib=64, iterations=1)
WITH = {"person": b"p" * 16, "slot": "passphrase", "salt": b"s" * 16, "params": CHEAP, "pepper": b"k" * 32}


def derived(passphrase: str = "five quite unrelated words", **changes: Any) -> tuple[bytes, bytes]:
    keys = kdf.derive(passphrase, **(WITH | changes))
    return bytes(keys.kek), keys.verifier


def test_the_vector_of_the_standard_holds() -> None:
    kdf.self_test()


def test_a_library_that_answers_otherwise_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    class Other:
        def __init__(self, **_: object) -> None:
            pass

        def derive(self, _: bytes) -> bytes:
            return bytes(32)

    monkeypatch.setattr(kdf, "Argon2id", Other)
    with pytest.raises(HostUnfit):
        kdf.self_test()


def test_a_library_without_argon2_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(**_: object) -> Never:
        raise kdf.UnsupportedAlgorithm("no Argon2id")

    monkeypatch.setattr(kdf, "Argon2id", missing)
    with pytest.raises(HostUnfit):
        kdf.self_test()
    with pytest.raises(HostUnfit):
        derived()


def test_our_own_vector_never_changes() -> None:
    kek, verifier = derived()
    assert kek.hex() == "914f3738c9faf4fa9deb00e9b6652d6fee433296bafa11c6bb9b5dd32b4996e6"
    assert verifier.hex() == "c4ebd7d8d0e8e594907dd0d594d2ab9fb586ffc7ed9fa1e655d935b95dce1f4a"


@pytest.mark.parametrize(
    "change",
    [
        {"passphrase": "five quite unrelated word"},
        {"person": b"q" * 16},
        {"slot": "recovery"},
        {"salt": b"t" * 16},
        {"pepper": b"l" * 32},
        {"params": KdfParams(memory_kib=64, iterations=2)},
        {"params": KdfParams(memory_kib=72, iterations=1)},
        {"params": KdfParams(memory_kib=64, iterations=1, lanes=2)},
    ],
)
def test_everything_that_goes_in_counts(change: dict[str, Any]) -> None:
    assert derived(**change)[0] != derived()[0]
    assert derived(**change)[1] != derived()[1]


def test_the_key_and_the_verifier_tell_nothing_of_each_other() -> None:
    kek, verifier = derived()
    assert kek != verifier
    assert "kek" not in repr(kdf.derive("x", **WITH))


def test_one_keyboard_types_the_e_of_another() -> None:
    assert derived("caf\u00e9 au lait, s'il vous pla\u00eet") == derived(
        "cafe\u0301 au lait, s'il vous plai\u0302t"
    )
    assert derived("\uff46ive") == derived("five")
    assert derived("Five") != derived("five")


def test_a_salt_or_passphrase_of_impossible_length_is_refused() -> None:
    for salt in (b"", bytes(8), bytes(17)):
        with pytest.raises(Damaged):
            derived(salt=salt)
    derived("x" * 1024)
    with pytest.raises(PassphraseTooLong):
        derived("x" * 1025)


def test_half_a_character_does_not_break_it() -> None:
    assert derived("\ud800 lone surrogate")[0] != derived("\ud801 lone surrogate")[0]


def test_the_default_stands_on_the_floor() -> None:
    kdf.within(DEFAULT)
    kdf.within(FLOOR)
    assert (DEFAULT.memory_kib, DEFAULT.iterations, DEFAULT.lanes) == (131072, 3, 1)
    assert (FLOOR.memory_kib, FLOOR.iterations) == (65536, 3)


@pytest.mark.parametrize(
    "params",
    [
        KdfParams(1024, 1),
        KdfParams(65535, 3),
        KdfParams(65536, 2),
        KdfParams(65536, 3, 0),
        KdfParams(CEILING.memory_kib + 1, 3),
        KdfParams(65536, CEILING.iterations + 1),
        KdfParams(65536, 3, CEILING.lanes + 1),
        KdfParams(2**32 - 1, 2**32 - 1, 2**32 - 1),
    ],
)
def test_a_cost_nobody_chose_is_refused(params: KdfParams) -> None:
    with pytest.raises(Damaged):
        kdf.within(params)


def test_params_survive_a_column() -> None:
    assert KdfParams.decode(KdfParams(70000, 4, 2).encode()) == KdfParams(70000, 4, 2)
    for raw in (b"", bytes(11), bytes(13)):
        with pytest.raises(Damaged):
            KdfParams.decode(raw)


@pytest.mark.parametrize(
    ("per_mib_pass", "expected"),
    [
        (0.5 / (128 * 3), KdfParams(131072, 3)),  # just fits
        (0.1 / (128 * 3), KdfParams(131072, 15)),  # fast: more passes
        (0.8 / (128 * 3), KdfParams(65536, 3)),  # slow: less memory
        (9.0 / (128 * 3), KdfParams(65536, 3)),  # very slow: never below the floor
        (1e-9, KdfParams(131072, 64)),  # absurdly fast: never above the ceiling
    ],
)
def test_calibration_fits_the_host(per_mib_pass: float, expected: KdfParams) -> None:
    def measure(params: KdfParams) -> float:
        return per_mib_pass * params.memory_kib / 1024 * params.iterations

    chosen = kdf.calibrate(0.5, measure)
    assert chosen == expected
    kdf.within(chosen)


def test_time_is_really_measured() -> None:
    assert 0 < kdf.timed(CHEAP) < 5


def test_wiping_leaves_zeros() -> None:
    keys = kdf.derive("x", **WITH)
    keys.wipe()
    assert keys.kek == bytes(32)
