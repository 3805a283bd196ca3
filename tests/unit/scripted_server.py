"""A server on loopback that answers as it is told, well or badly, and writes down what it was asked."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Reply:
    """A whole answer."""

    status: int = 200
    body: bytes = b""


@dataclass(frozen=True)
class Raw:
    """Exactly these bytes, and the connection closed."""

    data: bytes = b""


class Hang:
    """No answer at all, for as long as the test runs."""


class Drip:
    """An answer that comes a byte at a time, and never ends while the test runs."""


def as_json(value: Any, status: int = 200) -> Reply:
    return Reply(status, json.dumps(value).encode())


CUT_OFF = Raw(b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"Europe/')
SILENCE = Raw()
NOT_HTTP = Raw(b"220 mail.example ready\r\n")


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    headers: dict[str, str]
    body: Any
    connection: int


@dataclass
class Script:
    """What the server will answer, in order, and what it was asked."""

    url: str
    replies: list[Any] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)


@contextmanager
def scripted_server(tls: ssl.SSLContext | None = None) -> Iterator[Script]:
    server = _Server(("127.0.0.1", 0), _Handler)
    script = Script(f"http{'s' if tls else ''}://127.0.0.1:{server.server_address[1]}")
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    server.script = script  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield script
    finally:
        script.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: Any) -> None:
        """Says nothing of a caller that hung up: the tests see it on their own side."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 5
    disable_nagle_algorithm = True

    def handle_any(self) -> None:
        script: Script = self.server.script  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        parsed = json.loads(body) if body else None
        script.asked.append(Asked(self.command, self.path, headers, parsed, self.client_address[1]))
        reply = script.replies.pop(0)
        if isinstance(reply, Reply):
            self.send_response(reply.status)
            if reply.status != 204:
                self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)
            return
        self.close_connection = True
        if isinstance(reply, Raw):
            self.wfile.write(reply.data)
        elif isinstance(reply, Hang):
            script.over.wait()
        else:
            self._drip(script)

    do_GET = do_POST = do_PUT = do_DELETE = handle_any  # noqa: N815

    def _drip(self, script: Script) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Padding: ")
        try:
            while not script.over.wait(0.02):
                self.wfile.write(b"x")
        except OSError:
            return  # The caller has gone, as it should.

    def log_message(self, *_: Any) -> None:
        """Says nothing: the tests read Script.asked."""


def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
