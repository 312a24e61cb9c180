"""Keeps the process to itself: private files, no core dumps, no look into its memory from beside it."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import sys
from typing import Final

_PR_GET_DUMPABLE: Final = 3
_PR_SET_DUMPABLE: Final = 4


def harden() -> None:
    """Make new files readable by the owner only, and keep memory out of core dumps and debuggers.

    Where the system knows no such switch (other than Linux) the limit on core files still holds.
    """
    os.umask(0o077)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _prctl(_PR_SET_DUMPABLE, 0)


def dumpable() -> bool:
    """Whether this process would still leave its memory behind when it falls."""
    allowed = resource.getrlimit(resource.RLIMIT_CORE)[0] != 0
    return allowed or _prctl(_PR_GET_DUMPABLE, 0) == 1


def _prctl(option: int, value: int) -> int | None:
    """Linux's prctl(2), or None where there is none."""
    if not sys.platform.startswith("linux"):
        return None
    with contextlib.suppress(OSError, AttributeError):
        return int(ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0))
    return None
