"""What holds for every answer, whatever was asked and wherever: how it speaks, as DESIGN asks."""

import re
from collections.abc import Callable

import pytest
import textstat

from contract.every_answer import Answer, every_answer
from contract.ssml_form import TAGS, tree
from leg_cramp.content import words_for
from leg_cramp.triage import LEVELS, Level

DISCLAIMER = "This is general information, not medical advice."
FIRST_SENTENCE, ANSWER, TWO_ANSWERS, ROUTINE = 12, 40, 62, 62  # words
NEVER = re.compile(
    r"\b(simply|just relax|don't worry|cures?|heals?|stop taking|milligrams?|tiptoes?|guarantee)\b", re.I
)
# Words of many syllables that somebody asked about by name do not make the sentence around them hard.
NAMES = re.compile(r"\b(?:[a-z]*statins?|[a-z]+(?:ide|ine|ol|one|tan|tin|ene|rel|ate|ium))\b", re.I)


def check(wrong: Callable[[Answer], object]) -> None:
    faults = [f"{a.locale} {a.where} {a.intent} {dict(a.slots)}: {a.text}" for a in every_answer() if wrong(a)]
    assert not faults, "\n" + "\n".join(dict.fromkeys(faults[:25]))


def urgent(answer: Answer) -> bool:
    return "<prosody" not in answer.ssml and answer.intent != "SpeakUpIntent"


def test_there_are_answers_to_check() -> None:
    assert len(every_answer()) > 2000


def test_an_open_microphone_follows_a_question_and_a_statement_closes() -> None:
    check(lambda a: a.open != a.text.endswith("?"))


def test_there_is_one_question_at_the_end_and_no_other() -> None:
    check(lambda a: a.text.count("?") != (1 if a.open else 0))


def test_a_reprompt_asks_again_in_other_words() -> None:
    check(lambda a: a.open and (not a.reprompt.endswith("?") or a.text.endswith(a.reprompt)))


def test_the_first_sentence_is_short() -> None:
    check(lambda a: len(a.sentences[0].split()) > FIRST_SENTENCE)


def test_an_answer_is_short() -> None:
    def most(answer: Answer) -> int:
        if "one last time" in answer.text:
            return ROUTINE  # Six holds stand between its words.
        return TWO_ANSWERS if len(answer.slots) > 1 else ANSWER

    check(lambda a: a.words > most(a))


def test_no_brace_is_left_unfilled() -> None:
    check(lambda a: "{" in a.text + a.reprompt)


def test_what_must_never_be_said_is_not() -> None:
    check(lambda a: NEVER.search(a.text))


def test_alexa_accepts_the_ssml() -> None:
    def refused(answer: Answer) -> bool:
        elements = list(tree(answer.ssml).iter())
        breaks = [float(element.attrib["time"].removesuffix("ms")) for element in elements if element.tag == "break"]
        return (
            not {element.tag for element in elements} <= TAGS
            or max(breaks, default=0) > 10_000
            or len(answer.ssml) > 8_000
        )

    check(refused)


def test_a_danger_sign_is_urgent_without_disclaimer_card_or_rubbing() -> None:
    def wrong(answer: Answer) -> bool:
        rubs = "rub" in answer.text.lower().replace("don't rub", "")
        return urgent(answer) and (DISCLAIMER in answer.text or "card" in answer.response or rubs)

    check(wrong)


def test_the_disclaimer_comes_with_the_first_health_information_before_its_question() -> None:
    talk = {"AMAZON.HelpIntent", "AMAZON.FallbackIntent", "AMAZON.StopIntent", "AMAZON.CancelIntent", "CrampKindIntent"}
    talk |= {"AMAZON.NavigateHomeIntent", "OutOfScopeIntent", "AMAZON.PauseIntent", "AMAZON.YesIntent"}
    talk |= {"AMAZON.NoIntent", "NotSureIntent", "AMAZON.MoreIntent", "ForgetMeIntent"}
    talk |= {"WhisperIntent", "SpeakUpIntent"}
    talk |= {f"{does}ReminderIntent" for does in ("Set", "Change", "Cancel", "Check")}
    check(lambda a: a.where == "launch" and a.intent not in talk and not urgent(a) and DISCLAIMER not in a.text)
    check(lambda a: a.where != "launch" and DISCLAIMER in a.text)


def test_the_card_says_nothing_that_was_asked() -> None:
    def wrong(answer: Answer) -> bool:
        card = answer.response.get("card")
        words = words_for(answer.locale)
        return card is not None and card["type"] == "Simple" and card["content"] != words.text("card.text")

    check(wrong)
    assert "not medical advice" in words_for("en-US").text("card.text")


@pytest.mark.parametrize("sign", LEVELS)
def test_each_sign_is_answered_at_its_level_with_the_number_of_the_place(sign: str) -> None:
    spoken = [a for a in every_answer() if a.slots == (("symptom", sign.replace("_", " ")),)]
    assert {a.locale for a in spoken} == {"en-US", "en-GB", "en-CA", "en-AU", "en-IN"}
    for answer in spoken:
        number = words_for(answer.locale).place["emergency_number"]
        level = LEVELS[sign]
        assert urgent(answer) == (level >= Level.RIGHT_AWAY), answer.text
        if level is Level.EMERGENCY:
            assert answer.text.startswith(f"Call {number} now.")
            assert not answer.open
        if level is Level.RIGHT_AWAY:
            assert answer.text.startswith("Get medical help right away")
            assert number in answer.text


def test_an_answer_reads_at_grade_seven_or_below() -> None:
    # The disclaimer's words are Amazon's rule, not ours, and are the same each time.
    def grade(answer: Answer) -> float:
        plain = NAMES.sub("pills", " ".join(answer.sentences).replace(DISCLAIMER, ""))
        return float(textstat.flesch_kincaid_grade(plain))

    check(lambda a: grade(a) > 7)
