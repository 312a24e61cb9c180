"""A real PostgreSQL server for tests: its own folder and socket, no password, gone with the process.

    with Cluster() as cluster:
        url = cluster.database()          # fresh and empty; the next call gives another one

`python -m tests.tools.postgres` installs one where there is none, as root on Debian or Ubuntu.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import psycopg
from psycopg import sql

START_SECONDS: Final = 60.0
ROLE: Final = "harbour"
"""Who owns every database and is no superuser."""
SOMEBODY_ELSE: Final = ("postgres", "nobody")
"""Whom root becomes: PostgreSQL refuses to run as root."""
IN_MEMORY: Final = "/dev/shm"
ROOM_WANTED: Final = 3 * 1024**3
SETTINGS: Final = {
    "listen_addresses": "'127.0.0.1'",
    "max_connections": "300",
    "shared_buffers": "32MB",
    "autovacuum": "off",  # tests are short, and look at files
    "log_min_messages": "fatal",
    "log_min_error_statement": "panic",
}
"""Nothing here is less safe than PostgreSQL's own defaults."""


def programs() -> Path | None:
    """The folder with `initdb` and `postgres`; PATH first, then the newest that Debian has installed."""
    found = shutil.which("initdb")
    places = [Path(found).resolve().parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: one.parent.name, reverse=True)
    return next((one for one in places if (one / "initdb").exists() and (one / "postgres").exists()), None)


def missing() -> str | None:
    """Why no server can be started here, as a reason to skip a test; None when one can."""
    if programs() is None:
        return "PostgreSQL is not installed; `python -m tests.tools.postgres` does it as root on Debian"
    if os.geteuid() == 0 and not _somebody():
        return "PostgreSQL does not run as root, and there is nobody else to run it"
    return None


def install() -> None:
    """Install a server when there is none: with apt, as root on Debian or Ubuntu."""
    if programs() is not None or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print("Installing PostgreSQL for the tests.", flush=True)
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=quietly)
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "postgresql"],
        check=False,
        env=quietly,
    )


def _somebody() -> pwd.struct_passwd | None:
    for name in SOMEBODY_ELSE:
        with suppress(KeyError):
            return pwd.getpwnam(name)
    return None


@dataclass
class Cluster:
    """One server with databases of its own."""

    settings: dict[str, str] = field(default_factory=dict)
    """Lines of postgresql.conf besides `SETTINGS`."""
    folder: Path = field(init=False)
    port: int = field(init=False)
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @classmethod
    def running(cls, folder: Path, port: int) -> Self:
        """One that another process has started and will stop."""
        one = cls()
        one.folder, one.port = folder, port
        return one

    @property
    def data(self) -> Path:
        """Everything the server keeps: tables, its write-ahead log, its log."""
        return self.folder / "data"

    @property
    def log(self) -> Path:
        """What the server itself writes down."""
        return self.folder / "server.log"

    def __enter__(self) -> Self:
        """Make the server and start it."""
        # A short name: the path of a socket has room for 107 bytes.
        self.folder = Path(tempfile.mkdtemp(prefix="pg", dir=_roomy()))
        try:
            self._own(self.folder)
            self._run(
                "initdb", "--pgdata", str(self.data), "--username=postgres", "--encoding=UTF8",
                "--locale=C.UTF-8", "--auth=trust", "--no-sync", "--data-checksums", "--wal-segsize=4",
            )  # fmt: skip
            self.configure({**SETTINGS, **self.settings})
            self.start()
            self.ask(f"CREATE ROLE {ROLE} LOGIN PASSWORD 'only for tests'")
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop it at once; nothing of it is kept."""
        self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> None:
        """Start, and wait until it answers; on the same port after a stop."""
        if not hasattr(self, "port"):
            self.port = _free_port()
        bin_ = programs()
        assert bin_ is not None
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [
                    str(bin_ / "postgres"), "-D", str(self.data), "-p", str(self.port),
                    "-k", str(self.folder),
                ],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder,
                env=self._environment(), **self._as_somebody(),
            )  # fmt: skip
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg.connect(self._dsn("postgres"), connect_timeout=2).close()
            except psycopg.OperationalError:
                if self.process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError(self.log.read_text(errors="replace")[-3000:]) from None
                time.sleep(0.05)
            else:
                return

    def stop(self, how: str = "fast") -> None:
        """Stop it: "fast" ends sessions, "immediate" is a crash of the program, "kill" ends it at once."""
        process, self.process = self.process, None
        if process is None or process.poll() is not None:
            return
        number = {"fast": signal.SIGINT, "immediate": signal.SIGQUIT, "kill": signal.SIGKILL}[how]
        process.send_signal(number)
        process.wait(START_SECONDS)

    def configure(self, settings: dict[str, str]) -> None:
        """Set lines of postgresql.conf; `restart` or `reload` makes them felt."""
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.writelines(f"{name} = {value}\n" for name, value in settings.items())

    def reload(self) -> None:
        """Let the server read its settings again."""
        self.ask("SELECT pg_reload_conf()")
        time.sleep(0.2)

    def database(self, template: str = "", *, owner: str = ROLE, tablespace: str = "") -> str:
        """A fresh database, empty or a copy of another, as a URL over the socket."""
        name = f"d{secrets.token_hex(6)}"
        made = "CREATE DATABASE {} OWNER {}" + (" TEMPLATE {}" if template else "")
        made += " TABLESPACE {}" if tablespace else ""
        parts = [sql.Identifier(one) for one in (name, owner, template, tablespace) if one]
        self.ask(sql.SQL(made).format(*parts))
        return self.url(name)

    def drop(self, url: str) -> None:
        """Take a database away, whoever is still connected."""
        self.ask(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name_of(url))))

    def url(self, name: str) -> str:
        """How the app reaches a database over the socket."""
        return f"postgresql+psycopg://{ROLE}@/{name}?host={self.folder}&port={self.port}"

    def url_by_port(self, name: str, host: str = "127.0.0.1") -> str:
        """The same over TCP."""
        return f"postgresql+psycopg://{ROLE}@{host}:{self.port}/{name}"

    def ask(self, query: str | sql.Composable, database: str = "postgres") -> list[tuple[object, ...]]:
        """Ask as the superuser; the rows, if there are any."""
        with psycopg.connect(self._dsn(database), autocommit=True) as connection:
            found = connection.execute(query)  # type: ignore[arg-type]
            return found.fetchall() if found.description else []

    def _dsn(self, database: str) -> str:
        return f"host={self.folder} port={self.port} user=postgres dbname={database}"

    def _run(self, program: str, *words: str) -> None:
        bin_ = programs()
        assert bin_ is not None
        done = subprocess.run(
            [str(bin_ / program), *words],
            capture_output=True, text=True, check=False, cwd=self.folder, env=self._environment(),
            **self._as_somebody(),
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(done.stderr[-3000:])

    def _own(self, folder: Path) -> None:
        folder.chmod(0o711)  # whoever runs the tests may reach the socket
        self.log.touch(mode=0o600)
        for one in (folder, self.log):
            self.give(one)

    @staticmethod
    def give(file: Path) -> None:
        """Make the server's own user the owner of a file."""
        somebody = _somebody() if os.geteuid() == 0 else None
        if somebody is not None:
            os.chown(file, somebody.pw_uid, somebody.pw_gid)

    @staticmethod
    def _as_somebody() -> dict[str, object]:
        somebody = _somebody() if os.geteuid() == 0 else None
        if somebody is None:
            return {}
        return {"user": somebody.pw_uid, "group": somebody.pw_gid, "extra_groups": []}

    @staticmethod
    def _environment() -> dict[str, str]:
        return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def name_of(url: str) -> str:
    """The database's name in a URL."""
    return url.partition("://")[2].partition("/")[2].partition("?")[0]


def _roomy() -> str | None:
    """A folder in memory if there is one: every new database costs many flushes, and tests make hundreds."""
    with suppress(OSError):
        if shutil.disk_usage(IN_MEMORY).free > ROOM_WANTED:
            return IN_MEMORY
    return None


def _free_port() -> int:
    """One below those that the system lends to whoever connects somewhere."""
    while True:
        port = secrets.choice(range(10_240, 32_000))
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def main() -> None:
    """Install a server if need be; say so when it cannot be had."""
    install()
    reason = missing()
    if reason:
        sys.exit(reason)


if __name__ == "__main__":
    main()
