"""Writes the list of parts, a CycloneDX SBOM, from what the wheels and the lock of the pages say.

The pages are there too, with every npm package that built them: no tool for Python packages knows of those.
"""

from __future__ import annotations

import base64
import json
import uuid
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.metadata import RawMetadata, parse_email
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.tools.packing.wheelhouse import sha256

OURS: Final = "wellbeing"
_NAMESPACE: Final = uuid.UUID("6f0b6a3c-0d0f-5b0c-9a35-7c1d8e0a9b11")
"""What the serial numbers are made from, so that equal bundles have equal ones."""
_LONGEST_LICENCE: Final = 60
"""A longer "licence" is its whole text, which stands in the wheel."""


@dataclass(frozen=True, slots=True)
class _Part:
    component: Component
    needs: tuple[Requirement, ...] = ()


def parts(wheels: Iterable[Path], npm_lock: Path, moment: int) -> str:
    """The list of parts as JSON.

    Args:
        wheels: every wheel of the bundle, ours among them.
        npm_lock: the lock file of the pages.
        moment: its time, in seconds since 1970.
    """
    python = {name: _of_wheel(wheel) for name, wheel in sorted(_by_name(wheels).items())}
    ours = python.pop(OURS)
    built_with = [*_of_npm(npm_lock), _of_fonts()]
    bom = Bom(components=[*(one.component for one in python.values()), *built_with])
    bom.metadata.component = ours.component
    bom.metadata.timestamp = datetime.fromtimestamp(moment, UTC)
    for one in (ours, *python.values()):
        needed = {canonicalize_name(need.name) for need in one.needs}
        bom.register_dependency(one.component, [python[name].component for name in needed & python.keys()])
    bom.register_dependency(ours.component, built_with)
    told = json.dumps([str(one.bom_ref) for one in sorted(bom.components)] + [str(ours.component.hashes)])
    bom.serial_number = uuid.uuid5(_NAMESPACE, told)
    return JsonV1Dot6(bom).output_as_string(indent=2) + "\n"


def _by_name(wheels: Iterable[Path]) -> Mapping[str, Path]:
    return {canonicalize_name(wheel.name.split("-", 1)[0]): wheel for wheel in wheels}


def _of_wheel(wheel: Path) -> _Part:
    said = _metadata(wheel)
    name, version = canonicalize_name(said["name"]), said["version"]
    component = Component(
        name=name,
        version=version,
        type=ComponentType.APPLICATION if name == OURS else ComponentType.LIBRARY,
        purl=PackageURL("pypi", None, name, version),
        bom_ref=f"pypi:{name}",
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=sha256(wheel))],
        licenses=_licences(_licence(said)),
        description=said.get("summary"),
    )
    needs = (Requirement(one) for one in said.get("requires_dist", []))
    return _Part(
        component,
        tuple(one for one in needs if one.marker is None or one.marker.evaluate({"extra": ""})),
    )


def _metadata(wheel: Path) -> RawMetadata:
    with zipfile.ZipFile(wheel) as packed:
        name = next(one for one in packed.namelist() if one.endswith(".dist-info/METADATA"))
        return parse_email(packed.read(name))[0]


def _licence(said: RawMetadata) -> str:
    """The licence that a package names: as an expression, in a word, or by its classifiers."""
    if expression := said.get("license_expression"):
        return expression
    if (word := said.get("license", "").strip()) and len(word) <= _LONGEST_LICENCE and "\n" not in word:
        return word
    told = (one for one in said.get("classifiers", []) if one.startswith("License ::"))
    return " AND ".join(one.rsplit(" :: ", 1)[1] for one in told if not one.endswith("OSI Approved"))


def _licences(words: str) -> list[object]:
    return [LicenseFactory().make_from_string(words)] if words else []


def _of_npm(lock: Path) -> Iterator[Component]:
    packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    for place, one in sorted(packages.items()):
        if not place:
            continue
        name, version = place.rpartition("node_modules/")[2], one["version"]
        group, _, bare = name.rpartition("/")
        algorithm, _, digest = one["integrity"].partition("-")
        assert algorithm == "sha512"
        yield Component(
            name=bare,
            group=group or None,
            version=version,
            purl=PackageURL("npm", group or None, bare, version),
            bom_ref=f"npm:{place}",
            hashes=[HashType(alg=HashAlgorithm.SHA_512, content=base64.b64decode(digest).hex())],
            licenses=_licences(one.get("license", "")),
        )


def _of_fonts() -> Component:
    return Component(
        name="Atkinson Hyperlegible Next",
        type=ComponentType.FILE,
        bom_ref="font:atkinson-hyperlegible-next",
        licenses=_licences("OFL-1.1"),
    )
