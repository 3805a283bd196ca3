"""`python -m speaker.page`, as `make speaker` starts it."""

import os
import signal
import socket
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parents[3]
ENVIRONMENT = {**os.environ, "PYTHONPATH": f"{ROOT / 'lambda'}:{ROOT / 'tests'}"}
COMMAND = [sys.executable, "-m", "speaker.page"]


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_it_prints_its_address_serves_there_and_ends_when_told(sent: signal.Signals) -> None:
    with subprocess.Popen(COMMAND, env={**ENVIRONMENT, "PORT": "0"}, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        line = process.stdout.readline()
        address = urlsplit(line.split()[5])
        assert address.hostname == "127.0.0.1"
        connection = HTTPConnection(address.hostname, address.port or 0, timeout=10)
        connection.request("GET", "/")
        assert b"Leg Cramp Guide" in connection.getresponse().read()
        process.send_signal(sent)
    assert process.returncode == 0


@pytest.mark.parametrize("port", ["taken", "-1", "70000", "http"])
def test_a_port_that_cannot_be_had_is_told_in_one_line(port: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        given = str(taken.getsockname()[1]) if port == "taken" else port
        result = subprocess.run(
            COMMAND, env={**ENVIRONMENT, "PORT": given}, capture_output=True, text=True, check=False, timeout=60
        )
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith(f"speaker: PORT={given}")
