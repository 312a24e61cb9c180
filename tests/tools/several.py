"""An installation of several processes: PostgreSQL, one data folder, a server for each name, and nginx.

with Several(tmp_path) as several:
    Walker(several.url)            # through the proxy, as people come
    several["one"].kill()
"""

from __future__ import annotations

import secrets
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from tests.tools import nginx, postgres
from tests.tools.joining import Account, Walker
from tests.tools.run_cheap import CHEAP
from tests.tools.server import Server, free_port
from wellbeing.bootstrap import Wellbeing
from wellbeing.crypto.authority import issue, make_authority
from wellbeing.domain.people import Role
from wellbeing.settings import Settings

NAMES: Final = ("one", "two")
PROCESS: Final = "wellbeing_process"
"""The cookie that says which process answers."""
MEMORY_MIB: Final = 512
WORDS: Final = "plank harvest copper violin drift"


def missing() -> str | None:
    """Why none can be made here, as a reason to skip a test; None when one can."""
    return postgres.missing() or nginx.missing()


class Process(Server):
    """One process of several, whose clock can be sent ahead of this computer's together with the others'."""

    name: str = ""
    ended: int = 0
    """How often it was killed."""

    def kill(self) -> int:
        """End it at once; the negative signal number."""
        self.ended += 1
        return super().kill()

    def command(self, *words: str) -> list[str]:
        """The command line, with what is noted of its jobs."""
        return [sys.executable, "-m", "tests.tools.run_several", *words]

    def _environment(self) -> dict[str, str]:
        return {
            **super()._environment(),
            "AHEAD": str(self.data.parent / "ahead"),
            "JOBS": str(self.data.parent / "jobs"),
            "WELLBEING_PROCESS": self.name,
        }


@dataclass
class Several:
    """The whole of it, in a folder of the test."""

    folder: Path
    names: tuple[str, ...] = NAMES
    port: int = field(default_factory=free_port)
    processes: dict[str, Process] = field(default_factory=dict, init=False)
    database_url: str = field(default="", init=False)
    admin: Account = field(default=Account("harbour master", WORDS), init=False)
    people: list[Account] = field(default_factory=list, init=False)
    """Investigators who have not signed in yet."""
    keeper: Account = field(default=Account("keeper", WORDS), init=False)
    """Who issues the seats of the unit."""
    _opened: ExitStack = field(default_factory=ExitStack, init=False)

    @property
    def url(self) -> str:
        """Where people come."""
        return f"https://127.0.0.1:{self.port}"

    @property
    def data(self) -> Path:
        """The folder that all processes share."""
        return self.folder / "data"

    @property
    def settings(self) -> Settings:
        """What a command beside them reads."""
        return Settings(data=self.data, database_url=self.database_url, public_origin=self.url)

    def __getitem__(self, name: str) -> Process:
        """The process of this name."""
        return self.processes[name]

    def __enter__(self) -> Self:
        """Make everything; `start` starts it."""
        cluster = self._opened.enter_context(postgres.Cluster())
        self.database_url = cluster.database()
        self.be_ahead(0)
        for name in self.names:
            self.processes[name] = self._process(name)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End everything, whatever happened."""
        for one in self.processes.values():
            one.kill()
        self._opened.close()

    def start(self) -> None:
        """Start every process, and then the proxy."""
        for one in self.processes.values():
            one.start()
        proxy = nginx.Nginx(self.folder / "nginx", self.site())
        self._opened.enter_context(proxy)
        proxy.start(self.url)

    def site(self) -> str:
        """The site of docs/deploy, at ports of our own."""
        pair = issue(make_authority("tests", datetime.now(UTC)), ["127.0.0.1"], datetime.now(UTC))
        folder = self.folder / "tls"
        folder.mkdir(exist_ok=True)
        (folder / "server.pem").write_bytes(pair.certificate)
        (folder / "server.key").write_bytes(pair.key)
        ports: Mapping[str, str] = {
            f"127.0.0.1:{8461 + at}": f"127.0.0.1:{self[name].port}" for at, name in enumerate(NAMES)
        }
        others = {
            "listen 80;": f"listen 127.0.0.1:{free_port()};",
            "listen 443 ssl http2;": f"listen 127.0.0.1:{self.port} ssl http2;",
            "harbour.example": "127.0.0.1",
            "/etc/harbour/tls": str(folder),
            "/var/log/nginx/harbour.log": str(self.folder / "site.log"),
        }
        return nginx.written_for("several.conf", {**ports, **others})

    def be_ahead(self, seconds: float) -> None:
        """Have every process be so many seconds ahead from now on."""
        file = self.folder / "ahead"
        fresh = file.with_suffix(".new")
        fresh.write_text(str(seconds), encoding="utf-8")
        fresh.replace(file)

    def sits_at(self, walker: Walker) -> str:
        """The process that a browser is kept with."""
        return walker.cookies.get(PROCESS, "")

    def elsewhere(self, walker: Walker) -> str:
        """A process that it is not kept with."""
        return next(name for name in self.names if name != self.sits_at(walker))

    def populate(self, people: int) -> None:
        """Make investigators of one unit; before anything is started, since it is much quicker."""
        with Wellbeing(self.settings, kdf=CHEAP, floor=CHEAP, migrate=True) as whole:
            desks = whole.desks
            admin = desks.person.joining.join(whole.first_administrator() or "", self.admin.handle, WORDS)
            with desks.person.sessions.visiting(admin.cookie) as reference:
                unit = desks.admin.units.create(reference, "Northern lab")
                slip = desks.admin.seats.issue(reference, unit.id, Role.CONFIGURATOR, ["desk"])[0]
            keeper = desks.person.joining.join(slip.code, self.keeper.handle, WORDS)
            with desks.person.sessions.visiting(keeper.cookie) as reference:
                labels = [f"seat {number}" for number in range(people)]
                slips = [
                    one
                    for at in range(0, people, 100)
                    for one in desks.unit.seats.issue(
                        reference, unit.id, Role.INVESTIGATOR, labels[at : at + 100]
                    )
                ]
            for slip in slips:
                handle, passphrase = f"tide {secrets.token_hex(4)}", f"{secrets.token_hex(8)} {WORDS}"
                joined = desks.person.joining.join(slip.code, handle, passphrase)
                desks.person.sessions.end(joined.cookie)
                self.people.append(Account(handle, passphrase, joined.recovery_code))

    def _process(self, name: str) -> Process:
        one = Process(
            self.data,
            arguments=("--process", name, "--public-origin", self.url),
            environment={
                "WELLBEING_DATABASE_URL": self.database_url,
                "WELLBEING_TRUSTED_PROXY_HOPS": "1",
                "WELLBEING_KDF_MEMORY_MIB": str(MEMORY_MIB),
            },
        )
        one.name = name
        return one
