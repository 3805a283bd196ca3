"""A certificate authority of the tests' own: chains as Alexa has them, and every kind that it would never have."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256, HashAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
ALEXA = "echo-api.amazon.com"
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
SERVER = ExtendedKeyUsageOID.SERVER_AUTH


@dataclass(frozen=True)
class Holder:
    """A certificate and the key that belongs to it."""

    certificate: x509.Certificate
    key: Key

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)


@cache
def rsa_key(name: str) -> rsa.RSAPrivateKey:  # noqa: ARG001  a key for each name
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def root(name: str = "Test Root") -> Holder:
    key = ec.generate_private_key(ec.SECP256R1())
    return Holder(_signed(name, key, Holder(None, key), name, ca=True), key)  # type: ignore[arg-type]


def intermediate(issuer: Holder, until: datetime = NOW + timedelta(days=300)) -> Holder:
    key = ec.generate_private_key(ec.SECP256R1())
    return Holder(_signed("Test Intermediate", key, issuer, _name(issuer), ca=True, until=until), key)


def leaf(
    issuer: Holder | None,
    *,
    key: Key | None = None,
    names: Sequence[str] = (ALEXA,),
    since: datetime = NOW - timedelta(days=1),
    until: datetime = NOW + timedelta(days=90),
    usage: x509.ObjectIdentifier = SERVER,
) -> Holder:
    """Return a signing certificate; without an issuer it signs itself."""
    key = key or rsa_key("alexa")
    by = issuer or Holder(None, key)  # type: ignore[arg-type]
    name = _name(issuer) if issuer else ALEXA
    return Holder(_signed(ALEXA, key, by, name, names=names, since=since, until=until, usage=usage), key)


def sign(body: bytes, key: Key | None = None, algorithm: HashAlgorithm | None = None) -> str:
    """Return the header Signature-256 for this body."""
    key = key or rsa_key("alexa")
    algorithm = algorithm or SHA256()
    if isinstance(key, rsa.RSAPrivateKey):
        made = key.sign(body, padding.PKCS1v15(), algorithm)
    else:
        made = key.sign(body, ec.ECDSA(algorithm))
    return base64.b64encode(made).decode()


def _name(holder: Holder) -> str:
    [name] = holder.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(name.value)


def _signed(
    subject: str,
    key: Key,
    issuer: Holder,
    issuer_name: str,
    *,
    ca: bool = False,
    names: Sequence[str] = (),
    since: datetime = NOW - timedelta(days=30),
    until: datetime = NOW + timedelta(days=900),
    usage: x509.ObjectIdentifier = SERVER,
) -> x509.Certificate:
    usages = dict.fromkeys(
        ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "encipher_only"), False
    )
    usages |= {"decipher_only": False, "digital_signature": not ca, "key_cert_sign": ca, "crl_sign": ca}
    builder = (
        x509.CertificateBuilder(_named(issuer_name), _named(subject), key.public_key(), x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**usages), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()), critical=False)
    )
    if names:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(n) for n in names]), critical=False)
    if not ca:
        builder = builder.add_extension(x509.ExtendedKeyUsage([usage]), critical=False)
    return builder.sign(issuer.key, SHA256())


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
