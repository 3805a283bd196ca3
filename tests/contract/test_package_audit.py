"""`make audit`: a known vulnerability fails, and silence is no all-clear. pip-audit is a stand-in here."""

import json
import os
import stat
import subprocess
from pathlib import Path
from typing import Any

import pytest

from contract import audit
from contract.template import ROOT

Answer = list[dict[str, Any]] | str
CLEAN: Answer = [{"name": "six", "version": "1.17.0", "vulns": []}]
FLAW = {"id": "PYSEC-1", "fix_versions": ["6.1"], "aliases": [], "description": "bad"}
FLAWED: list[dict[str, Any]] = [{"name": "pyyaml", "version": "5.1", "vulns": [FLAW]}]
SKIPPED: list[dict[str, Any]] = [
    {"name": "six", "skip_reason": "Dependency not found on PyPI and could not be audited: six (1.17.0)"}
]
UNREACHABLE = "requests.exceptions.ConnectionError: HTTPSConnectionPool: Max retries exceeded"


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    return tmp_path / "requirements.lock"


def answering(folder: Path, monkeypatch: pytest.MonkeyPatch, **answers: Answer) -> None:
    """Let pip-audit answer by database and file: `pypi_flawed`, `osv_lock`. A text is what it ends with, on stderr."""
    for name, answer in answers.items():
        (folder / name).write_text(answer if isinstance(answer, str) else json.dumps({"dependencies": answer}), "utf-8")
        (folder / f"{name}.channel").write_text("2" if isinstance(answer, str) else "1", "utf-8")
    stand_in = folder / "python"
    stand_in.write_text(
        f"""#!/bin/sh
case "$*" in *requirements.lock*) what=lock ;; *) what=flawed ;; esac
case "$*" in *"service osv"*) who=osv ;; *) who=pypi ;; esac
cat "{folder}/${{who}}_$what" >&"$(cat "{folder}/${{who}}_$what.channel")"
exit 1
""",
        "utf-8",
    )
    stand_in.chmod(stand_in.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr("sys.executable", str(stand_in))


def test_a_known_vulnerability_fails(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answering(tmp_path, monkeypatch, pypi_flawed=FLAWED, pypi_lock=[*FLAWED, *SKIPPED])
    assert audit.main(["--offline-ok", str(lock)]) == 1
    assert capsys.readouterr().err == "audit: requirements.lock: pyyaml 5.1: PYSEC-1, fixed in 6.1\n"


def test_nothing_known_passes(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answering(tmp_path, monkeypatch, pypi_flawed=FLAWED, pypi_lock=CLEAN)
    assert audit.main([str(lock)]) == 0
    assert capsys.readouterr().out.startswith("audit: no vulnerability is known")


def test_where_one_database_cannot_be_reached_another_is_asked(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(tmp_path, monkeypatch, pypi_flawed=UNREACHABLE, osv_flawed=FLAWED, osv_lock=FLAWED)
    assert audit.main(["--offline-ok", str(lock)]) == 1


@pytest.mark.parametrize(
    "answers",
    [
        {"pypi_flawed": UNREACHABLE, "osv_flawed": UNREACHABLE},
        {"pypi_flawed": SKIPPED, "osv_flawed": CLEAN},
        {"pypi_flawed": FLAWED, "pypi_lock": SKIPPED},
        {"pypi_flawed": FLAWED, "pypi_lock": UNREACHABLE},
    ],
    ids=["nobody answers", "nobody knows a flaw", "ours are not known", "the answer breaks off"],
)
def test_when_nobody_can_tell_it_is_no_all_clear(
    tmp_path: Path,
    lock: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    answers: dict[str, Answer],
) -> None:
    answering(tmp_path, monkeypatch, **answers)
    assert audit.main([str(lock)]) == 1
    assert audit.main(["--offline-ok", str(lock)]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("audit: NOT AUDITED, no database can tell: ")


@pytest.mark.parametrize("ends", ["ModuleNotFoundError: No module named 'pip_audit'", "usage: pip-audit ..."])
def test_a_broken_pip_audit_is_no_missing_database(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ends: str
) -> None:
    answering(tmp_path, monkeypatch, pypi_flawed=ends)
    assert audit.main(["--offline-ok", str(lock)]) == 2
    assert capsys.readouterr().err == f"audit: pip-audit failed: {ends}\n"


def test_what_ci_runs_passes_over_a_missing_database_only() -> None:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}

    def shown(*options: str) -> str:
        command = ["make", "-n", "audit", *options]
        return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=True).stdout

    assert "--offline-ok" in shown("OFFLINE=ok")
    assert "--offline-ok" not in shown()
    assert "lambda/requirements.lock" in shown()
