"""The systemd unit: systemd takes it, it shuts off nearly everything, and the app needs nothing of that."""

from __future__ import annotations

import asyncio
import ctypes
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tools.closed_network import check_in, read_back
from tests.tools.joining import Walker
from tests.tools.server import Server, ServerError

UNIT = Path(__file__).resolve().parents[3] / "docs" / "deploy" / "systemd" / "wellbeing.service"
EXPOSED = 20
"""What `systemd-analyze security` may find, in tenths of its ten: it is 14 with version 252."""
PR_GET_MDWE = 66
NO_NEW_CODE = (
    "import ctypes, os, sys\n"
    "assert ctypes.CDLL(None).prctl(65, 1, 0, 0, 0) == 0\n"  # PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN
    "os.execv(sys.argv[1], sys.argv[1:])"
)

needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None,
    reason="systemd is not installed; on Debian: apt-get install systemd",
)


def verified(folder: Path, drop_ins: dict[str, str]) -> str:
    """What `systemd-analyze verify` finds, with a program in the place of ours that is not installed here."""
    text = UNIT.read_text().replace("/opt/wellbeing/bin/wellbeing", shutil.which("true") or "")
    (folder / UNIT.name).write_text(text)
    for name, content in drop_ins.items():
        (folder / f"{UNIT.name}.d").mkdir(exist_ok=True)
        (folder / f"{UNIT.name}.d" / name).write_text(content)
    done = subprocess.run(
        ["systemd-analyze", "verify", str(folder / UNIT.name)], capture_output=True, text=True, check=False
    )
    return "\n".join(line for line in (done.stdout + done.stderr).splitlines() if UNIT.name in line)


@needs_systemd
def test_systemd_takes_the_unit_and_what_is_laid_over_it(tmp_path: Path) -> None:
    drop_ins = {one.name: one.read_text() for one in UNIT.parent.glob("*.conf")}
    assert drop_ins
    assert verified(tmp_path, drop_ins) == ""
    assert "Lifetime" in verified(tmp_path, {"wrong.conf": "[Service]\nLifetime=yes\n"})


@needs_systemd
def test_the_unit_is_shut_off_from_nearly_everything(tmp_path: Path) -> None:
    def exposed(file: Path) -> int:
        asked = ["systemd-analyze", "security", "--offline=true", f"--threshold={EXPOSED}", str(file)]
        return subprocess.run(asked, capture_output=True, check=False).returncode

    assert exposed(UNIT) == 0
    weaker = tmp_path / UNIT.name
    weaker.write_text(
        UNIT.read_text().replace("CapabilityBoundingSet=\n", "").replace("ProtectSystem=strict", "")
    )
    assert exposed(weaker) != 0


class Watched(Server):
    """A server that may make no memory both writable and executable, and whose system calls are counted."""

    def command(self, *words: str) -> list[str]:
        """Shut the process off as the unit does, then become the server under strace."""
        counting = ["strace", "-f", "-qq", "-c", "-U", "name", "-o", str(self.data.parent / "calls")]
        return [
            sys.executable,
            "-c",
            NO_NEW_CODE,
            shutil.which("strace") or "",
            *counting[1:],
            *super().command(*words),
        ]

    def called(self) -> set[str]:
        """The system calls of a server that has ended."""
        lines = (self.data.parent / "calls").read_text().splitlines()
        return {line for line in lines if line.isidentifier()} - {"syscall", "total"}


def allowed(text: str) -> set[str]:
    """What the lines of a unit let through; a later line wins, as with systemd."""
    calls: set[str] = set()
    for line in re.findall(r"^SystemCallFilter=(.*)$", text, re.MULTILINE):
        named = {call for one in line.removeprefix("~").split() for call in in_group(one)}
        calls = calls - named if line.startswith("~") else calls | named
    return calls


def in_group(name: str) -> set[str]:
    """The system calls of a group of systemd's, or the one of this name."""
    if not name.startswith("@"):
        return {name}
    asked = ["systemd-analyze", "syscall-filter", name]
    lines = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.splitlines()[1:]
    inside = [line.strip() for line in lines if line.strip() and not line.strip().startswith("#")]
    return {call for one in inside for call in in_group(one)}


@needs_systemd
@pytest.mark.skipif(
    shutil.which("strace") is None, reason="strace is not installed; on Debian: apt-get install strace"
)
def test_the_app_needs_nothing_that_the_unit_forbids(tmp_path: Path) -> None:
    if ctypes.CDLL(None).prctl(PR_GET_MDWE, 0, 0, 0, 0) < 0:
        pytest.skip("this kernel (before 6.3) cannot forbid memory that is writable and executable")
    assert "\nMemoryDenyWriteExecute=yes\n" in UNIT.read_text()
    with Watched(tmp_path / "data") as server:
        with Walker(server.url) as walker:
            walker.join(server.code)
            asyncio.run(check_in(walker))
            assert asyncio.run(read_back(walker))
        os.kill(int(served(server.pid)), signal.SIGTERM)
        assert server.process is not None
        assert server.process.wait(20) == 0
    called = server.called()
    assert {"mmap", "openat", "fsync", "setpriority"} <= called
    if os.geteuid() == 0:
        called -= {"fchown"}  # SQLite gives new files to the owner of the database, and root alone can
    assert called - allowed(UNIT.read_text()) == set()
    assert called - allowed(UNIT.read_text().replace("SystemCallFilter=setpriority\n", "")) == {"setpriority"}


def served(pid: int) -> str:
    """The process that strace watches: its child."""
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0]


def test_the_pepper_may_be_a_link_to_what_systemd_hands_over(tmp_path: Path) -> None:
    server = Server(tmp_path / "data")
    pepper, credential = tmp_path / "data" / "keys" / "pepper", tmp_path / "credentials" / "pepper"
    with server, Walker(server.url) as walker:
        account = walker.join(server.code)
    content = pepper.read_bytes()
    credential.parent.mkdir(mode=0o700)
    pepper.rename(credential)
    credential.chmod(0o400)
    pepper.symlink_to(credential)
    server.run("backup", "key", "--out", str(tmp_path / "key"))
    with server, Walker(server.url) as walker:
        walker.sign_in(account)
        assert walker.session
        server.run("backup", "make", "--to", str(tmp_path / "backups"))
    (backup,) = (tmp_path / "backups").iterdir()
    bare = Server(tmp_path / "bare")
    bare.run("restore", str(backup), "--key", str(tmp_path / "key"))
    assert (bare.data / "keys" / "pepper").read_bytes() == content
    assert not (bare.data / "keys" / "pepper").is_symlink()
    credential.unlink()
    with pytest.raises(ServerError, match="pepper file is missing"):
        server.start()
    assert pepper.is_symlink()
