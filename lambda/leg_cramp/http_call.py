"""One HTTP exchange with JSON, within a time limit that holds whatever the other side does."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from http.client import HTTPConnection

BODY_LIMIT = 1_000_000  # Bytes. A longer answer is no answer of Alexa's.
_IDLE_SECONDS = 5.0  # An older connection may be half closed, and a POST must not be spent on finding out.
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_HOST = re.compile(r"[\w.:-]+", re.ASCII)
_BLANK = re.compile(r"[\s\x00-\x1f]")  # urlsplit drops some of these in silence.


class EndpointError(ValueError):
    """The address is not one that a token may be sent to."""


class CallFailedError(Exception):
    """No whole answer came."""

    def __init__(self, *, sent: bool, late: bool) -> None:
        """`sent`: the request may have arrived. `late`: time ran out."""
        super().__init__(f"sent={sent} late={late}")
        self.sent = sent
        self.late = late


@dataclass(frozen=True)
class Answer:
    """What came back: the status and at most BODY_LIMIT + 1 bytes."""

    status: int
    body: bytes


@dataclass
class _Kept:
    connection: HTTPConnection
    used_at: float


class HttpCaller:
    """Makes calls to one base address and keeps its connection for the next call. Safe to share between threads."""

    def __init__(self, base_url: str) -> None:
        """Takes https to anywhere, or plain http to this machine; anything else raises EndpointError.

        The host comes with each request, which is signed or invoked by Alexa alone, and a certificate vouches for it.
        Plain http would show the person's token on the way, so it is only for a stand-in on the same machine.
        """
        self._kept: list[_Kept] = []
        try:
            parts = urlsplit(base_url)
            port = parts.port
        except ValueError as error:
            raise EndpointError(base_url) from error
        host, secure = parts.hostname or "", parts.scheme == "https"
        local = parts.scheme == "http" and host in _LOOPBACK
        odd = _BLANK.search(base_url) or not _HOST.fullmatch(host) or parts.username is not None
        if odd or not (secure or local):
            raise EndpointError(base_url)
        self._secure, self._host = secure, host
        self._port = port or (443 if secure else 80)
        self._prefix = parts.path.rstrip("/")

    def __del__(self) -> None:
        """Closes what was kept, once nobody can use it any more."""
        for kept in self._kept:
            kept.connection.close()

    def call(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None, seconds: float) -> Answer:
        """Sends once and returns the answer, of any status. Raises CallFailedError; never takes longer than `seconds`.

        A socket's own timeout starts afresh with every byte, and looking up a name has none; so the exchange runs in
        a thread of its own, and is left behind when its time is over.
        """
        if seconds <= 0:
            raise CallFailedError(sent=False, late=True)
        # From here on: making a first https connection reads the machine's certificates, which takes its time.
        ends_at = monotonic() + seconds
        exchange = _Exchange(self._connection(seconds), method, self._prefix + path, headers, body)
        exchange.start()
        exchange.join(max(ends_at - monotonic(), 0.0))
        if exchange.is_alive():
            exchange.abandon()
            raise CallFailedError(sent=exchange.sent, late=True)
        if exchange.answer is None:
            raise CallFailedError(sent=exchange.sent, late=isinstance(exchange.failure, TimeoutError))
        if exchange.reusable:
            self._kept.append(_Kept(exchange.connection, monotonic()))
        return exchange.answer

    def _connection(self, seconds: float) -> HTTPConnection:
        from http.client import HTTPConnection, HTTPSConnection  # Loaded at the first call, not with the skill.

        while self._kept:
            try:
                kept = self._kept.pop()
            except IndexError:  # Another thread took the last one.
                break
            if monotonic() - kept.used_at < _IDLE_SECONDS and kept.connection.sock is not None:
                kept.connection.sock.settimeout(seconds)
                return kept.connection
            kept.connection.close()
        maker = HTTPSConnection if self._secure else HTTPConnection
        return maker(self._host, self._port, timeout=seconds)


@lru_cache(maxsize=8)
def caller_for(base_url: str) -> HttpCaller:
    """The caller for this address, kept from turn to turn: a warm function does not shake hands anew for each call."""
    return HttpCaller(base_url)


class _Exchange(threading.Thread):
    """The request and its answer, in a thread. Its fields are read once it has ended, `sent` at any time."""

    def __init__(
        self, connection: HTTPConnection, method: str, path: str, headers: Mapping[str, str], body: bytes | None
    ) -> None:
        super().__init__(daemon=True)
        self.connection = connection
        self.sent = False
        self.reusable = False
        self.answer: Answer | None = None
        self.failure: Exception | None = None
        self._request = (method, path, body, dict(headers))
        self._abandoned = threading.Event()

    def abandon(self) -> None:
        """Nobody waits for the answer any more: whoever of the two is last closes the connection."""
        self._abandoned.set()
        if not self.is_alive():
            self.connection.close()

    def run(self) -> None:
        from http.client import HTTPException

        try:
            if self.connection.sock is None:
                self.connection.connect()
            self.sent = True  # From here on, bytes may have arrived.
            self.connection.request(*self._request)
            response = self.connection.getresponse()
            body = response.read(BODY_LIMIT + 1)
            # read(n) does not complain when the other side stops early, so the promised length is checked here.
            if response.length:
                raise HTTPException("the body is cut off or too long")
            self.reusable = response.isclosed() and self.connection.sock is not None
            self.answer = Answer(response.status, body)
        except (OSError, HTTPException, ValueError) as error:  # ValueError: a malformed header or address.
            self.failure = error
        finally:
            if not self.reusable or self._abandoned.is_set():
                self.connection.close()
