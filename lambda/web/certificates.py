"""From the header SignatureCertChainUrl to a key that is Alexa's: address, fetch, chain of trust, and the keys kept."""

import re
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from posixpath import normpath
from threading import Lock, Semaphore

import certifi
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509 import (
    Certificate,
    DNSName,
    InvalidVersion,
    load_pem_x509_certificate,
    load_pem_x509_certificates,
)
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from leg_cramp.http_call import CallFailedError, HttpCaller

from .refused import RefusedError, Why

HOST = "https://s3.amazonaws.com"
FOLDER = "/echo.api/"
ALEXA = DNSName("echo-api.amazon.com")
FETCH_SECONDS = 3.0  # From name lookup to the last byte: Alexa waits eight for the whole answer.
MOST_BYTES = 64 * 1024  # Of a chain. Alexa's have about 6,000.
MOST_CERTIFICATES = 10
MOST_FETCHES = 2  # At one time.
MOST_KEPT = 8  # Alexa uses one address for months.
Clock = Callable[[], datetime]

_UNREADABLE = (ValueError, InvalidVersion, UnsupportedAlgorithm)
# No percent signs, backslashes, query or user: Alexa's addresses have none, and no two parsers agree on what they mean.
_ADDRESS = re.compile(r"https://s3\.amazonaws\.com(?::443)?(/[\w./-]+)(?:#[!-~]*)?", re.ASCII | re.IGNORECASE)
_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)


def path_of(address: str) -> str:
    """Return the path of a chain's address, normalised as Amazon asks: dot segments, double slashes, fragment gone.

    Only this path is fetched, from HOST, never the address as it came. RefusedError for any other address.
    """
    match = _ADDRESS.fullmatch(address)
    path = "/" + normpath(match[1]).lstrip("/") if match else ""
    if not path.startswith(FOLDER):
        raise RefusedError(Why.ADDRESS)
    return path


def public_roots() -> tuple[Certificate, ...]:
    """Return the roots that browsers trust too, as certifi has them. One that cannot be read vouches for nothing."""
    roots = []
    with warnings.catch_warnings():
        # An old root has serial number 0; cryptography will refuse it one day, and then it is left out below.
        warnings.simplefilter("ignore", CryptographyDeprecationWarning)
        for pem in _PEM.findall(Path(certifi.where()).read_bytes()):
            try:
                roots.append(load_pem_x509_certificate(pem))
            except _UNREADABLE:
                continue
    return tuple(roots)


@dataclass(frozen=True)
class _Kept:
    key: RSAPublicKey
    since: datetime
    until: datetime


class AlexaKeys:
    """The keys that Alexa signs with, each kept until its chain expires. Safe to share between threads."""

    def __init__(self, roots: Sequence[Certificate], clock: Clock, host: str = HOST) -> None:
        """Trusts `roots` alone; `clock` gives the time, aware. A test keeps its chains at another `host`."""
        self._store = Store(list(roots))
        self._clock = clock
        self._caller = HttpCaller(host)
        self._kept: dict[str, _Kept] = {}
        self._changing = Lock()
        self._fetching = Semaphore(MOST_FETCHES)

    def key(self, address: str) -> RSAPublicKey:
        """Return the key of the chain at `address`. RefusedError if address, fetch or chain is not as it should be."""
        path, now = path_of(address), self._clock().astimezone(UTC)
        kept = self._kept.get(path)
        if kept is None or not kept.since <= now <= kept.until:
            kept = self._trusted(self._fetched(path), now)
            self._keep(path, kept)
        return kept.key

    def _fetched(self, path: str) -> bytes:
        # Whoever makes up addresses gets no more of our threads than these; Alexa's own address is fetched once a year.
        if not self._fetching.acquire(timeout=FETCH_SECONDS / 2):
            raise RefusedError(Why.NOT_FETCHED)
        try:
            answer = self._caller.call("GET", path, {}, None, FETCH_SECONDS)
        except CallFailedError as error:
            raise RefusedError(Why.NOT_FETCHED) from error
        finally:
            self._fetching.release()
        # A redirect is no 200 either: the address is the proof, so no other is followed.
        if answer.status != 200 or len(answer.body) > MOST_BYTES:
            raise RefusedError(Why.NOT_FETCHED)
        return answer.body

    def _trusted(self, pem: bytes, now: datetime) -> _Kept:
        try:
            leaf, *others = load_pem_x509_certificates(pem)
            if len(others) >= MOST_CERTIFICATES:
                raise RefusedError(Why.CHAIN)
            verifier = PolicyBuilder().store(self._store).time(now).build_server_verifier(ALEXA)
            chain = verifier.verify(leaf, others)
            key = leaf.public_key()
        except (*_UNREADABLE, VerificationError) as error:
            raise RefusedError(Why.CHAIN) from error
        if not isinstance(key, RSAPublicKey):
            raise RefusedError(Why.CHAIN)
        since = max(each.not_valid_before_utc for each in chain)
        return _Kept(key, since, min(each.not_valid_after_utc for each in chain))

    def _keep(self, path: str, kept: _Kept) -> None:
        with self._changing:
            self._kept.pop(path, None)
            self._kept[path] = kept
            while len(self._kept) > MOST_KEPT:
                del self._kept[next(iter(self._kept))]
