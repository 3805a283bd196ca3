"""A stand-in for Alexa, who signs with an authority of the tests' own, and the service that she knocks at."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import authority
from authority import NOW, Holder
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from unit.scripted_server import Reply, Script
from web.certificates import AlexaKeys
from web.server import Server

EVENTS = Path(__file__).resolve().parents[1] / "events"
OUR_ID = "amzn1.ask.skill.00000000-0000-0000-0000-000000000000"
ADDRESS = "https://s3.amazonaws.com/echo.api/echo-api-cert-12.pem"
Json = dict[str, Any]


def event(name: str = "relief", at: datetime = NOW, **request: Any) -> Json:
    """Return the event of this name in tests/events, made at this time, with other fields in its request."""
    read: Json = json.loads((EVENTS / f"{name}.json").read_text(encoding="utf-8"))
    read["request"] |= {"timestamp": at.strftime("%Y-%m-%dT%H:%M:%SZ")} | request
    return read


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True)
class Knock:
    """A request, and the chain that is found at its address: Alexa's own, as long as nothing else is said.

    `signed` is what was signed, where that is not the body. `headers` stand in place of the two that belong here.
    """

    chain: Any
    body: bytes = field(default_factory=lambda: json.dumps(event()).encode())
    address: str = ADDRESS
    key: authority.Key | None = None
    signed: bytes | None = None
    signature: str | None = None
    headers: tuple[tuple[str, str], ...] | None = None

    def with_(self, **fields: Any) -> Knock:
        return replace(self, **fields)

    def all_headers(self) -> list[tuple[str, str]]:
        if self.headers is not None:
            return list(self.headers)
        signed = self.body if self.signed is None else self.signed
        signature = authority.sign(signed, self.key) if self.signature is None else self.signature
        return [("SignatureCertChainUrl", self.address), ("Signature-256", signature)]


@dataclass(frozen=True)
class Alexa:
    """Signs as Alexa would, if the test's root were the world's."""

    root: Holder
    between: Holder

    def leaf(self, **differently: Any) -> Holder:
        return authority.leaf(self.between, **differently)

    def chain(self, **differently: Any) -> Reply:
        return Reply(200, self.leaf(**differently).pem + self.between.pem)

    def knock(self, **differently: Any) -> Knock:
        return Knock(self.chain(), **differently)


@dataclass(frozen=True)
class Service:
    """The service, the place where it finds chains, its clock, and the keys that it keeps."""

    client: FlaskClient
    host: Script
    clock: Clock
    keys: AlexaKeys

    def asked(self, knock: Knock) -> TestResponse:
        """Return the service's answer."""
        self.host.replies[:] = [knock.chain]
        return self.client.post("/", data=knock.body, headers=knock.all_headers())


@contextmanager
def serving(app: Flask) -> Iterator[tuple[str, int]]:
    """Serve the application on loopback until the block ends; gives host and port."""
    server = Server(app, [("127.0.0.1", 0)])
    thread = Thread(target=server.run)
    thread.start()
    try:
        yield "127.0.0.1", int(server.urls[0].rstrip("/").rpartition(":")[2])
    finally:
        server.stop()
        thread.join()


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)
