"""The artefact that `make build` left, and Lambda's runtime emulator on it. Run by `make test-lambda` only."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import pack
from benchmark.emulator import BUILT, ROOT, Emulator, running, runtime_libraries, runtime_python

OUR_SKILL = "amzn1.ask.skill.00000000-0000-0000-0000-000000000000"
PROBE = ROOT / "tests" / "benchmark" / "probe.py"


@pytest.fixture(scope="session")
def python() -> str:
    """The runtime's own Python where the machine has one, else the one that runs the tests; the report says which."""
    return runtime_python()


def pytest_report_header() -> str:
    """Say which Python stands in for Lambda's, and what cannot be shown without the right one."""
    if pack.find_python() is None:
        return f"no Python {pack.RUNTIME} here: the artefact is built without bytecode, and runs on {sys.executable}"
    return f"the artefact runs on {runtime_python()}"


@pytest.fixture(scope="session")
def built() -> Path:
    """The folder that `sam build` made."""
    assert (BUILT / "lambda_function.py").exists(), "nothing is built: run `make build`, or `make test-lambda` for all"
    return BUILT


@pytest.fixture(scope="session")
def zipped(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The artefact as it is uploaded."""
    file = tmp_path_factory.mktemp("zip") / "function.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for path in built.rglob("*") if path.is_file()):
            archive.write(path, path.relative_to(built))
    return file


@pytest.fixture(scope="session")
def unzipped(zipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The artefact as Lambda unpacks it: the times are what the zip could keep."""
    folder = tmp_path_factory.mktemp("task")
    with zipfile.ZipFile(zipped) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture(scope="session")
def emulator(unzipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    """The function under the emulator, with the environment that the template gives it."""
    log = tmp_path_factory.mktemp("emulator") / "log"
    settings = {"SKILL_ID": OUR_SKILL, "LOG_LEVEL": "INFO", "AWS_LAMBDA_LOG_FORMAT": "JSON"}
    with running(unzipped, log, **settings) as started:
        yield started


@pytest.fixture(scope="session")
def ask_fresh(python: str) -> Callable[..., dict[str, Any]]:
    """Ask a packed function once, in a fresh interpreter with what Lambda's has and no more; get what it tells."""

    def ask(function: Path, event: Path) -> dict[str, Any]:
        folders = os.pathsep.join([str(function), str(runtime_libraries(python))])
        command = [python, "-I", "-S", str(PROBE), folders, str(event), "0"]
        told = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.splitlines()[-1])
        assert isinstance(told, dict)
        return told

    return ask
