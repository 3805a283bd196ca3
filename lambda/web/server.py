"""Serves the application with waitress until it is told to stop, and then finishes what was asked."""

import logging
import signal
from collections.abc import Sequence
from contextlib import ExitStack
from ipaddress import ip_address
from socket import AF_INET, AF_INET6, SOCK_STREAM, gaierror, getaddrinfo, socket
from socket import create_server as create_listener
from threading import Event, RLock
from time import monotonic
from typing import Any

from flask import Flask
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server

from leg_cramp.log import log

THREADS = 8  # A turn that waits for Alexa's services or the table keeps one busy for seconds.
MOST_BYTES = 256 * 1024  # Of a request's body. An event is a tenth of that.
MOST_HEADER_BYTES = 16 * 1024
IDLE_SECONDS = 30  # Then a connection on which nothing is asked is closed.
STOP_SECONDS = 8.0  # As long as Alexa waits: whoever is still being answered then has gone.
LOOK_SECONDS = 1  # Between two looks whether the last answer has left, and whether a connection is idle.


class ListenError(Exception):
    """The service cannot listen where it was told to. The text says why."""


Address = tuple[str, int]  # A number, such as 127.0.0.1 or ::1, and a port.


def addresses(host: str, port: int, *, loopback_only: bool) -> tuple[Address, ...]:
    """Return each address that `host` stands for. ListenError if there is none, or one that is not loopback.

    Names are looked up here, once, and the numbers are what is listened on: no name can mean something else later.
    """
    try:
        # None, which an empty host would be, stands for every address of the machine.
        found = getaddrinfo(host or "0.0.0.0", port, type=SOCK_STREAM)
    except (gaierror, UnicodeError) as error:
        raise ListenError(f"there is no host {host!r}") from error
    hosts = dict.fromkeys(str(each[4][0]) for each in found)
    if loopback_only and not all(ip_address(each.partition("%")[0]).is_loopback for each in hosts):
        raise ListenError(f"without verification the service listens on loopback only, and {host!r} is not loopback")
    return tuple((each, port) for each in hosts)


def _bound(address: Address) -> socket:
    try:
        return create_listener(address, family=AF_INET6 if ":" in address[0] else AF_INET)
    except OSError as error:
        raise ListenError(f"cannot listen on {_written(address)}: {error.strerror}") from error


def _written(address: Address) -> str:
    host, port = address
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


class Server:
    """The application behind its sockets. Listens from the start, answers while `run` runs."""

    def __init__(self, app: Flask, listen: Sequence[Address]) -> None:
        """Listens on each of `listen`. ListenError if one of them is taken or not ours."""
        # It warns of every request that waits a moment for a thread.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        self._sockets: dict[int, Any] = {}  # Of waitress: its listeners, connections and triggers.
        self._stop = Event()
        self._sending: dict[Any, float] = {}  # Connections with half a request, and since when.
        self._closing = RLock()  # `stop` wakes nobody who has gone; RLock, since a signal may come while it is held.
        with ExitStack() as opened:
            bound = [opened.enter_context(_bound(address)) for address in listen]
            opened.pop_all()  # From here on they are waitress's.
        self._server = create_server(
            app,
            map=self._sockets,
            sockets=bound,
            threads=THREADS,
            max_request_body_size=MOST_BYTES,
            max_request_header_size=MOST_HEADER_BYTES,
            channel_timeout=IDLE_SECONDS,
            ident=None,  # Nobody needs to know what serves this.
        )
        # With the ports as they are, also where 0 was asked for.
        self.urls = tuple(f"http://{_written(each.getsockname()[:2])}/" for each in bound)
        # Kept apart, since `stop` may come while connections come and go.
        self._listeners = [each for each in self._sockets.values() if isinstance(each, BaseWSGIServer)]

    def stop(self) -> None:
        """Have `run` finish what was asked, and return. May be called from anywhere."""
        with self._closing:
            self._stop.set()
            for listener in self._listeners:
                listener.pull_trigger()

    def stop_on(self, *signals: signal.Signals) -> None:
        """Stop when one of these comes. Only in the main thread."""
        for each in signals:
            signal.signal(each, lambda *_: self.stop())

    def run(self) -> None:
        """Answer until told to stop; then take no more connections, and return once the last answer has left."""
        while not self._stop.is_set():
            self._serve()
        log("stopping: no new connections, finishing what was asked")
        for listener in self._listeners:
            wasyncore.dispatcher.close(listener)  # Not its own close: the threads still need its trigger.
        until = monotonic() + STOP_SECONDS
        while self._busy() and monotonic() < until:
            self._serve()
        self._server.task_dispatcher.shutdown(timeout=2)
        with self._closing:
            self._listeners = []
            wasyncore.close_all(self._sockets)

    def _serve(self) -> None:
        wasyncore.loop(timeout=LOOK_SECONDS, use_poll=True, map=self._sockets, count=1)
        self._drop_tricklers(monotonic())

    def _drop_tricklers(self, now: float) -> None:
        """Close what has been sending one request for IDLE_SECONDS: for waitress, every byte begins them anew."""
        sending = [each for each in self._sockets.values() if isinstance(each, HTTPChannel) and each.request]
        self._sending = {each: self._sending.get(each, now) for each in sending}
        for channel, since in self._sending.items():
            if now - since > IDLE_SECONDS:
                channel.handle_close()

    def _busy(self) -> bool:
        channels = [each for each in self._sockets.values() if isinstance(each, HTTPChannel)]
        # Being read, being answered, being sent.
        return any(each.request or each.requests or each.total_outbufs_len for each in channels)
