"""Time that is counted and not waited for: what every call to the cloud and to the table would have taken.

The calls are real HTTP on loopback. Only their duration is drawn by lot, and what would have come too late is done
over there and lost on the way, as with a service that is slow.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from random import Random
from typing import Any

import pytest
from botocore.exceptions import ReadTimeoutError

from leg_cramp import memory, services
from leg_cramp.alexa_api import AlexaApi
from leg_cramp.http_call import Answer, CallFailedError, HttpCaller
from leg_cramp.turn import Turn
from speaker.cloud import Cloud
from speaker.cloud.faults import Kind, Service

PATIENT_SECONDS = 30.0  # Real ones: a busy machine must not look like a slow service.
FAR_TOO_LONG = 60.0


class Stopwatch:
    """Counts the seconds that a skill would have spent waiting. `home` is the cloud that it calls."""

    def __init__(self, rng: Random) -> None:
        """Draw durations from `rng`."""
        self.now = 0.0
        self.late = 0  # How many calls came to nothing because they took too long.
        self.home: Cloud | None = None
        self._rng = rng
        # A home where everything comes at the last moment.
        self._sluggish = rng.random() < 0.25

    def read(self) -> float:
        """Give the counted time, in seconds."""
        return self.now

    def takes(self, service: Service, limit: float) -> float:
        """Draw how long a call takes that may take `limit`: a moment, nearly all of it, or too long."""
        fault = self.home.faults.get(service) if self.home else None
        if fault and fault.kind is Kind.SLOW:
            return FAR_TOO_LONG
        share = self._rng.uniform(0.9, 0.999) if self._sluggish else self._rng.choice((0.03, 0.03, 0.1, 0.5, 1.1))
        return share * limit

    def spend(self, seconds: float, limit: float) -> bool:
        """Let `seconds` pass, but at most `limit`. Tells whether that was in time."""
        self.now += min(seconds, limit)
        self.late += seconds >= limit
        return seconds < limit

    @contextmanager
    def hurried(self, service: Service) -> Iterator[None]:
        """Have a slow service answer at once: its slowness is counted here."""
        home = self.home
        fault = home.faults.get(service) if home else None
        if home is None or fault is None or fault.kind is not Kind.SLOW:
            yield
            return
        del home.faults[service]
        yield
        home.faults[service] = fault


@contextmanager
def accounted(watch: Stopwatch) -> Iterator[None]:
    """Have all calls of the skill's go by `watch`."""

    def alexa(turn: Turn) -> AlexaApi:
        return AlexaApi(turn.caller.endpoint, turn.caller.token, clock=watch.read)

    def call(
        self: HttpCaller, method: str, path: str, headers: Mapping[str, str], body: bytes | None, seconds: float
    ) -> Answer:
        # The table's own address is "/": the glance at the voice that was chosen.
        service = Service.TABLE if path == "/" else Service.SETTINGS if "/settings/" in path else Service.REMINDERS
        takes = watch.takes(service, seconds)
        with watch.hurried(service):
            try:
                answer = really(self, method, path, headers, body, PATIENT_SECONDS)
            finally:
                in_time = watch.spend(takes, seconds)
        if not in_time:
            raise CallFailedError(sent=True, late=True)
        return answer

    really = HttpCaller.call
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(HttpCaller, "call", call)
        patch.setattr(services, "alexa", alexa)
        patch.setattr(memory, "_shared_client", lambda: _Client(watch))
        yield


class _Client:
    """A client of the table that counts. A call may take nearly its time to connect, and again to read."""

    def __init__(self, watch: Stopwatch) -> None:
        self._watch = watch

    def get_item(self, **arguments: Any) -> Any:
        return self._call("get_item", arguments)

    def put_item(self, **arguments: Any) -> Any:
        return self._call("put_item", arguments)

    def _call(self, operation: str, arguments: Mapping[str, Any]) -> Any:
        limit = 2 * memory.WAIT_SECONDS
        takes = self._watch.takes(Service.TABLE, limit)
        with self._watch.hurried(Service.TABLE):
            try:
                answer = getattr(_patient_client(), operation)(**arguments)
            finally:
                in_time = self._watch.spend(takes, limit)
        if not in_time:
            raise ReadTimeoutError(endpoint_url="http://127.0.0.1")
        return answer


@cache
def _patient_client() -> Any:
    import boto3
    from botocore.config import Config

    once = {"mode": "standard", "total_max_attempts": 1}
    return boto3.client("dynamodb", config=Config(read_timeout=PATIENT_SECONDS, retries=once))
