"""Packing takes what was locked and nothing else, and equal content is an equal archive."""

from __future__ import annotations

import hashlib
import os
import tarfile
from pathlib import Path

import pytest

from tests.tools.packing import bundle, wheelhouse
from tests.tools.packing.__main__ import languages
from tests.tools.packing.wheel import PackingError, make_wheel, moment_of

NEWER = 1_800_000_000
LOCK = """\
# Written by a tool.
anyio==4.16.0 \\
    --hash=sha256:{good} \\
    --hash=sha256:{other}
granian[reload]==2.8.1 ; sys_platform != 'nowhere' \\
    --hash=sha256:{good}
colorama==0.4.6 ; sys_platform == 'nowhere' \\
    --hash=sha256:{other}
"""
CONTENT = b"a wheel"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    good, other = hashlib.sha256(CONTENT).hexdigest(), "0" * 64
    (tmp_path / wheelhouse.LOCK).write_text(LOCK.format(good=good, other=other))
    house = tmp_path / "wheelhouse"
    house.mkdir()
    for name in ("anyio-4.16.0-py3-none-any.whl", "granian-2.8.1-cp311-cp311-manylinux_2_17_x86_64.whl"):
        (house / name).write_bytes(CONTENT)
    return tmp_path


def test_each_package_is_named_with_the_one_hash_that_is_here(root: Path) -> None:
    good = hashlib.sha256(CONTENT).hexdigest()
    written = wheelhouse.requirements(wheelhouse.listed(root, root / "wheelhouse"))
    assert written == f"anyio==4.16.0 --hash=sha256:{good}\ngranian[reload]==2.8.1 --hash=sha256:{good}\n"


@pytest.mark.parametrize("broken", ["changed", "missing", "one more"])
def test_a_wheel_that_was_not_locked_is_refused(root: Path, broken: str) -> None:
    house = root / "wheelhouse"
    first = house / "anyio-4.16.0-py3-none-any.whl"
    if broken == "changed":
        first.write_bytes(CONTENT + b" and more")
    elif broken == "missing":
        first.unlink()
    else:
        (house / "stranger-1.0-py3-none-any.whl").write_bytes(CONTENT)
    with pytest.raises(PackingError, match="anyio" if broken != "one more" else "stranger"):
        wheelhouse.listed(root, house)


def laid_out(folder: Path, umask: int, moment: int) -> Path:
    old = os.umask(umask)
    try:
        for name in ("b/two", "a", "b/one", "c"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(name)
            os.utime(folder / name, (moment, moment))
    finally:
        os.umask(old)
    return folder


def test_equal_content_is_an_equal_archive(tmp_path: Path) -> None:
    first, second = (tmp_path / place / "harbour" for place in ("here", "over/there"))
    for folder, umask, moment in ((first, 0o022, 1_000_000_000), (second, 0o077, NEWER)):
        bundle.archive(laid_out(folder, umask, moment), folder.with_suffix(".tar.gz"), 1_700_000_000)
    assert first.with_suffix(".tar.gz").read_bytes() == second.with_suffix(".tar.gz").read_bytes()
    with tarfile.open(first.with_suffix(".tar.gz")) as packed:
        told = packed.getmembers()
    assert [one.name for one in told] == [
        f"harbour{one}" for one in ("", "/a", "/b", "/b/one", "/b/two", "/c")
    ]
    assert {one.mtime for one in told} == {1_700_000_000}
    (second / "a").write_text("another")
    bundle.archive(second, second.with_suffix(".tar.gz"), 1_700_000_000)
    assert first.with_suffix(".tar.gz").read_bytes() != second.with_suffix(".tar.gz").read_bytes()


def test_sums_are_read_by_the_usual_tool(tmp_path: Path) -> None:
    folder = laid_out(tmp_path / "harbour", 0o022, NEWER)
    digest = hashlib.sha256(b"b/two").hexdigest()
    assert bundle.sums([folder / "b" / "two"], folder) == f"{digest}  b/two\n"


def test_a_wheel_without_its_pages_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(PackingError, match="pages"):
        make_wheel(tmp_path, tmp_path / "none", tmp_path / "work", tmp_path / "out", NEWER)
    assert not (tmp_path / "out").exists()


def test_the_moment_can_be_given_and_is_else_that_of_the_sources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pyproject.toml").touch()
    os.utime(tmp_path / "pyproject.toml", (NEWER, NEWER))
    assert moment_of(tmp_path) == NEWER
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert moment_of(tmp_path) == 1_700_000_000


def test_the_wheel_speaks_every_language_that_has_words_but_not_the_pseudo_locale() -> None:
    assert languages()[0] == "en"
    assert "xb" not in languages()
