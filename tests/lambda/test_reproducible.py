"""Two builds of the same sources are the same bytes, whoever builds them, where, and in what surroundings."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pack
from benchmark.emulator import ROOT

BARE = {name: os.environ[name] for name in os.environ if not name.startswith(("PYTHON", "MAKE"))}
STRANGE = {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "PYTHONOPTIMIZE": "2", "LC_ALL": "C"}


def build(folder: Path, umask: int, surroundings: Mapping[str, str]) -> Path:
    """Copy the sources into a new folder under that umask, `sam build` them there, and return what was built."""
    python = ROOT / ".venv-sam" / "bin" / "python"
    subprocess.run(["cp", "-R", str(ROOT / "lambda"), str(ROOT / "template.yaml"), folder], check=True, umask=umask)
    for cache in [*folder.rglob("__pycache__")]:
        shutil.rmtree(cache)
    environ = BARE | {"PYTHON": str(python), "SAM_CLI_TELEMETRY": "0"} | surroundings
    subprocess.run([python.with_name("sam"), "build"], cwd=folder, env=environ, check=True, umask=umask)
    return folder / ".aws-sam" / "build"


def contents(built: Path) -> dict[str, tuple[str, int, float]]:
    """The hash, permissions and time of everything that is uploaded; of the template, which is not zipped, the hash."""
    found = {}
    for path in built.rglob("*"):
        content = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
        packed = path.is_relative_to(built / "LegCrampFunction") and path != built / "LegCrampFunction"
        found[str(path.relative_to(built))] = (
            (content, path.stat().st_mode, path.stat().st_mtime) if packed else (content, 0, 0)
        )
    return found


def test_another_folder_umask_time_zone_and_hash_seed_make_the_same_artefact(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "another, further down").mkdir()
    first = contents(build(tmp_path / "one", 0o022, {"TZ": "UTC"}))
    second = contents(build(tmp_path / "another, further down", 0o077, STRANGE))
    assert len(first) > 500
    assert [name for name in first.keys() | second.keys() if first.get(name) != second.get(name)] == []


def test_everybody_may_read_what_is_uploaded_and_it_has_one_time(built: Path) -> None:
    found = list(built.rglob("*"))
    assert {path.stat().st_mode & 0o777 for path in found if path.is_file()} == {0o644}
    assert {path.stat().st_mode & 0o777 for path in found if path.is_dir()} == {0o755}
    assert {path.stat().st_mtime for path in found} == {pack.FIXED_TIME}


def test_nothing_in_it_says_who_built_it_or_where(built: Path) -> None:
    assert [path.name for path in built.rglob("*") if path.name in pack.PIPS_NOTES] == []
    here = str(ROOT).encode()
    assert [path.name for path in built.rglob("*") if path.is_file() and here in path.read_bytes()] == []
