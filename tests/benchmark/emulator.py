"""Lambda's runtime emulator with Lambda's own Python client, on a packed function; loopback only."""

import http.client
import json
import os
import platform
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pack

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / ".aws-sam" / "build" / "LegCrampFunction"
LOOPBACK = "127.0.0.1"
INVOKE = "/2015-03-31/functions/function/invocations"
STARTS_WITHIN = 10.0
ANSWERS_WITHIN = 30.0


class EmulatorError(Exception):
    """The emulator is missing, did not start, or did not answer."""


@dataclass(frozen=True)
class Emulator:
    """A running emulator: where it listens, the file that holds its log and the function's, and its process."""

    port: int
    log: Path
    process: int

    def post(self, body: bytes) -> Any:
        """Send one event and return the answer, parsed. EmulatorError if it is no JSON."""
        with closing(http.client.HTTPConnection(LOOPBACK, self.port, timeout=ANSWERS_WITHIN)) as connection:
            connection.request("POST", INVOKE, body)
            answer = connection.getresponse().read()
        try:
            return json.loads(answer)
        except ValueError as error:
            raise EmulatorError(f"no JSON: {answer[:200]!r}") from error

    def memory(self) -> float:
        """The most memory that the function's process has held, in KiB. Linux only: OSError elsewhere."""
        threads = Path(f"/proc/{self.process}/task").glob("*/children")
        [child] = {number for thread in threads for number in thread.read_text().split()}
        lines = Path(f"/proc/{child}/status").read_text(encoding="ascii").splitlines()
        return next(float(line.split()[1]) for line in lines if line.startswith("VmHWM:"))


def runtime_python() -> str:
    """The Python that stands in for Lambda's: the runtime's own version, or else the one that runs this."""
    return pack.find_python() or sys.executable


def emulator_binary(sam_venv: Path = ROOT / ".venv-sam") -> Path:
    """The emulator that the SAM CLI brings along. EmulatorError if that is not installed."""
    machine = "arm64" if platform.machine() in {"aarch64", "arm64"} else "x86_64"
    for found in sam_venv.glob(f"lib/python*/site-packages/samcli/local/rapid/aws-lambda-rie-{machine}"):
        found.chmod(0o755)
        return found
    raise EmulatorError("no runtime emulator: `make build` installs the SAM CLI, which holds it")


def runtime_libraries(python: str) -> Path:
    """A folder with what Lambda's runtime brings besides Python (its client and boto3), installed for `python` once."""
    requirements = ROOT / "tests" / "lambda" / "runtime-requirements.txt"
    version = subprocess.run([python, "-V"], capture_output=True, text=True, check=True).stdout.split()[1]
    folder = ROOT / ".build" / f"lambda-runtime-{version}"
    done = folder / ".done"
    if not done.exists() or done.read_bytes() != requirements.read_bytes():
        quiet = ["--quiet", "--disable-pip-version-check", "--no-warn-conflicts", "--root-user-action=ignore"]
        target = ["--upgrade", "--target", str(folder), "-r", str(requirements)]
        subprocess.run([python, "-m", "pip", "install", *quiet, *target], check=True)
        done.write_bytes(requirements.read_bytes())
    return folder


def free_ports() -> tuple[int, int]:
    """Two loopback ports that nobody listens on."""
    with socket.create_server((LOOPBACK, 0)) as one, socket.create_server((LOOPBACK, 0)) as other:
        return one.getsockname()[1], other.getsockname()[1]


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return as soon as `port` takes a connection. EmulatorError if the process ends before, or after ten seconds."""
    until = time.monotonic() + STARTS_WITHIN
    while process.poll() is None and time.monotonic() < until:
        try:
            socket.create_connection((LOOPBACK, port), timeout=1).close()
        except ConnectionRefusedError:
            time.sleep(0.01)  # the emulator tells nobody when it is ready
        else:
            return
    raise EmulatorError(f"the emulator did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")


@contextmanager
def running(function: Path, log: Path, **environment: str) -> Iterator[Emulator]:
    """Run the packed function in the folder `function` until the block ends; its environment is `environment` alone."""
    python = runtime_python()
    port, runtime_port = free_ports()
    addresses = {"--runtime-api-address": runtime_port, "--runtime-interface-emulator-address": port}
    where = [word for flag, number in addresses.items() for word in (flag, f"{LOOPBACK}:{number}")]
    command = [str(emulator_binary()), *where, python, "-S", "-m", "awslambdaric", "lambda_function.handler"]
    path = os.pathsep.join([str(function), str(runtime_libraries(python))])
    settings = {"PATH": os.defpath, "PYTHONPATH": path, "AWS_LAMBDA_FUNCTION_TIMEOUT": "7", **environment}
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=function, env=settings, stdout=output, stderr=output)
        try:
            wait_for(port, process, log)
            yield Emulator(port, log, process.pid)
        finally:
            process.terminate()
            process.wait(timeout=STARTS_WITHIN)
