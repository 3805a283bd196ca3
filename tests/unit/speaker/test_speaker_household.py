"""The permission round trip, what a person does in the app, and the time that passes."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from speaker import DoorError, Permission, Speaker
from speaker.model import Model
from unit.speaker.cloud_caller import ASK_FOR, LABEL, SCOPE, Caller, reminder

Json = dict[str, Any]
QUESTION = "Do you give Leg Cramp Guide permission to update your reminders? You can say I approve or no."
DIRECTIVE: Json = {**ASK_FOR, "token": '{"t":"21:45"}'}
Make = Callable[..., Speaker]


@pytest.fixture
def asking(model: Model, skill: Any, answers: Callable[..., Json]) -> Make:
    """Makes a speaker whose skill asks for the permission at first, and then says what came of it."""

    def make(permission: Permission = Permission.ACCEPTS, *, directive: Json = DIRECTIVE, **given: Any) -> Speaker:
        def answer(event: Json) -> Json:
            if event["request"]["type"] == "Connections.Response":
                return answers("Thank you. Shall I set it?", attributes={"open": "set"})
            asks = answers("I need a permission.", ends=False, attributes={"lost": 1})
            asks["response"]["directives"] = [directive]
            return asks

        skill.answer = answer
        return Speaker(model=model, door=skill, permission=permission, **given)

    return make


def reminders_of(event: Json) -> int:
    system = event["context"]["System"]
    return Caller(system["apiEndpoint"], system["apiAccessToken"])("GET").status


# The permission


@pytest.mark.parametrize(
    ("permission", "said", "status", "thrown"),
    [
        (Permission.ACCEPTS, "I approve", "ACCEPTED", None),
        (Permission.DECLINES, "No", "DENIED", False),
        (Permission.SILENT, None, "NOT_ANSWERED", True),
    ],
)
def test_alexa_puts_its_own_question_and_tells_the_skill_what_came_of_it(
    asking: Make, skill: Any, permission: Permission, said: str | None, status: str, thrown: bool | None
) -> None:
    speaker = asking(permission)
    turn = speaker.say("remind me")
    [asked] = turn.earlier
    assert (asked.said, asked.text, asked.open) == ("remind me", "I need a permission.", False)
    assert (turn.asked, turn.said, turn.text) == (QUESTION, said, "Thank you. Shall I set it?")
    assert turn.open
    assert speaker.session_attributes == {"open": "set"}
    request = skill.events[1]["request"]
    assert (request["type"], request["name"], request["token"]) == ("Connections.Response", "AskFor", '{"t":"21:45"}')
    assert request["status"] == {"code": "200", "message": "OK"}
    assert request["payload"]["status"] == status
    assert request["payload"].get("isCardThrown") is thrown
    assert request["payload"]["permissionScopes"] == [{"permissionScope": SCOPE, "consentLevel": "ACCOUNT"}]


def test_the_answer_comes_in_a_new_session_that_knows_nothing(asking: Make, skill: Any) -> None:
    asking().say("remind me")
    first, second = (event["session"] for event in skill.events)
    assert second["new"]
    assert second["attributes"] == {}
    assert first["sessionId"] != second["sessionId"]


def test_only_the_token_after_a_yes_opens_the_reminders_and_the_grant_stays(asking: Make, skill: Any) -> None:
    speaker = asking()
    speaker.say("remind me")
    speaker.say("yes")
    before, after = skill.events[:2]
    assert (reminders_of(before), reminders_of(after), reminders_of(skill.events[-1])) == (401, 200, 200)
    assert "permissions" not in before["context"]["System"]["user"]
    for event in skill.events[1:]:
        assert event["context"]["System"]["user"]["permissions"]["scopes"][SCOPE] == {"status": "GRANTED"}
        assert event["session"]["user"] == event["context"]["System"]["user"]


@pytest.mark.parametrize("permission", [Permission.DECLINES, Permission.SILENT])
def test_without_a_yes_the_reminders_stay_closed(asking: Make, skill: Any, permission: Permission) -> None:
    speaker = asking(permission)
    speaker.say("remind me")
    assert reminders_of(skill.events[1]) == 401
    assert "permissions" not in skill.events[1]["context"]["System"]["user"]


def test_a_silence_takes_its_time(asking: Make, skill: Any) -> None:
    asking(Permission.SILENT).say("remind me")
    assert [event["request"]["timestamp"][-3:] for event in skill.events] == ["00Z", "08Z"]


def test_what_was_granted_before_is_confirmed_without_a_question(asking: Make, skill: Any) -> None:
    turn = asking(Permission.GRANTED).say("remind me")
    assert (turn.asked, turn.said) == ("", None)
    assert skill.events[1]["request"]["payload"]["status"] == "ACCEPTED"


@pytest.mark.parametrize("code", ["400", "500"])
def test_a_fault_of_the_permission_comes_back_as_a_status_without_a_question(
    asking: Make, skill: Any, code: str
) -> None:
    speaker = asking(broken=f"permission:{code}")
    turn = speaker.say("remind me")
    request = skill.events[1]["request"]
    assert (turn.asked, request["status"]["code"], request["token"]) == ("", code, '{"t":"21:45"}')
    assert "payload" not in request
    assert not speaker.cloud.granted


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {**DIRECTIVE["payload"], "@version": "1"},
        {
            **DIRECTIVE["payload"],
            "permissionScopes": [{"permissionScope": "alexa::devices", "consentLevel": "ACCOUNT"}],
        },
    ],
)
def test_a_request_that_alexa_does_not_know_is_a_bad_one(asking: Make, skill: Any, payload: Json) -> None:
    turn = asking(directive={**DIRECTIVE, "payload": payload}).say("remind me")
    assert turn.asked == ""
    assert skill.events[1]["request"]["status"]["code"] == "400"


def test_a_skill_that_asks_without_end_is_stopped(asking: Make, skill: Any, answers: Callable[..., Json]) -> None:
    speaker = asking(Permission.DECLINES)
    again = answers("Please.", ends=True)
    again["response"]["directives"] = [DIRECTIVE]
    skill.answer = lambda _: again
    with pytest.raises(DoorError, match="again and again"):
        speaker.say("remind me")


# The app


@pytest.fixture
def speaker(model: Model, skill: Any) -> Speaker:
    return Speaker(model=model, door=skill, permission=Permission.GRANTED)


def set_reminder(speaker: Speaker) -> str:
    token: str = speaker.cloud.reminders.create(reminder())["alertToken"]
    return token


def test_deleting_in_the_app_tells_the_skill_which(speaker: Speaker, skill: Any) -> None:
    token = set_reminder(speaker)
    speaker.delete_in_app()
    [event] = skill.events
    assert event["request"]["type"] == "Reminders.ReminderDeleted"
    assert event["request"]["body"] == {"alertTokens": [token]}
    assert speaker.state()["reminders"] == []
    speaker.delete_in_app()
    assert len(skill.events) == 1


def test_an_event_has_no_session_and_no_device_and_a_token_that_makes_nothing(speaker: Speaker, skill: Any) -> None:
    speaker.event("Reminders.ReminderStarted", {"alertToken": "a", "status": "ON"})
    [event] = skill.events
    assert "session" not in event
    assert "device" not in event["context"]["System"]
    assert event["request"]["body"] == {"alertToken": "a", "status": "ON"}
    assert event["request"]["eventCreationTime"] == event["request"]["timestamp"] == "2026-11-22T08:00:00Z"
    system = event["context"]["System"]
    made = Caller(system["apiEndpoint"], system["apiAccessToken"])("POST", body=reminder())
    assert (made.status, made.body["code"]) == (403, "NOT_IN_SESSION")


def test_disabling_ends_everything_and_the_person_comes_back_as_another(speaker: Speaker, skill: Any) -> None:
    set_reminder(speaker)
    speaker.launch()
    speaker.disable_skill()
    speaker.enable_skill()
    speaker.launch()
    before, disabled, enabled, after = skill.events
    assert disabled["request"]["type"] == "AlexaSkillEvent.SkillDisabled"
    assert disabled["request"]["body"] == {"userInformationPersistenceStatus": "NOT_PERSISTED"}
    assert enabled["request"]["type"] == "AlexaSkillEvent.SkillEnabled"
    users = [event["context"]["System"]["user"]["userId"] for event in skill.events]
    assert users[0] == users[1] != users[2] == users[3]
    assert "permissions" not in after["context"]["System"]["user"]
    assert after["session"]["attributes"] == {}
    assert before["session"]["sessionId"] != after["session"]["sessionId"]
    assert speaker.state()["reminders"] == []


@pytest.mark.parametrize(
    ("granted", "kind", "scopes"),
    [
        (True, "AlexaSkillEvent.SkillPermissionAccepted", [{"scope": SCOPE}]),
        (False, "AlexaSkillEvent.SkillPermissionChanged", []),
    ],
)
def test_the_permission_can_be_given_and_taken_back_in_the_app(
    speaker: Speaker, skill: Any, granted: bool, kind: str, scopes: list[Json]
) -> None:
    speaker.allow_in_app(granted=granted)
    speaker.launch()
    event, launch = skill.events
    assert (event["request"]["type"], event["request"]["body"]) == (kind, {"acceptedPermissions": scopes})
    assert ("permissions" in launch["context"]["System"]["user"]) is granted
    assert reminders_of(launch) == (200 if granted else 401)


# Time


def test_time_passes_until_a_local_time_and_rings_on_the_way(speaker: Speaker) -> None:
    set_reminder(speaker)
    rang = speaker.let_pass(datetime(2026, 11, 24))
    assert [(ring.at, ring.label) for ring in rang] == [
        (datetime(2026, 11, 22, 22), LABEL),
        (datetime(2026, 11, 23, 22), LABEL),
    ]
    assert speaker.now.replace(tzinfo=None) == datetime(2026, 11, 24)
    assert speaker.state()["rang"] == ["2026-11-22T22:00", "2026-11-23T22:00"]
    with pytest.raises(ValueError, match="back"):
        speaker.let_pass(datetime(2026, 11, 23))


def test_an_open_session_does_not_outlast_the_time(speaker: Speaker, skill: Any) -> None:
    speaker.launch()
    speaker.let_pass(datetime(2026, 11, 22, 4))
    assert not speaker.open
    assert skill.events[-1]["request"]["reason"] == "EXCEEDED_MAX_REPROMPTS"
    assert speaker.now.replace(tzinfo=None) == datetime(2026, 11, 22, 4)


def test_a_reminder_can_ring_into_a_silence(model: Model, skill: Any) -> None:
    speaker = Speaker(model=model, door=skill, now=datetime(2026, 11, 22, 21, 59, 55))
    set_reminder(speaker)
    speaker.wait()
    assert speaker.state()["rang"] == ["2026-11-22T22:00"]


def test_a_speaker_in_another_zone_tells_its_new_local_time(speaker: Speaker, skill: Any) -> None:
    speaker.move_to("Europe/London")
    assert speaker.now.hour == 8
    speaker.launch()
    assert skill.events[0]["request"]["timestamp"] == "2026-11-22T08:00:00Z"


def test_services_can_break_and_be_mended_in_mid_conversation(speaker: Speaker, skill: Any) -> None:
    speaker.launch()
    speaker.break_down("reminders:503")
    assert reminders_of(skill.events[0]) == 503
    speaker.break_down("")
    assert reminders_of(skill.events[0]) == 200
