"""Packs the function for Lambda: our code, its libraries, compiled bytecode. `sam build` calls it through the Makefile.

Usage: python pack.py TARGET. TARGET, a new or empty folder, becomes what is zipped and uploaded. The same sources and
the same lock give the same files, byte for byte, whoever builds them and wherever.
"""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

# The Python of Lambda's runtime: `Runtime` in template.yaml.
RUNTIME = "3.13"
# What is ours on Lambda. The web service stays behind, and so does this file.
SOURCES = ("lambda_function.py", "leg_cramp")
# ask-sdk-core wants requests for a client of Alexa's services that we do not use, and requests wants the other four.
# They would be a fifth of the zip, and no answer imports them. Whoever comes to need one takes its name out of here.
UNUSED = ("requests", "urllib3", "idna", "certifi", "charset_normalizer")
# What pip notes down about an installation: who did it, for what, and which files it left, whether still there or not.
PIPS_NOTES = ("INSTALLER", "RECORD", "REQUESTED", "direct_url.json")
# 2 January 1980: the first whole day that a zip can name, in every time zone.
FIXED_TIME = 315_619_200
FILE_MODE, FOLDER_MODE = 0o644, 0o755
FOUND = "import sys; print('%d.%d' % sys.version_info[:2] + sys.version_info.releaselevel)"


def say(line: str) -> None:
    """Tell whoever builds one thing."""
    print(f"pack: {line}", file=sys.stderr)  # noqa: T201 - this is a command


def copy_sources(source: Path, target: Path) -> None:
    """Copy our own files from the folder `source` into `target`, without caches. OSError if one is missing."""
    for name in SOURCES:
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source / name, target / name)


def content_to_json(target: Path) -> None:
    """Turn the TOML files of our package into JSON of the same name, which is read forty times as fast."""
    for toml in sorted(target.glob("leg_cramp/content/*/*.toml")):
        words = tomllib.loads(toml.read_text(encoding="utf-8"))
        toml.with_suffix(".json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
        toml.unlink()


def install(lock: Path, target: Path) -> None:
    """Install the libraries that `lock` names into `target`, for the runtime's Python, whichever runs this.

    Only wheels of pure Python are taken: so one artefact serves arm64 and x86_64, and nothing is compiled on the way.
    Raises CalledProcessError when pip cannot, or when a file has another hash than the lock: pip has then said why.
    """
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-compile"]
    pip += ["--no-warn-conflicts", "--root-user-action=ignore", "--target", str(target)]
    pip += ["--require-hashes", "-r", str(lock)]
    pip += ["--platform=any", "--implementation=py", "--abi=none", f"--python-version={RUNTIME}", "--only-binary=:all:"]
    subprocess.run(pip, check=True)
    shutil.rmtree(target / "bin", ignore_errors=True)  # commands for a terminal; there may be none
    for name in PIPS_NOTES:
        for note in target.glob(f"*.dist-info/{name}"):
            note.unlink()


def remove_unused(target: Path) -> None:
    """Take away the libraries that no answer imports (`UNUSED`), with their metadata. OSError if one is not there."""
    for name in UNUSED:
        shutil.rmtree(target / name)
        for metadata in target.glob(f"{name}-*.dist-info"):
            shutil.rmtree(metadata)


def candidates() -> Iterator[str]:
    """Every place where the runtime's Python may be on this machine."""
    yield sys.executable
    if on_path := shutil.which(f"python{RUNTIME}"):
        yield on_path
    # pyenv's own `python3.13` on the path only works when a project has chosen that version.
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from (str(path) for path in sorted(pyenv.glob(f"versions/{RUNTIME}*/bin/python{RUNTIME}"), reverse=True))


def find_python() -> str | None:
    """The path of a released Python of the runtime's version, or None if this machine has none."""
    for python in candidates():
        answer = subprocess.run([python, "-c", FOUND], capture_output=True, text=True, check=False)
        if answer.stdout.strip() == f"{RUNTIME}final":
            return python
    return None


def compile_all(target: Path, python: str) -> None:
    """Compile every module under `target` with the interpreter `python`, so that no first answer has to.

    A zip keeps times in steps of two seconds, so ordinary bytecode looks stale after it. Unchecked bytecode names none.
    """
    how = ["-q", "-f", "--invalidation-mode", "unchecked-hash", "-s", str(target), "-p", "/var/task"]
    command = [python, "-W", "ignore", "-m", "compileall", *how, str(target)]
    # PYTHONOPTIMIZE and the like would change the bytecode.
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    subprocess.run(command, check=True, env=plain)


def fix_times_and_modes(target: Path) -> None:
    """Give everything under `target` one time and the plain permissions, so that the same files make the same zip.

    Whoever builds under a strict umask would else upload files that Lambda may not read.
    """
    for path in target.rglob("*"):
        path.chmod(FOLDER_MODE if path.is_dir() else FILE_MODE)
        os.utime(path, (FIXED_TIME, FIXED_TIME))


def pack(source: Path, target: Path) -> None:
    """Make the folder `target` from the folder `source` (this one).

    Raises FileExistsError if `target` holds anything, OSError or CalledProcessError when a step fails.
    """
    target = target.resolve()
    target.mkdir(parents=True, exist_ok=True)
    if any(target.iterdir()):
        raise FileExistsError(f"{target} is not empty")
    copy_sources(source, target)
    content_to_json(target)
    install(source / "requirements.lock", target)
    remove_unused(target)
    if python := find_python():
        compile_all(target, python)
        say(f"packed with bytecode for Python {RUNTIME} by {python}")
    else:
        say(f"no Python {RUNTIME} here: packed WITHOUT bytecode, so a first answer takes about twice as long")
    fix_times_and_modes(target)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python pack.py TARGET")
    pack(Path(__file__).resolve().parent, Path(sys.argv[1]))
