"""Each movement, hold and caution for each muscle, in each version; walked through as a person would."""

import re
from functools import cache

import pytest

from speaker import Speaker

CRAMP = {
    "calf": "my calf is cramping",
    "hamstring": "my hamstring is cramping",
    "quadriceps": "the front of my thigh is cramping",
    "foot": "my foot is cramping",
    "toes": "my toes are cramping",
    "shin": "my shin is cramping",
    "inner thigh": "my inner thigh is cramping",
    "hip": "my hip is cramping",
    "any": "what should i do for a leg cramp",
}
LIMITS = {"": (), "reach": ("i can't reach my toes",), "stand": ("i can't stand up",), "bed": ("i'm in bed",)}
TOWEL = "put a towel round the ball of your foot"
STAND = "sit up first, then stand, holding"
# Muscle and version -> what must be heard on the way through, in this order.
MOVEMENTS = {
    ("calf", ""): (
        "pull your toes up toward your shin. keep that leg straight",
        "keep your toes pulled up, and rub the calf gently",
        f"{STAND} on. put your weight on that leg, knee slightly bent",
        "walk slowly on your heels, if the pain isn't unbearable. hold on",
    ),
    ("calf", "reach"): (f"{TOWEL}. pull it gently toward you, with that leg straight", "keep pulling on the towel"),
    ("calf", "stand"): (TOWEL, "shake that leg gently"),
    ("hamstring", ""): (
        "straighten that knee, toes up. sit up, and lean forward slowly from your hips",
        "rub the back of your thigh gently, with the knee straight",
        f"{STAND} on. put your weight on that leg, and press down",
        "hold on to a chair, both legs straight. lean forward slowly at the waist",
    ),
    ("hamstring", "reach"): ("straighten that knee. lie back, and lift the whole leg slowly, keeping it straight",),
    ("hamstring", "stand"): ("lift the whole leg slowly, keeping it straight", "lift that leg again, knee straight"),
    ("quadriceps", ""): (
        "bend that knee, heel toward your buttocks. lie on your side, and hold your foot there",
        "rub the front of your thigh gently, with the knee bent",
        f"{STAND} a chair. pull that foot up toward your buttocks",
    ),
    ("quadriceps", "reach"): ("bend that knee. lie on your side", "bend that knee again"),
    ("quadriceps", "stand"): ("bend that knee", "stay on your side. bend that knee again"),
    ("foot", ""): (
        "pull your toes back toward your shin. use your hand",
        "rub the arch gently",
        f"{STAND} on. press that sole flat on the floor",
    ),
    ("foot", "reach"): ("sit up, and press the sole flat on the floor", "rub the arch gently, if your hand can"),
    ("toes", ""): (
        "straighten them, and pull them up gently. if the big toe is stuck up, press it down instead",
        "keep the toes straight, and rub them gently",
        f"{STAND} on. keep that foot flat, with your weight on it",
    ),
    ("toes", "reach"): ("press them flat on the floor, sitting up",),
    ("shin", ""): (
        "point your toes away from you, slowly. stop if your calf starts to tighten",
        "rub the front of your shin gently",
    ),
    ("inner thigh", ""): (
        "lie back, and bend your knees. let them fall apart gently",
        "rub the inner thigh gently",
        "sit up first, then stand with your feet wide, holding on. lean away from the sore side",
    ),
    ("inner thigh", "stand"): ("let your knees fall apart again",),
    ("hip", ""): ("stretch it gently, as far as is comfortable", "rub the sore muscle gently"),
    ("any", ""): (
        "stretch the muscle gently, and rub it as you stretch",
        "straighten that leg, and pull your toes up toward your shin",
        "sit on the edge of the bed, then stand, holding on",
    ),
    ("any", "reach"): (TOWEL, "straighten that leg, and pull your foot toward you with a towel"),
    ("any", "stand"): ("shake that leg gently",),
}


@cache
def guide(muscle: str, limit: str = "", before: str = "") -> tuple[str, ...]:
    """Return what is said from the first help to the ten-minute rule, in lower case."""
    speaker = Speaker()
    if before:
        speaker.say(before)
    told = [speaker.say(CRAMP[muscle])]
    told += [speaker.say(words) for words in LIMITS[limit]]
    while "more than ten minutes?" not in told[-1].text:
        assert len(told) < 12, "the guide has no end"
        told.append(speaker.say("next"))
    return tuple(turn.text.lower() for turn in told)


def instructions(muscle: str, limit: str = "", before: str = "") -> str:
    """Return the movements only: after "I can't stand up", what was said before it does not count."""
    told = guide(muscle, limit, before)
    return " ".join(told[1:] if limit else told).replace("no need to stand", "")


@pytest.mark.parametrize(("muscle", "limit"), MOVEMENTS)
def test_the_movements_come_in_their_order(muscle: str, limit: str) -> None:
    text, at = instructions(muscle, limit), 0
    for movement in MOVEMENTS[muscle, limit]:
        found = text.find(movement, at)
        assert found >= 0, f"{movement!r} is not heard after place {at} of: {text}"
        at = found


@pytest.mark.parametrize("muscle", CRAMP)
def test_somebody_who_cannot_stand_is_never_told_to(muscle: str) -> None:
    for limit in ("stand", "bed"):
        assert not re.search(r"\bstand\b|\bwalk\b|weight on|chair", instructions(muscle, limit))


@pytest.mark.parametrize("muscle", CRAMP)
def test_standing_comes_after_sitting_up_and_with_something_to_hold(muscle: str) -> None:
    told = guide(muscle)
    for at, text in enumerate(told):
        if re.search(r"\bstand\b", text):
            assert re.search(r"sit (up first|on the edge of the bed), then stand", text)
            assert "hold" in text
            assert at > 0, "bed comes first"
    assert not re.search(r"\bstand\b|\bwalk\b", told[0])


@pytest.mark.parametrize("muscle", CRAMP)
def test_a_stretch_is_held_for_twenty_seconds_and_counted(muscle: str) -> None:
    told = guide(muscle)
    others = r"heels|something warm|shake|edge of the bed|ten minutes"
    stretches = [text for text in told[1:] if not re.search(others, text)]
    assert stretches
    assert all("hold for twenty seconds. … fifteen … ten … five …" in text for text in stretches), stretches
    if muscle != "any":
        assert "hold for ten seconds. … five …" in told[0]


@pytest.mark.parametrize("muscle", CRAMP)
def test_it_goes_on_with_warmth_but_not_on_numb_skin_and_ends_in_the_ten_minutes(muscle: str) -> None:
    for limit in LIMITS:
        *_, warmth, end = guide(muscle, limit)
        assert "something warm" in warmth
        assert "not on numb skin" in warmth
        assert "most cramps let go within minutes" in end
        assert "past ten minutes, call your doctor or a nurse line now" in end


@pytest.mark.parametrize("muscle", CRAMP)
def test_it_is_always_gentle(muscle: str) -> None:
    text = " ".join(guide(muscle))
    assert re.search("gently|slowly", text)
    assert not re.search(r"\b(hard|yank|jerk|force|bounce|as far as you can)\b", text)


@pytest.mark.parametrize("muscle", CRAMP)
def test_in_pregnancy_the_rubbing_is_left_out(muscle: str) -> None:
    for limit in LIMITS:
        assert "rub" not in " ".join(guide(muscle, limit, before="i'm pregnant"))
    assert " rub" in " ".join(guide(muscle))


@pytest.mark.parametrize("before", [(), ("my calf is cramping", "next")])
def test_pregnancy_is_answered_without_rubbing_and_with_the_warning_of_a_clot(before: tuple[str, ...]) -> None:
    speaker = Speaker()
    for words in before:
        speaker.say(words)
    short, long = speaker.say("i'm pregnant").text, speaker.say("tell me more").text
    assert short.startswith("Pull your toes up toward your shin.")
    assert "A swollen, red or warm leg needs help now." in short
    assert "rub" not in short
    assert "don't rub" in long


def test_the_heel_goes_to_the_bottom_for_the_front_of_the_thigh_and_never_for_the_back() -> None:
    for limit in LIMITS:
        text = instructions("hamstring", limit)
        assert not re.search(r"heel|buttock|bottom|bend that knee", text)
        assert re.search(r"straighten that knee|knee straight", text)
    assert "buttocks" in instructions("quadriceps")


def test_the_calf_is_never_shortened() -> None:
    for limit in LIMITS:
        assert not re.search(r"point your toes|toes down|on your toes", instructions("calf", limit))
    for muscle in ("foot", "toes"):
        assert not re.search(r"point your toes|on your toes", instructions(muscle))


def test_what_somebody_cannot_reach_is_not_asked_of_them() -> None:
    for muscle in CRAMP:
        assert not re.search(r"pull your toes|hold your foot there|pull that foot", instructions(muscle, "reach"))
