"""The manifest says only what is so, in words that Amazon allows, and each phrase it quotes is in the model."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contract.manifest_lint import lint, quoted
from contract.model import LOCALES, Model
from contract.small_model import small_model

SOURCE = Path(__file__).parents[2] / "interaction_model"
OUR_MODEL = Model.parse(json.loads((SOURCE / "en.json").read_text("utf-8")))
OUR_MANIFEST = json.loads((SOURCE / "skill.json").read_text("utf-8"))
PUBLISHING = OUR_MANIFEST["manifest"]["publishingInformation"]

NAME = "leg cramp guide"
ASK = f"Alexa, ask {NAME} "
# A model that knows just what our manifest quotes: reading ours for each planted fault would take a minute.
TEXTS = [PUBLISHING["testingInstructions"], *(texts["description"] for texts in PUBLISHING["locales"].values())]
PHRASES = {phrase.lower() for text in TEXTS for phrase in quoted(text, NAME)} | {
    phrase.removeprefix(ASK).lower() for texts in PUBLISHING["locales"].values() for phrase in texts["examplePhrases"]
}
KNOWS_THEM = Model.parse(small_model(*sorted(PHRASES)))

Plant = Callable[[Any], object]


def _text(part: str, value: Any, locale: str = "en-GB") -> Plant:
    return lambda manifest: manifest["publishingInformation"]["locales"][locale].update({part: value})


def _replaced(part: str, old: str, new: str, locale: str = "en-US") -> Plant:
    def plant(manifest: Any) -> None:
        texts = manifest["publishingInformation"]["locales"][locale]
        assert old in texts[part]
        texts[part] = texts[part].replace(old, new)

    return plant


def _published(part: str, value: Any) -> Plant:
    return lambda manifest: manifest["publishingInformation"].update({part: value})


def _privacy(flag: str, value: bool) -> Plant:
    return lambda manifest: manifest["privacyAndCompliance"].update({flag: value})


def _subscribed(event: str) -> Plant:
    return lambda manifest: manifest["events"]["subscriptions"].append({"eventName": event})


RELIEF = f"{ASK}what should I do for a leg cramp"
TOLD = PUBLISHING["testingInstructions"]
DOCTOR = f"{ASK}when should I see a doctor about leg cramps"
# The rule that must find the fault, a piece of what it must say, and what is planted.
PLANTED: list[tuple[str, str, Plant]] = [
    ("declared", "locales", lambda manifest: manifest["publishingInformation"]["locales"].pop("en-IN")),
    ("declared", "category", _published("category", "GAMES")),
    ("declared", "countries", _published("distributionCountries", ["US"])),
    ("declared", "isAvailableWorldwide", _published("isAvailableWorldwide", True)),
    ("declared", "usesHealthInfo", _privacy("usesHealthInfo", True)),
    ("declared", "usesPersonalInfo", _privacy("usesPersonalInfo", False)),
    ("declared", "interfaces", lambda manifest: manifest["apis"]["custom"]["interfaces"].append({"type": "VIDEO_APP"})),
    ("declared", "permissions", lambda manifest: manifest.update(permissions=[{"name": "alexa::device_id:read"}])),
    ("declared", "permissions", lambda manifest: manifest.pop("permissions")),
    ("declared", "events", lambda manifest: manifest.pop("events")),
    ("declared", "'SKILL_ENABLED'", _subscribed("SKILL_ENABLED")),
    ("claim", "'cures'", _text("summary", "It cures a leg cramp.")),
    ("claim", "'Treat'", _text("name", "Treat My Cramp")),
    ("claim", "'prevents'", _replaced("description", "may help keep", "prevents; may help keep")),
    ("claim", "'doctor'", _text("name", "Leg Cramp Doctor")),
    ("disclaimer", "not medical advice", _replaced("description", "not medical advice", "medical advice")),
    (
        "disclaimer",
        "local emergency number",
        _replaced("description", "local emergency number", "neighbor"),
    ),
    ("privacy", "your health", _replaced("description", "nothing about your health", "nothing much")),
    ("privacy", "forget me", _replaced("description", 'Say "forget me" to erase it all', "It can be erased")),
    ("emergency number", "the skill says", _replaced("description", "right away.", "right away: 911.")),
    ("keywords", "twice", _text("keywords", ["leg cramp", "leg cramp"])),
    ("example phrases", "2 different", _text("examplePhrases", [RELIEF, DOCTOR])),
    ("example phrases", "2 different", _text("examplePhrases", [RELIEF, DOCTOR, DOCTOR])),
    ("example phrases", "does not begin", _text("examplePhrases", [RELIEF, DOCTOR, "Alexa, help my leg"])),
    ("example phrases", "not in the model", _text("examplePhrases", [RELIEF, DOCTOR, f"{DOCTOR} in the moonlight"])),
    ("description", "sing me a song", _replaced("description", "open leg cramp guide", "sing me a song")),
    ("testing instructions", "do a dance", _published("testingInstructions", f'{TOLD} Say "do a dance".')),
    ("testing instructions", "Why the skill", _published("testingInstructions", TOLD.replace("Why", "That"))),
]


def test_the_texts_quote_what_to_say() -> None:
    assert "can statins cause leg cramps" in PHRASES
    assert len(PHRASES) > 8


def test_our_manifest_has_no_fault() -> None:
    assert [str(finding) for finding in lint(OUR_MANIFEST, OUR_MODEL)] == []


@pytest.mark.parametrize(("rule", "told", "plant"), PLANTED, ids=[f"{rule}: {told}" for rule, told, _ in PLANTED])
def test_a_planted_fault_is_found_and_nothing_else(rule: str, told: str, plant: Plant) -> None:
    manifest = copy.deepcopy(OUR_MANIFEST)
    plant(manifest["manifest"])
    assert [(finding.rule, told in str(finding)) for finding in lint(manifest, KNOWS_THEM)] == [(rule, True)]


@pytest.mark.parametrize("locale", LOCALES)
def test_each_locale_has_the_skills_name_and_its_icons(locale: str) -> None:
    texts = PUBLISHING["locales"][locale]
    assert texts["name"] == "Leg Cramp Guide"
    assert (texts["smallIconUri"], texts["largeIconUri"]) == (
        "file://assets/icons/small_icon.png",
        "file://assets/icons/large_icon.png",
    )


def test_the_testers_are_told_what_each_emergency_number_is() -> None:
    for number in ("911 in en-US and en-CA", "999 in en-GB", "000 in en-AU", "112 in en-IN"):
        assert number in PUBLISHING["testingInstructions"]


def test_the_manifest_names_no_endpoint_and_no_link_of_its_own() -> None:
    assert "endpoint" not in OUR_MANIFEST["manifest"]["apis"]["custom"]
    assert "http" not in json.dumps(OUR_MANIFEST)
