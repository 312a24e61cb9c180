"""`wellbeing tls`: an authority and a certificate of one's own, for a network that has none."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from wellbeing.cli.errors import AuthorityKeyAway, AuthorityUnusable
from wellbeing.cli.hardening import harden
from wellbeing.cli.options import Config, Data, Port, settings_from
from wellbeing.cli.terminal import say, t, tidy
from wellbeing.crypto.authority import Certified, expires, issue, make_authority
from wellbeing.domain.errors import HostUnfit

FOLDER = "tls"
AUTHORITY = "authority"
SERVER = "server"

Hosts = Annotated[
    list[str], typer.Argument(help="Names and addresses people will type, such as harbour.example.")
]


def tls(hosts: Hosts, data: Data = None, config: Config = None, port: Port = None) -> None:
    """Make a certificate for these names, and the authority that browsers are told to trust."""
    harden()
    settings = settings_from(config, data=data, port=port)
    folder = settings.data / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    now = datetime.now(UTC)
    authority = _kept(folder)
    if authority is None:
        authority = make_authority("Harbour", now)
        _keep(folder, AUTHORITY, authority)
        say(t("Made an authority. Let your browsers trust {file}.", file=tidy(folder / f"{AUTHORITY}.pem")))
    try:
        server = issue(authority, hosts, now)
    except HostUnfit:
        raise AuthorityUnusable from None
    _keep(folder, SERVER, server)
    certificate, key = folder / f"{SERVER}.pem", folder / f"{SERVER}.key"
    say(t("Made a certificate that lasts until {day}.", day=expires(server.certificate).date().isoformat()))
    say(t("Put these lines into {file}:", file=tidy(settings.data / "wellbeing.toml")))
    address = f"https://{hosts[0]}:{settings.port}"
    say(f'  host = "0.0.0.0"\n  port = {settings.port}\n  public_origin = "{address}"')
    for name, file in (("tls_cert", certificate), ("tls_key", key)):
        say(f'  {name} = "{file.relative_to(settings.data)}"')
    say(t("People then type {address} and nothing else.", address=address))
    say(t("Then keep {file} somewhere safe, off this computer.", file=tidy(folder / f"{AUTHORITY}.key")))
    say(t("Whoever holds it can pass for any site in your browsers."))


def _kept(folder: Path) -> Certified | None:
    """The authority made before, or None when there was never one here.

    A new one in the place of one whose key lies elsewhere would be strange to every browser.

    Raises:
        AuthorityKeyAway: its key is not here.
        AuthorityUnusable: its certificate is not here.
    """
    certificate, key = (folder / f"{AUTHORITY}.{suffix}" for suffix in ("pem", "key"))
    if certificate.exists() and not key.exists():
        raise AuthorityKeyAway
    if key.exists() and not certificate.exists():
        raise AuthorityUnusable
    if not certificate.exists():
        return None
    return Certified(certificate.read_bytes(), key.read_bytes())


def _keep(folder: Path, name: str, made: Certified) -> None:
    """Write the certificate for everybody to read and the key for nobody else, each in one step."""
    for suffix, content in (("key", made.key), ("pem", made.certificate + _chain(folder, name))):
        new = folder / f"{name}.{suffix}.new"
        new.unlink(missing_ok=True)
        new.touch(mode=0o600)
        new.write_bytes(content)
        new.replace(folder / f"{name}.{suffix}")


def _chain(folder: Path, name: str) -> bytes:
    """What a server sends after its own certificate: the authority's."""
    return b"" if name == AUTHORITY else (folder / f"{AUTHORITY}.pem").read_bytes()
