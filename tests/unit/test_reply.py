"""A reply as the platform's response: speech, question, card, session, and the state that is carried."""

import re
from dataclasses import replace
from typing import Any

import pytest
from ask_sdk_core.attributes_manager import AttributesManager
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import RequestEnvelope, Session

from leg_cramp.content import words_for
from leg_cramp.reply import Reply, respond
from leg_cramp.speech import Hold
from leg_cramp.state import Question, State
from leg_cramp.turn import REMINDERS, Turn

WORDS = words_for("en-GB")
DISCLAIMER = "This is general information, not medical advice."
ASKED = State(question=Question.EASING)
TURN = Turn(words=WORDS, state=State(), locale="en-GB")
SOFT = '<prosody rate="90%" volume="soft">'


def response_to(reply: Reply, turn: Turn | None = None) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the response as JSON, and the session attributes."""
    envelope = RequestEnvelope(session=Session(attributes={}))
    handler_input = HandlerInput(envelope, attributes_manager=AttributesManager(envelope))
    response = DefaultSerializer().serialize(respond(reply, turn or TURN, handler_input))
    return response, handler_input.attributes_manager.session_attributes


def said(response: dict[str, Any]) -> str:
    return re.sub(r"<[^>]+>", "", response["outputSpeech"]["ssml"]).strip()


def test_an_open_question_is_asked_at_the_end_and_keeps_the_microphone_open() -> None:
    response, attributes = response_to(Reply(("Pull.",), ASKED))
    assert said(response) == "Pull. Is it easing?"
    assert response["shouldEndSession"] is False
    assert "Keep holding, and breathe slowly." in response["reprompt"]["outputSpeech"]["ssml"]
    assert attributes == ASKED.attributes() | {"zone": ""}


def test_without_a_question_the_session_closes_and_nothing_is_carried() -> None:
    response, attributes = response_to(Reply(("Rest well.",), State(muscle="calf", signs=("swelling",))))
    assert said(response) == "Rest well."
    assert response["shouldEndSession"] is True
    assert "reprompt" not in response
    assert attributes == {}


def test_information_carries_the_disclaimer_after_the_first_help_and_before_its_hold() -> None:
    response, attributes = response_to(Reply(("Pull.", Hold(10)), ASKED, informs=True))
    assert said(response).startswith(f"Pull. {DISCLAIMER} Hold for ten seconds.")
    assert attributes["disclaimed"] is True


def test_the_disclaimer_and_the_card_come_once_a_session() -> None:
    response, _ = response_to(Reply(("Pull.",), State(question=Question.EASING, disclaimed=True), informs=True))
    assert DISCLAIMER not in said(response)
    assert "card" not in response


def test_what_is_no_health_information_carries_no_disclaimer() -> None:
    response, attributes = response_to(Reply(("Okay.",), ASKED))
    assert DISCLAIMER not in said(response)
    assert "card" not in response
    assert "disclaimed" not in attributes


def test_the_card_gives_the_number_of_the_place_and_nothing_that_was_asked() -> None:
    response, _ = response_to(Reply(("Pull your calf.",), ASKED, informs=True))
    assert response["card"]["type"] == "Simple"
    assert response["card"]["content"] == WORDS.text("card.text")
    assert "999" in response["card"]["content"]
    assert "calf" not in response["card"]["title"] + response["card"]["content"]


@pytest.mark.parametrize("informs", [True, False])
def test_danger_is_spoken_aloud_without_disclaimer_or_card(informs: bool) -> None:
    state = State(question=Question.CHEST_OR_BREATH, whisper=True)
    response, attributes = response_to(Reply(("Call 999 now.",), state, informs=informs, urgent=True))
    assert "prosody" not in str(response)
    assert "whispered" not in str(response)
    assert DISCLAIMER not in said(response)
    assert "card" not in response
    assert "disclaimed" not in attributes


def test_a_whisper_is_whispered_the_reprompt_too() -> None:
    response, _ = response_to(Reply(("Pull.",), replace(ASKED, whisper=True)))
    for output in (response["outputSpeech"], response["reprompt"]["outputSpeech"]):
        assert output["ssml"].startswith(f'<speak><amazon:effect name="whispered">{SOFT}')


def test_a_locale_whose_voice_cannot_whisper_gets_the_soft_voice() -> None:
    response, _ = response_to(Reply(("Pull.",), replace(ASKED, whisper=True)), replace(TURN, locale="en-ZA"))
    assert response["outputSpeech"]["ssml"].startswith(f"<speak>{SOFT}")


def test_without_a_time_zone_the_voice_is_normal_and_nobody_asks_again() -> None:
    response, attributes = response_to(Reply(("Pull.",), ASKED))
    assert "prosody" not in str(response)
    assert attributes["zone"] == ""


def test_zone_and_voice_stay_known_through_an_answer_that_starts_afresh() -> None:
    before = replace(TURN, state=State(zone="Europe/London", whisper=True))
    _, attributes = response_to(Reply(("Pull.",), ASKED), before)
    assert (attributes["zone"], attributes["whisper"]) == ("Europe/London", True)


def test_consent_sends_the_card_on_which_reminders_can_be_allowed() -> None:
    response, _ = response_to(Reply(("Allow it.",), State(), consent=True))
    assert response["card"] == {"type": "AskForPermissionsConsent", "permissions": [REMINDERS]}


def test_asking_for_the_permission_hands_over_to_alexa_and_leaves_the_session_to_her() -> None:
    response, _ = response_to(Reply(("I need it.",), State(), permission_for="22:00 daily"))
    assert "shouldEndSession" not in response
    directive = response["directives"][0]
    assert directive["type"] == "Connections.SendRequest"
    assert directive["name"] == "AskFor"
    assert directive["token"] == "22:00 daily"
    assert directive["payload"]["permissionScopes"] == [{"permissionScope": REMINDERS, "consentLevel": "ACCOUNT"}]


@pytest.mark.parametrize("question", Question)
def test_every_question_is_asked_in_its_own_words_and_again_in_others(question: Question) -> None:
    response, _ = response_to(Reply((), State(question=question)))
    again = re.sub(r"<[^>]+>", "", response["reprompt"]["outputSpeech"]["ssml"])
    assert said(response) == WORDS.text(f"questions.{question}.ask")
    assert again == WORDS.text(f"questions.{question}.reprompt") != said(response)
