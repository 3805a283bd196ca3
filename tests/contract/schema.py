"""Amazon's schema for the interaction model and the manifest, as derive_schema.py left it."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

SCHEMA = Path(__file__).with_name("alexa_schema.json")
INTERACTION_MODEL = "v1.skill.interactionModel.InteractionModelData"
MANIFEST = "v1.skill.Manifest.SkillManifestEnvelope"


def errors(kind: str, document: Any) -> list[str]:
    """Return what Amazon's schema refuses in a document: one line a fault, with its place; none means accepted.

    The kind is INTERACTION_MODEL or MANIFEST.
    """
    found = sorted(_validator(kind).iter_errors(document), key=lambda error: error.json_path)
    return [f"{error.json_path}: {error.message}" for error in found]


@cache
def _validator(kind: str) -> Draft202012Validator:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    return Draft202012Validator({"$defs": schema["$defs"], "$ref": f"#/$defs/{kind}"})
