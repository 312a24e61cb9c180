"""Asks whether anything that the lock files name is known to be vulnerable; says so when nobody answers.

`uv audit` asks the service of advisories for Python, `npm audit` the registry for the pages. On a closed
network, and behind a mirror that passes packages only, neither answers. That is one line, and no failure.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
BIN: Final = Path(sys.executable).parent
KNOWN: Final = Path(__file__).with_suffix(".toml")
"""Advisories that do not touch this app, each with its reason and the day it is looked at again."""
_PIN: Final = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]+\])?==([^\s;\\]+)", re.MULTILINE)
_UNANSWERED: Final = re.compile(r"error sending request|Request failed|HTTP status|error decoding response")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back about one lock file: how many packages were asked about, and what was found of which."""

    asked: int
    found: tuple[str, ...] | None
    """None when nobody answered."""

    def line(self, what: str) -> str:
        """The answer in one line, or one for each finding."""
        if self.found is None:
            return (
                f"{what}: no service of advisories answered, so {self.asked} packages were not asked about."
            )
        if not self.found:
            return f"{what}: {self.asked} locked packages, and no advisory about any of them."
        return "\n".join(f"{what}: {one}" for one in self.found)


def accepted(today: date, file: Path = KNOWN) -> frozenset[str]:
    """The advisories that somebody looked at and that are not due to be looked at again."""
    listed = tomllib.loads(file.read_text("utf-8"))
    return frozenset(
        name for name, one in listed.items() if one["reason"] and one["package"] and today < one["until"]
    )


def of_python(lock: Path, known: frozenset[str], service: str = "") -> Answer:
    """What is known about the packages of a lock file in pip's form.

    Raises:
        SystemExit: uv did not understand what it was asked.
    """
    pins = sorted(set(_PIN.findall(lock.read_text("utf-8"))))
    with tempfile.TemporaryDirectory() as folder:
        _lay_out(Path(folder), pins)
        done = subprocess.run(
            [
                str(BIN / "uv"),
                *(
                    "audit",
                    "--frozen",
                    "--no-config",
                    "--no-progress",
                    "--color=never",
                    "--output-format=json",
                ),
                *("--preview-features=audit-command,json-output", f"--directory={folder}"),
                *(f"--ignore={one}" for one in sorted(known)),
                *([f"--service-url={service}"] if service else []),
            ],
            env=os.environ | {"UV_HTTP_RETRIES": "0", "UV_HTTP_TIMEOUT": "10"},
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode in {0, 1} and done.stdout:
        found = json.loads(done.stdout)["vulnerabilities"]
        return Answer(len(pins), tuple(_of_uv(one) for one in found))
    if _UNANSWERED.search(done.stderr):
        return Answer(len(pins), None)
    raise SystemExit(f"uv audit could not ask:\n{done.stderr}")


def of_npm(folder: Path, known: frozenset[str], registry: str = "") -> Answer:
    """What is known about the packages of npm's lock file in a folder.

    Raises:
        SystemExit: npm got an answer that it did not understand.
    """
    locked = json.loads((folder / "package-lock.json").read_text("utf-8"))["packages"]
    done = subprocess.run(
        [
            str(BIN / "npm"),
            *("audit", "--package-lock-only", "--json", "--fetch-retries=0", "--fetch-timeout=10000"),
            *([f"--registry={registry}"] if registry else []),
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    said = json.loads(done.stdout or "{}")
    if "audit endpoint returned an error" in done.stderr:
        return Answer(len(locked) - 1, None)
    if "vulnerabilities" not in said:
        raise SystemExit(f"npm audit could not ask:\n{done.stderr}")
    reasons = [
        reason
        for one in said["vulnerabilities"].values()
        for reason in one["via"]
        if isinstance(reason, dict) and _name(reason["url"]) not in known  # a text names another package here
    ]
    return Answer(len(locked) - 1, tuple(sorted({_of_npm(one) for one in reasons})))


def main() -> None:
    """Ask about both lock files at once; fail when there is a finding that nobody has accepted."""
    known = accepted(datetime.now(UTC).date())
    with ThreadPoolExecutor() as both:
        python = both.submit(of_python, ROOT / "requirements-dev.lock", known)
        npm = both.submit(of_npm, ROOT / "reflex.lock", known)
    answers = {"Python": python.result(), "npm": npm.result()}
    for what, answer in answers.items():
        print(answer.line(what))
    if any(answer.found for answer in answers.values()):
        raise SystemExit("Take a newer package (`make lock`), or accept it with a reason in advisories.toml.")


def _lay_out(folder: Path, pins: list[tuple[str, str]]) -> None:
    """The same pins in uv's own form, which is the only one it audits."""
    source = 'source = { registry = "." }'
    needed = ", ".join(f'{{ name = "{name}", version = "{version}", {source} }}' for name, version in pins)
    head = 'version = 1\nrevision = 3\nrequires-python = ">=3.11"\n'
    ours = 'name = "locked"\nversion = "0"\n'
    root = f'[[package]]\n{ours}source = {{ virtual = "." }}\ndependencies = [{needed}]\n'
    rest = (f'[[package]]\nname = "{name}"\nversion = "{version}"\n{source}\n' for name, version in pins)
    (folder / "uv.lock").write_text("\n".join((head, root, *rest)), "utf-8")
    (folder / "pyproject.toml").write_text(f'[project]\n{ours}requires-python = ">=3.11"\n', "utf-8")


def _of_uv(found: dict[str, object]) -> str:
    package = found["dependency"]
    assert isinstance(package, dict)
    return f"{package['name']} {package['version']} has {found['display_id']}: {found['summary']}"


def _of_npm(found: dict[str, str]) -> str:
    return f"{found['name']} {found['range']} has {_name(found['url'])}: {found['title']}"


def _name(address: str) -> str:
    return address.rsplit("/", 1)[-1]


if __name__ == "__main__":
    main()
