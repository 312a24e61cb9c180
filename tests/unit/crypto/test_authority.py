"""The authority signs certificates that a TLS client accepts, for exactly the hosts it was asked for."""

import ipaddress
import socket
import ssl
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from wellbeing.crypto import authority
from wellbeing.domain.errors import HostUnfit, SettingUnusable

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
HOSTS = ["harbour.unit.internal", "10.1.2.3", "fd00::7"]
ISSUER = authority.make_authority("Harbour of the unit", NOW)


def parsed(pem: bytes) -> x509.Certificate:
    return x509.load_pem_x509_certificate(pem)


def accepts(certificate: bytes, host: str, at: datetime) -> bool:
    name = (
        x509.DNSName(host)
        if host[0].isalpha() and ":" not in host
        else x509.IPAddress(ipaddress.ip_address(host))
    )
    verifier = PolicyBuilder().store(Store([parsed(ISSUER.certificate)])).time(at).build_server_verifier(name)
    try:
        verifier.verify(parsed(certificate), [])
    except VerificationError:
        return False
    return True


def test_the_certificate_is_accepted_for_its_hosts_and_no_others() -> None:
    server = authority.issue(ISSUER, HOSTS, NOW)
    for host in HOSTS:
        if ":" not in host:
            assert accepts(server.certificate, host, NOW)
    for host in ("other.unit.internal", "10.1.2.4", "internal"):
        assert not accepts(server.certificate, host, NOW)
    names = parsed(server.certificate).extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert [str(one.value) for one in names] == HOSTS


def test_it_lasts_as_long_as_browsers_accept() -> None:
    server = authority.issue(ISSUER, HOSTS, NOW)
    host = HOSTS[0]
    assert accepts(server.certificate, host, NOW - timedelta(minutes=30))
    assert accepts(server.certificate, host, NOW + timedelta(days=396))
    assert not accepts(server.certificate, host, NOW + timedelta(days=397))
    lasts = parsed(server.certificate).not_valid_after_utc - parsed(server.certificate).not_valid_before_utc
    assert lasts < timedelta(days=397)
    assert authority.expires(ISSUER.certificate) - NOW > timedelta(days=3651)


def test_each_may_do_only_what_it_is_for() -> None:
    issuer, server = parsed(ISSUER.certificate), parsed(authority.issue(ISSUER, HOSTS, NOW).certificate)

    def value(certificate: x509.Certificate, kind: type[Any]) -> Any:
        return certificate.extensions.get_extension_for_class(kind).value

    assert value(issuer, x509.BasicConstraints) == x509.BasicConstraints(ca=True, path_length=0)
    assert value(issuer, x509.KeyUsage).key_cert_sign
    assert not value(issuer, x509.KeyUsage).digital_signature
    assert value(server, x509.BasicConstraints) == x509.BasicConstraints(ca=False, path_length=None)
    assert value(server, x509.KeyUsage).digital_signature
    assert not value(server, x509.KeyUsage).key_cert_sign
    assert list(value(server, x509.ExtendedKeyUsage)) == [ExtendedKeyUsageOID.SERVER_AUTH]
    assert issuer.extensions.get_extension_for_class(x509.BasicConstraints).critical
    for certificate in (issuer, server):
        assert isinstance(certificate.public_key().curve, ec.SECP256R1)
        assert certificate.signature_hash_algorithm.name == "sha256"
    assert issuer.serial_number != server.serial_number


def test_a_real_handshake_succeeds(tmp_path: Path) -> None:
    really_now = datetime.fromtimestamp(
        time.clock_gettime(time.CLOCK_REALTIME), UTC
    )  # what the TLS client reads
    issuer = authority.make_authority("Handshake", really_now)
    server = authority.issue(issuer, ["localhost"], really_now)
    (tmp_path / "server.pem").write_bytes(server.certificate + server.key)
    ours, theirs = socket.socketpair()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server.pem")
    client = ssl.create_default_context(cadata=issuer.certificate.decode())

    def serve() -> None:
        with context.wrap_socket(theirs, server_side=True) as end:
            end.sendall(b"hello")

    thread = threading.Thread(target=serve)
    thread.start()
    with client.wrap_socket(ours, server_hostname="localhost") as end:
        assert end.recv(5) == b"hello"
    thread.join()


@pytest.mark.parametrize(
    "hosts", [[], [""], ["two words"], ["https://x.example"], ["x..y"], ["-x.example"], ["x" * 300]]
)
def test_what_is_no_host_is_refused(hosts: list[str]) -> None:
    with pytest.raises(SettingUnusable):
        authority.issue(ISSUER, hosts, NOW)


def test_international_names_become_ascii() -> None:
    server = authority.issue(ISSUER, ["b\u00fcro.example"], NOW)
    names = parsed(server.certificate).extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["xn--bro-hoa.example"]


def test_files_that_are_no_authority_are_refused() -> None:
    other = authority.make_authority("other", NOW)
    mixed = authority.Certified(ISSUER.certificate, other.key)
    for wrong in (mixed, authority.Certified(b"", b""), authority.Certified(ISSUER.certificate, b"no key")):
        with pytest.raises(HostUnfit):
            authority.issue(wrong, HOSTS, NOW)
    with pytest.raises(HostUnfit):
        authority.expires(b"no certificate")


def test_the_key_shows_nowhere() -> None:
    assert "PRIVATE" not in repr(ISSUER)
