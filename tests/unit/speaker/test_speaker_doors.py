"""The doors: the handler in this process, and any address that takes an event by POST."""

import json
import os
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import ModuleType
from typing import Any

import pytest

from speaker import DoorError, doors

EVENT = {"request": {"type": "LaunchRequest"}}


class _Server(BaseHTTPRequestHandler):
    status, body, received = 200, b"{}", b""

    def do_POST(self) -> None:
        type(self).received = self.rfile.read(int(self.headers["Content-Length"]))
        if self.status == 0:
            release.wait(5)
            return
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""


release = threading.Event()


@pytest.fixture
def server() -> Iterator[str]:
    release.clear()
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}/"
    release.set()
    httpd.shutdown()
    httpd.server_close()
    thread.join()


def test_an_event_is_posted_and_its_answer_returned(server: str) -> None:
    _Server.status, _Server.body = 200, b'{"version": "1.0", "response": {}}'
    assert doors.at_url(server)(EVENT) == {"version": "1.0", "response": {}}
    assert json.loads(_Server.received) == EVENT


@pytest.mark.parametrize(
    ("status", "body", "says"),
    [
        (400, b"{}", "400"),
        (200, b"<html>", "not JSON"),
        (200, b"\xff\xfe", "not JSON"),
        (200, b"[1]", "not a JSON object"),
        (200, b'{"response": 3}', "response"),
        (200, b'{"errorType": "KeyError", "errorMessage": "x"}', "KeyError"),
    ],
)
def test_what_is_no_answer_is_told_plainly(server: str, status: int, body: bytes, says: str) -> None:
    _Server.status, _Server.body = status, body
    with pytest.raises(DoorError, match=says):
        doors.at_url(server)(EVENT)


def test_an_answer_that_takes_too_long_is_none(server: str) -> None:
    _Server.status = 0
    with pytest.raises(DoorError, match="no answer"):
        doors.at_url(server, patience=0.05)(EVENT)


def test_nobody_at_home_is_told_plainly() -> None:
    with pytest.raises(DoorError, match=r"no answer from http://127\.0\.0\.1:9/"):
        doors.at_url("http://127.0.0.1:9/")(EVENT)


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], None]:
    def put(handler: Any) -> None:
        module = ModuleType("lambda_function")
        module.handler = handler  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "lambda_function", module)

    return put


def test_the_handler_in_this_process_gets_the_event_and_keeps_its_output_off_ours(
    install: Callable[[Any], None], capsys: pytest.CaptureFixture[str]
) -> None:
    def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
        print("a log line")
        return {"version": "1.0", "response": {}, "sessionAttributes": {"got": event, "context": context}}

    install(handler)
    assert doors.in_process()(EVENT)["sessionAttributes"] == {"got": EVENT, "context": None}
    assert capsys.readouterr() == ("", "a log line\n")


@pytest.mark.parametrize("handler", [lambda _event, _context: 1 / 0, lambda _event, _context: {"response": {1, 2}}])
def test_a_handler_that_raises_or_returns_no_json_has_not_answered(
    install: Callable[[Any], None], handler: Callable[..., Any]
) -> None:
    install(handler)
    with pytest.raises(DoorError, match="the skill failed"):
        doors.in_process()(EVENT)


def test_a_handler_that_returns_nothing_has_not_answered(install: Callable[[Any], None]) -> None:
    install(lambda _event, _context: None)
    with pytest.raises(DoorError, match="not a JSON object"):
        doors.in_process()(EVENT)


def test_the_handler_sees_the_added_environment_and_nobody_does_afterwards(
    install: Callable[[Any], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_REGION", "mine")
    monkeypatch.delenv("TABLE_NAME", raising=False)
    install(lambda _event, _context: {"response": {}, "saw": [os.environ["TABLE_NAME"], os.environ["AWS_REGION"]]})
    door = doors.in_process(lambda: {"TABLE_NAME": "desk", "AWS_REGION": "desk"})
    assert door(EVENT)["saw"] == ["desk", "desk"]
    assert ("TABLE_NAME" in os.environ, os.environ["AWS_REGION"]) == (False, "mine")


def test_the_environment_is_put_back_after_a_failure_too(
    install: Callable[[Any], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TABLE_NAME", raising=False)
    install(lambda _event, _context: 1 / 0)
    with pytest.raises(DoorError):
        doors.in_process(lambda: {"TABLE_NAME": "desk"})(EVENT)
    assert "TABLE_NAME" not in os.environ
