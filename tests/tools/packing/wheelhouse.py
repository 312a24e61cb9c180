"""Gathers the wheels that running needs, and the list by which pip takes these and no others."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

from tests.tools.packing.wheel import PackingError

LOCK: Final = "requirements.lock"
_HASH: Final = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Pin:
    """One package of the lock file that this platform needs."""

    requirement: Requirement
    hashes: frozenset[str]
    """SHA-256 of each archive that the lock file lets through, in hex."""

    @property
    def named(self) -> str:
        """Name, extras and version, as a requirements file says them."""
        extras = ",".join(sorted(self.requirement.extras))
        return (
            canonicalize_name(self.requirement.name)
            + (f"[{extras}]" if extras else "")
            + str(self.requirement.specifier)
        )


def pins(written: str) -> Iterator[Pin]:
    """The packages that a lock file asks for on this computer."""
    lines = re.sub(r"(?m)^#.*\n", "", written).replace("\\\n", " ").splitlines()
    for line in filter(str.strip, lines):
        requirement = Requirement(line.split(" --hash", 1)[0])
        if requirement.marker is None or requirement.marker.evaluate():
            yield Pin(requirement, frozenset(_HASH.findall(line)))


def sha256(file: Path) -> str:
    """The hash of a file, in hex."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def fill(root: Path, folder: Path) -> None:
    """Fetch every wheel that running needs on this platform, each by its hash in the lock file."""
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "download", "-qq"),
            *("--require-hashes", "--no-deps", "--only-binary=:all:"),
            *("-r", str(root / LOCK), "--dest", str(folder)),
        ],
        check=True,
    )


def listed(root: Path, folder: Path) -> Mapping[str, Path]:
    """Each package of the lock file, as a requirements file names it, with its wheel in the folder.

    Raises:
        PackingError: a wheel is missing, is one too many, or is not the one that was locked.
    """
    wheels = {canonicalize_name(parse_wheel_filename(one.name)[0]): one for one in folder.glob("*.whl")}
    found: dict[str, Path] = {}
    for pin in pins((root / LOCK).read_text(encoding="utf-8")):
        wheel = wheels.pop(canonicalize_name(pin.requirement.name), None)
        if wheel is None or sha256(wheel) not in pin.hashes:
            raise PackingError(f"no wheel of {pin.named} that the lock file knows")
        found[pin.named] = wheel
    if wheels:
        raise PackingError(f"not in the lock file: {', '.join(sorted(wheels))}")
    return dict(sorted(found.items()))


def requirements(found: Mapping[str, Path]) -> str:
    """The lines for `pip install --require-hashes`, each with the hash of the one wheel that is here."""
    return "".join(f"{named} --hash=sha256:{sha256(wheel)}\n" for named, wheel in found.items())
