"""Logs say where, never what."""

from __future__ import annotations

import asyncio
import gc
import io
import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

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


@pytest.mark.parametrize("name", ["somebody.new", "alembic.runtime", "py.warnings", "wellbeingly", None])
@pytest.mark.parametrize("level", [logging.DEBUG, logging.INFO, logging.CRITICAL])
def test_who_is_not_known_may_not_quote(log: io.StringIO, name: str | None, level: int) -> None:
    try:
        int(CANARY)
    except ValueError:
        logging.getLogger(name).log(level, f"event {CANARY}: %s", CANARY, exc_info=True, stack_info=True)  # noqa: G004
    assert CANARY not in log.getvalue()
    assert logging.getLevelName(level) in log.getvalue()
    assert "ValueError at" in log.getvalue()


def test_what_nobody_caught_is_named_and_not_quoted(
    log: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        int(CANARY)
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    assert CANARY not in log.getvalue() + capsys.readouterr().err
    assert "ValueError at" in log.getvalue()


def test_what_fails_while_it_is_cleared_away_is_named_and_not_quoted(
    log: io.StringIO, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "unraisablehook", installed_hook())  # pytest has put its own in front

    class Fragile:
        def __del__(self) -> None:
            raise ValueError(CANARY)

        def __repr__(self) -> str:
            return CANARY

    Fragile()
    gc.collect()
    assert CANARY not in log.getvalue() + capsys.readouterr().err
    assert "ValueError at" in log.getvalue()


def installed_hook() -> Any:
    """The hook that `install` puts in."""
    redaction.install()
    return sys.unraisablehook


def test_a_loop_says_what_kind_of_thing_broke_in_it(log: io.StringIO) -> None:
    async def run() -> None:
        loop = asyncio.get_running_loop()
        try:
            int(CANARY)
        except ValueError as error:
            loop.call_exception_handler({"message": CANARY, "exception": error, "handle": CANARY})

    asyncio.run(run())
    assert CANARY not in log.getvalue()
    assert "asyncio" in log.getvalue()
    assert "ValueError at" in log.getvalue()


def test_all_of_it_at_once_in_a_process_of_its_own() -> None:
    story = """if True:
        import gc, logging, sys, threading
        from wellbeing.edge import redaction
        redaction.install()
        canary = sys.argv[1]
        class Fragile:
            def __del__(self):
                raise ValueError(canary)
        def broken():
            raise KeyError(canary)
        logging.getLogger("somebody.new").error("%s", canary)
        logging.error(canary)
        Fragile()
        gc.collect()
        thread = threading.Thread(target=broken, name=canary)
        thread.start()
        thread.join()
        int(canary)
    """
    done = subprocess.run(
        [sys.executable, "-c", story, CANARY], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1
    assert CANARY not in done.stdout + done.stderr
    for kind in ("somebody.new line", "root line", "KeyError at", "ValueError at", "the process failed"):
        assert kind in done.stderr
