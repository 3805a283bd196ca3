"""template.yaml as Python sees it, for the tests and for `make deploy`."""

from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "template.yaml"


class _Loader(yaml.SafeLoader):
    """Reads CloudFormation's short forms: `!Ref Name` becomes {"!Ref": "Name"}."""


def _short_form(loader: _Loader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    if isinstance(node, yaml.ScalarNode):
        return {f"!{suffix}": loader.construct_scalar(node)}
    assert isinstance(node, yaml.SequenceNode)
    return {f"!{suffix}": loader.construct_sequence(node, deep=True)}


_Loader.add_multi_constructor("!", _short_form)


def load() -> dict[str, Any]:
    """Return the template, with each short form as a dictionary of one key."""
    loaded = yaml.load(TEMPLATE.read_text(encoding="utf-8"), _Loader)
    assert isinstance(loaded, dict)
    return loaded


def resources(kind: str) -> dict[str, dict[str, Any]]:
    """Return the properties of every resource of a CloudFormation type, by logical id."""
    return {name: found["Properties"] for name, found in load()["Resources"].items() if found["Type"] == kind}
