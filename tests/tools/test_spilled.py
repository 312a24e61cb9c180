"""The scan for secrets finds what must never be committed, and shows none of it.

Every secret here is made up when the test runs: one that stood in this file would be found in it.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.tools.spilled import NOT_OURS, scan


def private_key() -> str:
    pem = X25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return pem.decode()


def backup_key() -> str:
    return secrets.token_hex(32)


def token_of_a_host() -> str:
    return f'token = "ghp_{secrets.token_hex(18)}"'


def address_with_a_password() -> str:
    password = base64.b64encode(secrets.token_bytes(15)).decode().replace("/", "x").replace("+", "y")
    return f"database_url = postgresql://harbour:{password}@db.lan.police.uk:5432/harbour"


PLANTED: tuple[Callable[[], str], ...] = (private_key, backup_key, token_of_a_host, address_with_a_password)


@pytest.mark.parametrize("make", PLANTED, ids=lambda make: make.__name__)
def test_a_planted_secret_is_found_and_not_shown(make: Callable[[], str], tmp_path: Path) -> None:
    words = make()
    (tmp_path / "notes.txt").write_text(words + "\n", "utf-8")
    done = scan(tmp_path)
    assert done.returncode != 0
    assert "notes.txt" in done.stdout
    hidden = max(words.replace(":", " ").replace("@", " ").replace('"', " ").split(), key=len)
    assert hidden not in done.stdout + done.stderr


def test_what_is_no_secret_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text(f"The log's head was {secrets.token_hex(32)} on 12 May.\n", "utf-8")
    (tmp_path / "page.py").write_text('PASSPHRASE = "passphrase"\n', "utf-8")
    assert scan(tmp_path).returncode == 0


def test_only_what_is_not_ours_is_left_out(tmp_path: Path) -> None:
    for folder in NOT_OURS:
        for place, lines in (("", private_key()), ("wellbeing", backup_key())):
            (tmp_path / place / folder).mkdir(parents=True)
            (tmp_path / place / folder / "notes.txt").write_text(lines, "utf-8")
    found = scan(tmp_path).stdout
    assert "PRIVATE-KEY" not in found
    assert found.count("[HARBOUR.BACKUP-KEY]") == len(NOT_OURS)
