"""Derive alexa_schema.json, which the tests check the model and the manifest against, from Amazon's own description.

`make schema` runs this with the spec.json (Swagger 2.0) of the npm package ask-smapi-model. The result is committed, so
the tests need neither npm nor a network. Run it again when a newer package brings something that the skill can use.
"""

import json
import sys
from pathlib import Path
from typing import Any

INTERACTION_MODEL = "v1.skill.interactionModel.InteractionModelData"
MANIFEST = "v1.skill.Manifest.SkillManifestEnvelope"
OUTPUT = Path(__file__).with_name("alexa_schema.json")

KEPT_KEYWORDS = frozenset(
    {
        *("type", "enum", "pattern", "required", "minimum", "maximum"),
        *("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"),
    }
)
# What a skill with voice only, without purchases, gadgets or ads, never has. It would be most of the file; a manifest
# that uses one of these is refused until it is taken out of this list.
PRUNED = {
    "v1.skill.Manifest.CustomApis": {"_targetRuntimes", "appLink", "connections", "dialogManagement", "locales"},
    "v1.skill.Manifest.SkillManifest": {"authorizedClients"},
    "v1.skill.Manifest.SkillManifestApis": {
        "alexaForBusiness",
        "demandResponse",
        "flashBriefing",
        "householdList",
        "knowledge",
        "music",
        "smartHome",
        "video",
    },
    "v1.skill.Manifest.SkillManifestEvents": {"publications"},
    "v1.skill.Manifest.SkillManifestLocalizedPublishingInformation": {"customProductPrompts"},
    "v1.skill.Manifest.SkillManifestPrivacyAndCompliance": {"shoppingKit"},
    "v1.skill.Manifest.SkillManifestPublishingInformation": {
        "automaticClonedLocale",
        "automaticDistribution",
        "gadgetSupport",
        "paidSkillInformation",
    },
}
# Amazon's list of event names holds hundreds that no skill can subscribe to.
EVENT_NAMES = "v1.skill.Manifest.EventNameType"
EVENT_PREFIXES = ("SKILL_", "REMINDER_")
# Some interfaces are declared by their type alone: the list of types names them, and they have no definition.
INTERFACE = "v1.skill.Manifest.Interface"
INTERFACE_TYPES = "v1.skill.Manifest.InterfaceType"
# Amazon's builder takes a value without synonyms, though the description requires at least one.
VALUE = "v1.skill.interactionModel.TypeValueObject"

Json = dict[str, Any]


def derive(spec: Json, version: str) -> Json:
    """Turn the Swagger description into one JSON Schema whose $defs hold the model, the manifest and what they use.

    Objects accept no property that Amazon does not name. Raises KeyError when the description lacks a definition that
    this file names, which means that the package has changed and this file must follow.
    """
    definitions = _amended(spec["definitions"])
    wanted, derived = [INTERACTION_MODEL, MANIFEST], {}
    while wanted:
        name = wanted.pop()
        if name not in derived:
            derived[name] = _schema(name, definitions)
            wanted.extend(_references(derived[name]))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": f"Derived by derive_schema.py from ask-smapi-model {version}, Copyright Amazon.com, Apache-2.0.",
        "$defs": dict(sorted(derived.items())),
    }


def _amended(definitions: Json) -> Json:
    """Return a copy with the parts that this project leaves out or relaxes, as the tables above say."""
    amended: Json = json.loads(json.dumps(definitions))
    for name, unused in PRUNED.items():
        for key in unused:
            del amended[name]["properties"][key]
    events = amended[EVENT_NAMES]
    events["enum"] = sorted(event for event in events["enum"] if event.startswith(EVENT_PREFIXES))
    amended[VALUE]["required"].remove("synonyms")
    del amended[VALUE]["properties"]["synonyms"]["minItems"]
    defined = {found.get("x-discriminator-value") for found in amended.values()}
    for kind in sorted(set(amended[INTERFACE_TYPES]["enum"]) - defined):
        amended[f"{INTERFACE}.{kind}"] = {
            "allOf": [{"$ref": f"#/definitions/{INTERFACE}"}],
            "x-discriminator-value": kind,
        }
    return amended


def _schema(name: str, definitions: Json) -> Json:
    definition = definitions[name]
    if "discriminator" not in definition:
        return _converted(_flattened(definition, definitions))
    kinds = sorted(
        kind for kind, found in definitions.items() if {"$ref": f"#/definitions/{name}"} in found.get("allOf", [])
    )
    return {"oneOf": [{"$ref": f"#/$defs/{kind}"} for kind in kinds]}


def _flattened(definition: Json, definitions: Json) -> Json:
    """Merge what a definition inherits into one object: schemas that allow nothing more cannot be stacked."""
    if "allOf" not in definition:
        return definition
    merged: Json = {"type": "object", "properties": {}, "required": []}
    for part in definition["allOf"]:
        found = definitions[part["$ref"].removeprefix("#/definitions/")] if "$ref" in part else part
        flat = _flattened(found, definitions)
        merged["properties"] |= flat.get("properties", {})
        merged["required"] += flat.get("required", [])
        if "discriminator" in found:
            merged["properties"][found["discriminator"]] = {"enum": [definition["x-discriminator-value"]]}
    return merged


def _converted(part: Json) -> Json:
    if "$ref" in part:
        return {"$ref": part["$ref"].replace("#/definitions/", "#/$defs/")}
    schema = {key: value for key, value in part.items() if key in KEPT_KEYWORDS and value != []}
    if "items" in part:
        schema["items"] = _converted(part["items"])
    if "properties" in part:
        schema["properties"] = {key: _converted(value) for key, value in part["properties"].items()}
    if part.get("type") == "object":
        rest = part.get("additionalProperties", False)
        schema["additionalProperties"] = _converted(rest) if isinstance(rest, dict) else rest
    return schema


def _references(part: Any) -> set[str]:
    if isinstance(part, list):
        return set().union(*map(_references, part))
    if not isinstance(part, dict):
        return set()
    own = {part["$ref"].removeprefix("#/$defs/")} if isinstance(part.get("$ref"), str) else set()
    return own.union(*map(_references, part.values()))


def compact(schema: Json) -> str:
    """Write the schema with one definition a line: small, and a change shows as a change of that line."""
    lines = [f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in schema["$defs"].items()]
    head = {key: value for key, value in schema.items() if key != "$defs"}
    return json.dumps(head)[:-1] + ', "$defs": {\n' + ",\n".join(lines) + "\n}}\n"


def main(package: Path) -> None:
    """Write alexa_schema.json from an unpacked ask-smapi-model package (a folder with spec.json and package.json)."""
    spec = json.loads((package / "spec.json").read_text("utf-8"))
    version = json.loads((package / "package.json").read_text("utf-8"))["version"]
    OUTPUT.write_text(compact(derive(spec, version)), "utf-8")
    print(f"{OUTPUT.name}: {OUTPUT.stat().st_size} bytes from ask-smapi-model {version}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
