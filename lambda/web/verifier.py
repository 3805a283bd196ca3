"""Proof that a request is Alexa's, unchanged, and of this moment, as Amazon asks of whoever hosts a skill."""

import json
from base64 import b64decode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from werkzeug.datastructures import Headers

from .certificates import AlexaKeys, Clock, public_roots
from .refused import RefusedError, Why

ADDRESS_HEADER = "SignatureCertChainUrl"
SIGNATURE_HEADER = "Signature-256"
TOLERANCE = timedelta(seconds=150)
# Alexa delivers these late, and again when nobody answered. Amazon's SDK grants it to no other event.
LATE_EVENTS = "AlexaSkillEvent."
LATE_TOLERANCE = timedelta(hours=1)

Verify = Callable[[Headers, bytes], object]


class Verifier:
    """Verifies requests; see `verify`. Safe to share between threads."""

    def __init__(self, keys: AlexaKeys, clock: Clock) -> None:
        """`clock` gives the time, aware."""
        self._keys, self._clock = keys, clock

    def verify(self, headers: Headers, body: bytes) -> object:
        """Return the event in `body`, parsed, once it is proved to be Alexa's. RefusedError if it is not.

        Nothing in the body is read before its signature is verified, over the very bytes that came.
        """
        address, signature = (_the_one(headers, name) for name in (ADDRESS_HEADER, SIGNATURE_HEADER))
        try:
            proof = b64decode(signature, validate=True)
            # The key may have to be fetched, so only for what could be a signature.
            self._keys.key(address).verify(proof, body, PKCS1v15(), SHA256())
        except (ValueError, InvalidSignature) as error:  # ValueError: not base64.
            raise RefusedError(Why.SIGNATURE) from error
        event = parsed(body)
        self._check_time(event)
        return event

    def _check_time(self, event: object) -> None:
        request = event.get("request") if isinstance(event, dict) else None
        made, kind = (request.get("timestamp"), request.get("type")) if isinstance(request, dict) else (None, None)
        try:
            at = datetime.fromisoformat(made) if isinstance(made, str) else None
        except ValueError:
            at = None
        if at is None or at.tzinfo is None:
            raise RefusedError(Why.NO_TIME)
        late = isinstance(kind, str) and kind.startswith(LATE_EVENTS)
        if abs(self._clock() - at) > (LATE_TOLERANCE if late else TOLERANCE):
            raise RefusedError(Why.WRONG_TIME)


def amazon_verifier() -> Verifier:
    """Return the verifier for requests of the real Alexa."""

    def clock() -> datetime:
        return datetime.now(UTC)

    return Verifier(AlexaKeys(public_roots(), clock), clock)


def unverified(headers: Headers, body: bytes) -> object:  # noqa: ARG001  takes what Verifier.verify takes
    """Return the event in `body`, whoever sent it: for development. RefusedError if it is not JSON."""
    return parsed(body)


def parsed(body: bytes) -> object:
    """Return what the JSON in `body` says. RefusedError if it is none, or none that can be read."""
    try:
        return json.loads(body.decode())
    except (ValueError, RecursionError) as error:
        raise RefusedError(Why.NOT_JSON) from error


def _the_one(headers: Headers, name: str) -> str:
    # A server joins two headers of one name with a comma, which neither of ours can hold.
    values = headers.getlist(name)
    if len(values) != 1 or not values[0] or "," in values[0]:
        raise RefusedError(Why.HEADERS)
    return values[0]
