"""The events for `sam local invoke`: one for every request type and intent, true to the model, each one answered."""

import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
UNKNOWN = {"unknown_request_type", "exception_encountered"}  # the types that no handler takes
EVENTS = {path.stem: path for path in sorted((ROOT / "tests" / "events").glob("*.json"))}
MODEL = ROOT / "interaction_model" / "en.json"
# Alexa plays no speech in answer to these: the session is over, was never there, or is only asked about.
OUTSIDE = ("AlexaSkillEvent.", "Reminders.")
SILENT = ("SessionEndedRequest", "CanFulfillIntentRequest", "System.", "Example.", *OUTSIDE)
OUR_ID = "amzn1.ask.skill.00000000-0000-0000-0000-000000000000"
# Nobody listens there: an event that wants one of Alexa's services meets a cloud that is down, and reaches no network.
NOWHERE = "http://127.0.0.1:9"
# What is said where a service is needed and cannot be had: something true, and never that it was done.
WITHOUT_SERVICES = {
    "set_reminder": "Set a stretch reminder for 9:45 PM every night. Shall I set it?",
    "set_reminder_when_allowed": "No reminder was set or changed just now.",
    "change_reminder": "No reminder was set or changed just now.",
    "cancel_reminder": "I couldn't cancel your reminder, so it may still ring.",
    "check_reminder": "I couldn't look up your reminders.",
    "permission_accepted": "No reminder was set or changed just now.",
    "permission_denied": "No reminder was set.",
    "permission_not_answered": "No reminder was set.",
    "forget_me": "Nothing is kept about you.",
}


@pytest.fixture(autouse=True)
def _no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TABLE_NAME", raising=False)
    monkeypatch.delenv("SKILL_ID", raising=False)


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
    system, request = event["context"]["System"], event["request"]
    assert {"application", "apiEndpoint", "apiAccessToken"} <= set(system)
    # Alexa asks whether we could answer before it is anybody's business who is there.
    assert ("user" in system) == (request["type"] != "CanFulfillIntentRequest")
    assert {"type", "requestId", "timestamp"} <= set(request)
    if request["type"].startswith(OUTSIDE):
        # Outside a conversation there is no device that heard anything, and no language it was said in.
        assert not {"session", "device", "locale"} & {*event, *system, *request}
        assert {"eventCreationTime", "eventPublishingTime"} <= set(request)
    else:
        assert "device" in system
        assert "locale" in request


@pytest.mark.parametrize("name", EVENTS)
def test_an_event_reaches_no_network(name: str) -> None:
    assert load(name)["context"]["System"]["apiEndpoint"] == NOWHERE


@pytest.mark.parametrize("name", sorted(set(EVENTS) - UNKNOWN))
def test_an_event_is_answered_by_a_handler_and_not_by_the_apology(name: str, caplog: pytest.LogCaptureFixture) -> None:
    answer_to(load(name))
    assert [record.message for record in caplog.records] == []


@pytest.mark.parametrize("name", WITHOUT_SERVICES)
def test_without_alexas_services_the_answer_is_true_and_kind(name: str) -> None:
    response = answer_to(load(name))["response"]
    assert WITHOUT_SERVICES[name] in response["outputSpeech"]["ssml"]
    assert "Done" not in response["outputSpeech"]["ssml"]


def test_a_yes_to_a_reminder_without_the_permission_has_alexa_ask_for_it() -> None:
    event = load("yes_to_a_reminder")
    [directive] = answer_to(event)["response"]["directives"]
    assert (directive["type"], directive["name"]) == ("Connections.SendRequest", "AskFor")
    assert (
        directive["token"] == event["session"]["attributes"]["plan"] == load("permission_accepted")["request"]["token"]
    )


@pytest.mark.parametrize("name", EVENTS)
def test_an_event_names_no_real_skill_person_or_device(name: str) -> None:
    text = EVENTS[name].read_text(encoding="utf-8")
    system = load(name)["context"]["System"]
    assert system["application"] == {"applicationId": OUR_ID}
    assert system["apiAccessToken"] == "token"
    assert system.get("device", {}).get("deviceId", "EXAMPLE").endswith("EXAMPLE")
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
    [
        "LaunchRequest",
        "IntentRequest",
        "SessionEndedRequest",
        "CanFulfillIntentRequest",
        "Connections.Response",
        "AlexaSkillEvent.SkillDisabled",
        "AlexaSkillEvent.SkillPermissionChanged",
        "Reminders.ReminderDeleted",
        "Example.NotYetInvented",
    ],
)
def test_every_kind_of_request_has_an_event(kind: str) -> None:
    assert kind in {load(name)["request"]["type"] for name in EVENTS}


def test_every_locale_has_an_event() -> None:
    shown = {load(name)["request"].get("locale") for name in EVENTS}
    assert {"en-US", "en-GB", "en-CA", "en-AU", "en-IN"} <= shown
