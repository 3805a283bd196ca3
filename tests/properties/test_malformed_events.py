"""10,000 broken events: the handler never raises, answers in Alexa's form, and logs nothing that was in them."""

import gc
import json
import re
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from lambda_function import handler
from properties import alexa_form
from properties.conftest import Ear
from properties.mutations import MARKER, mutated
from speaker.envelope import SKILL_ID

BATCHES, BATCH = 40, 250
# All that a log line may hold: its kind, the fault's type, and a place in the code.
LINE = re.compile(r"leg_cramp (not answered: \w+ at [\w.<>]+:\d+|refused: the event is for another skill)")
REFUSED = {"version": "1.0", "response": {}}


def dig(event: Any, *keys: str) -> Any:
    for key in keys:
        event = event.get(key) if isinstance(event, dict) else None
    return event


def shown(event: Any) -> str:
    # One that cannot be written down is told by its seed.
    try:
        return json.dumps(event)[:3000]
    except (RecursionError, ValueError):
        return "too deep or too long to show"


def answer_to(event: Any, ear: Ear) -> dict[str, Any]:
    answer = handler(event, None)
    lines = ear.take()
    assert len(lines) <= 1, lines
    assert all(LINE.fullmatch(line) and MARKER not in line for line in lines), lines
    return answer


@pytest.fixture(autouse=True)
def _no_collection_in_deep_recursion() -> Iterator[None]:
    # Where an event is nested so deeply that the stack is full, Python's own clearing away has no room either, and
    # says so on standard error. So it is done between the tests.
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_broken_event_gets_a_kind_sentence_or_nothing_and_one_clean_line(
    batch: int, ear: Ear, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(batch * BATCH, (batch + 1) * BATCH):
        event = mutated(Random(number))
        kind = dig(event, "request", "type")
        try:
            alexa_form.check(answer_to(event, ear), kind)
        except Exception as fault:
            raise AssertionError(f"seed {number}: {type(fault).__name__}: {fault}\n{shown(event)}") from fault
    assert capsys.readouterr() == ("", "")


def test_only_events_with_our_skill_id_are_answered(ear: Ear, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKILL_ID", SKILL_ID)
    ours = 0
    for number in range(1_000):
        event = mutated(Random(f"id {number}"))
        rng = Random(number)
        if rng.random() < 0.5 and isinstance(dig(event, "context", "System", "application"), dict):
            event["context"]["System"]["application"]["applicationId"] = SKILL_ID
        if dig(event, "context", "System", "application", "applicationId") == SKILL_ID:
            ours += 1
            alexa_form.check(answer_to(event, ear), dig(event, "request", "type"))
        else:
            assert handler(event, None) == REFUSED
            assert ear.take() == ["leg_cramp refused: the event is for another skill"]
    assert ours > 200


def test_most_of_the_broken_events_are_broken() -> None:
    names = ["request", "session", "context"]
    events = [mutated(Random(number)) for number in range(1_000)]
    assert sum(isinstance(event, dict) and all(isinstance(event.get(n), dict) for n in names) for event in events) < 950
    assert len({shown(event) for event in events}) > 900
