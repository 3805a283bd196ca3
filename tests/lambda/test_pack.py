"""The packing itself, on small folders: what it does wherever it runs."""

import importlib.util
import json
import marshal
import os
import struct
import sys
from pathlib import Path

import pytest

import pack

UNCHECKED_HASH = 0b01


def test_bytecode_is_marked_as_never_to_be_checked_against_its_source(tmp_path: Path) -> None:
    source = tmp_path / "module.py"
    source.write_text("ANSWER = 42\n", encoding="utf-8")
    pack.compile_all(tmp_path, sys.executable)
    compiled = Path(importlib.util.cache_from_source(str(source))).read_bytes()
    assert compiled[:4] == importlib.util.MAGIC_NUMBER
    assert struct.unpack("<I", compiled[4:8])[0] == UNCHECKED_HASH


def test_bytecode_does_not_say_where_it_was_built(tmp_path: Path) -> None:
    source = tmp_path / "module.py"
    source.write_text("ANSWER = 42\n", encoding="utf-8")
    pack.compile_all(tmp_path, sys.executable)
    compiled = Path(importlib.util.cache_from_source(str(source))).read_bytes()
    assert marshal.loads(compiled[16:]).co_filename == "/var/task/module.py"


def test_the_words_become_json_with_every_letter_kept(tmp_path: Path) -> None:
    content = tmp_path / "leg_cramp" / "content" / "de"
    content.mkdir(parents=True)
    (content / "guide.toml").write_text('[relief]\nfirst = "Ziehen Sie den Fuß: „jetzt“"\nholds = [30, 15]\n', "utf-8")
    pack.content_to_json(tmp_path)
    assert json.loads((content / "guide.json").read_text("utf-8")) == {
        "relief": {"first": "Ziehen Sie den Fuß: „jetzt“", "holds": [30, 15]}
    }
    assert not (content / "guide.toml").exists()


def test_only_what_the_function_needs_is_taken_along(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    (source / "leg_cramp" / "__pycache__").mkdir(parents=True)
    target.mkdir()
    for name in ("lambda_function.py", "web_service.py", "leg_cramp/guide.py", "leg_cramp/__pycache__/guide.pyc"):
        (source / name).touch()
    pack.copy_sources(source, target)
    taken = {str(path.relative_to(target)) for path in target.rglob("*") if path.is_file()}
    assert taken == {"lambda_function.py", "leg_cramp/guide.py"}


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        pack.pack(tmp_path, tmp_path)
    assert (tmp_path / "diary.txt").read_text(encoding="utf-8") == "mine"


def fake_python(path: Path, says: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho {says}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_a_command_that_only_pretends_to_be_the_runtimes_python_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shim = fake_python(tmp_path / "bin" / f"python{pack.RUNTIME}", "command not found; false")
    right = fake_python(tmp_path / f"versions/{pack.RUNTIME}.9/bin/python{pack.RUNTIME}", f"{pack.RUNTIME}final")
    monkeypatch.setattr(sys, "executable", fake_python(tmp_path / "old", "3.11final"))
    monkeypatch.setenv("PATH", os.pathsep.join([str(Path(shim).parent), os.defpath]))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    assert pack.find_python() == right


def test_a_machine_without_the_runtimes_python_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_python(tmp_path / "bin" / f"python{pack.RUNTIME}", f"{pack.RUNTIME}candidate")
    monkeypatch.setattr(sys, "executable", fake_python(tmp_path / "old", "3.11final"))
    monkeypatch.setenv("PATH", os.pathsep.join([str(tmp_path / "bin"), "/usr/sbin"]))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    assert pack.find_python() is None
