"""The cloud's HTTP side: one server on loopback for this process, whichever homes there are.

Which home a call belongs to is told by its access token, and for the table by the table's name.
"""

import atexit
import json
import threading
from collections.abc import Callable
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from weakref import WeakValueDictionary

from speaker.cloud.account import Answer, Call, Cloud, error_answer
from speaker.cloud.faults import Fault, Kind, Service
from speaker.cloud.table import PREFIX

SLOW_SECONDS = 10.0  # Longer than Alexa itself waits for a skill.
_KEEP_ALIVE_SECONDS = 30.0
_PAGE = Answer(200, b"<html><body>Please log in to the network.</body></html>")
_homes: WeakValueDictionary[str, Cloud] = WeakValueDictionary()


def address_for(home: Cloud) -> str:
    """Give the server's address, started if need be, and serve `home` from now on."""
    _homes[home.id] = home
    return f"http://127.0.0.1:{_server().server_address[1]}"


@cache
def _server() -> ThreadingHTTPServer:
    server = _Server(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    atexit.register(server.server_close)
    atexit.register(server.shutdown)  # Called before the one above.
    return server


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, *_: Any) -> None:
        """Say nothing of a caller that hung up: with a slow answer, that is how it should be."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = _KEEP_ALIVE_SECONDS
    # Otherwise head and body of an answer wait for each other.
    disable_nagle_algorithm = True

    def handle_any(self) -> None:
        """Answer one call, well or badly."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        target = self.headers.get("X-Amz-Target")
        if target is None:
            self._alexa(body)
        else:
            self._table(target.rpartition(".")[2], body)

    do_GET = do_POST = do_PUT = do_DELETE = handle_any  # noqa: N815  the names that http.server looks for

    def log_message(self, *_: Any) -> None:
        """Say nothing: a token would be in it."""

    def _alexa(self, body: bytes) -> None:
        token = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
        home = _homes.get(token.split(".")[1]) if token.count(".") == 2 else None
        if home is None:
            self._send(error_answer(401, "UNAUTHORIZED", "The access token is missing or unknown."))
            return
        call = Call(self.command, self.path, token, body)
        fault = home.fault(call)
        refusal = error_answer(fault.status, fault.code, "Broken on demand.") if fault else None
        self._serve(home, fault, lambda: home.answer(call), refusal)

    def _table(self, operation: str, body: bytes) -> None:
        home = _homes.get(_table_name(body).rpartition(".")[2])
        if home is None:
            self._send(_table_error("ResourceNotFoundException", "Requested resource not found"))
            return
        fault = home.faults.get(Service.TABLE)
        refusal = _table_error(fault.code, "Broken on demand.", fault.status) if fault else None
        self._serve(home, fault, lambda: home.answer_table(operation, body), refusal)

    def _serve(self, home: Cloud, fault: Fault | None, work: Callable[[], Answer], refusal: Answer | None) -> None:
        if fault is None:
            self._send(work())
        elif fault.kind is Kind.STATUS and refusal:
            # 204 is a setting that is not set, and has no body.
            self._send(Answer(204) if fault.status == 204 else refusal)
        elif fault.kind is Kind.GARBAGE:
            self._send(_PAGE)
        elif fault.kind is Kind.DOWN:
            self.close_connection = True
        elif fault.kind is Kind.SLOW:
            work()
            home.released.wait(SLOW_SECONDS)
            # Whoever would have read an answer now is long gone.
            self.close_connection = True
        else:
            self._send(work(), cut=True)

    def _send(self, answer: Answer, *, cut: bool = False) -> None:
        data = answer.data
        self.send_response(answer.status)
        if answer.status != 204:
            self.send_header("Content-Type", "application/json")
            # A cut answer promises more than it sends, even where there was nothing to send.
            self.send_header("Content-Length", str(len(data) + cut))
        self.end_headers()
        self.wfile.write(data[: len(data) // 2] if cut else data)
        if cut:
            self.close_connection = True


def _table_name(body: bytes) -> str:
    try:
        return str(json.loads(body).get("TableName", ""))
    except (ValueError, AttributeError):
        return ""


def _table_error(code: str, message: str, status: int = 400) -> Answer:
    # DynamoDB refuses with 400 and the error's name, and keeps other statuses for trouble of its own.
    return Answer(status if status >= 500 else 400, {"__type": PREFIX + code, "message": message})
