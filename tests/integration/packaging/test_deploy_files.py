"""The files in docs/deploy name only what is there, and the programs that read them take them."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
import typer
import yaml

from tests.tools import nginx
from tests.tools.closed_network import check_in, read_back
from tests.tools.joining import Walker
from tests.tools.server import Server, ServerError, free_port
from wellbeing.cli.commands import app
from wellbeing.crypto.authority import issue, make_authority
from wellbeing.edge.asgi import HEALTH
from wellbeing.edge.options import Limits
from wellbeing.settings import Settings, read

DEPLOY = Path(__file__).resolve().parents[3] / "docs" / "deploy"
UNIT = DEPLOY / "systemd" / "wellbeing.service"
EXPOSED = 20
"""What `systemd-analyze security` may find, in tenths of its ten: it is 14 with version 252."""
OURS = re.compile(r"(?<!_)wellbeing (?P<words>[a-z]+(?: [a-z]+)?)")

needs_nginx = pytest.mark.skipif(nginx.missing() is not None, reason=nginx.missing() or "")
needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None,
    reason="systemd is not installed; on Debian: apt-get install systemd",
)


# ------------------------------------------------------------------------------------------------ commands


def command(words: list[str]) -> Any:
    """The command that these words name, with its options.

    Raises:
        LookupError: there is none.
    """
    found: Any = typer.main.get_command(app)
    for word in words:
        if not hasattr(found, "commands"):
            break
        found = found.commands[word]
    return found


def options(found: Any) -> set[str]:
    return {one for parameter in found.params for one in parameter.opts}


def test_every_command_with_its_options_is_there() -> None:
    lines = [line for file in DEPLOY.rglob("*") if file.is_file() for line in file.read_text().splitlines()]
    seen = set()
    for line in lines:
        for match in OURS.finditer(line):
            if "bin/wellbeing" in line or "`wellbeing" in line:
                found = command(match["words"].split())
                assert set(re.findall(r"(?<=\s)--[a-z-]+", line[match.end() :].split("`")[0])) <= options(
                    found
                ), line
                seen.add(found.name)
    assert {"serve", "tls", "doctor", "migrate", "key"} <= seen


# ------------------------------------------------------------------------------------------------- systemd


def verified(folder: Path, drop_ins: dict[str, str]) -> str:
    """What `systemd-analyze verify` finds, with a program in the place of ours that is not installed here."""
    text = UNIT.read_text().replace("/opt/wellbeing/bin/wellbeing", shutil.which("true") or "")
    (folder / UNIT.name).write_text(text)
    for name, content in drop_ins.items():
        (folder / f"{UNIT.name}.d").mkdir(exist_ok=True)
        (folder / f"{UNIT.name}.d" / name).write_text(content)
    done = subprocess.run(
        ["systemd-analyze", "verify", str(folder / UNIT.name)], capture_output=True, text=True, check=False
    )
    return "\n".join(line for line in (done.stdout + done.stderr).splitlines() if UNIT.name in line)


@needs_systemd
def test_systemd_takes_the_unit_and_what_is_laid_over_it(tmp_path: Path) -> None:
    drop_ins = {one.name: one.read_text() for one in (DEPLOY / "systemd").glob("*.conf")}
    assert drop_ins
    assert verified(tmp_path, drop_ins) == ""
    assert "Lifetime" in verified(tmp_path, {"wrong.conf": "[Service]\nLifetime=yes\n"})


@needs_systemd
def test_the_unit_is_shut_off_from_nearly_everything(tmp_path: Path) -> None:
    def exposed(file: Path) -> int:
        asked = ["systemd-analyze", "security", "--offline=true", f"--threshold={EXPOSED}", str(file)]
        return subprocess.run(asked, capture_output=True, check=False).returncode

    assert exposed(UNIT) == 0
    weaker = tmp_path / UNIT.name
    weaker.write_text(
        UNIT.read_text().replace("CapabilityBoundingSet=\n", "").replace("ProtectSystem=strict", "")
    )
    assert exposed(weaker) != 0


def test_the_pepper_may_be_a_link_to_what_systemd_hands_over(tmp_path: Path) -> None:
    server = Server(tmp_path / "data")
    pepper, credential = tmp_path / "data" / "keys" / "pepper", tmp_path / "credentials" / "pepper"
    with server, Walker(server.url) as walker:
        account = walker.join(server.code)
    content = pepper.read_bytes()
    credential.parent.mkdir(mode=0o700)
    pepper.rename(credential)
    credential.chmod(0o400)
    pepper.symlink_to(credential)
    server.run("backup", "key", "--out", str(tmp_path / "key"))
    with server, Walker(server.url) as walker:
        walker.sign_in(account)
        assert walker.session
        server.run("backup", "make", "--to", str(tmp_path / "backups"))
    (backup,) = (tmp_path / "backups").iterdir()
    bare = Server(tmp_path / "bare")
    bare.run("restore", str(backup), "--key", str(tmp_path / "key"))
    assert (bare.data / "keys" / "pepper").read_bytes() == content
    assert not (bare.data / "keys" / "pepper").is_symlink()
    credential.unlink()
    with pytest.raises(ServerError, match="pepper file is missing"):
        server.start()
    assert pepper.is_symlink()


# --------------------------------------------------------------------------------------------- containers


def test_the_container_file_starts_what_there_is() -> None:
    text = (DEPLOY / "Containerfile").read_text()
    (entry,) = re.findall(r"^ENTRYPOINT (.*)$", text, re.MULTILINE)
    (words,) = re.findall(r"^CMD (.*)$", text, re.MULTILINE)
    assert json.loads(entry) == ["/opt/wellbeing/bin/wellbeing"]
    assert command(json.loads(words)).name == "serve"
    said = dict(re.findall(r"(WELLBEING_\w+)=(\S+)", text))
    settings = read(said)
    assert settings.data == Path("/var/lib/wellbeing")
    assert f"http://{settings.host}:{settings.port}{HEALTH}" in text
    assert re.search(r"^USER wellbeing$", text, re.MULTILINE)


def test_the_compose_file_fits_together() -> None:
    text = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    services = text["services"]
    ours = services["harbour"]
    settings = read(ours["environment"])
    assert settings.loopback  # the proxy shares the network place, so nothing bare leaves it
    assert services["proxy"]["network_mode"] == "service:harbour"
    assert settings.trusted_proxy_hops == 1
    assert settings.database_url.startswith("postgresql+psycopg://")
    socket = settings.database_url.partition("host=")[2]
    assert services["database"]["network_mode"] == "none"
    assert f"unix_socket_directories={socket}" in services["database"]["command"]
    named: dict[str, dict[str, str]] = {}
    for name, service in services.items():
        for one in service["volumes"]:
            source, target = one.split(":")[:2]
            named.setdefault(source, {})[name] = target
    assert named["database-socket"] == {"harbour": socket, "database": socket}
    folders = {one for one in named if one.startswith(".")}
    assert {one for one in folders if not (DEPLOY / one).exists()} == {
        "./tls"
    }  # which the installer puts there
    assert named.keys() - folders == text["volumes"].keys()
    assert named["data"]["harbour"] == str(read({"WELLBEING_DATA": "/var/lib/wellbeing"}).data)
    assert named["backups"]["harbour"] == str(settings.backup_folder)
    assert (DEPLOY / ours["build"]["context"] / ours["build"]["dockerfile"]).is_file()
    assert ours["ulimits"]["core"] == 0
    assert ours["mem_limit"] == ours["memswap_limit"]


# -------------------------------------------------------------------------------------------------- nginx


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
            "harbour.conf",
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
    site_text = (DEPLOY / "nginx" / "harbour.conf").read_text()
    assert f"client_max_body_size     {Limits().body_bytes // 1024}k;" in site_text
    assert f"server 127.0.0.1:{Settings().port};" in site_text
