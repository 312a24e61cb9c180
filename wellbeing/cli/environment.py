"""Makes the virtual environment that make works in; run by path, with nothing but Python's own library.

`python3 -I wellbeing/cli/environment.py build` puts in what running needs, `dev` what testing needs as well.
Nothing is done when the lock file was installed before, so that a second start needs no network.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
FOLDER: Final = ROOT / ".venv"
PYTHON: Final = FOLDER / "bin" / "python"
LOCKS: Final = {"build": ROOT / "requirements-build.lock", "dev": ROOT / "requirements-dev.lock"}
"""The lock file of each kind; "dev" holds all of "build"."""


def main(kind: str) -> int:
    """Bring the environment to the state its lock file describes; the exit code of the command."""
    if sys.version_info < (3, 11):  # noqa: UP036  an older one runs this to be told so
        return _say("Python 3.11 or newer is needed. Give one with `make PYTHON=/path/to/python3`.")
    (ROOT / "build").mkdir(exist_ok=True)
    with (ROOT / "build" / "environment.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)  # two makes at once wait for each other
        if any(_installed(one) == _wanted(one) for one in ("dev", kind)):
            return 0
        return _create() or _install(kind)


def _create() -> int:
    if PYTHON.exists() and _runs():
        return 0
    print("Making a virtual environment in .venv", flush=True)
    done = subprocess.run([sys.executable, "-m", "venv", "--clear", str(FOLDER)], check=False)
    if done.returncode:
        return _say("Python could not make it. On Debian and Ubuntu: apt-get install python3-venv")
    return 0


def _install(kind: str) -> int:
    print("Installing the packages of the lock file. This takes about a minute, once.", flush=True)
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "-qq"]
    steps = (
        [*pip, "--require-hashes", "-r", str(LOCKS[kind])],
        [*pip, "--no-deps", "--no-index", "--no-build-isolation", "--editable", str(ROOT)],
    )
    for step in steps:
        done = subprocess.run(step, check=False, env=_environment())
        if done.returncode:
            return _say("The packages could not be installed. The lines above say why.")
    _stamp(kind).write_text(_wanted(kind), encoding="utf-8")
    return 0


def _environment() -> dict[str, str]:
    """The environment as it is, without what would lead pip to another place than `.venv`."""
    dropped = {"PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_USER", "VIRTUAL_ENV"}
    return {name: value for name, value in os.environ.items() if name not in dropped}


def _runs() -> bool:
    """Whether the environment's Python still works; it breaks when the one it was made from goes."""
    return subprocess.run([str(PYTHON), "-c", ""], check=False, capture_output=True).returncode == 0


def _stamp(kind: str) -> Path:
    return FOLDER / f"installed-{kind}"


def _wanted(kind: str) -> str:
    """What the stamp says once this lock file is installed here."""
    digest = hashlib.sha256(LOCKS[kind].read_bytes())
    digest.update(str(ROOT).encode())
    return digest.hexdigest()


def _installed(kind: str) -> str:
    try:
        said = _stamp(kind).read_text(encoding="utf-8")
    except OSError:
        return ""
    return said if _runs() else ""


def _say(words: str) -> int:
    print(words, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
