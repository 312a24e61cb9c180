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
from wellbeing.settings import read

UNIT = Path(__file__).resolve().parents[3] / "docs" / "deploy" / "systemd" / "wellbeing.service"
SEVERAL = UNIT.with_name("wellbeing@.service")
UNITS = (UNIT, SEVERAL)
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


def verified(unit: Path, folder: Path, drop_ins: dict[str, str]) -> str:
    """What `systemd-analyze verify` finds, with a program in the place of ours that is not installed here."""
    program = shutil.which("true") or ""
    folder.mkdir()
    (folder / unit.name).write_text(unit.read_text().replace("/opt/wellbeing/bin/wellbeing", program))
    for name, content in drop_ins.items():
        (folder / f"{unit.name}.d").mkdir(exist_ok=True)
        said = content.replace("/opt/wellbeing/bin/wellbeing", program)
        (folder / f"{unit.name}.d" / name).write_text(said)
    done = subprocess.run(
        ["systemd-analyze", "verify", str(folder / unit.name)], capture_output=True, text=True, check=False
    )
    return "\n".join(line for line in (done.stdout + done.stderr).splitlines() if unit.stem in line)


@needs_systemd
@pytest.mark.parametrize("unit", UNITS, ids=("one", "several"))
def test_systemd_takes_the_unit_and_what_is_laid_over_it(tmp_path: Path, unit: Path) -> None:
    drop_ins = {one.name: one.read_text() for one in UNIT.parent.glob("*.conf")}
    assert drop_ins
    assert verified(unit, tmp_path / "all", drop_ins) == ""
    for name, content in drop_ins.items():
        assert verified(unit, tmp_path / name, {name: content}) == ""
    assert "Lifetime" in verified(unit, tmp_path / "wrong", {"wrong.conf": "[Service]\nLifetime=yes\n"})


def test_one_of_several_is_the_same_but_for_its_name_and_its_port() -> None:
    one, several = (file.read_text().partition("\n[Unit]\n")[2].splitlines() for file in UNITS)
    assert [line for line in one if line not in several] == [
        "Description=Harbour, confidential check-ins",
        "ExecStart=/opt/wellbeing/bin/wellbeing serve --data /var/lib/wellbeing",
    ]
    assert [line for line in several if line not in one] == [
        "Description=Harbour, confidential check-ins (%i)",
        "ExecStart=/opt/wellbeing/bin/wellbeing serve --data /var/lib/wellbeing --process %i",
        "EnvironmentFile=/etc/wellbeing/%i.env",
    ]
    assert [line for line in several if line in one] == [line for line in one if line in several]


def test_the_names_and_ports_of_several_are_those_that_the_proxy_knows() -> None:
    said = {
        name: int(read({setting: port}).port)
        for setting, port, name in re.findall(
            r"echo (WELLBEING_\w+)=(\d+) > /etc/wellbeing/(\w+)\.env", SEVERAL.read_text()
        )
    }
    site = (UNIT.parents[1] / "nginx" / "several.conf").read_text()
    known = re.findall(
        r"upstream harbour_(\w+) \{\n    server 127\.0\.0\.1:(\d+) max_fails=0;\n.*backup", site
    )
    assert said == {name: int(port) for name, port in known}
    assert {f"wellbeing@{name}" for name in said} <= set(SEVERAL.read_text().split())


@needs_systemd
def test_the_unit_is_shut_off_from_nearly_everything(tmp_path: Path) -> None:
    def exposed(file: Path) -> int:
        asked = ["systemd-analyze", "security", "--offline=true", f"--threshold={EXPOSED}", str(file)]
        return subprocess.run(asked, capture_output=True, check=False).returncode

    assert [exposed(unit) for unit in UNITS] == [0, 0]
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
    server.run("migrate")  # as the unit does with zz-migrate.conf, while the pepper is handed over
    credential.unlink()
    assert "pepper file is missing" in server.run("migrate", check=False).stderr
    with pytest.raises(ServerError, match="pepper file is missing"):
        server.start()
    assert pepper.is_symlink()
