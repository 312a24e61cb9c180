"""Installs the offline bundle where there is no network and no Node, and does the main job over TLS.

    unshare --net python -m tests.tools.closed_network BUNDLE.tar.gz FOLDER --closed

Prints one line of JSON with what was measured. What it starts finds nothing but the new environment by PATH.
"""

from __future__ import annotations

import array
import asyncio
import errno
import fcntl
import json
import os
import shutil
import signal
import socket
import ssl
import struct
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import httpx

from tests.tools.joining import Walker
from tests.tools.server import START_SECONDS, STOP_SECONDS, free_port

OUTSIDE: Final = ("192.0.2.1", 443)
"""An address that nobody has (RFC 5737)."""
_SIOCGIFFLAGS, _SIOCSIFFLAGS, _UP = 0x8913, 0x8914, 1


def loopback_up() -> None:
    """Switch on loopback, which a new network place has, but not awake."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        asked = array.array("B", struct.pack("16sH22x", b"lo", 0))
        fcntl.ioctl(any_socket, _SIOCGIFFLAGS, asked)
        (flags,) = struct.unpack_from("H", asked, 16)
        struct.pack_into("H", asked, 16, flags | _UP)
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, asked)


def reached() -> bool:
    """Whether there is a way to anybody else; without one the system says so at once."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        try:
            probe.connect(OUTSIDE)
        except TimeoutError:
            return True
        except OSError as error:
            return error.errno != errno.ENETUNREACH
    return True


def unpack(bundle: Path, folder: Path) -> Path:
    """The unpacked bundle, after its sums were compared as its text says."""
    with tarfile.open(bundle) as packed:
        packed.extractall(folder, filter="data")
    (unpacked,) = folder.iterdir()
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=unpacked, check=True)
    return unpacked


def install(unpacked: Path, made: Path, environment: Mapping[str, str]) -> None:
    """The two commands of the bundle's text: a virtual environment, and everything by its hash."""
    subprocess.run([sys.executable, "-m", "venv", str(made)], check=True)
    subprocess.run(
        [
            *(str(made / "bin" / "pip"), "--disable-pip-version-check", "install", "-qq"),
            *("--no-index", "--find-links", "wheelhouse", "--require-hashes", "-r", "requirements.txt"),
        ],
        cwd=unpacked,
        env=environment,
        check=True,
    )


class Installed:
    """The installed command and its data folder."""

    def __init__(self, made: Path, data: Path, environment: Mapping[str, str]) -> None:
        """Nothing is started."""
        self.made, self.data, self.environment = made, data, environment

    def command(self, *words: str) -> list[str]:
        """A command on this data, as somebody types it."""
        return [str(self.made / "bin" / "wellbeing"), *words, "--data", str(self.data)]

    def run(self, *words: str) -> str:
        """What a command prints; it need not end well."""
        done = subprocess.run(
            self.command(*words),
            cwd=self.made,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout + done.stderr

    def secure(self, port: int) -> None:
        """Make an authority and a certificate, and write down what `wellbeing tls` says."""
        told = self.run("tls", "127.0.0.1", "--port", str(port))
        lines = [line.strip() for line in told.splitlines() if " = " in line]
        (self.data / "wellbeing.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")

    @contextmanager
    def serving(self, said: list[str]) -> Iterator[subprocess.Popen[str]]:
        """Serve, with nothing on the command line but the data folder, until the block ends."""
        process = subprocess.Popen(
            self.command("serve"), cwd=self.made, env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        assert process.stdout is not None
        ended = time.monotonic() + START_SECONDS
        try:
            for line in iter(process.stdout.readline, ""):
                said.append(line)
                if "Ctrl-C" in line or time.monotonic() > ended:
                    break
            yield process
            process.send_signal(signal.SIGTERM)
            process.wait(STOP_SECONDS)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
            process.stdout.close()


async def check_in(walker: Walker) -> None:
    """Answer two questions of today and write a note, over the websocket."""
    async with walker.tab("/en/today") as tab:
        await tab.boot()
        here = {"day": state(tab, "today")["day"], "tag": tab.value("tag")}
        for question, answer in (("heaviness", "3"), ("energy", "2")):
            await tab.event("today.choose", question=question, answer=answer, **here)
            saved = {question: answer}.items()
            await tab.until(lambda one, saved=saved: saved <= state(one, "today")["answers"].items())


async def read_back(walker: Walker) -> list[dict[str, str]]:
    """What the history page shows of today."""
    day = datetime.now(UTC).date().isoformat()
    async with walker.tab("/en/history") as tab:
        await tab.boot()
        await tab.event("history.open_day", day=day, tag=tab.value("tag"))
        await tab.until(lambda one: state(one, "history")["day"] == day)
        shown: list[dict[str, str]] = state(tab, "history")["day_rows"]
        return shown


def state(tab: Any, name: str) -> dict[str, Any]:
    """The vars of one state by their short names."""
    (found,) = (values for full, values in tab.state.items() if full.endswith(f"____{name}"))
    return {var.removesuffix("_rx_state_"): value for var, value in found.items()}


def main_job(url: str, code: str, authority: Path) -> dict[str, Any]:
    """Join by the invitation, check in, leave, come back, and read it in the history."""
    trusted = ssl.create_default_context(cafile=str(authority))
    assert httpx.get(f"{url}/healthz", verify=trusted).status_code == httpx.codes.OK
    with Walker(url) as walker:
        account = walker.join(code)
        asyncio.run(check_in(walker))
        walker.sign_out()
        began = time.monotonic()
        walker.sign_in(account)
        signed_in = time.monotonic() - began
        rows = asyncio.run(read_back(walker))
        exported = json.loads(walker.get("/export/json").response.text)
    return {"rows": rows, "check_ins": exported["check_ins"], "sign_in_seconds": round(signed_in, 2)}


def size(folder: Path) -> float:
    """Megabytes of everything below a folder."""
    return round(sum(one.lstat().st_size for one in folder.rglob("*")) / 1e6, 1)


def main(bundle: Path, folder: Path, *, closed: bool) -> None:
    if closed:
        loopback_up()
    made = folder / "environment"
    # Nothing of whoever runs this: no Node, no settings of pip, no folder of Python's.
    environment = {"PATH": str(made / "bin"), "HOME": str(folder / "home"), "LANG": "C.UTF-8"}
    assert not any(shutil.which(name, path=environment["PATH"]) for name in ("node", "npm", "bun"))
    unpacked = unpack(bundle, folder / "unpacked")
    began = time.monotonic()
    install(unpacked, made, environment)
    installed = time.monotonic() - began
    command = Installed(made, folder / "data", environment)
    port, said = free_port(), list[str]()
    command.secure(port)
    began = time.monotonic()
    with command.serving(said) as process:
        started = time.monotonic() - began
        link = next((line for line in said if "/join#" in line), "")
        assert link, "".join(said)
        authority = folder / "data" / "tls" / "authority.pem"
        done = main_job(f"https://127.0.0.1:{port}", link.strip().partition("#")[2], authority)
        doctor = command.run("doctor")
    lacking = command.run("serve", "--locales", "en,fr", "--port", str(free_port()))
    print(
        json.dumps(
            done
            | {
                "interfaces": [name for _, name in socket.if_nameindex()],
                "reached": reached(),
                "install_seconds": round(installed, 1),
                "start_seconds": round(started, 1),
                "bundle_mb": round(bundle.stat().st_size / 1e6, 1),
                "installed_mb": size(made),
                "ended": process.returncode,
                "doctor": doctor,
                "lacking": lacking,
                "node": sorted(
                    one.name for one in made.rglob("node*") if one.is_file() and os.access(one, os.X_OK)
                ),
            }
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute(), Path(sys.argv[2]).absolute(), closed="--closed" in sys.argv)
