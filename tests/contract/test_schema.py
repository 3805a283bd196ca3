"""Amazon's own schema accepts our model and manifest, and refuses broken ones."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contract import schema
from contract.derive_schema import derive
from contract.skill_package import for_the_schema
from contract.small_model import small_model

SOURCE = Path(__file__).parents[2] / "interaction_model"
OUR_MODEL = json.loads((SOURCE / "en.json").read_text("utf-8"))
OUR_MANIFEST = for_the_schema(json.loads((SOURCE / "skill.json").read_text("utf-8")))

Break = Callable[[Any], object]

BROKEN_MODELS: dict[str, tuple[str, Break]] = {
    "no language model": ("'languageModel'", lambda model: model.pop("languageModel")),
    "no invocation name": ("'invocationName'", lambda model: model["languageModel"].pop("invocationName")),
    "no intents": ("intents", lambda model: model["languageModel"].update(intents=[])),
    "an intent without a name": ("'name'", lambda model: model["languageModel"]["intents"][0].pop("name")),
    "a misspelt property": ("'sample'", lambda model: model["languageModel"]["intents"][0].update(sample=[])),
    "samples as one string": ("samples", lambda model: model["languageModel"]["intents"][0].update(samples="help")),
    "a value that is a string": ("values", lambda model: model["languageModel"]["types"][0].update(values=["calf"])),
    "an unknown sensitivity": (
        "level",
        lambda model: model["languageModel"].update(
            modelConfiguration={"fallbackIntentSensitivity": {"level": "EXTREME"}}
        ),
    ),
    "an unknown slot validation": (
        "validations",
        lambda model: model.update(
            dialog={
                "intents": [
                    {
                        "name": "ReliefIntent",
                        "slots": [
                            {
                                "name": "muscle",
                                "type": "MUSCLE",
                                "prompts": {},
                                "validations": [{"type": "isNice", "prompt": "one"}],
                            }
                        ],
                    }
                ]
            }
        ),
    ),
}

BROKEN_MANIFESTS: dict[str, tuple[str, Break]] = {
    "an unknown version": ("manifestVersion", lambda manifest: manifest.update(manifestVersion="2.0")),
    "a misspelt part": ("'privacy'", lambda manifest: manifest.update(privacy={})),
    "an unknown country": (
        "distributionCountries",
        lambda manifest: manifest["publishingInformation"].update(distributionCountries=["UK"]),
    ),
    "a locale without a name": (
        "'name'",
        lambda manifest: manifest["publishingInformation"]["locales"]["en-GB"].pop("name"),
    ),
    "a summary that is too long": (
        "summary",
        lambda manifest: manifest["publishingInformation"]["locales"]["en-US"].update(summary="x" * 161),
    ),
    "a flag in words": ("containsAds", lambda manifest: manifest["privacyAndCompliance"].update(containsAds="no")),
    "an unknown interface": (
        "interfaces",
        lambda manifest: manifest["apis"]["custom"].update(interfaces=[{"type": "TELEPATHY"}]),
    ),
    "an endpoint that is neither": (
        "uri",
        lambda manifest: manifest["apis"]["custom"].update(endpoint={"uri": "http://skill.local"}),
    ),
    "an unknown permission": ("permissions", lambda manifest: manifest.update(permissions=[{"name": "everything"}])),
    "an unknown event": (
        "eventName",
        lambda manifest: manifest.update(
            events={"endpoint": {"uri": "arn:x"}, "subscriptions": [{"eventName": "SKILL_LOVED"}]}
        ),
    ),
}


def test_our_model_is_accepted() -> None:
    assert schema.errors(schema.INTERACTION_MODEL, OUR_MODEL) == []


def test_our_manifest_is_accepted() -> None:
    assert schema.errors(schema.MANIFEST, OUR_MANIFEST) == []


def test_the_small_model_is_accepted() -> None:
    assert schema.errors(schema.INTERACTION_MODEL, small_model()) == []


def test_a_value_may_have_no_synonyms() -> None:
    model = small_model()
    value = model["interactionModel"]["languageModel"]["types"][0]["values"][0]
    del value["name"]["synonyms"]
    assert schema.errors(schema.INTERACTION_MODEL, model) == []


@pytest.mark.parametrize("fault", BROKEN_MODELS)
def test_a_broken_model_is_refused(fault: str) -> None:
    named, break_it = BROKEN_MODELS[fault]
    model = small_model()
    break_it(model["interactionModel"])
    found = schema.errors(schema.INTERACTION_MODEL, model)
    assert len(found) == 1
    assert named in found[0]


@pytest.mark.parametrize("fault", BROKEN_MANIFESTS)
def test_a_broken_manifest_is_refused(fault: str) -> None:
    named, break_it = BROKEN_MANIFESTS[fault]
    manifest = copy.deepcopy(OUR_MANIFEST)
    break_it(manifest["manifest"])
    found = schema.errors(schema.MANIFEST, manifest)
    assert len(found) == 1
    assert named in found[0]


def test_what_the_next_steps_declare_is_accepted() -> None:
    manifest = copy.deepcopy(OUR_MANIFEST)
    manifest["manifest"]["apis"]["custom"]["interfaces"].append(
        {"type": "ALEXA_PRESENTATION_APL", "supportedViewports": [{"mode": "HUB", "shape": "ROUND", "maxWidth": 480}]}
    )
    assert schema.errors(schema.MANIFEST, manifest) == []


def test_the_committed_schema_is_small_enough_to_read() -> None:
    assert schema.SCHEMA.stat().st_size < 30_000


def test_a_description_that_lacks_what_is_pruned_is_told_by_name() -> None:
    with pytest.raises(KeyError, match="CustomApis"):
        derive({"definitions": {}}, "0.0.0")
