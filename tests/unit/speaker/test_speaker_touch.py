"""What the screen shows, and what is sent when somebody touches it."""

from collections.abc import Callable
from typing import Any

import pytest

from speaker import Device, Speaker, TouchError, terminal, touch
from speaker.model import Model

Json = dict[str, Any]
Answers = Callable[..., Json]
SCREEN: Json = {"type": touch.RENDER, "token": "screen", "document": {}, "datasources": {}}


@pytest.fixture
def hub(model: Model, skill: Any) -> Speaker:
    return Speaker(model=model, door=skill, device=Device.HUB)


def drawing(answers: Answers, **given: Any) -> Json:
    answer = answers("Hold.", **given)
    answer["response"]["directives"] = [{**SCREEN, "token": "first"}, SCREEN]
    return answer


def test_a_touch_is_sent_as_alexa_sends_it(hub: Speaker, skill: Any, answers: Answers) -> None:
    skill.answer = lambda _: drawing(answers, attributes={"step": 1})
    hub.say("calf")
    turn = hub.touch("next")
    event = skill.events[-1]
    assert event["session"]["attributes"] == {"step": 1}
    assert not event["session"]["new"]
    sent = event["request"]
    assert sent.pop("requestId")
    assert sent.pop("timestamp") == "2026-11-22T08:00:00Z"
    assert sent == {
        "type": "Alexa.Presentation.APL.UserEvent",
        "locale": "en-US",
        "token": "screen",
        "arguments": ["next"],
        "source": {"type": "TouchWrapper", "handler": "Press", "id": ""},
        "components": {},
    }
    assert (turn.said, turn.text, turn.open) == ("[touch next]", "Hold.", True)
    assert terminal.describe(turn) == "touched next · listening"


@pytest.mark.parametrize("written", ["[touch next]", " [Touch  next ] "])
def test_a_script_writes_a_touch_in_brackets(hub: Speaker, skill: Any, answers: Answers, written: str) -> None:
    skill.answer = lambda _: drawing(answers)
    hub.do("calf")
    hub.do(written)
    assert [event["request"]["type"] for event in skill.events] == ["IntentRequest", touch.USER_EVENT]
    assert skill.events[1]["request"]["arguments"] == ["next"]


def test_a_device_without_a_screen_cannot_be_touched(model: Model, skill: Any, answers: Answers) -> None:
    skill.answer = lambda _: drawing(answers)
    speaker = Speaker(model=model, door=skill)
    speaker.say("calf")
    assert speaker.screen is None
    with pytest.raises(TouchError, match="no screen"):
        speaker.touch("next")


def test_an_empty_screen_cannot_be_touched(hub: Speaker) -> None:
    hub.say("calf")
    with pytest.raises(TouchError, match="nothing on the screen"):
        hub.touch("next")


def test_a_picture_stays_while_the_session_does_and_goes_with_it(hub: Speaker, skill: Any, answers: Answers) -> None:
    skill.answer = lambda _: drawing(answers)
    hub.say("calf")
    skill.answer = lambda _: answers("Still there?")
    hub.say("yes")
    assert hub.screen == SCREEN
    skill.answer = lambda _: answers("Rest.", ends=True)
    hub.say("no")
    assert hub.screen is None


def test_a_picture_that_came_with_the_last_words_can_still_be_touched(
    hub: Speaker, skill: Any, answers: Answers
) -> None:
    skill.answer = lambda _: drawing(answers, ends=True)
    hub.say("calf")
    hub.touch("again")
    assert skill.events[-1]["session"]["new"]


def test_silence_and_another_device_empty_the_screen(hub: Speaker, skill: Any, answers: Answers) -> None:
    skill.answer = lambda _: drawing(answers, reprompt=None)
    hub.say("calf")
    hub.wait()
    assert hub.screen is None
    hub.say("calf")
    hub.change("device", "round")
    assert (hub.screen, hub.open) == (None, False)


def test_the_devices_tell_the_version_that_can_be_drawn_here(hub: Speaker, skill: Any) -> None:
    hub.launch()
    interfaces = skill.events[0]["context"]["System"]["device"]["supportedInterfaces"]
    assert interfaces == {"Alexa.Presentation.APL": {"runtime": {"maxVersion": "1.4"}}}


def test_another_locale_and_permission_hold_from_then_on(hub: Speaker, skill: Any) -> None:
    hub.say("calf")
    hub.change("locale", "en-GB")
    hub.change("zone", "Europe/London")
    hub.change("permission", "declines")
    hub.say("what should i do for a leg cramp")
    first, second = skill.events
    assert (first["request"]["locale"], second["request"]["locale"]) == ("en-US", "en-GB")
    assert second["session"]["new"]
    assert hub.now.hour == 8
    assert hub.permission.value == "declines"


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("device", "fridge", "is not one of speaker, hub, round, tv"),
        ("locale", "english", "is not a locale"),
        ("zone", "Mars/Olympus", "is not a time zone"),
        ("permission", "maybe", "is not one of granted"),
        ("mood", "sleepy", "is not locale"),
    ],
)
def test_what_cannot_be_changed_so_is_said(hub: Speaker, name: str, value: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        hub.change(name, value)
