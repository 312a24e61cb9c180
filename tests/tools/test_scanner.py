"""The scanner finds a canary in every form it claims to, and nothing where nothing is."""

from __future__ import annotations

import base64
import gzip
import json
import os
import pickle
import sqlite3
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tools.scanner import BLOCK, forms, scan, scan_bytes, scan_process

CANARY = "Kanarienvogel-é-7731 sang"
OTHER = "quite-another-bird-4410"


def _sqlite(path: Path) -> None:
    with sqlite3.connect(path) as base:
        base.execute("create table t (words text)")
        base.execute("insert into t values (?)", (f"before {CANARY} after",))


def _zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner.txt", "x" * 500 + CANARY)


PLANTED: dict[str, Callable[[Path], object]] = {
    "plain": lambda path: path.write_text(CANARY, "utf-8"),
    "utf-16": lambda path: path.write_text(f"aa{CANARY}", "utf-16"),
    "utf-16-be": lambda path: path.write_text(f"aa{CANARY}", "utf-16-be"),
    "utf-32": lambda path: path.write_text(CANARY, "utf-32"),
    "base64-0": lambda path: path.write_bytes(base64.b64encode(CANARY.encode())),
    "base64-1": lambda path: path.write_bytes(base64.b64encode(b"a" + CANARY.encode() + b"tail")),
    "base64-2": lambda path: path.write_bytes(base64.b64encode(b"ab" + CANARY.encode() + b"tail")),
    "base64url": lambda path: path.write_bytes(base64.urlsafe_b64encode(b"\xff\xfe" + CANARY.encode())),
    "base64 of utf-16": lambda path: path.write_bytes(base64.b64encode(b"a" + CANARY.encode("utf-16-le"))),
    "hex": lambda path: path.write_text(CANARY.encode().hex()),
    "HEX": lambda path: path.write_text(CANARY.encode().hex().upper()),
    "gzip": lambda path: path.write_bytes(gzip.compress(CANARY.encode())),
    "zlib": lambda path: path.write_bytes(zlib.compress(CANARY.encode())),
    "json": lambda path: path.write_text(json.dumps({"note": CANARY})),
    "percent": lambda path: path.write_text("a=Kanarienvogel-%C3%A9-7731%20sang&b=1"),
    "plus": lambda path: path.write_text("a=Kanarienvogel-%C3%A9-7731+sang&b=1"),
    "repr": lambda path: path.write_text(repr(CANARY.encode())),
    "reversed": lambda path: path.write_text(CANARY[::-1], "utf-8"),
    "pickle": lambda path: path.write_bytes(pickle.dumps({"note": CANARY})),
    "sqlite": _sqlite,
    "zip": _zip,
}


@pytest.mark.parametrize("form", PLANTED)
def test_a_planted_canary_is_found(form: str, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "er"
    folder.mkdir(parents=True)
    PLANTED[form](folder / "planted.bin")
    finds = scan([tmp_path], [OTHER, CANARY])
    assert {find.canary for find in finds} == {CANARY}


@pytest.mark.parametrize("before", [1, 12, len(CANARY) + 1])
def test_a_canary_is_found_where_one_block_ends_and_in_each_copy(before: int, tmp_path: Path) -> None:
    raw = os.urandom(2 * BLOCK - before) + CANARY.encode() + os.urandom(BLOCK)
    for name in ("one", "two"):
        (tmp_path / name).write_bytes(raw)
    assert {Path(one.place).name for one in scan([tmp_path], [OTHER, CANARY])} == {"one", "two"}


def test_a_canary_in_a_file_name_is_found(tmp_path: Path) -> None:
    (tmp_path / f"note {OTHER}.txt").touch()
    assert [find.canary for find in scan([tmp_path], [CANARY, OTHER])][:1] == [OTHER]


def test_nothing_is_found_where_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "noise").write_bytes(os.urandom(2_000_000))
    (tmp_path / "words").write_text("Kanarienvogel sang 7731 times")
    (tmp_path / "broken.gz").write_bytes(gzip.compress(b"short")[:-4])
    assert scan([tmp_path], [CANARY, OTHER]) == []


def test_one_file_may_be_named_and_a_missing_one_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "log"
    file.write_text(OTHER)
    assert scan([file, tmp_path / "gone"], [OTHER])
    assert scan_bytes(b"x" + OTHER.encode(), [OTHER], "log")[0].place == "log"


def test_forms_are_never_so_short_that_chance_finds_them() -> None:
    assert all(len(form) >= 4 for form in forms("abcd").values())


def test_a_process_environment_is_searched() -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", "import sys; print(flush=True); sys.stdin.read()"],
        env={**os.environ, "BIRD": OTHER}, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        assert child.stdout is not None
        child.stdout.readline()
        assert scan_process(child.pid, [OTHER])
        assert not scan_process(child.pid, [CANARY])
    finally:
        child.communicate()
