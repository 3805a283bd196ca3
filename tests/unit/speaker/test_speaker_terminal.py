"""The terminal face: what it prints, and how it ends."""

import io
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from speaker import Speaker, __main__, engine, terminal
from speaker.model import Model


@pytest.fixture
def run(
    model: Model, skill: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[..., tuple[int, str, str]]]:
    monkeypatch.setattr(__main__, "load", lambda _locale: model)
    monkeypatch.setattr(engine.doors, "in_process", lambda: skill)

    def call(face: str = "ask", typed: str = "", **options: str) -> tuple[int, str, str]:
        monkeypatch.setattr(__main__.os, "environ", dict(options))
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        code = __main__.main([face])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def test_a_conversation_prints_what_each_side_said(run: Callable[..., tuple[int, str, str]]) -> None:
    code, out, err = run(Q="my lower leg is cramping | | ")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "You:   my lower leg is cramping",
        "Guide: Which muscle?",
        "       (heard ReliefIntent muscle=calf, exact · listening)",
        "You:   (silence)",
        "Guide: Still there?",
        "       (silence · asks again)",
        "You:   (silence)",
        "       (silence · closed)",
    ]


def test_json_prints_one_object_a_turn_and_the_state_last(run: Callable[..., tuple[int, str, str]], skill: Any) -> None:
    code, out, _ = run(Q="calf | i have got a cramp in my foot | ", JSON="1")
    first, second, silence, last = (json.loads(line) for line in out.splitlines())
    assert code == 0
    assert (first["heard"], first["how"], first["said"]) == ("calf", "exact", "Which muscle?")
    assert first["request"] == skill.events[0]
    assert first["response"]["response"]["shouldEndSession"] is False
    assert second["how"] == "nearest"
    assert (silence["heard"], silence["said"], silence["request"]) == ("", "Still there?", None)
    assert set(last["state"]) == {"reminders", "rang", "memory", "session"}
    assert last["state"]["session"]["asked"]["type"] == "IntentRequest"


def test_the_state_of_a_closed_session_is_empty(run: Callable[..., tuple[int, str, str]], skill: Any) -> None:
    skill.answer = lambda _: {"response": {"shouldEndSession": True}, "sessionAttributes": {"step": 1}}
    _, out, _ = run(Q="calf", JSON="1")
    assert json.loads(out.splitlines()[-1])["state"]["session"] == {}


def test_words_that_nothing_is_near_to_are_told_as_not_understood(run: Callable[..., tuple[int, str, str]]) -> None:
    code, out, _ = run(Q="purple monkey dishwasher")
    assert code == 0
    assert "(not understood, " in out


def test_an_unusable_option_is_one_line_and_exit_two(run: Callable[..., tuple[int, str, str]]) -> None:
    assert run(DEVICE="toaster") == (2, "", "speaker: DEVICE=toaster is not one of speaker, hub, round, tv\n")


def test_a_turn_without_an_answer_is_one_line_and_exit_two(run: Callable[..., tuple[int, str, str]]) -> None:
    code, out, err = run(ENDPOINT="http://127.0.0.1:9/")
    assert code == 2
    assert out == "You:   what should i do for a leg cramp\n"
    assert err.startswith("speaker: no answer from http://127.0.0.1:9/")
    assert err.count("\n") == 1


def test_a_model_that_cannot_be_read_is_one_line_and_exit_two(
    run: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_locale: str) -> Model:
        raise ValueError("no model")

    monkeypatch.setattr(__main__, "load", broken)
    assert run() == (2, "", "speaker: the interaction model cannot be read: no model\n")


def test_talking_goes_turn_by_turn_until_the_keyboard_ends(run: Callable[..., tuple[int, str, str]]) -> None:
    code, out, _ = run("talk", typed="calf\n\nfoot\n")
    assert code == 0
    assert out.count("Guide: Which muscle?") == 2
    assert out.count("Guide: Still there?") == 1


def test_an_unlisted_slot_value_is_marked(model: Model, skill: Any) -> None:
    turn = Speaker(model=model, door=skill).say("i take zolpidem")
    assert "medication=zolpidem (not listed)" in terminal.describe(turn)
