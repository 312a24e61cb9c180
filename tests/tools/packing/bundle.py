"""Puts wheels, their lists, documents and the files to deploy with into one archive for a closed network."""

from __future__ import annotations

import gzip
import re
import shutil
import sys
import sysconfig
import tarfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from tests.tools.packing import wheelhouse
from tests.tools.packing.parts import parts
from tests.tools.packing.wheel import version_of

DOCS: Final = Path("docs")
DEPLOY: Final = DOCS / "deploy"
BESIDE: Final = ("README.md", "CHANGELOG.md", "SECURITY.md", "CONTRIBUTING.md", "LICENSE", "assets/logo.svg")
"""What else is taken along: the documents name it."""
INSTALL: Final = "INSTALL.txt"
SUMS: Final = "SHA256SUMS"
PYTHON: Final = f"{sys.version_info.major}.{sys.version_info.minor}"


def platform() -> str:
    """What the bundle fits: the system and processor, and the Python."""
    system = re.sub(r"[^a-z0-9]+", "_", sysconfig.get_platform().lower())
    return f"{system}-py{PYTHON.replace('.', '')}"


def lay_out(root: Path, wheel: Path, folder: Path, moment: int) -> None:
    """Lay out the bundle in an empty folder, in which the wheels of others may lie already.

    Args:
        root: the checkout.
        wheel: ours.
        folder: where it goes; `wheelhouse` below it is filled when it is not there.
        moment: the time it says, in seconds since 1970.
    """
    house = folder / "wheelhouse"
    if not house.is_dir():
        wheelhouse.fill(root, house)
    found = {
        **wheelhouse.listed(root, house),
        f"wellbeing=={version_of(root)}": Path(shutil.copy(wheel, house)),
    }
    _write(folder / "requirements.txt", wheelhouse.requirements(dict(sorted(found.items()))))
    _write(
        folder / "sbom.cdx.json",
        parts(found.values(), root / "reflex.lock" / "package-lock.json", moment),
    )
    for name in BESIDE:
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(root / name, folder / name)
    shutil.copytree(root / DEPLOY, folder / "deploy")
    shutil.copytree(root / DOCS, folder / DOCS, ignore=_but_deploy)
    (folder / DEPLOY).symlink_to(Path("..") / "deploy")  # so that the documents' links lead there
    told = (folder / "deploy" / INSTALL).read_text(encoding="utf-8")
    (folder / "deploy" / INSTALL).unlink()
    named = {"version": version_of(root), "platform": platform(), "python": PYTHON}
    _write(folder / INSTALL, re.sub(r"\{(\w+)\}", lambda one: named[one[1]], told))
    made_for = folder / "deploy" / "Containerfile"
    _write(made_for, re.sub(r"(?m)^ARG PYTHON=.*$", f"ARG PYTHON={PYTHON}", made_for.read_text("utf-8")))
    files = sorted(one for one in folder.rglob("*") if one.is_file())
    _write(folder / SUMS, sums(files, folder))


def sums(files: Iterable[Path], beside: Path) -> str:
    """The hashes of files as `sha256sum --check` reads them, by their paths from a folder."""
    return "".join(f"{wheelhouse.sha256(one)}  {one.relative_to(beside).as_posix()}\n" for one in files)


def archive(folder: Path, target: Path, moment: int) -> None:
    """Pack a folder so that equal content is an equal archive: in order, with one time, owned by nobody."""

    def plain(told: tarfile.TarInfo) -> tarfile.TarInfo:
        told.uid = told.gid = 0
        told.uname = told.gname = ""
        told.mtime, told.mode = moment, 0o755 if told.isdir() else 0o644
        return told

    with (
        target.open("wb") as out,
        # Wheels are packed already; a higher level would take longer and gain a few thousandths.
        gzip.GzipFile(filename="", mode="wb", fileobj=out, compresslevel=1, mtime=moment) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        for one in sorted((folder, *folder.rglob("*"))):
            tar.add(one, f"{folder.name}/{one.relative_to(folder).as_posix()}".removesuffix("/."),
                    recursive=False, filter=plain)  # fmt: skip


def _but_deploy(where: str, names: list[str]) -> set[str]:
    """What is not copied with the documents: the files that have a place of their own."""
    return {DEPLOY.name} & set(names) if Path(where).name == DOCS.name else set()


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")
