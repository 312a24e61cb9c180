"""Promise: a log line says what broke and where, and no word, handle, address, token, cookie or path with a query.

A real server with every line on, as JSON and as text, is driven into errors by requests that are full of canaries,
and by handlers and jobs that break with canaries in their exceptions. A formatter that writes all of a record is found.
"""

from __future__ import annotations

import ast
import io
import json
import logging
import secrets
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.tools.joining import Walker
from tests.tools.scanner import scan_bytes
from tests.tools.server import ROOT, Server
from wellbeing.domain.logged import Logged
from wellbeing.edge import logs, redaction

CANARY = f"kittiwake{secrets.token_hex(5)}"
LOGGERS = ("_log", "log")
LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}


@pytest.fixture
def heard() -> Iterator[io.StringIO]:
    """What goes to standard error from a process that logs as JSON."""
    before, sys.stderr = sys.stderr, io.StringIO()
    redaction.install()
    logs.install(logs.JSON, "info")
    yield sys.stderr
    logs.uninstall()
    redaction.uninstall()
    sys.stderr = before


@pytest.mark.parametrize("form", ["json", "text"])
def test_a_server_that_is_driven_into_errors(tmp_path: Path, form: str) -> None:
    told = {"WELLBEING_LOG_FORMAT": form, "WELLBEING_LOG_LEVEL": "info"}
    with Server(tmp_path / "data", environment=told) as server, Walker(server.url) as walker:
        walker.join(server.code, CANARY)
        for path in (
            f"/en/{CANARY}?q={CANARY}",
            f"/en/records?page={CANARY}",
            f"/{CANARY}",
            f"/en/plan/{CANARY}",
        ):
            walker.get(path)
        walker.post("seat", {"code": CANARY})
        walker.post("rotate", {"passphrase": CANARY})
        walker.fetch("/session/unlock", {"passphrase": CANARY})
        httpx.post(
            f"{server.url}/session/sign-in",
            content=f"{{{CANARY}",
            headers={"Origin": server.url, "User-Agent": CANARY},
        )

        async def break_things() -> None:
            async with walker.tab(f"/en/today?{CANARY}={CANARY}") as tab:
                await tab.boot()
                await tab.raw(f"reflex___state____state.{CANARY}", {"x": CANARY})
                await tab.raw("reflex___state____state.setvar", {"var_name": CANARY, "value": CANARY})
                for value in ({"form": {"note": CANARY, "day": CANARY}}, {"form": CANARY}, {CANARY: 1}):
                    await tab.event("today.merge", **value)
                await tab.event("me.keep", form={"months": CANARY, "tag": CANARY})
                await tab.quiet(0.3)

        import asyncio

        asyncio.run(break_things())
        (server.data / "audit.jsonl").write_text(f"{CANARY}\n", encoding="utf-8")
        server.stop()
    lines = [one for one in server.lines if one.startswith(("{", "info ", "warning ", "error "))]
    assert any("event_denied" in one for one in lines)
    assert any("records_not_copied" in one for one in lines)
    cookies = [value for value in walker.cookies.values() if len(value) > 20]
    assert scan_bytes("".join(lines).encode(), [CANARY, "127.0.0.1:", "/en/", *cookies]) == []
    if form == "json":
        said = [json.loads(one) for one in lines]
        assert {one["event"] for one in said} <= {one.value for one in Logged}
        assert all(set(one) == {"at", "level", "event", "from", "words"} for one in said)


def test_what_breaks_with_words_in_it_is_logged_without_them(heard: io.StringIO) -> None:
    for name in ("wellbeing.x", "reflex.state", "sqlalchemy.engine.Engine", "asyncio"):
        try:
            int(CANARY)
        except ValueError:
            logging.getLogger(name).exception("something failed", extra={"quoted": CANARY})
        if name != "wellbeing.x":
            logging.getLogger(name).error("%s and %s", CANARY, {"token": CANARY})
    lines = heard.getvalue().splitlines()
    assert len(lines) == 7
    assert scan_bytes(heard.getvalue().encode(), [CANARY]) == []
    assert [json.loads(one)["event"] for one in lines] == ["uncaught", *["library"] * 6]


def test_a_formatter_that_writes_all_of_a_record_is_found(heard: io.StringIO) -> None:
    class Careless(logging.Formatter):
        def format(self, record: logging.LogRecord) -> str:
            return json.dumps(record.__dict__, default=str)

    (ours,) = [one for one in logging.getLogger().handlers if isinstance(one, logs._Lines)]
    ours.setFormatter(Careless())
    logging.getLogger("wellbeing.x").error("something failed", extra={"quoted": CANARY})
    assert scan_bytes(heard.getvalue().encode(), [CANARY])


def test_libraries_are_heard_from_warnings_on(heard: io.StringIO) -> None:
    for name in ("apscheduler.scheduler", "engineio.server"):
        logging.getLogger(name).info("x")
    logging.getLogger("wellbeing.x").info("x", extra=Logged.STARTED.extra)
    assert [json.loads(one)["event"] for one in heard.getvalue().splitlines()] == ["started"]


def test_each_line_of_ours_has_a_code() -> None:
    """A new line needs a code, and somebody who thinks about what it tells."""
    missing, used = [], set()
    for file in sorted((ROOT / "wellbeing").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_bytes())):
            if not (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in LEVELS
            ):
                continue
            owner = node.func.value
            ours = isinstance(owner, ast.Name) and owner.id in LOGGERS
            if not ours and "getLogger" not in ast.dump(owner):
                continue
            codes = [one.value for one in node.keywords if one.arg == "extra"]
            if not codes:
                missing.append(f"{file.name}:{node.lineno}")
            used |= {
                part.attr for code in codes for part in ast.walk(code) if isinstance(part, ast.Attribute)
            }
    assert missing == []
    assert {one.name for one in Logged} - {"LIBRARY"} <= used


def test_no_code_says_that_somebody_came_or_went() -> None:
    words = {word for one in Logged for word in one.value.split("_")}
    assert not words & {
        "joined",
        "signed",
        "login",
        "unlocked",
        "locked",
        "recovered",
        "exported",
        "deleted",
        "opened",
    }
