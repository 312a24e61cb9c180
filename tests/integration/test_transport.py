"""What crosses the network: TLS 1.3, and nothing at all without it."""

from __future__ import annotations

import asyncio
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import httpx
import pytest

from tests.tools.server import ROOT, Server, free_port

OLD = (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1, ssl.TLSVersion.TLSv1_2)


@dataclass(frozen=True)
class Closed:
    """A server on a network of its own authority, and where the files of that lie."""

    port: int
    folder: Path

    def client(self, version: ssl.TLSVersion) -> ssl.SSLContext:
        """A client that speaks exactly one version, old ones with all the ciphers it still has."""
        context = ssl.create_default_context(cafile=str(self.folder / "authority.pem"))
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = context.maximum_version = version
        return context


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Closed]:
    data, port = tmp_path_factory.mktemp("tls") / "data", free_port()
    made = ("tls", "localhost", "--data", str(data))
    subprocess.run([sys.executable, "-m", "wellbeing", *made], cwd=ROOT, check=True, capture_output=True)
    folder = data / "tls"
    files = ("--tls-cert", str(folder / "server.pem"), "--tls-key", str(folder / "server.key"))
    said = ("--public-origin", f"https://localhost:{port}")
    with Server(data, port=port, scheme="https", arguments=(*files, *said)):
        yield Closed(port, folder)


def spoken(context: ssl.SSLContext, port: int) -> str:
    """The version that the two agreed on; nothing when they did not."""
    with (
        suppress(ssl.SSLError, ConnectionError),
        socket.create_connection(("127.0.0.1", port), 10) as bare,
        context.wrap_socket(bare, server_hostname="localhost") as wrapped,
    ):
        return wrapped.version() or ""
    return ""


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion")
@pytest.mark.parametrize("version", OLD)
def test_an_old_version_is_refused(closed: Closed, version: ssl.TLSVersion) -> None:
    assert spoken(closed.client(version), closed.port) == ""


def test_the_newest_is_spoken(closed: Closed) -> None:
    assert spoken(closed.client(ssl.TLSVersion.TLSv1_3), closed.port) == "TLSv1.3"


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion")
@pytest.mark.parametrize("version", OLD[1:])
def test_the_same_old_client_is_heard_where_old_versions_are_allowed(
    closed: Closed, version: ssl.TLSVersion
) -> None:
    lax = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    lax.load_cert_chain(closed.folder / "server.pem", closed.folder / "server.key")
    lax.set_ciphers("ALL:@SECLEVEL=0")
    lax.minimum_version = ssl.TLSVersion.TLSv1

    def serve(listening: socket.socket) -> None:
        with closing(listening.accept()[0]) as bare, suppress(ssl.SSLError, OSError):
            lax.wrap_socket(bare, server_side=True).close()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=serve, args=(listening,), daemon=True).start()
        heard = spoken(closed.client(version), listening.getsockname()[1])
    assert heard == version.name.replace("_", ".")


@pytest.mark.parametrize("path", ["/", "/en/", "/en/sign-in", "/healthz"])
def test_a_bare_request_gets_not_one_byte_of_a_page(closed: Closed, path: str) -> None:
    with pytest.raises(httpx.TransportError):
        httpx.get(f"http://127.0.0.1:{closed.port}{path}", timeout=10)


def test_a_bare_websocket_is_not_opened(closed: Closed) -> None:
    async def knock() -> None:
        address = f"ws://127.0.0.1:{closed.port}/_event/?EIO=4&transport=websocket"
        async with aiohttp.ClientSession(headers={"Origin": f"https://localhost:{closed.port}"}) as session:
            await session.ws_connect(address, timeout=aiohttp.ClientWSTimeout(ws_close=10))

    with pytest.raises(aiohttp.ClientError):
        asyncio.run(knock())


def test_whoever_does_not_know_the_authority_does_not_come_in(closed: Closed) -> None:
    with pytest.raises(httpx.ConnectError, match="certificate"):
        httpx.get(f"https://localhost:{closed.port}/en/", timeout=10)


def test_a_browser_that_was_here_asks_for_nothing_else(closed: Closed) -> None:
    trusted = closed.client(ssl.TLSVersion.TLSv1_3)
    answer = httpx.get(f"https://localhost:{closed.port}/en/", verify=trusted)
    age = answer.headers["strict-transport-security"]
    assert int(age.split("max-age=")[1].split(";")[0]) >= 180 * 24 * 3600
    assert "secure" in str(answer.headers.get("set-cookie", "secure")).casefold()
