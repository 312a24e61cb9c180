"""Whoever is one too many is told at once, however many derivations an installation holds."""

from __future__ import annotations

import threading
from pathlib import Path

import anyio
import pytest

from tests.tools.engines import url_for
from wellbeing.bootstrap import Wellbeing
from wellbeing.crypto.kdf import DEFAULT, FLOOR, KdfParams
from wellbeing.domain.errors import Busy
from wellbeing.edge.kdf import slowly
from wellbeing.settings import read
from wellbeing.vault.kdf_queue import WAITING

TOO_MANY = 3


@pytest.mark.parametrize(
    ("memory", "cost", "at_once"),
    [("256", DEFAULT, 2), ("256", FLOOR, 4), ("1024", DEFAULT, 8)],
    ids=("as it ships", "a slow computer, whose derivations are small", "more memory"),
)
def test_whoever_is_one_too_many_is_sent_away_and_does_not_wait(
    tmp_path: Path, memory: str, cost: KdfParams, at_once: int
) -> None:
    data = tmp_path / "data"
    url_for(data)
    settings = read({"WELLBEING_KDF_MEMORY_MIB": memory}, {"data": data})
    with Wellbeing(settings, kdf=cost) as whole:
        go_on, told = threading.Event(), list[str]()

        async def one(enough: anyio.Event) -> None:
            try:
                await slowly(lambda: whole._queue.run(cost, go_on.wait))
                told.append("done")
            except Busy:
                told.append("busy")
                if told.count("busy") == TOO_MANY:
                    enough.set()

        async def everybody() -> None:
            enough = anyio.Event()
            async with anyio.create_task_group() as all_:
                for _ in range(at_once + WAITING + TOO_MANY):
                    all_.start_soon(one, enough)
                with anyio.move_on_after(10):
                    await enough.wait()
                early = list(told)
                go_on.set()
            assert early == ["busy"] * TOO_MANY

        anyio.run(everybody)
        assert told.count("done") == at_once + WAITING
