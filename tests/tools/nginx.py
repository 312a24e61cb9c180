"""A real nginx for tests, with a site file of docs/deploy: its own folder and ports, no log of anybody.

`python -m tests.tools.nginx` installs one where there is none, as root on Debian or Ubuntu.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import httpx

SITES: Final = Path(__file__).resolve().parents[2] / "docs" / "deploy" / "nginx"
START_SECONDS: Final = 15.0
MAIN: Final = """\
daemon off;
worker_processes 1;
worker_rlimit_nofile 16384;
pid {folder}/nginx.pid;
error_log {folder}/error.log crit;
events {{ worker_connections 8192; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""
"""What stands around a site on Debian, as far as it matters here."""


def program() -> str | None:
    """The nginx to start."""
    return shutil.which("nginx") or next(
        (one for one in ("/usr/sbin/nginx", "/usr/local/sbin/nginx") if Path(one).exists()), None
    )


def missing() -> str | None:
    """Why none can be started here, as a reason to skip a test; None when one can."""
    if program() is None:
        return "nginx is not installed; `python -m tests.tools.nginx` does it as root on Debian"
    return None


def install() -> None:
    """Install one when there is none: with apt, as root on Debian or Ubuntu."""
    if program() is not None or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print("Installing nginx for the tests.", flush=True)
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=quietly)
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "nginx"], check=False, env=quietly
    )


def written_for(site: str, changes: Mapping[str, str]) -> str:
    """A site file with the installer's own words in place of ours.

    Raises:
        LookupError: it does not say what is to be replaced.
    """
    text = (SITES / site).read_text(encoding="utf-8")
    for old, new in changes.items():
        if old not in text:
            raise LookupError(old)
        text = text.replace(old, new)
    return text


@dataclass
class Nginx:
    """One proxy before processes that a test starts."""

    folder: Path
    site: str
    """The site, as `written_for` gives it."""
    process: subprocess.Popen[bytes] | None = None

    def write(self) -> Path:
        """Write the files; the main one."""
        self.folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        (self.folder / "site.conf").write_text(self.site, encoding="utf-8")
        main = self.folder / "nginx.conf"
        main.write_text(MAIN.format(folder=self.folder), encoding="utf-8")
        return main

    def checked(self) -> str:
        """What `nginx -t` says of the site."""
        done = self._run("-t")
        return done.stderr.decode()

    def start(self, url: str) -> None:
        """Start, and wait until it answers at this address.

        Raises:
            RuntimeError: it did not.
        """
        name, main = program(), self.write()
        assert name is not None
        self.process = subprocess.Popen(
            [name, "-p", str(self.folder), "-c", str(main)],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                httpx.get(f"{url}/healthz", verify=False, timeout=5)
            except httpx.HTTPError:
                if self.process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError(self._last_words()) from None
                time.sleep(0.05)
            else:
                return

    def stop(self) -> None:
        """End it."""
        process, self.process = self.process, None
        if process is None:
            return
        process.terminate()
        process.wait(START_SECONDS)
        if process.stderr is not None:
            process.stderr.close()

    def __enter__(self) -> Self:
        """It is started by `start`, which knows the address."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it, whatever happened."""
        self.stop()

    def _run(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        name, main = program(), self.write()
        assert name is not None
        return subprocess.run(
            [name, "-p", str(self.folder), "-c", str(main), *words], capture_output=True, check=False
        )

    def _last_words(self) -> str:
        assert self.process is not None
        self.process.kill()
        said = b"" if self.process.stderr is None else self.process.stderr.read()
        return said.decode(errors="replace")[-2000:]


def main() -> None:
    """Install one if need be; say so when it cannot be had."""
    install()
    reason = missing()
    if reason:
        sys.exit(reason)


if __name__ == "__main__":
    main()
