"""`make ask` hands over what a person typed as it stands, whatever make or a shell would make of it."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.fixture
def fake_python(tmp_path: Path) -> Path:
    """An environment that looks installed, whose Python prints Q and is nothing else."""
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.write_text("#!/bin/sh\nprintf '%s' \"$Q\"\n", encoding="utf-8")
    python.chmod(0o755)
    (tmp_path / ".ask").touch()
    return tmp_path


@pytest.mark.parametrize(
    "typed",
    [
        'it\'s $5 "ok"',
        "calf | next | ",
        "$(shell touch never) ${HOME} $$ $@ $Q",
        "unbalanced $( and ${ and )",
        "a # b \\ c \\",
        "`id`; exit 3 && false > x * ? ~ !",
        "a := b = c",
        "%s 100% \u2019 \u00e9",
    ],
)
@pytest.mark.parametrize("given_as", ["argument", "environment"])
def test_what_was_typed_arrives_unchanged(fake_python: Path, typed: str, given_as: str) -> None:
    arguments = [f"Q={typed}"] if given_as == "argument" else []
    environ = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    result = subprocess.run(
        ["make", "-s", "ask", f"VENV={fake_python}", *arguments],
        cwd=ROOT,
        env=environ if arguments else {**environ, "Q": typed},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert (result.returncode, result.stdout, result.stderr) == (0, typed, "")
    assert not (ROOT / "never").exists()
