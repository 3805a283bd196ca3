"""How well the interaction model hears: floors on utterances that were written apart from its samples."""

from collections import Counter
from functools import cache

from leg_cramp.triage import LEVELS
from speaker.confusion import UTTERANCES, Fall, falls, report, rows
from speaker.model import load

RIGHT = 0.95  # of all rows, intent and slots
NO_ANSWER = {"OutOfScopeIntent", "AMAZON.FallbackIntent", "CrampKindIntent"}


@cache
def heard() -> tuple[Fall, ...]:
    return tuple(falls(rows(UTTERANCES)))


def of(intent: str) -> list[Fall]:
    return [fall for fall in heard() if fall.row.intents[0] == intent]


def level(fall: Fall) -> int:
    found = [slot.id for name, slot in fall.heard.slots.items() if name.endswith("symptom")]
    return max((LEVELS[each] for each in found if each is not None), default=0)


def test_most_utterances_are_heard_as_they_were_meant() -> None:
    assert sum(fall.right for fall in heard()) >= RIGHT * len(heard())


def test_every_danger_sign_is_said_in_four_ways() -> None:
    ways = Counter(dict(fall.row.slots)["symptom"] for fall in of("DangerSignIntent"))
    assert len(ways) == len(LEVELS)
    assert min(ways.values()) >= 4


def test_a_danger_sign_that_is_heard_is_never_taken_for_a_lesser_one() -> None:
    signs = {value.name: value.id or "" for value in load("en-US").phrases["SYMPTOM"].values()}
    lower = [
        fall.row.utterance
        for fall in of("DangerSignIntent")
        if fall.heard.intent == "DangerSignIntent" and level(fall) < LEVELS[signs[dict(fall.row.slots)["symptom"]]]
    ]
    assert len(lower) <= 1, lower  # "one of my feet is freezing cold …" may come out one level low


def test_few_danger_signs_are_missed() -> None:
    danger = of("DangerSignIntent")
    assert sum(fall.heard.intent == "DangerSignIntent" for fall in danger) >= RIGHT * len(danger)


def test_nothing_out_of_scope_gets_a_medical_answer() -> None:
    answered = [fall.row.utterance for fall in of("OutOfScopeIntent") if fall.heard.intent not in NO_ANSWER]
    assert answered == []


def test_the_report_names_each_intent_and_what_fell_wrong() -> None:
    text = report(list(heard()))
    assert all(intent in text for fall in heard() for intent in fall.row.intents[:1])
    wrong = [fall for fall in heard() if not fall.right]
    assert all(repr(fall.row.utterance) in text for fall in wrong)
