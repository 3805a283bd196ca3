"""The events for `sam local invoke`: one for every request type and intent, true to the model, each one answered."""

import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
EVENTS = {path.stem: path for path in sorted((ROOT / "tests" / "events").glob("*.json"))}
MODEL = ROOT / "interaction_model" / "en.json"
# Alexa plays no speech in answer to these: the session is over, was never there, or is only asked about.
SILENT = ("SessionEndedRequest", "CanFulfillIntentRequest", "System.", "Example.")
OUR_ID = "amzn1.ask.skill.00000000-0000-0000-0000-000000000000"


def load(name: str) -> dict[str, Any]:
    event = json.loads(EVENTS[name].read_text(encoding="utf-8"))
    assert isinstance(event, dict)
    return event


def answer_to(event: dict[str, Any]) -> dict[str, Any]:
    """What the Lambda door says, after the round trip through JSON that Lambda makes."""
    from lambda_function import handler

    answer = json.loads(json.dumps(handler(event, None)))
    assert isinstance(answer, dict)
    return answer


def language_model() -> dict[str, Any]:
    model = json.loads(MODEL.read_text(encoding="utf-8"))["interactionModel"]["languageModel"]
    assert isinstance(model, dict)
    return model


def slot_names(intent: dict[str, Any]) -> list[str]:
    return [slot["name"] for slot in intent.get("slots", [])]


def intents_in_events() -> list[tuple[str, dict[str, Any]]]:
    """Every intent in the events, with its file's name, except the one that is there because nobody knows it."""
    requests = [(name, load(name)["request"]) for name in EVENTS if "unknown_intent" not in name]
    return [(name, request["intent"]) for name, request in requests if "intent" in request]


@pytest.mark.parametrize("name", EVENTS)
def test_an_event_is_answered_in_alexas_form(name: str) -> None:
    event = load(name)
    answer = answer_to(event)
    assert answer["version"] == "1.0"
    spoken = answer["response"].get("outputSpeech", {}).get("ssml", "")
    if event["request"]["type"].startswith(SILENT):
        assert spoken == ""
    else:
        assert spoken.startswith("<speak>")
        assert spoken.endswith("</speak>")
        assert len(spoken) > len("<speak></speak>")


@pytest.mark.parametrize("name", EVENTS)
def test_an_event_has_the_envelope_that_alexa_sends(name: str) -> None:
    event = load(name)
    assert set(event) <= {"version", "session", "context", "request"}
    system = event["context"]["System"]
    assert {"application", "device", "apiEndpoint", "apiAccessToken"} <= set(system)
    assert {"type", "requestId", "timestamp", "locale"} <= set(event["request"])


@pytest.mark.parametrize("name", EVENTS)
def test_an_event_names_no_real_skill_person_or_device(name: str) -> None:
    text = EVENTS[name].read_text(encoding="utf-8")
    system = load(name)["context"]["System"]
    assert system["application"] == {"applicationId": OUR_ID}
    assert system["apiAccessToken"] == "token"
    assert system["device"]["deviceId"].endswith("EXAMPLE")
    assert text.count("amzn1.ask.account.") == text.count("amzn1.ask.account.EXAMPLE")


def test_every_intent_of_the_model_has_an_event() -> None:
    declared = {intent["name"] for intent in language_model()["intents"]}
    shown = {intent["name"] for _, intent in intents_in_events()}
    assert declared - shown == set()


def test_no_event_has_an_intent_or_a_slot_that_the_model_lacks() -> None:
    declared = {(intent["name"], slot) for intent in language_model()["intents"] for slot in ("", *slot_names(intent))}
    shown = {(intent["name"], slot) for _, intent in intents_in_events() for slot in ("", *intent.get("slots", {}))}
    assert shown - declared == set()


def test_every_resolved_value_is_one_of_the_models() -> None:
    values = {
        (kind["name"], value["id"], value["name"]["value"])
        for kind in language_model()["types"]
        for value in kind["values"]
    }
    unknown = []
    for name, intent in intents_in_events():
        for slot in intent.get("slots", {}).values():
            for authority in slot.get("resolutions", {}).get("resolutionsPerAuthority", []):
                kind = authority["authority"].rpartition(".")[2]
                found = [(kind, entry["value"]["id"], entry["value"]["name"]) for entry in authority.get("values", [])]
                unknown += [(name, value) for value in found if value not in values]
    assert unknown == []


@pytest.mark.parametrize(
    "kind",
    ["LaunchRequest", "IntentRequest", "SessionEndedRequest", "CanFulfillIntentRequest", "Example.NotYetInvented"],
)
def test_every_kind_of_request_has_an_event(kind: str) -> None:
    assert kind in {load(name)["request"]["type"] for name in EVENTS}


def test_every_locale_has_an_event() -> None:
    shown = {load(name)["request"]["locale"] for name in EVENTS}
    assert {"en-US", "en-GB", "en-CA", "en-AU", "en-IN"} <= shown
