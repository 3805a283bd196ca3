"""One home's share of the Alexa cloud: its reminders, its settings, its permission, its table, and what is broken."""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, RLock
from typing import Any
from urllib.parse import unquote
from uuid import uuid4

from speaker.cloud.clock import Clock
from speaker.cloud.faults import REMINDER_CODES, Fault, Kind, Service
from speaker.cloud.reminders import Rang, Reminders
from speaker.cloud.table import Table, TableError
from speaker.cloud.timing import RefusedError

Json = dict[str, Any]

# Nothing listens there.
NOBODY = "http://127.0.0.1:9"
TOKEN = "desk-speaker"
TABLE = "desk-speaker"
_REMINDERS = re.compile(r"/v1/alerts/reminders(?:/([^/]+))?")
_SETTING = re.compile(r"/v2/devices/([^/]+)/settings/([\w.]+)")


@dataclass(frozen=True)
class Call:
    """A call that came in over HTTP."""

    method: str
    path: str
    token: str
    body: bytes


@dataclass(frozen=True)
class Answer:
    """What goes back: the status, and JSON or bytes; None for no body."""

    status: int
    body: Any = None

    @property
    def data(self) -> bytes:
        """The body on the wire."""
        if self.body is None:
            return b""
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


@dataclass(frozen=True)
class _Pass:
    """What an access token allows, from when it was issued: a grant that comes later is not in it."""

    in_session: bool
    granted: bool


class Cloud:
    """The cloud as one home sees it. Its HTTP side starts when something asks for an address."""

    def __init__(self, clock: Clock, device_id: str, *, granted: bool, faults: Mapping[Service, Fault]) -> None:
        """Start with no reminders and an empty table."""
        self.id = uuid4().hex
        self.clock = clock
        self.device_id = device_id
        self.granted = granted
        self.faults = dict(faults)
        self.reminders = Reminders(clock)
        self.table = Table()
        self.rang: list[Rang] = []
        self.lock = RLock()
        # Ends the wait of answers that are slow on purpose.
        self.released = Event()
        self._passes: dict[str, _Pass] = {}

    @property
    def url(self) -> str:
        """The `apiEndpoint`. With both services behind it down, it is an address where nobody listens."""
        behind = [self.faults.get(service) for service in (Service.REMINDERS, Service.SETTINGS)]
        if all(fault is not None and fault.kind is Kind.DOWN for fault in behind):
            return NOBODY
        return self._address()

    def token(self, *, in_session: bool) -> str:
        """Issue the access token of one request."""
        token = f"{TOKEN}.{self.id}.{len(self._passes)}"
        self._passes[token] = _Pass(in_session, self.granted)
        return token

    def table_environment(self) -> dict[str, str]:
        """Give the environment in which the skill finds this home's table; {} where it has been given another one."""
        if "TABLE_NAME" in os.environ:
            return {}
        return {
            "TABLE_NAME": f"{TABLE}.{self.id}",
            "AWS_ENDPOINT_URL_DYNAMODB": self._address(),
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "desk-speaker",
            "AWS_SECRET_ACCESS_KEY": "desk-speaker",
            # Whatever this machine has set up for real accounts must not be read.
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "NO_PROXY": "127.0.0.1",
            "no_proxy": "127.0.0.1",
        }

    def let_pass(self, length: timedelta) -> list[Rang]:
        """Let time pass, and ring what is due on the way. Gives what rang."""
        with self.lock:
            before = self.clock.utc
            self.clock.go_on(length)
            due = self.reminders.ringing(before, self.clock.utc)
        zone = self.clock.zone
        rang = [Rang(ring.astimezone(zone).replace(tzinfo=None), label) for ring, label in due]
        self.rang += rang
        return rang

    def state(self) -> Json:
        """Give what the cloud keeps: the reminders, what rang (local times), and what the table remembers."""
        with self.lock:
            reminders = [self.reminders.described(alert) for alert in self.reminders.standing()]
            rang = [ring.at.isoformat(timespec="minutes") for ring in self.rang]
            return {"reminders": reminders, "rang": rang, "memory": self.table.remembered()}

    def fault(self, call: Call) -> Fault | None:
        """Give the fault that hits a call to Alexa's services, if one does."""
        if _SETTING.fullmatch(call.path):
            return self.faults.get(Service.SETTINGS)
        if not _REMINDERS.fullmatch(call.path):
            return None
        fault = self.faults.get(Service.REMINDERS)
        if fault and fault.code in REMINDER_CODES and call.method not in REMINDER_CODES[fault.code][1]:
            return None
        return fault

    def answer(self, call: Call) -> Answer:
        """Answer a call to Alexa's services."""
        with self.lock:
            if setting := _SETTING.fullmatch(call.path):
                return self._setting(call, unquote(setting[1]), setting[2])
            if reminder := _REMINDERS.fullmatch(call.path):
                return self._reminder(call, unquote(reminder[1]) if reminder[1] else None)
        return error_answer(404, "NOT_FOUND", "There is no such resource.")

    def answer_table(self, operation: str, body: bytes) -> Answer:
        """Answer a call to the table."""
        with self.lock:
            try:
                return Answer(200, self.table.call(operation, body))
            except TableError as error:
                return Answer(error.status, error.body)

    def _setting(self, call: Call, device_id: str, name: str) -> Answer:
        if call.token not in self._passes:
            return error_answer(401, "UNAUTHORIZED", "The access token is missing or unknown.")
        if device_id != self.device_id:
            return error_answer(403, "FORBIDDEN", "The access token is for another device.")
        if call.method != "GET":
            return error_answer(405, "METHOD_NOT_ALLOWED", "Settings can only be read.")
        return Answer(200, self.clock.zone.key) if name == "System.timeZone" else Answer(204)

    def _reminder(self, call: Call, token: str | None) -> Answer:
        allowed = self._passes.get(call.token)
        if allowed is None:
            return error_answer(401, "UNAUTHORIZED", "The access token is missing or unknown.")
        if not allowed.granted:
            return error_answer(401, "UNAUTHORIZED", "Access to this resource has not yet been requested.")
        try:
            if call.method == "POST" and token is None:
                if not allowed.in_session:
                    raise RefusedError(403, "NOT_IN_SESSION", "A reminder can only be created in session.")
                return Answer(200, self.reminders.create(_json(call.body)))
            if call.method == "GET":
                return Answer(200, self.reminders.all() if token is None else self.reminders.one(token))
            if call.method == "PUT" and token is not None:
                return Answer(200, self.reminders.update(token, _json(call.body)))
            if call.method == "DELETE" and token is not None:
                self.reminders.delete(token)
                return Answer(200)
        except RefusedError as refused:
            return error_answer(refused.status, refused.code, refused.message)
        return error_answer(405, "METHOD_NOT_ALLOWED", "This cannot be done here.")

    def _address(self) -> str:
        from speaker.cloud import server  # An HTTP server is loaded when there is something to serve.

        return server.address_for(self)


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError as error:
        raise RefusedError(400, "INVALID_REQUEST", "The body is not JSON.") from error


def error_answer(status: int, code: str, message: str) -> Answer:
    """Build the error answer of Alexa's services."""
    return Answer(status, {"code": code, "message": message})
