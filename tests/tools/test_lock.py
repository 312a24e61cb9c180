"""The lock files name every extra that a package asks for.

Before 23.3 pip does not take a pin of "coverage" for one of "coverage[toml]": it asks for the newest release,
of which no hash is here.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.metadata import distributions

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.tools.lock import LOCKS, ROOT

Pins = dict[str, set[str]]
"""Which extras a lock file names of each package that it pins."""
_PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[([^]]+)\])?==", re.MULTILINE)


def pins(written: str) -> Pins:
    """What a lock file pins."""
    found: Pins = defaultdict(set)
    for name, extras in _PIN.findall(written):
        found[canonicalize_name(name)] |= {canonicalize_name(one) for one in extras.split(",") if one}
    return dict(found)


def asked_for(pinned: Pins) -> Iterator[Requirement]:
    """What the pinned packages ask for on this computer, with the extras that are pinned."""
    for one in distributions():
        extras = pinned.get(canonicalize_name(one.name))
        if extras is None:
            continue
        for requirement in map(Requirement, one.requires or []):
            marker = requirement.marker
            if marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras)):
                yield requirement


def unnamed(pinned: Pins, asked: Iterable[Requirement]) -> list[str]:
    """What is asked for with an extra that no pin names."""
    return [
        str(one)
        for one in asked
        if not {canonicalize_name(extra) for extra in one.extras}
        <= pinned.get(canonicalize_name(one.name), set())
    ]


@pytest.mark.parametrize("name", [name for name, _ in LOCKS])
def test_every_extra_that_is_asked_for_has_its_pin(name: str) -> None:
    pinned = pins((ROOT / name).read_text(encoding="utf-8"))
    asked = list(asked_for(pinned))
    assert any(one.extras for one in asked)  # reflex asks for granian[reload]
    assert unnamed(pinned, asked) == []


def test_our_own_groups_have_theirs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = [one for group in project["dependency-groups"].values() for one in group if isinstance(one, str)]
    asked = [Requirement(one) for one in (*project["project"]["dependencies"], *groups)]
    pinned = pins((ROOT / "requirements-dev.lock").read_text(encoding="utf-8"))
    assert pinned.keys() >= {canonicalize_name(one.name) for one in asked}
    assert unnamed(pinned, asked) == []


def test_a_pin_without_its_extra_is_told() -> None:
    asked = [Requirement("coverage[toml]>=7.10.6"), Requirement("rich>=15")]
    assert unnamed(pins("coverage[toml]==7.17.3 \\\nrich==15.0.0 \\\n"), asked) == []
    assert unnamed(pins("coverage==7.17.3 \\\nrich==15.0.0 \\\n"), asked) == ["coverage[toml]>=7.10.6"]
