"""The files in docs/deploy name only commands, options, settings and folders that are there."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import typer
import yaml

from wellbeing.cli.commands import app
from wellbeing.edge.asgi import HEALTH
from wellbeing.settings import read

DEPLOY = Path(__file__).resolve().parents[3] / "docs" / "deploy"
IN_CONTAINER = re.compile(
    r"^#   compose (?:run .*\bharbour|exec harbour wellbeing) (?P<words>[a-z]+(?: [a-z]+)?)"
)
OURS = re.compile(r"(?<!_)wellbeing (?P<words>[a-z]+(?: [a-z]+)?)")


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


def made_for_our_user(container_file: str) -> set[str]:
    """The folders of the image that belong to the user it runs as."""
    (user,) = re.findall(r"^USER (\w+)$", container_file, re.MULTILINE)
    (made,) = re.findall(r"install --directory (.*?)$", container_file, re.MULTILINE)
    words = made.split()
    assert {f"--owner={user}", f"--group={user}", "--mode=0700"} <= set(words)
    return {one for one in words if one.startswith("/")}


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


def test_commands_on_an_installed_service_are_run_as_its_user_and_name_its_folder() -> None:
    seen = set()
    for page in (DEPLOY / "INSTALL.txt", DEPLOY.parent / "operations.md"):
        for line in re.sub(r"\\\n *", "", page.read_text(encoding="utf-8")).splitlines():
            if "/opt/wellbeing/bin/wellbeing" in line:
                told = re.match(r" *runuser -u wellbeing -- /opt/wellbeing/bin/wellbeing (.*)", line)
                assert told, line
                assert "--data /var/lib/wellbeing" in told[1], line
                if not told[1].startswith("COMMAND"):
                    (words,) = re.findall(r"^[a-z]+(?: [a-z]+(?= --))?", told[1])
                    found = command(words.split())
                    assert set(re.findall(r"(?<=\s)--[a-z-]+", told[1])) <= options(found), line
                    seen.add(found.name)
    assert {"tls", "doctor", "key", "make", "migrate", "restore"} <= seen


def test_every_command_in_a_container_is_there() -> None:
    seen = []
    for line in (DEPLOY / "compose.yaml").read_text().splitlines():
        if match := IN_CONTAINER.match(line):
            found = command(match["words"].split())
            assert set(re.findall(r"(?<=\s)--[a-z-]+", line[match.end() :])) <= options(found), line
            seen.append(found.name)
    assert seen == ["key", "make", "migrate"]  # an upgrade in the order of docs/operations.md


def test_the_container_file_starts_what_there_is() -> None:
    text = (DEPLOY / "Containerfile").read_text()
    (entry,) = re.findall(r"^ENTRYPOINT (.*)$", text, re.MULTILINE)
    (words,) = re.findall(r"^CMD (.*)$", text, re.MULTILINE)
    assert json.loads(entry) == ["/opt/wellbeing/bin/wellbeing"]
    assert command(json.loads(words)).name == "serve"
    said = dict(re.findall(r"(WELLBEING_\w+)=(\S+)", text))
    settings = read(said)
    assert settings.data == Path("/var/lib/wellbeing")
    assert f"http://{settings.host}:{settings.port}/healthz" in text
    assert "/healthz" in HEALTH
    assert re.search(r"^USER wellbeing$", text, re.MULTILINE)


def test_the_compose_file_fits_together() -> None:
    text = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    services = text["services"]
    ours = services["harbour"]
    settings = read(ours["environment"])
    assert settings.loopback  # the proxy shares the network place, so nothing bare leaves it
    assert ours["network_mode"] == "service:proxy"
    assert "ports" not in ours
    assert services["proxy"]["ports"] == ["443:443", "80:80"]
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
    own = {target["harbour"] for target in named.values() if target.keys() == {"harbour"}}
    assert own == made_for_our_user((DEPLOY / "Containerfile").read_text())  # else a volume would be root's
    assert (DEPLOY / ours["build"]["context"] / ours["build"]["dockerfile"]).is_file()
    assert {one["restart"] for one in services.values()} == {"unless-stopped"}  # after a reboot, too
    assert ours["ulimits"]["core"] == 0
    assert ours["mem_limit"] == ours["memswap_limit"]
