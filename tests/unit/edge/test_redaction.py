"""Logs say where, never what."""

from __future__ import annotations

import asyncio
import io
import logging
import threading
from collections.abc import Iterator

import pytest

from wellbeing.edge import redaction

CANARY = "canary-5f1e"
FRAMEWORKS = [
    "reflex.app",
    "reflex.state",
    "reflex_base.event.processor.event_processor",
    "reflex_base.event.processor.base_state_processor",
    "reflex_components_core.core.upload",
    "engineio.server",
    "socketio.asyncio_server",
    "uvicorn.error",
    "granian",
    "_granian",
    "asyncio",
    "starlette",
    "sqlalchemy.engine.Engine",
]


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    redaction.install()
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)
    redaction.uninstall()


@pytest.mark.parametrize("name", FRAMEWORKS)
@pytest.mark.parametrize("level", [logging.WARNING, logging.ERROR])
def test_a_framework_may_not_quote(log: io.StringIO, name: str, level: int) -> None:
    logger = logging.getLogger(name)
    before = logger.level
    logger.setLevel(logging.DEBUG)  # engine.io quietens its own once there was a server
    try:
        int(CANARY)
    except ValueError:
        logger.log(level, f"event {CANARY}: %s", CANARY, exc_info=True, stack_info=True)  # noqa: G004
    finally:
        logger.setLevel(before)
    said = log.getvalue()
    assert CANARY not in said
    assert name in said
    assert "ValueError at" in said
    assert "words left out" in said


def test_what_the_packet_loggers_say_at_any_level_is_left_out(log: io.StringIO) -> None:
    for name in ("engineio.talkative", "socketio.talkative", "reflex.talkative"):
        logging.getLogger(name).info("received packet %s", CANARY)
        logging.getLogger(name).debug("received packet %s", CANARY)
    assert CANARY not in log.getvalue()
    assert log.getvalue().count("words left out") == 6


def test_a_server_may_say_that_it_has_started(log: io.StringIO) -> None:
    logging.getLogger("granian").info("Listening at: %s", "http://127.0.0.1:8300")
    assert "Listening at: http://127.0.0.1:8300" in log.getvalue()


@pytest.mark.parametrize("name", ["uvicorn.access", "granian.access"])
def test_access_lines_with_query_and_address_are_not_written(log: io.StringIO, name: str) -> None:
    logging.getLogger(name).info("%s GET /_event?token=%s", "192.0.2.7", CANARY)
    assert log.getvalue() == ""


def test_our_own_lines_stay_on_one_line(log: io.StringIO) -> None:
    logging.getLogger("wellbeing.edge").warning("typed: %s", "a\r\nERROR forged\x1b[31m\u2028b")
    assert log.getvalue().count("\n") == 1
    assert "\x1b" not in log.getvalue()
    assert "a\\x0d\\x0aERROR forged\\x1b" in log.getvalue()


def test_our_own_failures_are_named_and_not_quoted(log: io.StringIO) -> None:
    try:
        {}[CANARY]
    except KeyError:
        logging.getLogger("wellbeing.edge").exception("a request failed")
    assert CANARY not in log.getvalue()
    assert "KeyError at" in log.getvalue()


def test_a_task_nobody_waited_for_does_not_quote(log: io.StringIO) -> None:
    async def run() -> None:
        async def broken() -> None:
            raise ValueError(CANARY)

        task = asyncio.ensure_future(broken())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        del task

    asyncio.run(run())
    assert CANARY not in log.getvalue()
    assert "asyncio" in log.getvalue()


def test_a_thread_that_broke_does_not_quote(log: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    def broken() -> None:
        raise ValueError(CANARY)

    thread = threading.Thread(target=broken)
    thread.start()
    thread.join()
    assert CANARY not in log.getvalue() + capsys.readouterr().err
    assert "ValueError at" in log.getvalue()


def test_installed_twice_is_installed_once(log: io.StringIO) -> None:
    redaction.install()
    logging.getLogger("reflex.app").error("%s", CANARY)
    assert log.getvalue().count("words left out") == 1


def test_without_it_the_frameworks_do_quote(log: io.StringIO) -> None:
    redaction.uninstall()
    logging.getLogger("reflex.app").error("event %s", CANARY)
    assert CANARY in log.getvalue()


def test_others_are_left_alone(log: io.StringIO) -> None:
    logging.getLogger("alembic.runtime").info("Running upgrade %s", "0001")
    assert "Running upgrade 0001" in log.getvalue()
