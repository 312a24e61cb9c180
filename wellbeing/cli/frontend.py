"""Builds the pages behind sign-in into plain files, once for each change of their sources."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path
from typing import Final

from wellbeing.cli.errors import (
    BuildBroken,
    FrontendMissing,
    LockOutOfDate,
    NodeMissing,
    NotACheckout,
    OtherLanguages,
    PagesLeftOut,
)
from wellbeing.domain.errors import Unfit
from wellbeing.settings import CHECKOUT

STAMP: Final = "stamp.json"
LOCK: Final = "reflex.lock"
SOURCES: Final = ("assets", LOCK, "rxconfig.py", ".npmrc", "wellbeing/app.py")
"""Whatever of the checkout may end in the pages, besides the packages below."""
PACKAGES: Final = ("ui", "words", "domain", "services")
_WORKSHOP: Final = Path("build") / "workshop"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a built frontend was made of."""

    fingerprint: str
    """SHA-256 over the sources, in hex."""
    locales: tuple[str, ...]


def read_stamp(frontend: Path) -> Stamp | None:
    """The stamp of a built frontend, or None when there is none or it was not finished."""
    try:
        written = json.loads((frontend / STAMP).read_text(encoding="utf-8"))
        stamp = Stamp(written["fingerprint"], tuple(written["locales"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return stamp if (frontend / "build" / "client" / "index.html").is_file() else None


def unfit(frontend: Path, locales: Sequence[str], *, sources: bool) -> Unfit | None:
    """What keeps these pages from being served in exactly these languages, or None.

    `sources` says whether they could be built here. Pages name the languages that they may be read in,
    so those of more languages will not do either.
    """
    stamp = read_stamp(frontend)
    if stamp is not None and stamp.locales == tuple(locales):
        return None
    if sources:
        return FrontendMissing()
    return PagesLeftOut() if stamp is None else OtherLanguages()


def is_current(frontend: Path, locales: Sequence[str], root: Path = CHECKOUT) -> bool:
    """Whether the built frontend speaks these languages and, where its sources are, is made of them."""
    stamp = read_stamp(frontend)
    if stamp is None or stamp.locales != tuple(locales):
        return False
    return not is_checkout(root) or stamp.fingerprint == fingerprint(locales, root)


def fingerprint(locales: Sequence[str], root: Path = CHECKOUT) -> str:
    """SHA-256 over every source of the pages, the locales and the versions of Reflex."""
    digest = hashlib.sha256()
    for file in _sources(root):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    versions = sorted(
        f"{one.metadata['Name']} {one.version}"
        for one in distributions()
        if (one.metadata["Name"] or "").lower().startswith("reflex")
    )
    digest.update(json.dumps([list(locales), versions]).encode())
    return digest.hexdigest()


def is_checkout(root: Path = CHECKOUT) -> bool:
    """Whether the sources of the pages are here; an installed wheel carries them already built."""
    return (root / "rxconfig.py").is_file()


def build(
    frontend: Path, locales: Sequence[str], *, root: Path = CHECKOUT, relock: bool = False
) -> float | None:
    """Build the pages when their sources changed; the seconds it took, None when nothing had changed.

    The work is done in `build/workshop`, so nothing tracked is touched, and put in place in one
    step, so that nobody meets half a frontend. Parallel builds wait for each other. With `relock`
    the newest allowed packages are taken and the lock files rewritten.

    Raises:
        NotACheckout, NodeMissing, BuildBroken, LockOutOfDate: as their sentences say.
    """
    if not is_checkout(root):
        raise NotACheckout
    workshop = root / _WORKSHOP
    workshop.mkdir(parents=True, exist_ok=True)
    with _alone(workshop):
        wanted = Stamp(fingerprint(locales, root), tuple(locales))
        if not relock and read_stamp(frontend) == wanted:
            return None
        started = time.monotonic()
        _lay_out(root, workshop, relock=relock)
        _run_reflex(root, workshop, locales)
        if relock:
            _keep_lock(workshop / LOCK, root / LOCK)
            wanted = Stamp(fingerprint(locales, root), tuple(locales))
        elif _locked(workshop / LOCK) != _locked(root / LOCK):
            raise LockOutOfDate
        _publish(root, workshop, frontend, wanted)
        return time.monotonic() - started


def _sources(root: Path) -> Iterator[Path]:
    places = [root / one for one in SOURCES] + [root / "wellbeing" / one for one in PACKAGES]
    for place in places:
        files = sorted(place.rglob("*")) if place.is_dir() else [place]
        yield from (file for file in files if file.is_file() and "__pycache__" not in file.parts)


@contextmanager
def _alone(workshop: Path) -> Iterator[None]:
    with (workshop / "lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _lay_out(root: Path, workshop: Path, *, relock: bool) -> None:
    """Copy what Reflex looks for in its working folder; what it leaves there stays there."""
    for name in ("rxconfig.py", ".npmrc"):
        shutil.copyfile(root / name, workshop / name)
    (workshop / "bunfig.toml").write_text("", encoding="utf-8")  # else Reflex times two registries
    for name in ("assets", LOCK, ".web/public", ".web/build"):
        shutil.rmtree(workshop / name, ignore_errors=True)
    if (root / "assets").is_dir():
        shutil.copytree(root / "assets", workshop / "assets")
    if relock:
        shutil.rmtree(workshop / ".web", ignore_errors=True)
    elif (root / LOCK).is_dir():
        shutil.copytree(root / LOCK, workshop / LOCK)


def _environment(root: Path, workshop: Path, locales: Sequence[str]) -> Mapping[str, str]:
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("REFLEX_", "VITE_"))
    }
    here = str(Path(sys.executable).parent)
    environment = inherited | {
        "PATH": os.pathsep.join([here, inherited.get("PATH", os.defpath)]),
        "PYTHONPATH": str(root),
        "WELLBEING_LOCALES": ",".join(locales),
        "REFLEX_DIR": str(workshop / "reflex"),
        "REFLEX_USE_NPM": "1",
        "REFLEX_TELEMETRY_ENABLED": "false",
        "REFLEX_CHECK_LATEST_VERSION": "false",
        "REFLEX_WEB_WORKDIR": ".web",
        "CI": "1",
    }
    # A home that does not exist or cannot be written is no reason to stop.
    home = Path(inherited.get("HOME", "/nonexistent"))
    if not os.access(home, os.W_OK):
        environment |= {"HOME": str(workshop / "home"), "npm_config_cache": str(workshop / "npm")}
        (workshop / "home").mkdir(exist_ok=True)
    return environment


def _run_reflex(root: Path, workshop: Path, locales: Sequence[str]) -> None:
    if not (Path(sys.executable).parent / "node").exists():
        raise NodeMissing
    (workshop / "reflex").mkdir(exist_ok=True)
    command = [sys.executable, "-m", "reflex", "export", "--frontend-only", "--no-zip"]
    log = workshop / "build.log"
    with log.open("wb") as lines:
        done = subprocess.run(  # noqa: S603
            command,
            cwd=workshop,
            env=_environment(root, workshop, locales),
            stdin=subprocess.DEVNULL,
            stdout=lines,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode or not (workshop / ".web" / "build" / "client" / "index.html").is_file():
        sys.stderr.write(log.read_text(encoding="utf-8", errors="replace")[-6000:])
        raise BuildBroken


def _locked(folder: Path) -> object:
    """What the lock file says of each package: its version and the hash of its archive."""
    try:
        packages = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    except OSError:
        return None
    return {name: (one.get("version"), one.get("integrity")) for name, one in packages.items()}


def _keep_lock(made: Path, kept: Path) -> None:
    """Keep the lock that was made, without anybody's address in it."""
    kept.mkdir(exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        content = json.loads((made / name).read_text(encoding="utf-8"))
        for package in content.get("packages", {}).values():
            for extra in ("resolved", "funding"):
                package.pop(extra, None)
        (kept / name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def _publish(root: Path, workshop: Path, frontend: Path, stamp: Stamp) -> None:
    """Put the finished files in the place of the old ones; a server that runs keeps what it has open."""
    new = frontend.with_name(frontend.name + ".new")
    old = frontend.with_name(frontend.name + ".old")
    for leftover in (new, old):
        shutil.rmtree(leftover, ignore_errors=True)
    new.mkdir(parents=True)
    shutil.copytree(workshop / ".web" / "build" / "client", new / "build" / "client")
    if (workshop / ".web" / "backend").is_dir():
        shutil.copytree(workshop / ".web" / "backend", new / "backend")
    shutil.copyfile(root / "rxconfig.py", new / "rxconfig.py")
    written = {"fingerprint": stamp.fingerprint, "locales": list(stamp.locales)}
    (new / STAMP).write_text(json.dumps(written), encoding="utf-8")
    if frontend.exists():
        frontend.rename(old)
    new.rename(frontend)
    shutil.rmtree(old, ignore_errors=True)
