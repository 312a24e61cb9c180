"""The nginx site in front of one process: taken by nginx, passing the main job, keeping nothing of it."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from tests.tools import nginx
from tests.tools.closed_network import check_in, read_back
from tests.tools.joining import Walker
from tests.tools.server import Server, free_port
from wellbeing.crypto.authority import issue, make_authority
from wellbeing.edge.options import Limits
from wellbeing.settings import Settings

SITE = Path(__file__).resolve().parents[3] / "docs" / "deploy" / "nginx" / "harbour.conf"
SITES = ("harbour.conf", "several.conf")
needs_nginx = pytest.mark.skipif(nginx.missing() is not None, reason=nginx.missing() or "")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Callable[[int, int], nginx.Nginx]]:
    """The site file with ports of this test's and a certificate."""
    authority = make_authority("Harbour", datetime.now(UTC))
    server = issue(authority, ["127.0.0.1"], datetime.now(UTC))
    (tmp_path / "server.pem").write_bytes(server.certificate)
    (tmp_path / "server.key").write_bytes(server.key)
    made: list[nginx.Nginx] = []

    def written(port: int, behind: int) -> nginx.Nginx:
        text = nginx.written_for(
            SITE.name,
            {
                "listen 80;": f"listen 127.0.0.1:{free_port()};",
                "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
                "server 127.0.0.1:8460;": f"server 127.0.0.1:{behind};",
                "/etc/harbour/tls": str(tmp_path),
                "/var/log/nginx": str(tmp_path),
            },
        )
        made.append(nginx.Nginx(tmp_path / "nginx", text))
        return made[-1]

    yield written
    for one in made:
        one.stop()


@needs_nginx
def test_nginx_takes_the_site(site: Callable[[int, int], nginx.Nginx]) -> None:
    port = free_port()
    said = site(port, free_port()).checked()
    assert "test is successful" in said
    assert "warn" not in said
    broken = site(port, free_port())
    broken.site = broken.site.replace("proxy_http_version 1.1;", "proxy_http_version 1.1")
    assert "test is successful" not in broken.checked()


@needs_nginx
def test_the_main_job_through_nginx_leaves_no_line_in_its_logs(
    tmp_path: Path, site: Callable[[int, int], nginx.Nginx]
) -> None:
    port = free_port()
    url = f"https://127.0.0.1:{port}"
    behind = ("--public-origin", url)
    with Server(
        tmp_path / "data", arguments=behind, environment={"WELLBEING_TRUSTED_PROXY_HOPS": "1"}
    ) as server:
        site(port, server.port).start(url)
        with Walker(url) as walker:
            walker.join(server.code)
            asyncio.run(check_in(walker))
            assert {row["question"]: row["answer"] for row in asyncio.run(read_back(walker))}[
                "heaviness"
            ] == "Heavy"
            assert walker.get("today").response.headers["strict-transport-security"]
            too_much = {"note": "a" * (Limits().body_bytes + 1)}
            assert walker.post("join", too_much).status == httpx.codes.REQUEST_ENTITY_TOO_LARGE
    with httpx.Client(verify=False, base_url=url) as nobody:
        refused = nobody.get("/_event/?token=a-token-of-a-tab")
    assert refused.status_code == httpx.codes.BAD_GATEWAY
    written = [one for one in tmp_path.rglob("*.log") if one.read_bytes()]
    assert written == []
    assert (tmp_path / "harbour.log").exists()


def served_by(site: str, folder: Path) -> tuple[nginx.Nginx, int, int]:
    """A site with nobody behind it, and its ports without and with TLS."""
    pair = issue(make_authority("Harbour", datetime.now(UTC)), ["127.0.0.1"], datetime.now(UTC))
    (folder / "server.pem").write_bytes(pair.certificate)
    (folder / "server.key").write_bytes(pair.key)
    bare, closed = free_port(), free_port()
    changes = {
        "listen 80;": f"listen 127.0.0.1:{bare};",
        "listen 443 ssl": f"listen 127.0.0.1:{closed} ssl",
        "/etc/harbour/tls": str(folder),
        "/var/log/nginx": str(folder),
    }
    return nginx.Nginx(folder / "nginx", nginx.written_for(site, changes)), bare, closed


def spoken(port: int, version: ssl.TLSVersion) -> str:
    """The version that a client who knows this one alone agrees on; nothing when it is refused."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.minimum_version = context.maximum_version = version
    with (
        suppress(ssl.SSLError, ConnectionError),
        socket.create_connection(("127.0.0.1", port), 10) as bare,
        context.wrap_socket(bare) as wrapped,
    ):
        return wrapped.version() or ""
    return ""


@needs_nginx
@pytest.mark.parametrize("name", SITES)
def test_the_site_speaks_the_newest_tls_alone(tmp_path: Path, name: str) -> None:
    site, _, port = served_by(name, tmp_path)
    with site:
        site.start(f"https://127.0.0.1:{port}")
        assert spoken(port, ssl.TLSVersion.TLSv1_3) == "TLSv1.3"
        assert spoken(port, ssl.TLSVersion.TLSv1_2) == ""
    site.site = site.site.replace("TLSv1.3;", "TLSv1.2 TLSv1.3;")
    with site:
        site.start(f"https://127.0.0.1:{port}")
        assert spoken(port, ssl.TLSVersion.TLSv1_2) == "TLSv1.2", "the client could, were it allowed"


@needs_nginx
@pytest.mark.parametrize("name", SITES)
def test_the_port_without_tls_says_where_the_other_one_is_and_nothing_else(tmp_path: Path, name: str) -> None:
    site, bare, closed = served_by(name, tmp_path)
    with site, httpx.Client(base_url=f"http://127.0.0.1:{bare}", cookies={"session": "canary"}) as client:
        site.start(f"https://127.0.0.1:{closed}")
        for answer in (
            client.get("/en/today", headers={"X-Canary": "canary"}),
            client.post("/en/today", data={"passphrase": "canary"}),
            client.get("/_event/", headers={"Connection": "Upgrade", "Upgrade": "websocket"}),
        ):
            assert answer.status_code == httpx.codes.MOVED_PERMANENTLY
            path = answer.request.url.path
            assert answer.headers["location"] == f"https://harbour.example{path}"
            assert set(answer.headers) <= {
                "server", "date", "content-type", "content-length", "connection", "location"
            }  # fmt: skip
            assert answer.headers["server"] == "nginx"
            assert "canary" not in answer.text + str(answer.headers)
            words = answer.text.replace("301 Moved Permanently", "").replace("nginx", "")
            assert re.sub(r"<[^>]*>", "", words).strip() == ""
    assert [one for one in tmp_path.rglob("*.log") if one.read_bytes()] == []


@contextmanager
def echo() -> Iterator[int]:
    """A server that answers with the headers that reached it; its port."""

    class Echo(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            said = json.dumps([[name.lower(), value] for name, value in self.headers.items()]).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Echo) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield int(server.server_port)
        server.shutdown()


@needs_nginx
def test_a_client_cannot_choose_the_address_it_is_counted_by(site: Callable[[int, int], nginx.Nginx]) -> None:
    port = free_port()
    url = f"https://127.0.0.1:{port}"
    with echo() as behind:
        site(port, behind).start(url)
        forged = {"X-Forwarded-For": "203.0.113.7, 203.0.113.8"}
        with httpx.Client(verify=False) as client:
            heard = client.get(url, headers=forged).json()
    assert [value for name, value in heard if name == "x-forwarded-for"] == ["127.0.0.1"]
    assert dict(heard)["host"] == f"127.0.0.1:{port}"


def test_the_limits_of_the_proxy_are_those_of_the_app() -> None:
    site_text = SITE.read_text()
    assert f"client_max_body_size     {Limits().body_bytes // 1024}k;" in site_text
    assert f"server 127.0.0.1:{Settings().port};" in site_text
