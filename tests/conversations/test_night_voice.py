"""The voice at night: whispered where people sleep, aloud by day, as the person wishes, and never for danger."""

from datetime import datetime

import pytest

from leg_cramp import services
from speaker.engine import Speaker
from speaker.turn import Turn

NIGHT, NOON = datetime(2026, 11, 22, 3, 0), datetime(2026, 11, 22, 12, 0)
NEXT_NIGHT, NEXT_NOON = datetime(2026, 11, 23, 3, 0), datetime(2026, 11, 23, 12, 0)
CRAMP = "what should i do for a leg cramp"
ENGLISH = ["en-US", "en-GB", "en-CA", "en-AU", "en-IN"]


def ssml(turn: Turn) -> str:
    """What Alexa is given to say, the reprompt included."""
    assert turn.response is not None
    response = turn.response["response"]
    reprompt = response.get("reprompt", {}).get("outputSpeech", {}).get("ssml", "")
    return str(response["outputSpeech"]["ssml"]) + str(reprompt)


def whispered(turn: Turn) -> bool:
    """Whether all of it is whispered. Fails if only a part is."""
    effects = ssml(turn).count('<speak><amazon:effect name="whispered"><prosody rate="90%" volume="soft">')
    assert effects in (0, ssml(turn).count("<speak>"))
    return effects > 0


@pytest.mark.parametrize("locale", ENGLISH)
def test_at_night_the_first_words_are_whispered(locale: str) -> None:
    assert whispered(Speaker(locale=locale, now=NIGHT).say(CRAMP))


@pytest.mark.parametrize("locale", ENGLISH)
def test_by_day_they_are_not(locale: str) -> None:
    turn = Speaker(locale=locale, now=NOON).say(CRAMP)
    assert "<prosody" not in ssml(turn)
    assert not whispered(turn)


def test_the_devices_clock_counts_and_not_the_one_of_the_locale() -> None:
    assert whispered(Speaker(locale="en-US", zone="Asia/Tokyo", now=NIGHT).say(CRAMP))
    assert not whispered(Speaker(locale="en-US", zone="Asia/Tokyo", now=NOON).say(CRAMP))


@pytest.mark.parametrize("locale", ENGLISH)
def test_danger_is_never_whispered(locale: str) -> None:
    speaker = Speaker(locale=locale, now=NIGHT)
    assert whispered(speaker.say(CRAMP))
    speaker.say("whisper")
    danger = speaker.say("my chest hurts")
    assert not whispered(danger)
    assert "<prosody" not in ssml(danger)


def test_a_sign_that_needs_help_right_away_is_spoken_aloud_until_it_is_answered() -> None:
    speaker = Speaker(now=NIGHT)
    assert not whispered(speaker.say("my calf is swollen and red"))
    assert not whispered(speaker.say("whisper"))


@pytest.mark.parametrize("said", ["help", "what is the capital of france", "repeat", "whisper"])
def test_the_questions_about_danger_are_asked_aloud_whatever_comes_between(said: str) -> None:
    speaker = Speaker(now=NIGHT)
    assert not whispered(speaker.say("is it serious"))
    between = speaker.say(said)
    assert not whispered(between)
    assert "whisper" not in between.text
    assert not whispered(speaker.say("no"))
    assert not whispered(speaker.say(said))


def test_speak_up_says_it_again_aloud_and_holds_for_the_nights_to_come() -> None:
    speaker = Speaker(now=NIGHT)
    first = speaker.say(CRAMP)
    again = speaker.say("i can't hear you")
    assert not whispered(again)
    assert again.text.startswith("Okay, I'll speak up. Stretch the muscle gently")
    assert again.open == first.open
    assert not whispered(speaker.say("calf"))
    speaker.say("stop")
    speaker.let_pass(NEXT_NIGHT)
    assert not whispered(speaker.say(CRAMP)), "the night after"


def test_whisper_again_undoes_it() -> None:
    speaker = Speaker(now=NIGHT)
    for said in (CRAMP, "speak up", "whisper", "stop"):
        speaker.say(said)
    speaker.let_pass(NEXT_NIGHT)
    assert whispered(speaker.say(CRAMP))


def test_whisper_by_day_is_for_now_and_not_for_the_next_noon() -> None:
    speaker = Speaker(now=NOON)
    speaker.say(CRAMP)
    assert whispered(speaker.say("my husband is asleep"))
    assert whispered(speaker.say("calf"))
    speaker.say("stop")
    speaker.let_pass(NEXT_NOON)
    assert not whispered(speaker.say(CRAMP))


@pytest.mark.parametrize("said", ["whisper", "speak up"])
def test_without_a_conversation_it_ends_in_one_question(said: str) -> None:
    turn = Speaker(now=NIGHT).say(said)
    assert turn.open
    assert turn.text.startswith("Okay, I'll ")
    assert turn.text.endswith("Is it cramping now?")


def test_in_the_reminder_the_plan_stays_on_the_table() -> None:
    speaker = Speaker(now=NIGHT)
    asked = speaker.say("remind me to stretch at ten at night")
    again = speaker.say("speak up")
    assert again.text == f"Okay, I'll speak up. {asked.text}"
    assert "10 PM" in speaker.say("yes").text


def test_the_step_is_counted_again_in_the_other_voice() -> None:
    speaker = Speaker(now=NIGHT)
    speaker.say("my calf is cramping")
    held, again = speaker.say("repeat"), speaker.say("speak up")
    assert whispered(held)
    assert not whispered(again)
    assert "<break" in ssml(held)
    assert ssml(again).count("<break") == ssml(held).count("<break")


@pytest.mark.parametrize(
    "fault", ["settings:503", "settings:slow", "settings:garbage", "settings:down", "settings:cut"]
)
def test_where_the_time_zone_cannot_be_had_the_voice_is_normal_and_the_help_is_there(fault: str) -> None:
    speaker = Speaker(now=NIGHT, broken=fault)
    turn = speaker.say(CRAMP)
    assert turn.text.startswith("Stretch the muscle gently")
    assert not whispered(turn)
    assert "<prosody" not in ssml(turn)
    speaker.break_down("")
    assert not whispered(speaker.say("calf")), "nobody is startled by a voice that changes"


@pytest.mark.usefixtures("no_long_wait")
@pytest.mark.parametrize("fault", ["table:down", "table:slow", "table:503", "table:garbage"])
def test_where_memory_cannot_be_had_the_night_is_whispered(fault: str) -> None:
    speaker = Speaker(now=NIGHT)
    for said in (CRAMP, "speak up", "stop"):
        speaker.say(said)
    speaker.break_down(fault)
    assert whispered(speaker.say(CRAMP))


def test_the_choice_is_kept_for_the_session_where_it_cannot_be_remembered() -> None:
    speaker = Speaker(now=NIGHT, broken="table:down")
    speaker.say(CRAMP)
    assert not whispered(speaker.say("speak up"))
    assert not whispered(speaker.say("calf"))


def test_the_zone_is_asked_for_once_in_a_session() -> None:
    speaker = Speaker(now=NIGHT)
    speaker.say(CRAMP)
    speaker.break_down("settings:down")
    assert whispered(speaker.say("calf"))


def test_the_first_help_waits_no_longer_than_it_may() -> None:
    assert services.VOICE_SECONDS <= 0.3


def test_forget_me_forgets_the_voice_too() -> None:
    speaker = Speaker(now=NIGHT)
    for said in (CRAMP, "speak up", "forget me"):
        speaker.say(said)
    assert speaker.state()["memory"] == {}
    assert whispered(speaker.say(CRAMP))


@pytest.fixture
def no_long_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tenth of the wait: what a slow service does is the same."""
    monkeypatch.setattr(services, "VOICE_SECONDS", 0.05)
