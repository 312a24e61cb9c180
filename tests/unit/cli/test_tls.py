"""`wellbeing tls` makes files that a server can use and nobody else can read."""

from __future__ import annotations

import os
import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from wellbeing.cli.commands import app
from wellbeing.cli.errors import AuthorityKeyAway, AuthorityUnusable
from wellbeing.crypto.authority import make_authority
from wellbeing.domain.errors import Unfit
from wellbeing.settings import read


@pytest.fixture(autouse=True)
def _umask() -> Iterator[None]:
    """Give the tests after these the umask they had: the command closes its own."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def run(*words: str) -> str:
    done = CliRunner().invoke(app, words, catch_exceptions=False)
    assert done.exit_code == 0
    return done.output


def test_the_files_fit_each_other_and_are_private(tmp_path: Path) -> None:
    run("tls", "harbour.example", "10.0.0.5", "--data", str(tmp_path / "data"))
    folder = tmp_path / "data" / "tls"
    assert {file.name for file in folder.iterdir()} == {
        "authority.pem", "authority.key", "server.pem", "server.key"
    }  # fmt: skip
    assert folder.stat().st_mode & 0o777 == 0o700
    assert all(file.stat().st_mode & 0o077 == 0 for file in folder.iterdir())
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(folder / "server.pem", folder / "server.key")
    assert (folder / "server.pem").read_text().count("BEGIN CERTIFICATE") == 2


def test_the_authority_stays_and_the_certificate_is_new(tmp_path: Path) -> None:
    run("tls", "harbour.example", "--data", str(tmp_path))
    before = {file.name: file.read_bytes() for file in (tmp_path / "tls").iterdir()}
    run("tls", "harbour.example", "--data", str(tmp_path))
    after = {file.name: file.read_bytes() for file in (tmp_path / "tls").iterdir()}
    assert before["authority.pem"] == after["authority.pem"]
    assert before["server.pem"] != after["server.pem"]


def refused(data: Path) -> type[Unfit]:
    """How it is refused; every file is as it was."""
    before = {file.name: file.read_bytes() for file in (data / "tls").iterdir()}
    done = CliRunner().invoke(app, ("tls", "harbour.example", "--data", str(data)))
    assert {file.name: file.read_bytes() for file in (data / "tls").iterdir()} == before
    assert isinstance(done.exception, Unfit)
    return type(done.exception)


def test_no_new_authority_takes_the_place_of_one_whose_key_is_away(tmp_path: Path) -> None:
    run("tls", "harbour.example", "--data", str(tmp_path))
    key, kept = tmp_path / "tls" / "authority.key", tmp_path / "kept"
    key.rename(kept)
    assert refused(tmp_path) is AuthorityKeyAway
    kept.rename(key)
    said = run("tls", "harbour.example", "--data", str(tmp_path))
    assert "Made an authority" not in said


@pytest.mark.parametrize(
    "broken", ["no certificate", "a certificate that is none", "a key that is none", "another key"]
)
def test_an_authority_that_is_not_whole_is_refused(tmp_path: Path, broken: str) -> None:
    run("tls", "harbour.example", "--data", str(tmp_path))
    certificate, key = tmp_path / "tls" / "authority.pem", tmp_path / "tls" / "authority.key"
    match broken:
        case "no certificate":
            certificate.unlink()
        case "a certificate that is none":
            certificate.write_bytes(certificate.read_bytes()[:200])
        case "a key that is none":
            key.write_bytes(b"")
        case _:
            key.write_bytes(make_authority("another", datetime.now(UTC)).key)
    assert refused(tmp_path) is AuthorityUnusable


def test_the_lines_it_prints_are_settings_that_work(tmp_path: Path) -> None:
    said = run("tls", "harbour.example", "--data", str(tmp_path))
    lines = [line.strip() for line in said.splitlines() if " = " in line]
    (tmp_path / "wellbeing.toml").write_text("\n".join(lines))
    settings = read({}, {"data": tmp_path})
    assert settings.origin == "https://harbour.example:8460"
    assert settings.tls_key == tmp_path / "tls" / "server.key"
    assert settings.origin_fits
    assert not replace(settings, port=8540).origin_fits, "no browser would find it there"


def test_another_port_is_printed_too(tmp_path: Path) -> None:
    said = run("tls", "harbour.example", "--data", str(tmp_path), "--port", "8540")
    assert "port = 8540" in said
    assert 'public_origin = "https://harbour.example:8540"' in said


@pytest.mark.parametrize("words", [("tls",), ("nothing",), ("serve", "--port", "no")])
def test_a_wrong_line_is_explained(words: tuple[str, ...]) -> None:
    assert CliRunner().invoke(app, words).exit_code == 2
