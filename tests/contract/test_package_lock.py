"""The lock that the build installs: within the ranges, complete, every file by its hash, and made for the runtime."""

import re
from importlib.metadata import requires

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import pack
from contract.template import ROOT

LOCK = ROOT / "lambda" / "requirements.lock"
RUNTIME = {"python_version": pack.RUNTIME, "python_full_version": f"{pack.RUNTIME}.0", "extra": ""}


def ranges() -> list[Requirement]:
    lines = (ROOT / "lambda" / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def entries() -> list[str]:
    """Each package of the lock as one line: name==version, then its hashes."""
    text = "\n".join(line.partition("#")[0] for line in LOCK.read_text(encoding="utf-8").splitlines())
    return [entry.strip() for entry in re.sub(r"\\\n", " ", text).splitlines() if entry.strip()]


def pins() -> dict[str, str]:
    """Version by name."""
    return dict(entry.split()[0].split("==") for entry in entries())


def test_every_range_has_its_pin_within_it() -> None:
    wrong = [each for each in ranges() if not each.specifier.contains(pins().get(canonicalize_name(each.name), "0"))]
    assert [str(each) for each in wrong] == []
    assert len(ranges()) > 2


@pytest.mark.parametrize("name", pins())
def test_what_a_package_wants_is_in_the_lock_too(name: str) -> None:
    """Asked of what is installed here, which may be a little newer or older; pip asks the true one at every build."""
    wanted = [Requirement(each) for each in requires(name) or []]
    needed = [each for each in wanted if each.marker is None or each.marker.evaluate(RUNTIME)]
    missing = [each for each in needed if not each.specifier.contains(pins().get(canonicalize_name(each.name), "0"))]
    assert [str(each) for each in missing] == []


def test_nothing_is_in_the_lock_that_nobody_wants() -> None:
    wanted = {canonicalize_name(each.name) for each in ranges()}
    for name in pins():
        wanted |= {canonicalize_name(Requirement(each).name) for each in requires(name) or []}
    assert set(pins()) - wanted == set()


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.split()[0])
def test_a_package_is_one_version_with_hashes_and_from_nowhere_in_particular(entry: str) -> None:
    pin, *hashes = entry.split()
    assert re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*", pin)
    assert hashes
    assert [each for each in hashes if not re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", each)] == []


def test_no_registry_is_named() -> None:
    assert re.findall(r"://|--(?:extra-)?index|--find-links", LOCK.read_text(encoding="utf-8")) == []


def test_the_lock_is_made_for_the_runtimes_python() -> None:
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.findall(r"pip compile [^\n]*--python-version (\S+)", recipe) == [pack.RUNTIME]


def test_what_the_build_takes_away_again_is_in_the_lock() -> None:
    """Or else a name there is one that has left long ago."""
    assert {canonicalize_name(name) for name in pack.UNUSED} <= set(pins())
