"""Sessions by Alexa's rules, and the JSON that a skill gets."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from speaker import Device, DoorError, Permission, Speaker
from speaker.model import Model

Json = dict[str, Any]
Answers = Callable[..., Json]


@pytest.fixture
def speaker(model: Model, skill: Any) -> Speaker:
    return Speaker(model=model, door=skill)


def test_the_first_turn_opens_a_new_session_and_the_next_goes_on_with_it(speaker: Speaker, skill: Any) -> None:
    speaker.launch()
    speaker.say("calf")
    first, second = (event["session"] for event in skill.events)
    assert (first["new"], second["new"]) == (True, False)
    assert first["sessionId"] == second["sessionId"]
    assert first["attributes"] == {}
    assert second["attributes"]["asked"]["type"] == "LaunchRequest"


def test_after_an_end_the_next_words_start_a_new_session_with_nothing_kept(
    speaker: Speaker, skill: Any, answers: Answers
) -> None:
    skill.answer = lambda _: answers("Rest now.", ends=True, attributes={"step": 3})
    turn = speaker.say("calf")
    assert not turn.open
    assert speaker.session_attributes == {}
    speaker.say("foot")
    first, second = (event["session"] for event in skill.events)
    assert second["new"]
    assert second["attributes"] == {}
    assert first["sessionId"] != second["sessionId"]


def test_calling_by_name_starts_a_new_session_in_the_middle_of_one(speaker: Speaker, skill: Any) -> None:
    speaker.say("calf")
    speaker.say("ask leg cramp guide for help with my foot")
    first, second = (event["session"] for event in skill.events)
    assert second["new"]
    assert second["attributes"] == {}
    assert first["sessionId"] != second["sessionId"]


def test_silence_brings_the_reprompt_and_a_second_silence_ends_the_session(speaker: Speaker, skill: Any) -> None:
    speaker.say("calf")
    again, gone = speaker.wait(), speaker.wait()
    assert (again.text, again.open, again.request) == ("Still there?", True, None)
    assert gone.request is not None
    assert gone.request["request"]["type"] == "SessionEndedRequest"
    assert gone.request["request"]["reason"] == "EXCEEDED_MAX_REPROMPTS"
    assert gone.request["session"]["attributes"]["asked"]
    assert (gone.open, gone.text, len(skill.events)) == (False, "", 2)


def test_speaking_after_the_reprompt_earns_another_one(speaker: Speaker) -> None:
    speaker.say("calf")
    speaker.wait()
    speaker.say("foot")
    assert speaker.wait().text == "Still there?"


def test_without_a_reprompt_the_first_silence_ends_the_session(speaker: Speaker, skill: Any, answers: Answers) -> None:
    skill.answer = lambda _: answers("Which muscle?", reprompt=None)
    speaker.say("calf")
    assert not speaker.wait().open
    assert skill.events[-1]["request"]["type"] == "SessionEndedRequest"


def test_silence_when_nobody_listens_does_nothing(speaker: Speaker, skill: Any) -> None:
    assert not speaker.say("  ").open
    assert skill.events == []


@pytest.mark.parametrize(
    ("device", "reprompt", "stays"),
    [
        (Device.SPEAKER, None, False),
        (Device.SPEAKER, "Still there?", True),
        (Device.HUB, None, True),
    ],
)
def test_an_answer_that_leaves_the_session_to_choice(
    model: Model, skill: Any, answers: Answers, device: Device, reprompt: str | None, stays: bool
) -> None:
    skill.answer = lambda _: answers("Here it is.", ends=None, reprompt=reprompt)
    assert Speaker(model=model, door=skill, device=device).say("calf").open is stays


def test_exit_ends_an_open_session_without_asking_the_skill_for_words(speaker: Speaker, skill: Any) -> None:
    speaker.say("calf")
    turn = speaker.say("exit")
    assert skill.events[-1]["request"]["reason"] == "USER_INITIATED"
    assert (turn.open, turn.text, turn.said) == (False, "", "exit")


def test_a_listed_value_is_resolved_as_alexa_does(speaker: Speaker, skill: Any) -> None:
    speaker.say("my lower leg is cramping")
    intent = skill.events[0]["request"]["intent"]
    slot = intent["slots"]["muscle"]
    authority = slot["resolutions"]["resolutionsPerAuthority"][0]
    assert intent["name"] == "ReliefIntent"
    assert (slot["name"], slot["value"], slot["source"]) == ("muscle", "lower leg", "USER")
    assert authority["status"] == {"code": "ER_SUCCESS_MATCH"}
    assert authority["values"] == [{"value": {"name": "calf", "id": "calf"}}]
    assert authority["authority"] == f"amzn1.er-authority.echo-sdk.{speaker.skill_id}.MUSCLE"
    assert slot["slotValue"]["value"] == "lower leg"


def test_an_unlisted_value_is_sent_as_no_match_and_an_empty_slot_bare(speaker: Speaker, skill: Any) -> None:
    speaker.say("i take zolpidem")
    authority = skill.events[0]["request"]["intent"]["slots"]["medication"]["resolutions"]["resolutionsPerAuthority"][0]
    assert authority["status"] == {"code": "ER_SUCCESS_NO_MATCH"}
    assert "values" not in authority
    speaker.say("remind me")
    slot = skill.events[1]["request"]["intent"]["slots"]["time"]
    assert slot == {"name": "time", "confirmationStatus": "NONE"}


def test_a_built_in_type_sends_its_value_without_resolutions(speaker: Speaker, skill: Any) -> None:
    speaker.say("remind me at ten p m")
    slot = skill.events[0]["request"]["intent"]["slots"]["time"]
    assert slot["value"] == "22:00"
    assert "resolutions" not in slot


def test_an_intent_without_slots_has_none(speaker: Speaker, skill: Any) -> None:
    speaker.say("yes")
    assert "slots" not in skill.events[0]["request"]["intent"]


def test_timestamps_are_utc_and_silence_takes_eight_seconds(model: Model, skill: Any) -> None:
    speaker = Speaker(model=model, door=skill, now=datetime(2026, 7, 1, 3, 0), zone="Europe/London")
    speaker.say("calf")
    speaker.wait()
    speaker.say("foot")
    assert [event["request"]["timestamp"] for event in skill.events] == ["2026-07-01T02:00:00Z", "2026-07-01T02:00:08Z"]


def test_the_silence_passes_rightly_while_the_clocks_change(model: Model, skill: Any) -> None:
    speaker = Speaker(model=model, door=skill, now=datetime(2026, 10, 25, 1, 59, 56), zone="Europe/London")
    speaker.say("calf")
    speaker.wait()
    speaker.say("foot")
    assert skill.events[-1]["request"]["timestamp"] == "2026-10-25T01:00:04Z"


def test_a_device_tells_what_it_can_show(model: Model, skill: Any) -> None:
    for device in Device:
        Speaker(model=model, door=skill, device=device).launch()
    bare, hub, round_, television = (event["context"] for event in skill.events)
    assert bare["System"]["device"]["supportedInterfaces"] == {}
    assert "Viewport" not in bare
    assert "Alexa.Presentation.APL" in hub["System"]["device"]["supportedInterfaces"]
    assert [context["Viewport"]["shape"] for context in (hub, round_, television)] == [
        "RECTANGLE",
        "ROUND",
        "RECTANGLE",
    ]
    assert television["Viewports"][0]["configuration"]["current"]["mode"] == "TV"


def test_only_a_granted_permission_shows_in_a_request(model: Model, skill: Any) -> None:
    for permission in Permission:
        Speaker(model=model, door=skill, permission=permission).launch()
    users = [event["context"]["System"]["user"] for event in skill.events]
    scopes = {"alexa::alerts:reminders:skill:readwrite": {"status": "GRANTED"}}
    assert users[0]["permissions"] == {"scopes": scopes}
    assert all("permissions" not in user for user in users[1:])


def test_no_request_points_at_amazon(speaker: Speaker, skill: Any) -> None:
    speaker.launch()
    assert skill.events[0]["context"]["System"]["apiEndpoint"].startswith("http://127.0.0.1")


def test_an_intent_can_be_sent_without_hearing(speaker: Speaker, skill: Any) -> None:
    turn = speaker.intend("ReliefIntent", muscle="calves")
    slot = skill.events[0]["request"]["intent"]["slots"]["muscle"]
    assert slot["resolutions"]["resolutionsPerAuthority"][0]["values"][0]["value"]["id"] == "calf"
    assert turn.heard is None


def test_a_test_can_start_in_the_middle_of_a_session(speaker: Speaker, skill: Any) -> None:
    speaker.session_attributes = {"step": 2}
    speaker.say("next")
    assert skill.events[0]["session"]["attributes"] == {"step": 2}
    assert not skill.events[0]["session"]["new"]


def test_any_other_request_can_be_sent(speaker: Speaker, skill: Any) -> None:
    speaker.send("Alexa.Presentation.APL.UserEvent", arguments=["next"])
    assert skill.events[0]["request"]["arguments"] == ["next"]


def test_a_skill_that_fails_is_not_taken_for_one_that_answers(model: Model) -> None:
    def broken(_: Json) -> Json:
        raise DoorError("it failed")

    with pytest.raises(DoorError):
        Speaker(model=model, door=broken).say("calf")


def test_attributes_that_the_skill_does_not_send_again_are_gone(speaker: Speaker, skill: Any, answers: Answers) -> None:
    speaker.session_attributes = {"step": 2}
    skill.answer = lambda _: {"response": answers("Which muscle?")["response"]}
    speaker.say("next")
    assert speaker.open
    assert speaker.session_attributes == {}
