"""Asks a server on loopback over several connections at once, and takes the time of each answer."""

import re
import selectors
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import cycle

CONNECTIONS = 8
PATIENCE_SECONDS = 10.0  # Without any answer from any connection; then the run fails.
_LENGTH = re.compile(rb"\r\nContent-Length: (\d+)", re.IGNORECASE)


class LoadError(Exception):
    """The server stopped answering."""


@dataclass
class Run:
    """What became of the requests: seconds for each answer, seconds for all, and how many were no answer."""

    times: list[float] = field(default_factory=list)
    seconds: float = 0.0
    errors: int = 0

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.times) / self.seconds


@dataclass
class _Line:
    """One connection: what has come of the answer, and when it was asked for."""

    socket: socket.socket
    got: bytes = b""
    asked_at: float = 0.0

    def ask(self, request: bytes) -> None:
        self.got, self.asked_at = b"", time.perf_counter()
        self.socket.sendall(request)

    def read(self) -> bool:
        """Take what has come; True once the answer is whole. LoadError if the server hung up."""
        chunk = self.socket.recv(262_144)
        if not chunk:
            raise LoadError("the server hung up")
        self.got += chunk
        head, found, body = self.got.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        return bool(found and length) and len(body) >= int(length[1])

    @property
    def is_good(self) -> bool:
        return self.got.startswith(b"HTTP/1.1 200 ") and b'"response"' in self.got


def run(port: int, requests: list[bytes], count: int) -> Run:
    """Send the requests in turn, `count` in all, each connection its next one when the last is answered.

    Raises LoadError or OSError if the server does not go on answering.
    """
    result, waiting = Run(), cycle(requests)
    with ExitStack() as stack, selectors.DefaultSelector() as selector:
        lines = [stack.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(CONNECTIONS)]
        start = time.perf_counter()
        for number, connection in enumerate(lines[:count]):
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            line = _Line(connection)
            selector.register(connection, selectors.EVENT_READ, line)
            line.ask(next(waiting))
            asked = number + 1
        while len(result.times) < count:
            for line in _ready(selector):
                if not line.read():
                    continue
                result.times.append(time.perf_counter() - line.asked_at)
                result.errors += not line.is_good
                if asked < count:
                    asked += 1
                    line.ask(next(waiting))
        result.seconds = time.perf_counter() - start
    return result


def _ready(selector: selectors.BaseSelector) -> Iterator[_Line]:
    events = selector.select(PATIENCE_SECONDS)
    if not events:
        raise LoadError("no answer any more")
    for key, _ in events:
        yield key.data
