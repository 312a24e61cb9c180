"""Before anything is served: a free port, built pages, and an environment without surprises."""

from __future__ import annotations

import json
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from wellbeing.cli import server
from wellbeing.cli.errors import AddressUnusable, AlreadyRunning, FrontendMissing, PortTaken
from wellbeing.edge import redaction
from wellbeing.settings import Settings


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        yield held.getsockname()[1]


def test_a_taken_port_is_refused_when_it_was_asked_for(taken: int) -> None:
    with pytest.raises(PortTaken):
        server.free_port(Settings(port=taken), wander=False)


def test_the_next_free_port_is_found_when_nobody_asked(taken: int) -> None:
    found = server.free_port(Settings(port=taken), wander=True)
    assert taken < found <= taken + server.NEXT_PORTS


def test_an_address_of_another_computer_is_refused() -> None:
    settings = Settings(host="192.0.2.1", tls_cert=Path("c"), tls_key=Path("k"))
    with pytest.raises(AddressUnusable):
        server.free_port(settings, wander=True)


@pytest.fixture
def built(tmp_path: Path) -> Path:
    client = tmp_path / "frontend" / "build" / "client"
    client.mkdir(parents=True)
    (client / "index.html").touch()
    (tmp_path / "frontend" / "stamp.json").write_text(json.dumps({"fingerprint": "x", "locales": ["en"]}))
    return tmp_path / "frontend"


def test_pages_that_are_not_built_are_said(tmp_path: Path) -> None:
    with pytest.raises(FrontendMissing):
        server.prepare(Settings(frontend=tmp_path))


def test_pages_in_other_languages_are_said(built: Path) -> None:
    with pytest.raises(FrontendMissing):
        server.prepare(Settings(frontend=built, locales="en,fr"))


def test_the_environment_holds_our_settings_and_no_others(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    surprises = {"REDIS_URL": "redis://x", "REFLEX_REDIS_URL": "redis://x", "GRANIAN_WORKERS": "8"}
    monkeypatch.setattr(os, "environ", {**os.environ, **surprises})
    monkeypatch.chdir(tmp_path)
    server.prepare(Settings(frontend=built, public_origin="https://harbour.example", trusted_proxy_hops=1))
    redaction.uninstall()
    assert not surprises.keys() & os.environ.keys()
    assert os.environ["REFLEX_CORS_ALLOWED_ORIGINS"] == "https://harbour.example"
    assert os.environ["__REFLEX_SKIP_COMPILE"] == "true"
    assert Path.cwd() == built


def test_two_servers_never_share_a_folder(tmp_path: Path) -> None:
    with (
        server.alone_on(tmp_path / "data"),
        pytest.raises(AlreadyRunning),
        server.alone_on(tmp_path / "data"),
    ):
        pass
    with server.alone_on(tmp_path / "data"):
        assert (tmp_path / "data").exists()


def test_named_processes_share_a_folder_and_nobody_else_does(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with server.alone_on(data, "one") as write_down, server.alone_on(data, "two"):
        for name in ("", "one", "two"):
            with pytest.raises(AlreadyRunning), server.alone_on(data, name):
                pass
        assert server.served_at(data) is None
        write_down("https://harbour.example/en")
        assert server.served_at(data) == "https://harbour.example/en"
    assert server.served_at(data) is None
    with server.alone_on(data), pytest.raises(AlreadyRunning), server.alone_on(data, "one"):
        pass


def test_named_processes_start_one_after_the_other(tmp_path: Path) -> None:
    told = {"database_url": "postgresql://db/x", "public_origin": "https://harbour.example"}
    settings, order = Settings(data=tmp_path, process="one", **told), list[str]()

    def second() -> None:
        with server.in_turn(settings):
            order.append("second")

    waiting = threading.Thread(target=second)
    with server.in_turn(settings):
        waiting.start()
        waiting.join(0.2)
        order.append("first")
    waiting.join()
    assert order == ["first", "second"]
