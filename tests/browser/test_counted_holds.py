"""What a hold sounds like: rendered as sound by espeak-ng, its seconds are real ones."""

from __future__ import annotations

import array
import subprocess
from itertools import pairwise

import pytest

from leg_cramp.content import words_for
from leg_cramp.speech import COUNT_EVERY, Hold, Voice, ssml

HOLD_WORDS = words_for("en-US").tree("hold")
HEADER = 44  # bytes of a WAV file before its samples
FRAME = 0.01  # seconds
LOUD = {Voice.NORMAL: 300, Voice.SOFT: 100, Voice.WHISPERED: 100}  # of 32,768


def silences(speech: str, voice: str, loud: int) -> list[tuple[float, float]]:
    """Return the silences of more than a second, as (from, until) in seconds, of SSML said in an espeak-ng voice."""
    command = ["espeak-ng", "-m", "-v", voice, "--stdout"]
    wave = subprocess.run(command, input=f"<speak>{speech}</speak>".encode(), stdout=subprocess.PIPE, check=True).stdout
    rate, samples = int.from_bytes(wave[24:28], "little"), array.array("h", wave[HEADER : len(wave) // 2 * 2])
    frame = round(rate * FRAME)
    heard = [start / rate for start in range(0, len(samples), frame) if peak(samples[start : start + frame]) > loud]
    return [(before + FRAME, after) for before, after in pairwise(heard) if after - before > 1]


def peak(samples: array.array[int]) -> int:
    return max(map(abs, samples))


@pytest.mark.parametrize("espeak", ["en-us", "en-gb", "en-us+whisper"])
@pytest.mark.parametrize("voice", Voice)
@pytest.mark.parametrize("seconds", [10, 15, 20])
def test_a_hold_lasts_as_long_as_it_says_within_half_a_second(seconds: int, voice: Voice, espeak: str) -> None:
    parts = ["Pull your toes up toward your shin.", Hold(seconds), "Is it easing?"]
    found = silences(ssml(parts, HOLD_WORDS, voice), espeak, LOUD[voice])
    assert len(found) == seconds // COUNT_EVERY
    assert found[-1][1] - found[0][0] == pytest.approx(seconds, abs=0.5)
    numbers = [found[0][0], *(until for _, until in found)]
    for before, after in pairwise(numbers):
        assert after - before == pytest.approx(COUNT_EVERY, abs=0.3), "the numbers are spaced by real seconds"
