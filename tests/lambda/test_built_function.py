"""The artefact that `sam build` made: what is in it, how large it is, and what it loads."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import pack
from benchmark.emulator import ROOT

Ask = Callable[..., dict[str, Any]]
LIMIT = 4 * 1024 * 1024
UNCHECKED_HASH = b"\x01\0\0\0"
RELIEF = ROOT / "tests" / "events" / "relief.json"
# boto3 comes with Lambda's runtime; the others belong to the web service, or to nothing.
ELSEWHERE = ("boto3", "botocore", "requests", "flask")
# Our own modules that are only there for what needs a service; and those that ask whether it is night.
NEEDS_A_SERVICE = ("schedule", "handlers.reminders", "handlers.permission")
ASKS_THE_TIME = ("http.client", "ssl", "leg_cramp.alexa_api", "leg_cramp.http_call", "leg_cramp.memory")


def magic_number(python: str) -> bytes:
    """What the bytecode of this Python begins with."""
    code = "import importlib.util, sys; sys.stdout.buffer.write(importlib.util.MAGIC_NUMBER)"
    return subprocess.run([python, "-c", code], stdout=subprocess.PIPE, check=True).stdout


def bytecode_of(source: Path) -> Path:
    return source.parent / "__pycache__" / f"{source.stem}.cpython-{pack.RUNTIME.replace('.', '')}.pyc"


def test_zipped_it_is_small_enough(zipped: Path) -> None:
    assert zipped.stat().st_size <= LIMIT


@pytest.mark.parametrize("name", [*ELSEWHERE, "pack.py", "Makefile", "web_service.py", "tests", "requirements.txt"])
def test_it_leaves_behind_what_it_does_not_need(built: Path, name: str) -> None:
    assert not (built / name).exists()


def test_the_words_are_in_it_as_json_alone(built: Path) -> None:
    content = built / "leg_cramp" / "content"
    sources = (ROOT / "lambda" / "leg_cramp" / "content").glob("*/*.toml")
    written = {(path.parent.name, path.stem) for path in sources}
    assert {(path.parent.name, path.stem) for path in content.glob("*/*.json")} == written
    assert not list(content.rglob("*.toml"))


def test_nothing_in_it_is_made_for_one_kind_of_processor(built: Path) -> None:
    assert [path.name for path in built.rglob("*") if path.suffix in {".so", ".pyd", ".dylib"}] == []


def test_every_module_has_bytecode_that_stays_valid_or_the_build_said_that_it_has_none(built: Path) -> None:
    """Without the runtime's Python nobody can compile for it; then there must be no bytecode at all, stale or other."""
    sources = list(built.rglob("*.py"))
    assert len(sources) > 100
    python = pack.find_python()
    if python is None:
        assert list(built.rglob("*.pyc")) == []
        return
    expected = magic_number(python) + UNCHECKED_HASH
    assert [path.name for path in sources if bytecode_of(path).read_bytes()[:8] != expected] == []
    assert len(list(built.rglob("*.pyc"))) == len(sources)


def test_after_zipping_the_answer_comes_from_bytecode_without_a_look_at_the_sources(
    unzipped: Path, tmp_path: Path, ask_fresh: Ask
) -> None:
    """Every source is spoilt, so that reading one would fail. Without bytecode it has to fail."""
    subprocess.run(["cp", "-R", f"{unzipped}/.", str(tmp_path)], check=True)
    for source in tmp_path.rglob("*.py"):
        source.write_text("raise SystemExit('read from source')\n", encoding="utf-8")
    if pack.find_python() is None:
        with pytest.raises(subprocess.CalledProcessError):
            ask_fresh(tmp_path, RELIEF)
        return
    assert ask_fresh(tmp_path, RELIEF)["answer"] == ask_fresh(unzipped, RELIEF)["answer"]


@pytest.mark.parametrize("event", ["relief", "relief_calf", "danger_sign_breathing", "launch"])
def test_the_first_help_loads_no_library_for_services_and_danger_asks_nothing(
    unzipped: Path, ask_fresh: Ask, event: str
) -> None:
    told = ask_fresh(unzipped, ROOT / "tests" / "events" / f"{event}.json")
    later = [*ELSEWHERE, "tomllib", *(f"leg_cramp.{name}" for name in NEEDS_A_SERVICE)]
    later += ASKS_THE_TIME if event.startswith("danger") else ()
    assert [name for name in later if name in told["modules"]] == []
    assert told["answer"]["response"]["outputSpeech"]["ssml"]


def test_every_module_of_ours_finds_what_it_imports(unzipped: Path, python: str) -> None:
    """A library that is not packed, and that somebody has come to need, shows here."""
    names = [path.relative_to(unzipped).with_suffix("") for path in (unzipped / "leg_cramp").rglob("*.py")]
    modules = [".".join(name.parts).removesuffix(".__init__") for name in names]
    code = (
        f"import importlib, sys; sys.path.insert(0, {str(unzipped)!r}); [importlib.import_module(m) for m in {modules}]"
    )
    subprocess.run([python, "-I", "-S", "-c", code], check=True)
