"""The terminal face: what it prints, and how it ends."""

import io
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from speaker import Speaker, __main__, engine, terminal
from speaker.model import Model
from unit.speaker.cloud_caller import ASK_FOR, Caller, reminder


@pytest.fixture
def run(
    model: Model, skill: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[..., tuple[int, str, str]]]:
    monkeypatch.setattr(__main__, "load", lambda _locale: model)
    monkeypatch.setattr(engine.doors, "in_process", lambda _environment: skill)

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


@pytest.fixture
def setting(skill: Any, answers: Callable[..., Any]) -> None:
    """A skill that asks for the permission, and sets a reminder for ten once it has it."""

    def answer(event: dict[str, Any]) -> dict[str, Any]:
        if event["request"]["type"] == "SessionEndedRequest":
            return {}
        if event["request"]["type"] != "Connections.Response":
            asks = answers("I need a permission.", ends=True)
            asks["response"]["directives"] = [ASK_FOR]
            return dict(asks)
        system = event["context"]["System"]
        made = Caller(system["apiEndpoint"], system["apiAccessToken"])("POST", body=reminder())
        return dict(answers("Done." if made.status == 200 else f"Refused, {made.status}.", ends=True))

    skill.answer = answer


@pytest.mark.usefixtures("setting")
def test_what_alexa_asks_is_shown_and_what_rings_when_time_passes(run: Callable[..., tuple[int, str, str]]) -> None:
    code, out, err = run(Q="remind me", NOW="2026-11-22T03:00", UNTIL="2026-11-24T00:00")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "You:   remind me",
        "Guide: I need a permission.",
        "       (heard SetReminderIntent, exact · closed)",
        "Alexa: Do you give Leg Cramp Guide permission to update your reminders? You can say I approve or no.",
        "You:   I approve",
        "Guide: Done.",
        "       (permission ACCEPTED · closed)",
        "Alexa: (rings Sun 2026-11-22 22:00) Time for your bedtime stretch",
        "Alexa: (rings Mon 2026-11-23 22:00) Time for your bedtime stretch",
        "Time:  Tue 2026-11-24 00:00",
    ]


@pytest.mark.usefixtures("setting")
def test_json_holds_each_round_trip_the_reminders_and_what_rang(run: Callable[..., tuple[int, str, str]]) -> None:
    _, out, _ = run(Q="remind me", NOW="2026-11-22T03:00", UNTIL="2026-11-24T00:00", JSON="1")
    asked, answered, last = (json.loads(line) for line in out.splitlines())
    assert asked["request"]["request"]["type"] == "IntentRequest"
    assert (answered["heard"], answered["asked"][:11]) == ("I approve", "Do you give")
    assert answered["request"]["request"]["type"] == "Connections.Response"
    assert last["state"]["rang"] == ["2026-11-22T22:00", "2026-11-23T22:00"]
    [made] = last["state"]["reminders"]
    assert (made["time"], made["label"]) == ("22:00", "Time for your bedtime stretch")
    assert made["days"] == ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


@pytest.mark.usefixtures("setting")
def test_the_permission_and_fault_options_act(run: Callable[..., tuple[int, str, str]]) -> None:
    assert "Guide: Refused, 401." in run(Q="remind me", PERMISSION="declines")[1]
    assert "Guide: Refused, 503." in run(Q="remind me", FAULT="reminders:503")[1]
    _, out, _ = run(Q="remind me", FAULT="permission:500")
    assert "(permission failed, status 500 · closed)" in out


def test_when_time_passes_and_nothing_rings_it_says_so(run: Callable[..., tuple[int, str, str]]) -> None:
    _, out, _ = run(Q="calf", NOW="2026-11-22T03:00", UNTIL="2026-11-24T00:00")
    assert out.splitlines()[-2:] == ["       (silence · closed)", "Time:  Tue 2026-11-24 00:00, nothing rang"]


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
