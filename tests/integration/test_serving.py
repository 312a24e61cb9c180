"""`wellbeing serve` as a process: what it says, what it refuses, and how it stops."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from pathlib import Path

import aiohttp
import httpx
import pytest

from tests.tools.server import LOCALES, ROOT, Server, built_frontend, free_port


def refused(*words: str, data: Path, **said: str) -> str:
    """What the command says when it will not serve."""
    environment = {**os.environ, **said}
    done = subprocess.run(
        [
            *(sys.executable, "-m", "wellbeing", *words, "--data", str(data)),
            *("--frontend", str(built_frontend()), "--locales", ",".join(LOCALES)),
        ],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    return done.stdout + done.stderr


def test_bare_words_never_cross_a_network(tmp_path: Path) -> None:
    assert "only over TLS" in refused("serve", "--host", "0.0.0.0", data=tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_a_taken_port_is_said(tmp_path: Path) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        said = refused("serve", "--port", str(held.getsockname()[1]), data=tmp_path / "data")
    assert "Another program uses this port" in said


def test_an_unknown_setting_is_named(tmp_path: Path) -> None:
    assert "WELLBEING_PROT" in refused("serve", data=tmp_path / "data", WELLBEING_PROT="1")


def test_a_certificate_without_its_key_is_said(tmp_path: Path) -> None:
    for name in ("c.pem", "k.pem"):
        (tmp_path / name).write_text("nothing")
    files = ("--tls-cert", str(tmp_path / "c.pem"), "--tls-key", str(tmp_path / "k.pem"))
    assert "certificate" in refused("serve", "--port", str(free_port()), *files, data=tmp_path / "data")


def test_a_second_server_on_the_same_data_is_refused(tmp_path: Path) -> None:
    with Server(tmp_path / "data"):
        assert "already runs" in refused("serve", data=tmp_path / "data")


def test_backups_are_spoken_of_until_there_is_a_key_for_them(tmp_path: Path) -> None:
    with Server(tmp_path / "data") as server:
        assert "`wellbeing backup key` starts the backups." in server.log
        assert "Back up" not in server.log, "a copy of the whole folder would hold the boxes and their key"
        server.run("backup", "key", "--out", str(tmp_path / "key"))
    with Server(tmp_path / "data") as server:
        assert "Its data is in " in server.log
        assert "`wellbeing backup" not in server.log


def test_a_missing_pepper_is_said_and_not_made(tmp_path: Path) -> None:
    with Server(tmp_path / "data"):
        pass
    (tmp_path / "data" / "keys" / "pepper").unlink()
    said = refused("serve", "--port", str(free_port()), data=tmp_path / "data")
    assert "pepper file is missing" in said


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_at_once_although_somebody_listens(tmp_path: Path, number: signal.Signals) -> None:
    server = Server(tmp_path / "data")
    server.start()

    async def listening() -> float:
        address = f"{server.url}/_event/?EIO=4&transport=websocket"
        async with (
            aiohttp.ClientSession(headers={"Origin": server.url}) as session,
            session.ws_connect(address) as socket,
        ):
            assert "sid" in json.loads((await socket.receive_str())[1:])
            began = time.monotonic()
            os.kill(server.pid, number)
            async for _ in socket:
                pass
            return began

    began = asyncio.run(listening())
    assert server.process is not None
    server.process.wait(10)
    assert server.stop() == 0
    assert time.monotonic() - began < 5
    assert "Harbour has stopped." in server.log


def test_the_process_keeps_its_memory_and_its_files_to_itself(tmp_path: Path) -> None:
    with Server(tmp_path / "data") as server:
        status = Path(f"/proc/{server.pid}/limits").read_text()
        core = next(line for line in status.splitlines() if line.startswith("Max core file size"))
        assert core.split()[4:6] == ["0", "0"]
        made = [tmp_path / "data", *(tmp_path / "data").rglob("*")]
        assert all(one.stat().st_mode & 0o077 == 0 for one in made)
        assert not (tmp_path / "data" / "reflex").exists()


def test_over_tls_the_pages_name_the_public_address(tmp_path: Path) -> None:
    port = free_port()
    made = ("tls", "localhost", "--data", str(tmp_path / "data"))
    subprocess.run([sys.executable, "-m", "wellbeing", *made], cwd=ROOT, check=True, capture_output=True)
    folder = tmp_path / "data" / "tls"
    server = Server(
        tmp_path / "data",
        port=port,
        scheme="https",
        arguments=(
            *("--host", "0.0.0.0", "--public-origin", f"https://localhost:{port}"),
            *("--tls-cert", str(folder / "server.pem"), "--tls-key", str(folder / "server.key")),
        ),
    )
    with server:
        trusted = ssl.create_default_context(cafile=str(folder / "authority.pem"))
        answer = httpx.get(f"https://localhost:{port}/en/", verify=trusted)
        assert answer.status_code == httpx.codes.OK
        assert f"wss://localhost:{port}" in answer.headers["content-security-policy"]
        assert "max-age" in answer.headers["strict-transport-security"]
        assert f"https://localhost:{port}/en/join#" in server.log


def test_every_language_that_was_asked_for_is_served(tmp_path: Path) -> None:
    with Server(tmp_path / "data") as server:
        for locale in LOCALES:
            assert httpx.get(f"{server.url}/{locale}/").status_code == httpx.codes.OK
        assert httpx.get(f"{server.url}/fr/").status_code == httpx.codes.NOT_FOUND
