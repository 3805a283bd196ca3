"""A turn as it is read out of Alexa's request: what was named, where we are, and who may be reminded."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import RequestEnvelope

from leg_cramp.state import Question, State
from leg_cramp.turn import REMINDERS, UNLISTED, Turn, read

Json = dict[str, Any]


def slot(value: str | None, *matches: str | None) -> Json:
    """Build a slot with one authority for each match: an id, or None for "no match"."""
    body: Json = {"name": "a", "confirmationStatus": "NONE"} | ({"value": value} if value else {})
    authorities = [
        {"authority": "amzn1.er-authority.x", "status": {"code": "ER_SUCCESS_MATCH"}}
        | {"values": [{"value": {"name": "Name", "id": match}}]}
        if match
        else {"authority": "amzn1.er-authority.x", "status": {"code": "ER_SUCCESS_NO_MATCH"}}
        for match in matches
    ]
    return body | ({"resolutions": {"resolutionsPerAuthority": authorities}} if matches else {})


def turn_of(
    request: Json | None = None, attributes: object = None, system: Json | None = None, slots: Json | None = None
) -> Turn:
    asked = {"type": "IntentRequest", "requestId": "r", "locale": "en-GB", "timestamp": "2026-11-22T03:00:00Z"}
    asked |= {"intent": {"name": "ReliefIntent", "slots": slots or {}}}
    event: Json = {"version": "1.0", "request": asked | (request or {})}
    if attributes is not None:
        event["session"] = {"new": False, "sessionId": "s", "attributes": attributes}
    if system is not None:
        event["context"] = {"System": system}
    return read(HandlerInput(DefaultSerializer().deserialize(json.dumps(event), RequestEnvelope)))


def test_a_request_is_read_with_its_intent_place_and_time() -> None:
    turn = turn_of()
    assert (turn.intent, turn.locale) == ("ReliefIntent", "en-GB")
    assert turn.words.place["emergency_number"] == "999"
    assert turn.asked_at == datetime(2026, 11, 22, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (slot("calf", "calf"), "calf"),
        (slot("my calves", None, "calf"), "calf"),
        (slot("elbow", None), UNLISTED),
        (slot("elbow", None, None), UNLISTED),
        (slot("calf"), UNLISTED),
        (slot(None), None),
    ],
)
def test_a_slot_gives_the_resolved_id_or_says_that_it_is_not_listed(given: Json, named: str | None) -> None:
    assert turn_of(slots={"muscle": given}).slot("muscle") == named


def test_a_time_has_no_id_and_is_taken_as_it_is() -> None:
    assert turn_of(slots={"time": slot("22:00")}).slot("time") == "22:00"


def test_a_match_without_a_value_is_not_listed() -> None:
    given = slot("calf", "calf")
    given["resolutions"]["resolutionsPerAuthority"][0]["values"] = []
    assert turn_of(slots={"muscle": given}).slot("muscle") == UNLISTED


def test_what_is_named_comes_in_order_and_each_once() -> None:
    turn = turn_of(slots={"b": slot("x", "two"), "a": slot("y", "one"), "c": slot("z", "two"), "d": slot(None)})
    assert turn.named("a", "b", "c", "d", "e") == ("one", "two")


def test_the_state_comes_out_of_the_session() -> None:
    state = State(muscle="calf", step=2, question=Question.EASING, signs=("swelling",))
    assert turn_of(attributes=state.attributes()).state == state
    assert turn_of().state == State()
    assert turn_of(attributes={"version": 99}).state == State()


def test_a_place_in_a_guide_that_is_no_more_is_a_fresh_start() -> None:
    assert turn_of(attributes=State(muscle="elbow", question=Question.EASING).attributes()).state == State()
    assert turn_of(attributes=State(muscle="bedtime_sitting").attributes()).state.muscle == "bedtime_sitting"


def test_a_launch_has_no_intent_and_no_slots() -> None:
    turn = turn_of({"type": "LaunchRequest"})
    assert (turn.intent, dict(turn.slots)) == ("", {})


def test_the_caller_is_read_from_the_context() -> None:
    system: Json = {
        "apiEndpoint": "https://api",
        "apiAccessToken": "token",
        "device": {"deviceId": "device"},
        "user": {"userId": "user", "permissions": {"scopes": {REMINDERS: {"status": "GRANTED"}}}},
    }
    caller = turn_of(system=system).caller
    assert (caller.endpoint, caller.token, caller.device_id) == ("https://api", "token", "device")
    assert (caller.user_id, caller.may_remind) == ("user", True)


@pytest.mark.parametrize(
    "user",
    [
        {"userId": "user"},
        {"userId": "user", "permissions": {}},
        {"userId": "user", "permissions": {"scopes": {}}},
        {"userId": "user", "permissions": {"scopes": {REMINDERS: {"status": "DENIED"}}}},
        {"userId": "user", "permissions": {"scopes": {"another": {"status": "GRANTED"}}}},
    ],
)
def test_nobody_may_be_reminded_who_has_not_allowed_it(user: Json) -> None:
    assert not turn_of(system={"user": user}).caller.may_remind


def test_a_request_without_context_or_locale_is_read_all_the_same() -> None:
    turn = turn_of({"locale": None})
    assert (turn.locale, turn.caller.endpoint, turn.caller.user_id) == ("en-US", "", None)
