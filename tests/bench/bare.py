"""The floors: one raw Argon2id, one commit, one bare Reflex event, raw decryption."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx
from sqlalchemy import BLOB, Column, Integer, MetaData, Table, insert, update

from tests.bench.figures import median, timed
from tests.tools.server import free_port
from wellbeing.crypto import envelope
from wellbeing.crypto.kdf import KdfParams
from wellbeing.storage.engine import open_engine

HERE = Path(__file__).parent / "floor"


def deriving(params: KdfParams) -> Callable[[], None]:
    """Something that makes one Argon2id of these parameters and nothing else."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    def once() -> None:
        Argon2id(
            salt=secrets.token_bytes(16),
            length=32,
            iterations=params.iterations,
            lanes=params.lanes,
            memory_cost=params.memory_kib,
        ).derive(b"five words that nobody uses")

    once()
    return once


@contextmanager
def committing(folder: Path) -> Iterator[Callable[[], None]]:
    """Something that commits one small row, with the engine and the pragmas of the app."""
    engine = open_engine(folder / f"floor-{secrets.token_hex(4)}.db")  # one for each part of a run
    metadata = MetaData()
    table = Table("floor", metadata, Column("id", Integer, primary_key=True), Column("body", BLOB))
    metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(insert(table), [{"id": 1, "body": b""}])

    def once() -> None:
        with engine.begin() as connection:
            connection.execute(update(table).where(table.c.id == 1), {"body": secrets.token_bytes(300)})

    try:
        yield once
    finally:
        engine.dispose()


def commit(folder: Path, turns: int) -> float:
    """Median seconds of one such commit."""
    with committing(folder) as once:
        return median(timed(once, turns))


def decrypting(entries: int) -> Callable[[], None]:
    """Something that decrypts so many envelopes and nothing else: each its own key, then AES-256-GCM."""
    key, fields = secrets.token_bytes(32), (b"person", b"entries")
    records = [secrets.token_bytes(16) for _ in range(entries)]
    sealed = [(record, envelope.seal(key, 1, record, fields, bytes(160))) for record in records]

    def once() -> None:
        for record, body in sealed:
            envelope.open_(key, record, fields, body)

    return once


class BareReflex:
    """The barest Reflex app, served by granian as ours is."""

    def __init__(self, scratch: Path) -> None:
        """Choose a port; `scratch` takes what Reflex writes."""
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._scratch = scratch

    @property
    def pid(self) -> int:
        """The process that answers."""
        return self._process.pid

    def __enter__(self) -> Self:
        """Start, and wait until it answers."""
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith("REFLEX_")
        } | {
            "REFLEX_ENV_MODE": "prod",
            "__REFLEX_SKIP_COMPILE": "true",
            "REFLEX_TELEMETRY_ENABLED": "false",
            "REFLEX_CHECK_LATEST_VERSION": "false",
            "REFLEX_DIR": str(self._scratch),
            "PYTHONPATH": str(HERE),
        }
        self._process = subprocess.Popen(
            [sys.executable, str(HERE / "serve.py"), str(self.port)],
            cwd=HERE, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        for _ in range(400):
            try:
                httpx.get(f"{self.url}/ping", timeout=1)
            except httpx.HTTPError:
                time.sleep(0.05)
            else:
                return self
        self.__exit__(None, None, None)
        message = "the bare app did not start"
        raise RuntimeError(message)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop."""
        self._process.terminate()
        self._process.wait(10)
