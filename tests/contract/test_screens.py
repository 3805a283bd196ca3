"""Screens, as the whole skill sends them: only where there is one, small enough, and touched as one would speak."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from leg_cramp import pictures
from leg_cramp.content import words_for
from leg_cramp.shown import TOUCHES
from leg_cramp.skill import INTENTS
from leg_cramp.state import Question
from speaker.device import Device
from speaker.engine import Speaker
from speaker.envelope import Permission

ROOT = Path(__file__).resolve().parents[2]
WORDS = words_for("en-US")
SCREEN = "Alexa.Presentation.APL.RenderDocument"
TOUCH = "Alexa.Presentation.APL.UserEvent"
LARGEST = 120_000  # bytes that Alexa takes for a whole response
STEP = {"version": 1, "muscle": "calf", "step": 1, "question": "easing", "told": "step", "disclaimed": True}
SWOLLEN = {"version": 1, "question": "chest_or_breath", "told": "danger", "signs": ["swelling"]}
PLACES: dict[str, dict[str, Any]] = {
    "in the guide": STEP,
    "at its first step": STEP | {"step": 0},
    "at its last step": STEP | {"step": 5},
    "after an answer": {"version": 1, "question": "want_more", "told": "causes"},
    "after a tip": {"version": 1, "question": "another_tip", "told": "tip loose_covers"},
    "with a danger sign": SWOLLEN,
    "asked about a reminder": {"version": 1, "question": "set_reminder", "plan": "22:00 monday,friday"},
    "after the session": {},
}
Json = dict[str, Any]


def at(place: Json, device: Device = Device.HUB) -> Speaker:
    """Return a speaker in the middle of a session that keeps this."""
    speaker = Speaker(device=device, table=False)
    if place:
        speaker.session_attributes = place
    return speaker


def response(answer: Json | None) -> Json:
    assert answer is not None
    inner: Json = answer["response"]
    return inner


def screens(answer: Json | None) -> list[Json]:
    return [each for each in response(answer).get("directives", []) if each["type"] == SCREEN]


# ------------------------------------------------------------------ drawings


def test_every_drawing_that_is_named_is_there_and_every_one_there_is_named() -> None:
    named = {*WORDS.tree("relief.first_picture").values(), *WORDS.tree("tip_pictures").values()}
    guides = [name for name, guide in WORDS.tree("relief").items() if isinstance(guide, dict) and "steps" in guide]
    for guide in (*guides, "bedtime_standing", "bedtime_sitting", "bedtime_bed"):
        named |= {name for step in WORDS.steps(guide) for name in (step.picture, step.reach_picture, step.bed_picture)}
    assert named - {""} == pictures.names() == set(WORDS.tree("pictures"))
    assert set(WORDS.tree("tip_pictures")) <= set(WORDS.tree("tips"))


def test_every_version_of_a_stretch_has_a_drawing_if_the_stretch_has_one() -> None:
    for guide in ("calf", "hamstring", "quadriceps", "foot", "shin", "inner_thigh"):
        for step in WORDS.steps(guide):
            if step.picture:
                assert bool(step.reach) == bool(step.reach_picture), step.say
                assert bool(step.bed) == bool(step.bed_picture), step.say


def test_every_drawing_is_there_as_the_picture_of_a_card() -> None:
    folder = ROOT / "lambda" / "web" / "pictures"
    assert {path.stem for path in folder.glob("*.png")} == pictures.names()
    for path in folder.glob("*.png"):
        assert path.read_bytes().startswith(b"\x89PNG")
        assert path.stat().st_size < 50_000


# ------------------------------------------------------------------ where there is a screen, and where there is none


@pytest.mark.parametrize("intent", INTENTS)
def test_on_a_speaker_nothing_of_a_screen_is_sent_and_with_one_every_answer_is_shown(intent: str) -> None:
    assert screens(at(STEP, Device.SPEAKER).intend(intent).response) == []
    turn = at(STEP).intend(intent)
    [screen] = screens(turn.earlier[0].response if turn.earlier else turn.response)
    assert screen["token"] == "screen"
    assert len(json.dumps(turn.response)) < LARGEST


@pytest.mark.parametrize("question", Question)
def test_the_open_question_stands_on_the_screen_and_the_microphone_stays_open(question: Question) -> None:
    turn = at({"version": 1, "question": question, "told": "causes"}).intend("AMAZON.FallbackIntent")
    [screen] = screens(turn.response)
    assert screen["datasources"]["screen"]["properties"]["hint"] == WORDS.text(f"questions.{question}.ask")
    assert response(turn.response)["shouldEndSession"] is False


def test_the_code_for_screens_is_not_loaded_before_somebody_has_one() -> None:
    code = """
import json, sys
sys.path[:0] = ["lambda"]
from lambda_function import handler
said = json.load(open("tests/events/launch.json", encoding="utf-8"))
assert handler(said, None)["response"]["outputSpeech"]
assert "leg_cramp.screen" not in sys.modules and "leg_cramp.pictures" not in sys.modules
seen = json.load(open("tests/events/launch_on_a_screen.json", encoding="utf-8"))
assert handler(seen, None)["response"]["directives"]
assert "leg_cramp.screen" in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_alexas_own_question_about_the_permission_has_the_screen_to_itself() -> None:
    speaker = Speaker(device=Device.HUB, permission=Permission.DECLINES)
    speaker.say("remind me to stretch every night at ten")
    asking, answered = speaker.say("yes").all
    assert [each["type"] for each in response(asking.response)["directives"]] == ["Connections.SendRequest"]
    assert len(screens(answered.response)) == 1


# ------------------------------------------------------------------ touches


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("touch", TOUCHES)
def test_a_touch_does_exactly_what_the_words_do(touch: str, place: str) -> None:
    touched = at(PLACES[place]).send(TOUCH, arguments=[touch], token="screen", components={})
    spoken = at(PLACES[place]).intend(TOUCHES[touch])
    assert touched.text
    assert touched.response == spoken.response


@pytest.mark.parametrize("arguments", [[], ["nose"], [None], [{}], [["next"]], [1], ["next "], ["AMAZON.StopIntent"]])
def test_a_touch_that_we_do_not_know_is_answered_like_an_unknown_phrase(arguments: list[Any]) -> None:
    touched = at(STEP).send(TOUCH, arguments=arguments, token="screen", components={})
    assert touched.response == at(STEP).intend("AMAZON.FallbackIntent").response


def test_a_touch_without_arguments_is_answered_too() -> None:
    assert at(STEP).send(TOUCH, token="screen").text == at(STEP).intend("AMAZON.FallbackIntent").text


@pytest.mark.parametrize("touch", [*TOUCHES, "nose"])
def test_no_touch_leads_away_from_a_danger_sign(touch: str) -> None:
    [screen] = screens(at(SWOLLEN).send(TOUCH, arguments=[touch], token="screen").response)
    assert screen["datasources"]["screen"]["properties"]["kind"] == "danger"


def test_every_touch_that_is_offered_does_something() -> None:
    # With a danger sign, all but a few words is answered with the danger again.
    for place in (place for place in PLACES.values() if place is not SWOLLEN):
        turn = at(place).intend("AMAZON.RepeatIntent")
        for button in screens(turn.response)[0]["datasources"]["screen"]["properties"]["buttons"]:
            touched = at(place).send(TOUCH, arguments=[button["touch"]], token="screen")
            assert touched.text != at(place).intend("AMAZON.FallbackIntent").text, (place, button)


def test_after_the_last_part_of_the_routine_there_is_no_moving_about_in_it() -> None:
    speaker = Speaker(device=Device.HUB)
    for said in ("bedtime stretch", "standing", "yes"):
        turn = speaker.say(said)
    shown = screens(turn.response)[0]["datasources"]["screen"]["properties"]
    assert shown["title"] == "Step 2 of 2"
    assert [button["touch"] for button in shown["buttons"]] == ["repeat"]


# ------------------------------------------------------------------ cards


def card(said: str, monkeypatch: pytest.MonkeyPatch, folder: str | None) -> Json | None:
    if folder:
        monkeypatch.setenv("PICTURES_URL", folder)
    else:
        monkeypatch.delenv("PICTURES_URL", raising=False)
    return response(Speaker(table=False).say(said).response).get("card")


@pytest.mark.parametrize("folder", ["https://pictures.example/leg", "https://pictures.example/leg/"])
def test_where_pictures_are_served_the_card_has_the_one_that_is_shown(
    folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = card("my calf is cramping", monkeypatch, folder)
    url = "https://pictures.example/leg/calf.png"
    text = {"title": WORDS.text("card.title"), "text": WORDS.text("card.text")}
    assert shown == {"type": "Standard", **text, "image": {"smallImageUrl": url, "largeImageUrl": url}}


@pytest.mark.parametrize(
    ("said", "folder"), [("my calf is cramping", None), ("what causes leg cramps", "https://pictures.example")]
)
def test_without_a_picture_or_a_place_for_it_the_card_is_text(
    said: str, folder: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = card(said, monkeypatch, folder)
    assert shown == {"type": "Simple", "title": WORDS.text("card.title"), "content": WORDS.text("card.text")}


def test_a_danger_sign_puts_nothing_on_a_card(monkeypatch: pytest.MonkeyPatch) -> None:
    assert card("my leg is swollen", monkeypatch, "https://pictures.example") is None
