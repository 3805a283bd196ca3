"""The SDK's data classes are loaded one by one, and every one of them can still be had."""

import importlib
import json
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

from leg_cramp import lazy_sdk

ROOT = Path(__file__).resolve().parents[2]
# What a package of the SDK itself says: where each of its classes is at home.
EXPORT = re.compile(r"^from (\.\S+) import (\w+)", re.MULTILINE)
LOADED = """
import json, sys
import lambda_function
lambda_function.handler(json.load(open(sys.argv[1])), None)
print(json.dumps(sorted(sys.modules)))
"""
# Imported here and not above: our package has to come first.
ask_sdk_model = importlib.import_module("ask_sdk_model")
PACKAGES = ["ask_sdk_model"] + [
    found.name for found in pkgutil.walk_packages(ask_sdk_model.__path__, "ask_sdk_model.") if found.ispkg
]


def loaded_by(event: str) -> list[str]:
    """The modules of a fresh process that has answered one event."""
    command = [sys.executable, "-c", LOADED, str(ROOT / "tests" / "events" / event)]
    said = subprocess.run(command, capture_output=True, check=True, cwd=ROOT / "lambda", text=True).stdout
    modules: list[str] = json.loads(said)
    return modules


def test_the_first_help_loads_less_than_a_tenth_of_the_sdk() -> None:
    found = [name for name in loaded_by("relief.json") if name.startswith("ask_sdk_model")]
    everything = sum(1 for _ in pkgutil.walk_packages(ask_sdk_model.__path__, "ask_sdk_model."))
    assert 0 < len(found) < everything / 10


def test_no_client_of_alexas_services_is_loaded() -> None:
    assert not [name for name in loaded_by("relief.json") if name.endswith("_client")]


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_still_gives_every_class_that_it_names(package: str) -> None:
    module = importlib.import_module(package)
    exports = EXPORT.findall(Path(str(module.__file__)).read_text(encoding="utf-8"))
    for home, name in exports:
        assert getattr(module, name) is getattr(importlib.import_module(home, package), name)


def test_a_name_that_the_sdk_does_not_have_is_an_attribute_error_as_before() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Nothing'"):
        _ = ask_sdk_model.Nothing
    assert not hasattr(ask_sdk_model, "__wrapped__")


def test_modules_of_others_are_left_to_the_usual_finder() -> None:
    assert lazy_sdk.Finder().find_spec("json", None) is None
