"""Danger signs: each one, in people's words, from every state, at its level; and nothing goes before them."""

import re
from functools import cache
from typing import Any

import pytest

from contract.sign_phrasings import CALL, RIGHT_AWAY, ROUTINE, SIGNS, SOON
from leg_cramp.content import words_for
from leg_cramp.triage import LEVELS, MAY_BE_A_CLOT, Level
from speaker import Speaker, Turn

LOCALES = ("en-US", "en-GB", "en-CA", "en-AU", "en-IN")
NUMBERS = dict(zip(LOCALES, ("911", "999", "911", "000", "112"), strict=True))
BEGINS = {
    CALL: "Call {} now.",
    RIGHT_AWAY: "Get medical help right away",
    SOON: "See a doctor in the next day or two.",
    ROUTINE: "Make an ordinary appointment with your doctor.",
}
URGENT = {CALL, RIGHT_AWAY}
# What was said before the sign. Nothing, for "launch".
STATES: dict[str, tuple[str, ...]] = {
    "launch": (),
    "mid-guide": ("my calf is cramping", "next"),
    "open question": ("my thigh is cramping",),
    "reminder dialog": ("remind me to stretch at ten",),
    "bedtime routine": ("start my bedtime stretch", "sitting down"),
    "after an answer": ("can statins cause leg cramps",),
    "fallback": ("purple monkeys eat quiet bicycles",),
    "checking signs": ("is this serious", "no"),
}


@cache
def session_in(state: str) -> dict[str, Any]:
    """Return what the skill keeps for the session in this state."""
    speaker = Speaker()
    for words in STATES[state]:
        assert speaker.say(words).open, state
    return speaker.session_attributes


def say_in(state: str, words: str, locale: str = "en-US") -> tuple[Speaker, Turn]:
    speaker = Speaker(locale=locale)
    if STATES[state]:
        speaker.session_attributes = session_in(state)
    return speaker, speaker.say(words)


def after(*said: str) -> Turn:
    speaker = Speaker()
    return [speaker.say(words) for words in said][-1]


def ssml(turn: Turn) -> str:
    assert turn.response is not None
    return str(turn.response["response"]["outputSpeech"]["ssml"])


def check_level(turn: Turn, level: str, locale: str = "en-US") -> None:
    assert turn.text.startswith(BEGINS[level].format(NUMBERS[locale])), turn
    assert turn.open == turn.text.endswith("?")
    assert turn.text.count("?") == turn.open
    assert "remind" not in turn.text.lower()
    assert "rub" not in turn.text.lower().replace("don't rub", "")
    if level in URGENT:
        assert "<prosody" not in ssml(turn), "danger is spoken at normal volume"
        assert NUMBERS[locale] in turn.text
        assert not re.search("stretch|not medical advice", turn.text)
    if level == CALL:
        assert not turn.open


def test_the_states_are_what_they_are_called() -> None:
    asked = {state: session_in(state).get("question") for state in STATES if STATES[state]}
    assert asked == {
        "mid-guide": "easing",
        "open question": "which_thigh",
        "reminder dialog": "set_reminder",
        "bedtime routine": "next_muscle",
        "after an answer": "cramping_now",
        "fallback": "cramping_now",
        "checking signs": "leg_signs",
    }
    assert session_in("mid-guide")["step"] == 1
    assert say_in("launch", STATES["fallback"][0])[1].heard.intent == "AMAZON.FallbackIntent"  # type: ignore[union-attr]


def test_the_signs_of_the_tests_are_those_of_the_skill_at_the_same_levels() -> None:
    names = {CALL: Level.EMERGENCY, RIGHT_AWAY: Level.RIGHT_AWAY, SOON: Level.SOON, ROUTINE: Level.ROUTINE}
    assert {sign: names[entry.level] for sign, entry in SIGNS.items()} == LEVELS
    assert all(len(set(entry.phrasings)) >= 4 for entry in SIGNS.values())


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_is_answered_at_its_level_however_and_wherever_it_is_said(sign: str) -> None:
    entry = SIGNS[sign]
    for at, phrasing in enumerate(entry.phrasings):
        for shift, state in enumerate(STATES):
            # Every place comes up: five of them against eight states.
            locale = LOCALES[(at + shift) % len(LOCALES)]
            _, turn = say_in(state, phrasing, locale)
            where = f"{state}, {locale}: {phrasing}"
            assert turn.heard is not None
            assert turn.heard.intent == "DangerSignIntent", where
            assert sign in {slot.id for slot in turn.heard.slots.values()}, where
            check_level(turn, entry.level, locale)
            # Of two signs in one sentence that are as urgent, either may be spoken about.
            if sum(slot.id is not None for slot in turn.heard.slots.values()) == 1:
                assert entry.heard in turn.text.lower(), where


@pytest.mark.parametrize("sign", sorted(MAY_BE_A_CLOT))
def test_what_may_be_a_clot_is_not_rubbed_and_chest_and_breath_are_asked_about(sign: str) -> None:
    turn = after(SIGNS[sign].phrasings[0])
    assert turn.text.startswith("Get medical help right away, and don't rub that leg.")
    assert turn.text.endswith("Any chest pain or trouble breathing?")


@pytest.mark.parametrize("sign", sorted(MAY_BE_A_CLOT))
@pytest.mark.parametrize("later", [name for name, entry in SIGNS.items() if entry.level == CALL])
def test_signs_add_up_across_turns(sign: str, later: str) -> None:
    turn = after("my calf is cramping", SIGNS[sign].phrasings[0], "what", SIGNS[later].phrasings[0])
    check_level(turn, CALL)


def test_a_lesser_sign_later_does_not_lower_the_level() -> None:
    for sign, entry in SIGNS.items():
        if entry.level in (SOON, ROUTINE):
            check_level(after("my calf is swollen", entry.phrasings[0]), RIGHT_AWAY)
        else:
            assert sign in LEVELS


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("my leg is swollen and i can't breathe", CALL),
        ("i can't breathe and my leg is swollen", CALL),
        ("my leg is red and i have chest pain", CALL),
        ("my leg is cold and swollen", CALL),
        ("my leg is numb and i can't move it", CALL),
        ("i keep vomiting and i feel confused", CALL),
        ("my leg is weak and thinner than the other", RIGHT_AWAY),
        ("the cramps keep me awake and my calf is swollen", RIGHT_AWAY),
        ("i'm losing sleep and i drink a lot of alcohol", SOON),
    ],
)
def test_of_two_levels_in_one_sentence_the_higher_wins(said: str, level: str) -> None:
    for state in STATES:
        check_level(say_in(state, said)[1], level)


STRETCHES = (
    ("give me a stretch",),
    ("my calf is cramping",),
    ("what should i do for a leg cramp",),
    ("next",),
    ("it still hurts",),
    ("start over",),
    ("i can't reach my toes",),
    ("start my bedtime stretch",),
    ("cramps", "yes"),
    ("how long does a leg cramp last", "yes"),
    ("what causes leg cramps", "yes"),
    ("give me tonight's tip",),
    ("does stretching help",),
    ("does massage help",),
    ("should i massage it",),
    ("i'm pregnant",),
    ("how do i prevent leg cramps",),
)


@pytest.mark.parametrize("before", [("hello",), ("my calf is cramping", "next")])
@pytest.mark.parametrize("asked", STRETCHES, ids=" | ".join)
def test_no_stretch_rub_or_tip_is_given_while_a_swollen_leg_waits_for_help(
    before: tuple[str, ...], asked: tuple[str, ...]
) -> None:
    turn = after(*before, "my leg is swollen", *asked)
    assert not re.search(r"stretch|pull|lean|hold for|(?<!don't )\brub", turn.text, re.I), turn.text


@pytest.mark.parametrize("asked", ["remind me to stretch at ten", "it's better", "change my reminder to nine"])
def test_no_reminder_is_offered_while_a_swollen_leg_waits_for_help(asked: str) -> None:
    check_level(after("my leg is swollen", asked), RIGHT_AWAY)


@pytest.mark.parametrize(
    ("answers", "level"),
    [
        (("yes",), CALL),
        (("no", "yes"), RIGHT_AWAY),
        (("i'm not sure",), RIGHT_AWAY),
        (("no", "i don't know"), RIGHT_AWAY),
        (("my leg is swollen", "yes"), CALL),
        (("no", "my foot went cold and white"), CALL),
    ],
)
def test_is_it_serious_ends_at_a_level_after_two_questions_at_most(answers: tuple[str, ...], level: str) -> None:
    for question in ("is this serious", "should i be worried"):
        speaker = Speaker()
        turns = [speaker.say(words) for words in (question, *answers)]
        assert [turn.open for turn in turns] == [*[True] * len(answers), False]
        check_level(turns[-1], level)
        assert all(len(turn.text.split("?")) == 2 for turn in turns[:-1])


def test_is_it_serious_without_any_sign_is_an_ordinary_appointment_if_any() -> None:
    turn = after("is this serious", "no", "no")
    assert turn.text.startswith("See your doctor if cramps keep coming or cost you sleep.")
    assert "over ten minutes, get help right away" in turn.text


def test_a_cramp_of_more_than_ten_minutes_at_the_guides_end_needs_help_right_away() -> None:
    end = ["my shin is cramping", *["next"] * 3]
    assert after(*end).text.endswith("Has it been more than ten minutes?")
    check_level(after(*end, "yes"), RIGHT_AWAY)
    check_level(after(*end, "i don't know"), RIGHT_AWAY)
    assert "there's time" in after(*end, "no").text


@pytest.mark.parametrize("locale", [*LOCALES, "en-NZ"])
def test_the_number_is_that_of_the_place(locale: str) -> None:
    number = NUMBERS.get(locale, "your local emergency number")
    assert words_for(locale).place["emergency_number"] == number
    assert Speaker(locale=locale).say("i can't breathe").text.startswith(f"Call {number} now.")


def test_three_digits_are_spoken_one_by_one() -> None:
    assert '<say-as interpret-as="digits">911</say-as>' in ssml(after("i can't breathe"))


def test_what_was_said_is_dropped_when_the_session_ends() -> None:
    speaker = Speaker()
    speaker.say("my leg is swollen")
    assert speaker.session_attributes["signs"] == ["swelling"]
    assert not speaker.say("stop").open
    assert speaker.say("my calf is cramping").text.startswith("For the calf:")
    assert "signs" not in speaker.session_attributes
