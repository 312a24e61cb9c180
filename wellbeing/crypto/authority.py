"""An authority and certificates of one's own, for a closed network that has none (`wellbeing tls`).

ECDSA on P-256; the authority lasts ten years and may sign server certificates only, one level deep; a server
certificate lasts 397 days, the most that browsers accept (CA/Browser Forum, Baseline Requirements 6.3.2).
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from wellbeing.domain.errors import HostUnfit, SettingUnusable

AUTHORITY_DAYS: Final = 3653
"""Ten years."""
SERVER_DAYS: Final = 397
_BACKDATED: Final = timedelta(hours=1)
"""Clocks of a closed network differ."""
_NAME: Final = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class Certified:
    """A certificate and its private key, both as PEM."""

    certificate: bytes
    key: bytes = field(repr=False)


def make_authority(name: str, now: datetime) -> Certified:
    """A new authority, to be trusted by the browsers of the unit; keep its key off the server.

    Args:
        name: what the browsers' lists of authorities show.
        now: the aware moment from which it counts.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _named(name)
    identity = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    certificate = (
        _draft(subject, subject, key.public_key(), now, AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(identity, critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identity), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    return _pem(certificate, key)


def issue(authority: Certified, hosts: Sequence[str], now: datetime) -> Certified:
    """A server certificate, signed by the authority, for the names and addresses people will type.

    Args:
        authority: what `make_authority` made.
        hosts: DNS names and IP addresses, at least one; the first also names the certificate.
        now: the aware moment from which it counts.

    Raises:
        SettingUnusable: there is no host, or one is neither a name nor an address.
        HostUnfit: the authority's files are not an authority of ours.
    """
    names = [_host(host) for host in hosts]
    if not names:
        raise SettingUnusable("host")
    try:
        signer = load_pem_private_key(authority.key, password=None)
        issuer = x509.load_pem_x509_certificate(authority.certificate)
        identity = issuer.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    except (ValueError, TypeError, x509.ExtensionNotFound):
        raise HostUnfit from None
    if not isinstance(signer, ec.EllipticCurvePrivateKey) or signer.public_key() != issuer.public_key():
        raise HostUnfit
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = (
        _draft(_named(hosts[0]), issuer.subject, key.public_key(), now, SERVER_DAYS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identity), critical=False
        )
        .sign(signer, hashes.SHA256())
    )
    return _pem(certificate, key)


def expires(certificate: bytes) -> datetime:
    """The last moment of a PEM certificate, aware, in UTC.

    Raises:
        HostUnfit: this is no certificate.
    """
    try:
        return x509.load_pem_x509_certificate(certificate).not_valid_after_utc
    except ValueError:
        raise HostUnfit from None


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])


def _draft(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, now: datetime, days: int
) -> x509.CertificateBuilder:
    begins = now - _BACKDATED
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=days) - timedelta(seconds=1))
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _host(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host.strip("[]")))
    except ValueError:
        pass
    try:
        ascii_name = host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise SettingUnusable("host") from None
    if len(ascii_name) > 253 or not _NAME.fullmatch(ascii_name):
        raise SettingUnusable("host")
    return x509.DNSName(ascii_name)


def _pem(certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> Certified:
    return Certified(
        certificate.public_bytes(Encoding.PEM),
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
    )
