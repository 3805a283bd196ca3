"""Several people at once: nobody gets another's answer, and what is shared is made once."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from knocking import Alexa, Json, Service, event, serving

from lambda_function import handler
from leg_cramp import memory
from leg_cramp.alexa_api import AlexaApi
from web.server import THREADS
from web_service import create_app

ROOT = Path(__file__).resolve().parents[2]
PLAYS = (
    ("relief", "still_hurts", "next", "better"),
    ("relief_calf", "next", "previous", "repeat", "stop"),
    ("bedtime_stretch", "next", "next", "pause", "resume"),
    ("medication_statins", "yes", "no", "prevention", "more"),
    ("danger_sign_swelling", "no", "relief"),
)


def at_once(work: Callable[[int], Any], people: int = 2 * THREADS) -> list[Any]:
    """Have so many threads do it at the same moment, each with its own number; return what each returned."""
    start = threading.Barrier(people)

    def person(number: int) -> Any:
        start.wait()
        return work(number)

    with ThreadPoolExecutor(people) as pool:
        return list(pool.map(person, range(people)))


def play(names: tuple[str, ...], ask: Callable[[Json], Json]) -> list[Json]:
    """Hold a conversation, the session carried from turn to turn, and return what was said."""
    said: list[Json] = []
    for name in names:
        turn = event(name)
        turn["session"]["attributes"] = said[-1].get("sessionAttributes", {}) if said else {}
        said.append(ask(turn))
    return said


def test_nobody_gets_anothers_answer() -> None:
    alone = [play(names, lambda turn: handler(turn, None)) for names in PLAYS]
    with serving(create_app(development=True)) as (host, port):

        def person(number: int) -> list[list[Json]]:
            connection = HTTPConnection(host, port, timeout=20)

            def ask(turn: Json) -> Json:
                connection.request("POST", "/", json.dumps(turn))
                answer: Json = json.loads(connection.getresponse().read())
                return answer

            held = [play(PLAYS[(number + offset) % len(PLAYS)], ask) for offset in range(5)]
            connection.close()
            return held

        for number, held in enumerate(at_once(person)):
            assert held == [alone[(number + offset) % len(PLAYS)] for offset in range(5)]


def test_a_chain_that_several_wait_for_serves_them_all(alexa: Alexa, service: Service) -> None:
    knock = alexa.knock()
    service.host.replies[:] = [knock.chain] * 2 * THREADS
    app = service.client.application

    def ask(_: int) -> int:
        return app.test_client().post("/", data=knock.body, headers=knock.all_headers()).status_code

    assert at_once(ask) == [200] * 2 * THREADS


def test_the_tables_client_is_made_by_one_thread_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    making, most = [], []
    together = threading.Event()

    def new_client() -> object:
        making.append(1)
        if len(making) > 1:
            together.set()
        together.wait(0.1)  # For somebody else who is at it too; the right way, nobody comes.
        most.append(len(making))
        making.pop()
        return object()

    monkeypatch.setattr(memory, "new_client", new_client)
    memory._shared_client.cache_clear()
    try:
        at_once(lambda _: memory._shared_client(), 3)
    finally:
        memory._shared_client.cache_clear()
    assert max(most) == 1


class _Echo(BaseHTTPRequestHandler):
    """Gives each device a time zone of its own name."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = json.dumps(self.path.split("/")[3]).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def test_alexas_services_give_each_thread_its_own_answer() -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Echo) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        url = f"http://127.0.0.1:{server.server_port}"

        def zones(number: int) -> list[str]:
            return [AlexaApi(url, "token", 20).time_zone(f"{number}-{turn}") for turn in range(20)]

        try:
            answers = at_once(zones)
        finally:
            server.shutdown()
    assert answers == [[f"{number}-{turn}" for turn in range(20)] for number in range(2 * THREADS)]


FIRST_TURNS = """
import logging, sys, threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from web.server import THREADS
from web_service import create_app

logging.basicConfig(stream=sys.stdout, format="%(message)s")
app = create_app(development=True)
events = [path.read_bytes() for path in sorted(Path(sys.argv[1]).glob("*.json"))]
start = threading.Barrier(THREADS)

def status(event):
    return app.test_client().post("/", data=event).status_code

sys.setswitchinterval(1e-4)
with ThreadPoolExecutor(THREADS, initializer=start.wait) as pool:
    print(*pool.map(status, events), sep="\\n")
"""


def test_a_new_process_may_be_asked_several_things_at_once() -> None:
    # What is loaded at its first use is wanted by several here at the same moment.
    command = [sys.executable, "-c", FIRST_TURNS, str(ROOT / "tests" / "events")]
    path = {**os.environ, "PYTHONPATH": str(ROOT / "lambda")}
    said = subprocess.run(command, env=path, capture_output=True, text=True, timeout=60, check=True)
    lines = said.stdout.splitlines()
    failed = [line for line in lines if line != "200"]
    # Two of the events are of kinds that no handler takes: these are told as such.
    assert len(failed) == 2, failed
    assert lines.count("200") == len(list((ROOT / "tests" / "events").glob("*.json")))
    assert said.stderr == ""
