"""The Lambda door: it never raises, checks whose event it is, and logs nothing that was said."""

import copy
import json
import logging
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lambda_function import handler

Json = dict[str, Any]
SECRET = "my secret swollen calf"
OURS = "amzn1.ask.skill.ours"


def event(kind: str = "IntentRequest", **request: Any) -> Json:
    body: Json = {"type": kind, "requestId": "r", "locale": "en-GB", "timestamp": "2026-11-22T03:00:00Z"}
    if kind == "IntentRequest":
        muscle = {"name": "muscle", "value": SECRET, "confirmationStatus": "NONE"}
        body["intent"] = {"name": "ReliefIntent", "confirmationStatus": "NONE", "slots": {"muscle": muscle}}
    application = {"applicationId": OURS}
    user = {"userId": "user"}
    return {
        "version": "1.0",
        "session": {"new": True, "sessionId": "s", "application": application, "user": user, "attributes": {}},
        "context": {"System": {"application": application, "user": user, "device": {"deviceId": "d"}}},
        "request": body | request,
    }


def speech(answer: Json) -> str:
    return str(answer["response"]["outputSpeech"]["ssml"])


def without(whole: Json, *path: str) -> Json:
    inner = whole = copy.deepcopy(whole)
    for key in path[:-1]:
        inner = inner[key]
    del inner[path[-1]]
    return whole


def replaced(whole: Json, value: object, *path: str) -> Json:
    inner = whole = copy.deepcopy(whole)
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return whole


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SKILL_ID", "TABLE_NAME", "LOG_LEVEL"):
        monkeypatch.delenv(name, raising=False)


def test_a_cramp_is_answered_with_help_first() -> None:
    assert "Stretch" in speech(handler(event("LaunchRequest"), None))


@pytest.mark.parametrize("skill_id", [OURS, "amzn1.ask.skill.another", ""])
def test_an_event_for_another_skill_gets_an_empty_answer(skill_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKILL_ID", skill_id)
    answer = handler(event("LaunchRequest"), None)
    # An empty SKILL_ID is none: nothing is checked.
    assert ("outputSpeech" in answer["response"]) == (skill_id in (OURS, ""))


def test_an_event_that_names_no_skill_is_refused_where_one_is_expected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKILL_ID", OURS)
    for broken in (without(event(), "context"), replaced(event(), None, "context", "System"), [], None, "event"):
        assert handler(broken, None) == {"version": "1.0", "response": {}}


@pytest.mark.parametrize(
    "broken",
    [
        replaced(event(), 7, "session", "attributes"),
        replaced(event(), "soon", "request", "timestamp"),
        replaced(event(), [1], "request", "intent", "slots"),
        replaced(event(), {"name": 3}, "request", "intent"),
        replaced(event(), ["en-GB"], "request", "locale"),
        without(event(), "request", "intent"),
        {"request": {"type": "IntentRequest"}},
    ],
)
def test_a_malformed_request_is_answered_with_speech(broken: Json) -> None:
    answer = handler(broken, None)
    assert "outputSpeech" in answer["response"]
    json.dumps(answer)


def test_what_cannot_be_answered_gets_a_kind_sentence_with_the_number_of_the_place() -> None:
    answer = handler(replaced(event(), "soon", "request", "timestamp"), None)
    assert "Please ask me again." in speech(answer)
    assert '<say-as interpret-as="digits">999</say-as>' in speech(answer)
    assert answer["response"]["shouldEndSession"] is True


@pytest.mark.parametrize("kind", ["SessionEndedRequest", "System.ExceptionEncountered", "Example.Unknown"])
def test_where_no_speech_is_allowed_none_is_given(kind: str) -> None:
    for broken in (event(kind), replaced(event(kind), "soon", "request", "timestamp")):
        assert "outputSpeech" not in handler(broken, None)["response"]


def test_whether_we_can_fulfil_what_cannot_be_read_is_no() -> None:
    answer = handler(replaced(event("CanFulfillIntentRequest"), "soon", "request", "timestamp"), None)
    assert answer["response"] == {"canFulfillIntent": {"canFulfill": "NO"}}


def test_a_fault_is_logged_in_one_line_without_anything_that_was_said(caplog: pytest.LogCaptureFixture) -> None:
    broken = replaced(event(), SECRET, "request", "timestamp")
    with caplog.at_level(logging.DEBUG):
        handler(broken, None)
    assert len(caplog.records) == 1
    line = caplog.records[0].getMessage()
    assert line.startswith("not answered: ")
    assert ".py:" in line
    assert not {"secret", "swollen", "calf", "user"} & set(line.lower().split())


def test_what_is_answered_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        handler(event(), None)
    assert SECRET not in caplog.text
    assert not [record for record in caplog.records if record.name == "leg_cramp"]


@pytest.mark.parametrize(("level", "logged"), [("INFO", True), ("CRITICAL", False), ("nonsense", True)])
def test_the_log_level_says_what_is_kept(
    level: str, logged: bool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("LOG_LEVEL", level)
    handler(replaced(event(), "soon", "request", "timestamp"), None)
    assert bool(caplog.records) == logged


values = st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just([]) | st.just({})


@settings(max_examples=150, deadline=None)
@given(st.recursive(values, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner)))
def test_anything_at_all_is_answered(thing: object) -> None:
    answer = handler(thing, None)
    assert set(answer) >= {"version", "response"}
    json.dumps(answer)
