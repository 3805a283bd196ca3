"""What Alexa may send, by the model and the manifest, has a handler; and no handler waits for what never comes."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from contract.manifest_lint import PERMISSIONS
from leg_cramp.handlers import open_question
from leg_cramp.skill import EVENTS, INTENTS, NOTHING
from leg_cramp.state import Question
from leg_cramp.turn import REMINDERS

ROOT = Path(__file__).parents[2]
MANIFEST = json.loads((ROOT / "interaction_model" / "skill.json").read_text("utf-8"))["manifest"]
MODEL = json.loads((ROOT / "interaction_model" / "en.json").read_text("utf-8"))["interactionModel"]["languageModel"]
ROOMS = ROOT / "lambda" / "leg_cramp"


def _request_type(event: str) -> str:
    """Turn the manifest's SKILL_DISABLED into AlexaSkillEvent.SkillDisabled, and REMINDER_… into Reminders.Reminder…"""
    kind = "".join(word.capitalize() for word in event.split("_"))
    return f"{'Reminders' if event.startswith('REMINDER_') else 'AlexaSkillEvent'}.{kind}"


def _entered_later() -> set[str]:
    """Every "room.function" that a source of ours hands to later()."""
    return {
        name for path in ROOMS.rglob("*.py") for name in re.findall(r'\blater\("([\w.]+)"', path.read_text("utf-8"))
    }


def test_every_intent_of_the_model_has_a_handler_and_every_handler_an_intent() -> None:
    assert {intent["name"] for intent in MODEL["intents"]} == set(INTENTS)


def test_every_event_that_is_subscribed_has_a_handler() -> None:
    subscribed = {_request_type(each["eventName"]) for each in MANIFEST["events"]["subscriptions"]}
    assert subscribed - set(EVENTS) == set()


def test_every_event_with_something_to_do_is_subscribed() -> None:
    """Erasing and forgetting happen only when Alexa tells us; what the session itself brings needs no subscription."""
    in_session = {"Connections.Response", "SessionEndedRequest"}
    busy = {kind for kind, handler in EVENTS.items() if handler is not NOTHING} - in_session
    assert busy == {_request_type(each["eventName"]) for each in MANIFEST["events"]["subscriptions"]}


def test_the_permission_that_is_declared_is_the_one_that_the_skill_asks_for() -> None:
    assert [each["name"] for each in MANIFEST["permissions"]] == PERMISSIONS == [REMINDERS]
    assert "Connections.Response" in EVENTS


@pytest.mark.parametrize("name", sorted(_entered_later()))
def test_a_room_that_is_entered_later_is_there(name: str) -> None:
    """A misspelt name would show only when somebody asks for it."""
    room, _, function = name.partition(".")
    module: Any = __import__(f"leg_cramp.handlers.{room}", fromlist=[function])
    assert callable(getattr(module, function))


def test_rooms_are_entered_later() -> None:
    assert {"reminders.set_", "privacy.forget_me"} <= _entered_later()


@pytest.mark.parametrize(
    "answers", [open_question.YES, open_question.NO, open_question.NOT_SURE], ids=["yes", "no", "?"]
)
def test_every_question_takes_every_answer(answers: dict[Question, Any]) -> None:
    assert set(answers) == set(Question)


@pytest.mark.parametrize("event", ["launch", "relief", "relief_calf", "danger_sign_breathing", "danger_sign_swelling"])
def test_the_first_help_loads_no_library_for_services_and_no_room_that_needs_one(event: str) -> None:
    """With every service down, and before anything of theirs is imported, it has answered."""
    probe = [sys.executable, str(ROOT / "tests" / "benchmark" / "probe.py"), str(ROOT / "lambda")]
    command = [*probe, str(ROOT / "tests" / "events" / f"{event}.json"), "0"]
    told = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout)
    assert told["answer"]["response"]["outputSpeech"]["ssml"]
    ours = ["schedule", "handlers.reminders", "handlers.permission"]
    elsewhere = ["boto3", "botocore", "requests", "flask", "urllib3", "logging"]
    if event.startswith("danger"):  # It does not even ask whether it is night.
        ours += ["alexa_api", "http_call", "memory"]
        elsewhere += ["http.client", "ssl"]
    unwanted = {*elsewhere, *(f"leg_cramp.{name}" for name in ours)}
    assert unwanted & set(told["modules"]) == set()
