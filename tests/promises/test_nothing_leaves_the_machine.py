"""Promise: the server calls nobody, names nobody in its pages, and its log repeats nothing that was said.

A whole day is lived on a real server while Python's own audit hook notes every address that is connected to or
looked up, and every program that is started. Its sockets are read from the system as well, and every page and
header is searched for hosts. Then words, control characters and made-up log lines are sent where they go astray.
"""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest

from tests.promises.support import strays
from tests.promises.support.cast import Cast, assemble
from tests.promises.support.errands import Line, filled
from tests.promises.support.house import house
from tests.promises.support.permitted import ROUTES
from tests.promises.support.states import state_name
from tests.promises.support.voice import NOWHERE
from tests.tools.reflex_client import HYDRATE, ReflexClient
from tests.tools.server import built_frontend

A = "investigator A"
NAMES = re.compile(
    r"(?:https?:|wss?:)?//([A-Za-z0-9.-]+\.[A-Za-z]{2,}|\[[0-9a-f:]+\]|\d+\.\d+\.\d+\.\d+)(?::\d+)?"
)
"""A host in an address, as HTML, CSS and headers write it."""
WRITTEN = {"www.w3.org"}
"""Namespaces: names of formats that no browser asks for."""
HELP = ("/en/help-now", "/en/privacy")
"""Pages that may name other sites, as links that somebody follows on purpose."""
FORGED = "FORGED a line of the log"


@pytest.fixture(scope="module")
def cast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    with house(tmp_path_factory.mktemp("outward") / "data") as server:
        yield assemble(server)


def is_here(address: str) -> bool:
    """Whether an address, as an audit hook or the system writes it, is this computer's own."""
    host = address.strip("'\"() ").split(",")[0].strip("'\" ")
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def live(cast: Cast) -> None:
    """A day: every page, every export, a lock and an unlock, a sign-out and a recovery."""
    walker = cast[A].again(cast.house)
    for page in ("today", "history", "me", "unit", "admin"):
        async with ReflexClient(cast.house.url, cookie=walker.cookie_header, path=f"/en/{page}") as tab:
            await tab.boot()
            await tab.quiet(0.2)
    for path in (*HELP, "/export/json", "/export/csv", "/en/export/print", "/en/passphrase"):
        assert walker.get(path).status == 200
    walker.lock()
    assert walker.unlock(cast[A].account.passphrase).status_code == 204
    walker.sign_out()
    cast[A].account = walker.recover(cast[A].account)


def test_the_server_connects_to_nobody_and_starts_nothing(cast: Cast) -> None:
    asyncio.run(live(cast))
    cast.house.ask("sweep")
    heard = cast.house.ask("outward")
    assert [one for one in heard if one[0].startswith("socket.") and not is_here(one[1])] == []
    assert [one for one in heard if not one[0].startswith("socket.")] == []
    cast.house.ask("knock", "127.0.0.9", 9)
    assert ("socket.connect", "('127.0.0.9', 9)") in cast.house.ask("outward"), "the ear is deaf"
    assert not is_here("('192.0.2.1', 443)")
    assert not is_here("'harbour.invalid'")


def test_the_system_knows_of_no_other_connection(cast: Cast) -> None:
    server = psutil.Process(cast.house.server.pid)
    for process in (server, *server.children(recursive=True)):
        for one in process.net_connections("inet"):
            ends = [end.ip for end in (one.laddr, one.raddr) if end]
            assert all(is_here(end) for end in ends), one
    assert server.children(recursive=True) == []
    listening = [one.laddr.port for one in server.net_connections("inet") if one.status == psutil.CONN_LISTEN]
    assert listening == [cast.house.server.port]


def hosts(text: str, own: str) -> set[str]:
    """Every host that a text names, without our own."""
    return {host.lower() for host in NAMES.findall(text)} - WRITTEN - {own}


def test_no_page_and_no_header_names_another_host(cast: Cast) -> None:
    own = urlsplit(cast.house.url).hostname or ""
    pages = [f"/en/{page}/" for page in ("today", "history", "me", "unit", "admin")]
    wrong = []
    with Line(cast.house.url, {"Cookie": cast[A].again(cast.house).cookie_header}) as line:
        for path in [*ROUTES, *pages, "/en/nothing-here", "/sw.js", "/manifest.webmanifest"]:
            _, text, headers = line.send("GET", filled(path), X_Forwarded_For=cast.house.address())
            said = "\n".join(f"{name}: {value}" for name, value in headers.items())
            found = hosts(said, own) | (set() if filled(path) in HELP else hosts(loads(text), own))
            wrong += [f"{path}: {host}" for host in found]
            policy = headers.get("content-security-policy", "")
            wrong += [f"{path}: {policy}"] * bool(re.search(r"\*|https?:|(?<!-)\bunsafe-eval", policy))
    assert wrong == []


def loads(html: str) -> str:
    """A page without the links that somebody has to follow."""
    return re.sub(r"<a\s[^>]*>", "<a>", html)


def test_the_stylesheets_and_the_page_scripts_load_from_here_alone() -> None:
    folder = built_frontend() / "build" / "client"
    files = [one for one in folder.rglob("*.css") if one.is_file()] + sorted(Path(folder).glob("*.js"))
    assert len(files) > 5
    for file in files:
        assert hosts(file.read_text("utf-8"), "") == set(), file.name


# ------------------------------------------------------------------------------------------ the log


async def go_astray(cast: Cast, cookie: str, stem: str) -> None:
    """Send words to handlers and frames that are none, with line breaks and colours in each."""

    def word(kind: str) -> str:
        return f"{stem} {kind}\r\n\x1b[31m{FORGED}\u2028{FORGED}\n"

    def tab() -> ReflexClient:
        headers = {"X-Forwarded-For": cast.house.address(), "User-Agent": f"{stem} agent"}
        return ReflexClient(cast.house.url, cookie=cookie, path=NOWHERE, headers=headers)

    async with tab() as one:
        await one.boot("/en/today")
        today = state_name(one, "today")
        for name, payload in strays.events(word, today):
            await one.raw(name, payload)
        await one.raw(
            HYDRATE,
            {"hashes": []},
            router_data={"pathname": f"/en/{word('path')}", "query": {stem: word("q")}},
        )
        await one.quiet(0.3)

    async def throw(frame: str) -> None:
        async with tab() as one:
            await one.frame(frame)
            await one.quiet(0.15)

    await asyncio.gather(*map(throw, strays.frames(word)))
    async with ReflexClient(cast.house.url, cookie=cookie, token=word("token"), path=word("page")) as one:
        await one.raw(HYDRATE, {"hashes": []})
        await one.quiet(0.15)


def test_the_log_repeats_nothing_and_keeps_to_its_lines(cast: Cast) -> None:
    stem = f"sandpiper{secrets.token_hex(5)}"
    log = cast.house.server
    walker, before = cast[A].again(cast.house), len(log.lines)
    asyncio.run(go_astray(cast, walker.cookie_header, stem))
    strays.by_http(cast.house.url, lambda kind: f"{stem} {kind}")
    for path in ("join", "recover", "unit/slips", "passphrase", "unlock", "seat"):
        fields = dict.fromkeys(
            ("handle", "code", "passphrase", "again", "action", "labels"), f"{stem}\r\n\x1b[2J{FORGED}"
        )
        walker.post(path, fields)
    for path in (f"/en/{stem}%0d%0a{FORGED}", f"/en/%1b[31m{stem}", f"/?{stem}=%0aFORGED"):
        walker.get(path.replace(" ", "%20"))
    written = "".join(log.lines[before:])
    assert "an event was denied" in written, "nothing was logged, so the search proves nothing"
    for told in (
        stem,
        FORGED.split(maxsplit=1)[0],
        walker.session,
        cast[A].account.passphrase,
        cast[A].account.handle,
    ):
        assert told not in written
    assert all(line.rstrip("\n").isprintable() for line in log.lines)
    assert not re.search(r"eyJ|[0-9a-f]{8}-[0-9a-f]{4}-4", written), "a token or an id stands in the log"
    assert "Traceback" not in log.log
