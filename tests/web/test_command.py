"""The command: where it listens, when it will not start, and that it stops without cutting anybody off."""

import json
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from knocking import EVENTS

from unit.scripted_server import as_json, scripted_server
from web.server import THREADS, ListenError, addresses
from web_service import main

COMMAND = [sys.executable, str(Path(__file__).resolve().parents[2] / "lambda" / "web_service.py")]
WAIT_SECONDS = 20  # For a process that should be done at once.


class Running:
    """The command, running in development on a port of its own."""

    def __init__(self) -> None:
        """Start it, and wait until it listens."""
        command = [*COMMAND, "--development", "--port", "0"]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        line = self.line()
        assert "requests are NOT verified" in line
        self.at = urlsplit(line.split()[4])

    def line(self) -> str:
        """Return the next line of its log."""
        assert self.process.stderr
        return self.process.stderr.readline()

    def connection(self) -> HTTPConnection:
        """Return a connection on which it has already answered."""
        assert self.at.hostname
        connection = HTTPConnection(self.at.hostname, self.at.port, timeout=WAIT_SECONDS)
        connection.request("GET", "/health")
        assert connection.getresponse().read() == b"ok\n"
        return connection


@contextmanager
def running() -> Iterator[Running]:
    service = Running()
    with service.process as process:
        try:
            yield service
        finally:
            process.kill()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_and_stops_when_it_is_told_to(how: signal.Signals) -> None:
    with running() as service:
        person = service.connection()
        person.request("POST", "/", (EVENTS / "launch.json").read_bytes())
        assert b"Stretch" in person.getresponse().read()
        person.close()
        service.process.send_signal(how)
        assert service.process.wait(WAIT_SECONDS) == 0
        assert "stopping" in service.line()
        assert service.line() == ""


def test_everybody_who_asked_before_it_stops_still_gets_the_answer() -> None:
    event = json.loads((EVENTS / "check_reminder.json").read_text(encoding="utf-8"))
    asked, go_on = threading.Semaphore(0), threading.Event()

    class Alexa(list[object]):
        """Answers of Alexa's services, none of which comes before somebody says so."""

        def pop(self, _: object = 0) -> object:
            asked.release()
            assert go_on.wait(WAIT_SECONDS)
            return as_json({"totalCount": "0", "alerts": []})

    with scripted_server() as alexa, running() as service:
        alexa.replies = Alexa()
        event["context"]["System"]["apiEndpoint"] = alexa.url
        # One more than can be answered at once, and each already through the door.
        people = [service.connection() for _ in range(THREADS + 1)]
        for person in people:
            person.request("POST", "/", json.dumps(event))
        for _ in range(THREADS):
            assert asked.acquire(timeout=WAIT_SECONDS)
        service.process.send_signal(signal.SIGTERM)
        assert "finishing what was asked" in service.line()
        go_on.set()
        for person in people:
            answer = person.getresponse()
            assert answer.status == 200
            assert "reminder" in json.loads(answer.read())["response"]["outputSpeech"]["ssml"]
            person.close()
        assert service.process.wait(WAIT_SECONDS) == 0


@pytest.mark.parametrize("host", ["0.0.0.0", "", "::", "0", "192.0.2.1", "2001:db8::1"])
def test_without_verification_it_will_not_listen_beyond_this_machine(host: str) -> None:
    with pytest.raises(ListenError, match="loopback"):
        addresses(host, 8000, loopback_only=True)
    assert addresses(host, 8000, loopback_only=False)


@pytest.mark.parametrize(
    ("host", "found"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("127.3.2.1", "127.3.2.1"),
        ("::1", "::1"),
        ("127.1", "127.0.0.1"),
    ],
)
def test_an_address_of_this_machine_is_listened_on_as_a_number(host: str, found: str) -> None:
    assert addresses(host, 8000, loopback_only=True) == ((found, 8000),)


def test_a_name_is_looked_up_and_each_of_its_addresses_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    def look_up(_host: str, port: int, **_: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in ("127.0.0.1", "192.0.2.1")]

    monkeypatch.setattr("web.server.getaddrinfo", look_up)
    assert addresses("bedroom", 80, loopback_only=False) == (("127.0.0.1", 80), ("192.0.2.1", 80))
    with pytest.raises(ListenError, match="loopback"):
        addresses("bedroom", 80, loopback_only=True)


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return the one line with which the command says that it will not start."""
    try:
        code: object = main(arguments)
    except SystemExit as stopped:  # argparse's own way
        code = stopped.code
    said = capsys.readouterr()
    assert (code, said.out) == (2, "")
    return said.err.splitlines()[-1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--development", "--host", "0.0.0.0"), "loopback only"),
        (("--development", "--host", "two words"), "there is no host 'two words'"),
        (("--development", "--host", "x" * 300), "there is no host"),
        (("--development", "--port", "65536"), "a number from 0 to 65535 is needed"),
        (("--development", "--port", "http"), "a number from 0 to 65535 is needed"),
        (("--port", "0"), "SKILL_ID is not set"),
    ],
)
def test_what_cannot_be_served_is_said_in_a_line(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SKILL_ID")
    assert said in refusal(capsys, *arguments)


def test_the_commands_exit_code_says_that_it_would_not_start() -> None:
    done = subprocess.run([*COMMAND, "--development", "--host", "0.0.0.0"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("web_service: ")
    assert done.stderr.count("\n") == 1


def test_a_port_that_is_taken_is_said_in_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        line = refusal(capsys, "--development", "--port", port)
    assert line.startswith(f"web_service: cannot listen on 127.0.0.1:{port}: ")
