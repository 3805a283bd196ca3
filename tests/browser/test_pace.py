"""The count on the screen against a voice: espeak-ng says each step, and the hold begins when we think it does."""

import io
import subprocess
import wave

import pytest

from leg_cramp.content import BEDTIME, words_for
from leg_cramp.pace import hold_starts
from leg_cramp.speech import Hold, Part, Voice, ssml

WORDS = words_for("en-US")
OFF_BY_AT_MOST = 1.0  # seconds: nobody can tell, lying in the dark
GUIDES = ("any", "calf", "hamstring", "quadriceps", "foot", "toes", "shin", "inner_thigh", "hip")


def seconds(spoken: str) -> float:
    """Return how long espeak-ng takes to say this SSML."""
    command = ["espeak-ng", "-m", "-v", "en-us", "--stdout", f"<speak>{spoken}</speak>"]
    said = subprocess.run(command, capture_output=True, check=True).stdout
    with wave.open(io.BytesIO(said)) as sound:
        # What is written to a pipe has no length in its head.
        return (len(said) - 44) / sound.getsampwidth() / sound.getframerate()


def first_answers() -> list[tuple[str, list[Part]]]:
    """Return what is said up to the hold: the sentence of every step, with its notice the first time."""
    said: list[tuple[str, list[Part]]] = []
    for guide in GUIDES:
        for number, step in enumerate(WORDS.steps(guide)):
            if step.hold:
                notice = [WORDS.text("disclaimer")] if number == 0 else []
                said.append((f"{guide} {number}", [step.say, *notice, Hold(step.hold)]))
    return said


@pytest.mark.parametrize(("name", "parts"), first_answers(), ids=[name for name, _ in first_answers()])
def test_a_hold_begins_when_the_screen_begins_to_count(name: str, parts: list[Part]) -> None:
    hold = parts[-1]
    assert isinstance(hold, Hold)
    count = WORDS.tree("hold")[str(hold.seconds)]
    before = [*parts[:-1], WORDS.text("hold.start", count=count)]
    for voice in (Voice.NORMAL, Voice.SOFT):
        [start] = hold_starts(parts, WORDS.tree("hold"), voice)
        assert start == pytest.approx(seconds(ssml(before, WORDS.tree("hold"), voice)), abs=OFF_BY_AT_MOST), name


@pytest.mark.parametrize("position", ["standing", "sitting", "bed"])
def test_after_a_minute_of_sides_the_count_is_still_in_time(position: str) -> None:
    for step in WORDS.steps(f"{BEDTIME}_{position}"):
        quiet = Hold(step.hold, announced=False)
        parts: list[Part] = [step.say, *(part for side in step.sides for part in (side, quiet))]
        start = hold_starts(parts, WORDS.tree("hold"), Voice.SOFT)[-1]
        spoken = seconds(ssml(parts[:-1], WORDS.tree("hold"), Voice.SOFT))
        assert start == pytest.approx(spoken, abs=OFF_BY_AT_MOST)
