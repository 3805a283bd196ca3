"""Every answer the skill can give: each intent, with each slot value, from each state it can be asked in."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from leg_cramp.content import words_for
from leg_cramp.skill import INTENTS
from leg_cramp.state import Question
from speaker.engine import Speaker
from speaker.model import load

LOCALES = ("en-US", "en-GB", "en-CA", "en-AU", "en-IN")
GUIDE = {"version": 1, "muscle": "calf", "step": 1, "question": "easing", "told": "step", "disclaimed": True}
TOLD = {"version": 1, "question": "want_tips", "told": "causes", "disclaimed": True}
STATES: dict[str, dict[str, Any]] = {"launch": {}, "mid-guide": GUIDE, "after an answer": TOLD}
# The answers that name two things at once have room for both.
TWO_AT_ONCE = (
    ("MedicationIntent", {"medication": "simvastatin", "second_medication": "naproxen"}),
    ("MedicationIntent", {"medication": "ventolin", "second_medication": "the pill"}),
    ("ConditionIntent", {"condition": "diabetes", "second_condition": "thyroid"}),
    ("TreatmentIntent", {"treatment": "magnesium", "second_treatment": "bananas"}),
)


@dataclass(frozen=True)
class Answer:
    """One spoken answer, and where it came from."""

    where: str
    intent: str
    slots: tuple[tuple[str, str], ...]
    locale: str
    text: str
    ssml: str
    reprompt: str
    open: bool
    response: dict[str, Any]

    @property
    def sentences(self) -> list[str]:
        """The sentences, without the counting."""
        said = self.text.replace("… fifteen … ten … five …", "").replace("… five …", "").replace("…", " ")
        return [s.strip() for s in said.replace("?", "?\n").replace(". ", ".\n").split("\n") if s.strip()]

    @property
    def words(self) -> int:
        """How many words are spoken, without the counting."""
        return sum(len(sentence.split()) for sentence in self.sentences)


@cache
def every_answer() -> tuple[Answer, ...]:
    """Return them all, about 3,000."""
    return tuple(_answers())


def _answers() -> Iterator[Answer]:
    for locale in LOCALES:
        for where, attributes in _states():
            for intent, slots in _asked(locale, where):
                yield _ask(locale, where, attributes, intent, slots)


def _states() -> Iterator[tuple[str, dict[str, Any]]]:
    yield from STATES.items()
    for question in Question:
        yield f"asked {question}", {"version": 1, "question": question.value, "disclaimed": True}
    steps = {muscle: words_for("en-US").steps(muscle) for muscle in ("any", "calf", "hamstring", "quadriceps", "foot")}
    steps |= {muscle: words_for("en-US").steps(muscle) for muscle in ("toes", "shin", "inner_thigh", "hip")}
    for muscle, guide in steps.items():
        for step in range(len(guide)):
            for limits in ([], ["reach"], ["stand"], ["rub"], ["reach", "stand"]):
                yield f"{muscle} {step} {limits}", {**GUIDE, "muscle": muscle, "step": step, "limits": limits}


def _asked(locale: str, where: str) -> Iterator[tuple[str, dict[str, str]]]:
    if where not in STATES:
        stepping = ("AMAZON.NextIntent", "AMAZON.PreviousIntent", "AMAZON.RepeatIntent", "AMAZON.StartOverIntent")
        answering = ("AMAZON.YesIntent", "AMAZON.NoIntent", "NotSureIntent", "AMAZON.HelpIntent")
        for intent in (*answering, "AMAZON.FallbackIntent") if where.startswith("asked") else stepping:
            yield intent, {}
        return
    model = load("en-US")
    for intent in INTENTS:
        yield intent, {}
        for slot, kind in model.intents[intent].slots.items():
            if kind in model.phrases and not slot.startswith("second"):
                # Every value once; the other locales only where the words may differ.
                values = {value.name for value in model.phrases[kind].values()}
                yield from ((intent, {slot: value}) for value in sorted(values) if _told_apart(locale, where, intent))
                yield intent, {slot: "something that nobody lists"}
    yield from TWO_AT_ONCE


def _told_apart(locale: str, where: str, intent: str) -> bool:
    return locale == "en-US" or (where == "launch" and intent != "OutOfScopeIntent")


def _ask(locale: str, where: str, attributes: dict[str, Any], intent: str, slots: dict[str, str]) -> Answer:
    speaker = Speaker(locale=locale)
    # Zone and voice are known, so that no answer has to ask for them: all but danger is whispered.
    speaker.session_attributes = {"version": 1, "zone": "", "whisper": True} | attributes
    turn = speaker.intend(intent, **slots)
    assert turn.response is not None
    response = turn.response["response"]
    ssml = response["outputSpeech"]["ssml"]
    named = tuple(slots.items())
    return Answer(where, intent, named, locale, turn.text, ssml, turn.reprompt, turn.open, response)
