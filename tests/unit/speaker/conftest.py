"""A small interaction model, and doors that note what was knocked with."""

from collections.abc import Callable
from typing import Any

import pytest

from speaker.ear import Ear
from speaker.model import Model

Json = dict[str, Any]

INTENTS: dict[str, tuple[dict[str, str], list[str]]] = {
    "AMAZON.YesIntent": ({}, ["yes it is"]),
    "AMAZON.NoIntent": ({}, []),
    "AMAZON.StopIntent": ({}, []),
    "AMAZON.NextIntent": ({}, []),
    "AMAZON.FallbackIntent": ({}, []),
    "ReliefIntent": (
        {"muscle": "MUSCLE"},
        [
            "{muscle}",
            "my {muscle} is cramping",
            "i have a cramp in my {muscle}",
            "what should i do for a leg cramp",
            "how do i stop a leg cramp",
            "help with my {muscle}",
        ],
    ),
    "DangerSignIntent": (
        {"symptom": "SYMPTOM", "second_symptom": "SYMPTOM", "muscle": "MUSCLE"},
        [
            "{symptom}",
            "my {muscle} is {symptom}",
            "my {muscle} is {symptom} and {second_symptom}",
            "do i have {symptom}",
        ],
    ),
    "MedicationIntent": ({"medication": "MEDICATION"}, ["does {medication} cause leg cramps", "i take {medication}"]),
    "ConditionIntent": ({"condition": "CONDITION"}, ["does {condition} cause leg cramps", "i have {condition}"]),
    "SetReminderIntent": (
        {"time": "AMAZON.TIME", "recurrence": "RECURRENCE"},
        ["remind me", "remind me at {time}", "remind me at {time} {recurrence}", "remind me {recurrence} at {time}"],
    ),
    "TimerIntent": ({"length": "AMAZON.DURATION"}, ["it has hurt for {length}"]),
    "DurationIntent": ({}, ["how long will this cramp last"]),
}
TYPES: dict[str, dict[str, list[str]]] = {
    "MUSCLE": {"calf": ["calves", "lower leg"], "hamstring": ["back of my leg"], "foot": ["arch of my foot"]},
    "SYMPTOM": {
        "swelling": ["swollen"],
        "redness": ["red"],
        "warmth": ["hot"],
        "blood clot": ["d v t"],
        "short of breath": ["i can't breathe"],
    },
    "MEDICATION": {"statins": ["simvastatin", "atorvastatin"], "diuretics": ["water pills"]},
    "CONDITION": {"diabetes": [], "kidney disease": []},
    "RECURRENCE": {"daily": ["every night"], "weekdays": ["on weekdays"]},
}


@pytest.fixture(scope="session")
def model() -> Model:
    intents = [
        {"name": name, "slots": [{"name": slot, "type": kind} for slot, kind in slots.items()], "samples": samples}
        for name, (slots, samples) in INTENTS.items()
    ]
    types = [
        {
            "name": name,
            "values": [
                {"id": value.replace(" ", "_"), "name": {"value": value, "synonyms": synonyms}}
                for value, synonyms in values.items()
            ],
        }
        for name, values in TYPES.items()
    ]
    language = {"invocationName": "leg cramp guide", "intents": intents, "types": types}
    return Model({"interactionModel": {"languageModel": language}})


@pytest.fixture(scope="session")
def ear(model: Model) -> Ear:
    return Ear(model)


class FakeSkill:
    """A door that keeps every event, and answers with what the test put into it."""

    def __init__(self) -> None:
        """Answer with an open question until a test wants something else."""
        self.events: list[Json] = []
        self.answer: Callable[[Json], Json] = lambda event: reply(
            "Which muscle?", attributes={"asked": event["request"]}
        )

    def __call__(self, event: Json) -> Json:
        self.events.append(event)
        return self.answer(event)


def reply(
    text: str, *, ends: bool | None = False, reprompt: str | None = "Still there?", attributes: Json | None = None
) -> Json:
    response: Json = {"outputSpeech": {"type": "SSML", "ssml": f"<speak>{text}</speak>"}}
    if ends is not None:
        response["shouldEndSession"] = ends
    if reprompt is not None:
        response["reprompt"] = {"outputSpeech": {"type": "PlainText", "text": reprompt}}
    return {"version": "1.0", "sessionAttributes": attributes or {}, "response": response}


@pytest.fixture
def skill() -> FakeSkill:
    return FakeSkill()


@pytest.fixture
def answers() -> Callable[..., Json]:
    return reply
