"""What was once sealed opens for ever: frozen files of each format, opened by the program as it is today."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from wellbeing.crypto import codes
from wellbeing.crypto.kdf import KdfParams
from wellbeing.domain.outline import Outline
from wellbeing.vault import outline_codec, seal, slots
from wellbeing.vault.codec import Kind
from wellbeing.vault.keys import PersonKeys
from wellbeing.vault.sealed import Sealed
from wellbeing.vault.slots import Slot, WrappedKey

SAMPLES = Path(__file__).parent / "samples"


def load(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((SAMPLES / f"{name}.json").read_text("utf-8"))
    return loaded


def keys_of(sample: dict[str, Any]) -> PersonKeys:
    return PersonKeys.unpack(bytes.fromhex(sample["keys"]))


@pytest.fixture(scope="module")
def make() -> ModuleType:
    """The script that wrote them, for the values they hold."""
    spec = importlib.util.spec_from_file_location("samples_make", SAMPLES / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("kind", [Kind.PROFILE, Kind.CHECKIN, Kind.LOG])
def test_entries_open(make: ModuleType, kind: Kind) -> None:
    sample = load("entries-v1")
    body: Sealed[Any] = Sealed(bytes.fromhex(sample[kind.name]))
    assert seal.open_(keys_of(sample), make.PERSON, kind, make.RECORD, 5, body) == make.VALUES[kind]


@pytest.mark.parametrize("kind", [Kind.PROFILE, Kind.CHECKIN, Kind.LOG])
def test_what_was_posted_is_collected(make: ModuleType, kind: Kind) -> None:
    sample = load("postbox-v1")
    opened = seal.collect(keys_of(sample), make.PERSON, bytes.fromhex(sample[kind.name]))
    assert opened == (kind, make.VALUES[kind])


def test_entries_of_later_kinds_open(make: ModuleType) -> None:
    for version, values in ((1, make.LATER), (2, make.SECOND), (3, make.THIRD)):
        for kind, value in values.items():
            sample = load(f"{kind.name.lower()}-v{version}")
            body: Sealed[Any] = Sealed(bytes.fromhex(sample[kind.name]))
            assert seal.open_(keys_of(sample), make.PERSON, kind, make.RECORD, 5, body) == value


def test_the_manifest_opens(make: ModuleType) -> None:
    sample = load("manifest-v1")
    keys = keys_of(sample)
    assert seal.open_shard(keys, make.PERSON, 202811, Sealed(bytes.fromhex(sample["shard"]))) == make.shard()
    assert seal.open_root(keys, make.PERSON, Sealed(bytes.fromhex(sample["root"]))) == make.root()
    assert sorted(make.shard(), key=lambda line: line.rev) == sorted(make.LINES, key=lambda line: line.rev)


def test_a_manifest_with_outlines_opens(make: ModuleType) -> None:
    sample = load("manifest-v2")
    shard = seal.open_shard(keys_of(sample), make.PERSON, 202811, Sealed(bytes.fromhex(sample["shard"])))
    assert shard == make.outlined()
    line = shard.get(make.RECORD)
    assert line is not None
    assert outline_codec.unpacked(line.day, line.outline) == Outline.of(make.VALUES[Kind.CHECKIN])


@pytest.mark.parametrize("kind", [slots.PASSPHRASE, slots.RECOVERY])
def test_slots_open(make: ModuleType, kind: str) -> None:
    sample = load("slots-v1")
    stored = {one["kind"]: one for one in sample["slots"]}[kind]
    slot = Slot(
        kind,
        KdfParams.decode(bytes.fromhex(stored["params"])) if stored["params"] else None,
        *(bytes.fromhex(stored[name]) for name in ("salt", "verifier", "wrapped")),
    )
    if kind == slots.PASSPHRASE:
        data = slots.open_passphrase_slot(
            slot, make.PERSON, make.PASSPHRASE, pepper=make.PEPPER, floor=make.COST
        )
    else:
        data = slots.open_recovery_slot(slot, make.PERSON, codes.RECOVERY.parse(sample["recovery_code"]))
    wrapped = [WrappedKey(name, bytes.fromhex(raw)) for name, raw in sample["wrapped"].items()]
    keys = slots.load_keys(make.PERSON, data, wrapped)
    assert keys.generations == (1, 2)
    assert set(keys.older_privates) == {1}
    assert keys.pack() == keys_of(sample).pack()


def test_every_sample_is_opened_by_a_test(make: ModuleType) -> None:
    assert {path.stem for path in SAMPLES.glob("*.json")} == {
        "entries-v1",
        "manifest-v1",
        "manifest-v2",
        "postbox-v1",
        "slots-v1",
        *(f"{kind.name.lower()}-v1" for kind in make.LATER),
        *(f"{kind.name.lower()}-v2" for kind in make.SECOND),
        *(f"{kind.name.lower()}-v3" for kind in make.THIRD),
    }


def test_the_script_overwrites_nothing() -> None:
    before = (SAMPLES / "slots-v1.json").read_bytes()
    ran = subprocess.run(
        [sys.executable, str(SAMPLES / "make.py"), "slots-v1"],
        capture_output=True,
        check=False,
        cwd=Path(__file__).parents[3],
        env={"PYTHONPATH": str(Path(__file__).parents[3])},
    )
    assert ran.returncode == 1
    assert b"frozen" in ran.stderr
    assert (SAMPLES / "slots-v1.json").read_bytes() == before
