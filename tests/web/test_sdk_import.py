"""The SDK's adapter can be imported wherever it runs, and nothing of the stand-in is left behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

LAMBDA = Path(__file__).resolve().parents[2] / "lambda"
IMPORT = "from web.sdk_import import SkillAdapter"


def run(code: str, folder: Path = LAMBDA) -> str:
    """Run the code in a fresh interpreter and return what it printed. CalledProcessError if it fails."""
    path = os.pathsep.join([str(folder), str(LAMBDA)])
    command = [sys.executable, "-W", "error", "-c", code]
    return subprocess.run(
        command, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.parametrize("package", ["certvalidator", "oscrypto"])
def test_it_is_imported_where_what_it_leans_on_cannot_be(package: str, tmp_path: Path) -> None:
    (tmp_path / f"{package}.py").write_text("raise OSError('no version of libcrypto')\n", encoding="utf-8")
    with pytest.raises(subprocess.CalledProcessError):
        run("import flask_ask_sdk.skill_adapter", tmp_path)
    assert run(f"{IMPORT}\nprint('imported')", tmp_path) == "imported\n"


def test_the_adapter_is_the_sdks_own_and_nothing_is_left_of_the_stand_in() -> None:
    names = "sorted(name for name in sys.modules if name.startswith(('certvalidator', 'oscrypto', 'freezegun')))"
    code = f"import sys\n{IMPORT}\nprint(SkillAdapter.__module__, {names})"
    assert run(code) == "flask_ask_sdk.skill_adapter []\n"


def test_a_certvalidator_that_was_there_before_is_there_again(tmp_path: Path) -> None:
    (tmp_path / "certvalidator").mkdir()
    (tmp_path / "certvalidator" / "__init__.py").write_text("MARK = 'theirs'\n", encoding="utf-8")
    code = f"import sys, certvalidator\n{IMPORT}\nprint(sys.modules['certvalidator'].MARK)"
    assert run(code, tmp_path) == "theirs\n"


def test_the_sdks_own_verifier_cannot_pass_anything_with_it() -> None:
    code = (
        f"{IMPORT}\n"
        "from ask_sdk_webservice_support.verifier import CertificateValidator\n"
        "try:\n    CertificateValidator(b'').validate_usage({'digital_signature'})\n"
        "except NotImplementedError as error:\n    print(error)"
    )
    assert "not in use" in run(code)
