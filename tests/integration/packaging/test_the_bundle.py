"""The bundle for a closed network: what is in it, that every clone makes the same, and that it is enough.

It is packed once for all of these tests, with the pages that the other tests use.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource

from tests.tools.packing import bundle as packing
from tests.tools.packing.__main__ import pack
from tests.tools.packing.wheel import make_wheel, moment_of
from tests.tools.packing.wheelhouse import sha256
from tests.tools.server import LOCALES, ROOT, built_frontend

pytestmark = pytest.mark.long

REGISTRIES = re.compile(rb"pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|--index-url|--extra-index-url")
SECONDS = 600


@dataclass(frozen=True)
class Made:
    """What `make dist` would put into dist, and the folder that was archived."""

    wheel: Path
    bundle: Path
    folder: Path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    place = tmp_path_factory.mktemp("dist")
    wheel, archive = pack(ROOT, built_frontend(), place / "out", place / "work")
    yield Made(wheel, archive, place / "work" / archive.name.removesuffix(".tar.gz"))
    shutil.rmtree(place)


def may_be_closed() -> bool:
    """Whether this user may make a place that has no network."""
    if shutil.which("unshare") is None:
        return False
    tried = subprocess.run(["unshare", "--net", "true"], capture_output=True, check=False)
    return tried.returncode == 0


@pytest.fixture(scope="module")
def told(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What was measured by the one who installed it."""
    place = tmp_path_factory.mktemp("closed")
    before, after = (["unshare", "--net"], ["--closed"]) if may_be_closed() else ([], [])
    installer = (sys.executable, "-m", "tests.tools.closed_network", str(made.bundle), str(place))
    done = subprocess.run(
        [*before, *installer, *after], cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-6000:]
    yield json.loads(done.stdout.splitlines()[-1])
    shutil.rmtree(place)


def test_another_clone_packs_the_same_bytes(made: Made, clone: Path, tmp_path: Path) -> None:
    moment = moment_of(ROOT)
    old = os.umask(0o077)
    try:
        pages = Path(shutil.copytree(built_frontend(), clone / "build" / "pages"))
        (tmp_path / "wheel").mkdir()
        wheel = make_wheel(clone, pages, tmp_path / "wheel", tmp_path / "out", moment)
        folder = tmp_path / made.folder.name
        folder.mkdir()
        ours = made.wheel.name
        shutil.copytree(
            made.folder / "wheelhouse", folder / "wheelhouse", ignore=shutil.ignore_patterns(ours)
        )
        packing.lay_out(clone, wheel, folder, moment)
        packing.archive(folder, tmp_path / "again.tar.gz", moment)
    finally:
        os.umask(old)
    assert sha256(wheel) == sha256(made.wheel)
    assert sha256(tmp_path / "again.tar.gz") == sha256(made.bundle)


def test_the_wheel_carries_the_package_its_pages_and_nothing_else(made: Made) -> None:
    with zipfile.ZipFile(made.wheel) as packed:
        names = set(packed.namelist())
    sources = ROOT / "wellbeing"
    package = {
        one.relative_to(ROOT).as_posix()
        for one in sources.rglob("*")
        if one.is_file() and "__pycache__" not in one.parts
    }
    pages = {
        f"wellbeing/frontend/{one.relative_to(built_frontend()).as_posix()}"
        for one in built_frontend().rglob("*")
        if one.is_file() and "__pycache__" not in one.parts
    }
    assert {"wellbeing/frontend/stamp.json", "wellbeing/frontend/rxconfig.py"} < pages
    assert {one for one in names if ".dist-info/" not in one} == package | pages
    assert any(one.endswith("licenses/LICENSE") for one in names)
    assert not (sources / "frontend").exists()


def test_nothing_of_ours_names_a_registry_or_this_computer(made: Made) -> None:
    here = [str(ROOT).encode(), str(Path.home()).encode() + b"/", str(built_frontend()).encode()]
    files = {
        one.name: one.read_bytes() for one in made.folder.rglob("*") if one.is_file() and one.suffix != ".whl"
    }
    with zipfile.ZipFile(made.wheel) as packed:
        files |= {name: packed.read(name) for name in packed.namelist()}
    assert len(files) > 400
    assert [name for name, content in files.items() if REGISTRIES.search(content)] == []
    assert [name for name, content in files.items() if any(one in content for one in here)] == []


def test_the_list_of_parts_keeps_to_its_schema_and_leaves_nothing_out(made: Made) -> None:
    parts = json.loads((made.folder / "sbom.cdx.json").read_text())
    shipped = resources.files("cyclonedx.schema") / "_res" / "bom-1.6.SNAPSHOT.schema.json"
    schema = json.loads(shipped.read_text(encoding="utf-8"))
    rules = jsonschema.Draft7Validator(schema, registry=_beside())
    assert [error.message for error in rules.iter_errors(parts)] == []
    assert list(rules.iter_errors({**parts, "bomFormat": "another"}))
    everything = [*parts["components"], parts["metadata"]["component"]]
    hashes = {one["content"] for part in everything for one in part.get("hashes", ())}
    assert {sha256(one) for one in (made.folder / "wheelhouse").glob("*.whl")} <= hashes
    npm = json.loads((ROOT / "reflex.lock" / "package-lock.json").read_text())["packages"]
    listed = {one["bom-ref"] for one in parts["components"]}
    assert {f"npm:{place}" for place in npm if place} <= listed
    assert all(part.get("licenses") for part in parts["components"] if part["bom-ref"].startswith("pypi:"))


def _beside() -> Registry:
    """The schemas that the one of CycloneDX refers to, from the same package."""
    folder = resources.files("cyclonedx.schema") / "_res"
    names = ("spdx.SNAPSHOT.schema.json", "jsf-0.82.SNAPSHOT.schema.json")
    return Registry().with_resources(
        (
            f"http://cyclonedx.org/schema/{name}",
            Resource.from_contents(json.loads((folder / name).read_text())),
        )
        for name in names
    )


def test_every_package_stands_there_with_one_hash_and_its_licence_is_beside_it(made: Made) -> None:
    lines = (made.folder / "requirements.txt").read_text().splitlines()
    wheels = {sha256(one) for one in (made.folder / "wheelhouse").glob("*.whl")}
    assert all(re.fullmatch(r"[a-z0-9\[\],-]+==\S+ --hash=sha256:[0-9a-f]{64}", one) for one in lines)
    assert sorted(one[-64:] for one in lines) == sorted(wheels)
    assert (made.folder / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()
    summed = {line.split("  ", 1)[1] for line in (made.folder / "SHA256SUMS").read_text().splitlines()}
    there = {one.relative_to(made.folder).as_posix() for one in made.folder.rglob("*") if one.is_file()}
    assert summed == there - {"SHA256SUMS"}


def test_the_documents_lead_to_each_other_and_to_what_is_there(made: Made, tmp_path: Path) -> None:
    with tarfile.open(made.bundle) as packed:
        packed.extractall(tmp_path, filter="data", members=[one for one in packed if ".whl" not in one.name])
    (folder,) = tmp_path.iterdir()
    pages = [one for one in folder.rglob("*.md") if one.is_file()]
    assert {"README.md", "CHANGELOG.md", "SECURITY.md", "operations.md", "privacy.md"} <= {
        one.name for one in pages
    }
    links = {
        (page, link)
        for page in pages
        for link in re.findall(r"(?:\]\(|src=\")([^)#\s\"]+)", page.read_text(encoding="utf-8"))
        if "://" not in link and "mailto:" not in link
    }
    assert len(links) > 300
    away = [(page, link) for page, link in links if not (page.parent / link).exists()]
    sources = re.compile(r"(?:\.\./)*(?:tests|wellbeing|assets)/")
    assert [(page.name, link) for page, link in away if not sources.match(link)] == []
    assert (folder / "docs" / "deploy" / "nginx" / "harbour.conf").is_file()


def test_the_container_file_copies_only_what_is_in_the_bundle(made: Made) -> None:
    text = (made.folder / "deploy" / "Containerfile").read_text()
    copied = [line.split()[1:-1] for line in text.splitlines() if re.match(r"COPY (?!--from)", line)]
    assert [one for names in copied for one in names if not (made.folder / one).exists()] == []
    assert f"ARG PYTHON={packing.PYTHON}\n" in text
    assert "{" not in (made.folder / "INSTALL.txt").read_text()


def test_it_is_installed_and_used_without_node_or_network(
    told: dict[str, Any], record_property: Callable[[str, object], None]
) -> None:
    record_property(
        "counted",
        "the bundle: {bundle_mb} MB packed, {installed_mb} MB installed; {install_seconds} s to install, "
        "{start_seconds} s to start, {sign_in_seconds} s to sign in".format(**told),
    )
    assert told["node"] == []
    said = {row["question"]: row["answer"] for row in told["rows"]}
    assert (said["heaviness"], said["energy"]) == ("Heavy", "Half")
    (kept,) = told["check_ins"]
    assert (kept["heaviness"], kept["energy"]) == (3, 2)
    assert told["ended"] == 0
    assert ", ".join(LOCALES) not in told["lacking"]
    assert "other languages" in told["lacking"]
    assert "Traceback" not in told["lacking"] + told["doctor"]
    assert "This computer is ready." in told["doctor"]


def test_the_network_was_off(told: dict[str, Any]) -> None:
    if not may_be_closed():
        pytest.skip("only root may take the network away; pip was told --no-index all the same")
    assert told["interfaces"] == ["lo"]
    assert not told["reached"]
