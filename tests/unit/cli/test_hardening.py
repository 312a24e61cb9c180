"""A hardened process leaves nothing lying about."""

from __future__ import annotations

import subprocess
import sys

PROBE = """
import os, resource
from wellbeing.cli.hardening import dumpable, harden
before = dumpable()
harden()
print(before, dumpable(), oct(os.umask(0)), resource.getrlimit(resource.RLIMIT_CORE)[1])
"""


def test_no_core_dumps_and_private_files() -> None:
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False", "0o77", "0"]
