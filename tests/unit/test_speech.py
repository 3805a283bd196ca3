"""Speech: words, counted holds and silence as SSML that Alexa accepts."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.ssml_form import TAGS, tree
from leg_cramp.speech import LONGEST_BREAK, NUMBER_TAKES, Hold, Part, Voice, Wait, ssml

WORDS = {"start": "Hold for {count} seconds.", "5": "five", "10": "ten", "15": "fifteen", "20": "twenty"}
parts = st.lists(st.one_of(st.text(), st.sampled_from((5, 10, 15, 20)).map(Hold), st.integers(0, 60).map(Wait)))


def quiet(spoken: str) -> float:
    """Return the seconds of silence in the speech."""
    return sum(int(ms) for ms in re.findall(r'<break time="(\d+)ms"/>', spoken)) / 1000


def test_the_night_is_spoken_softly_and_slowly_and_danger_at_normal_volume() -> None:
    assert ssml(["Rest."], WORDS, Voice.SOFT) == '<prosody rate="90%" volume="soft">Rest.</prosody>'
    assert ssml(["Call now."], WORDS) == "Call now."


def test_a_hold_says_how_long_and_counts_down_every_five_seconds() -> None:
    spoken = ssml([Hold(20)], WORDS)
    plain = re.sub(r"\s+", " ", re.sub(r"<break[^>]*>", "", spoken))
    assert plain.strip() == "Hold for twenty seconds. fifteen ten five"


@pytest.mark.parametrize("seconds", [5, 10, 15, 20])
def test_a_hold_takes_as_long_as_it_says(seconds: int) -> None:
    spoken = ssml([Hold(seconds)], WORDS)
    # The numbers themselves take the rest.
    counted = seconds // 5 - 1
    assert quiet(spoken) + counted * NUMBER_TAKES == pytest.approx(seconds)


def test_a_hold_that_is_not_announced_only_counts() -> None:
    spoken = ssml([Hold(10, announced=False)], WORDS)
    assert "Hold" not in spoken
    assert spoken.startswith("<break")
    assert "five" in spoken


@pytest.mark.parametrize(("seconds", "breaks"), [(0, []), (3, [3000]), (10, [10000]), (25, [10000, 10000, 5000])])
def test_a_long_silence_is_several_breaks(seconds: int, breaks: list[int]) -> None:
    found = re.findall(r'time="(\d+)ms"', ssml([Wait(seconds)], WORDS))
    assert [int(ms) for ms in found] == breaks


def test_three_digits_are_spoken_one_by_one_and_other_numbers_are_not() -> None:
    spoken = ssml(["Call 911 at 10 PM, 9:45 or 2026."], WORDS)
    assert spoken == 'Call <say-as interpret-as="digits">911</say-as> at 10 PM, 9:45 or 2026.'


def test_what_could_be_markup_is_escaped() -> None:
    assert ssml(["a < b & c > d"], WORDS) == "a &lt; b &amp; c &gt; d"


def test_empty_words_leave_no_gap() -> None:
    assert ssml(["One.", "", "Two."], WORDS) == "One. Two."


@settings(deadline=None)
@given(parts, st.sampled_from(Voice))
def test_any_parts_make_well_formed_speech_within_alexas_limits(some: list[Part], voice: Voice) -> None:
    # Control characters cannot be in XML at all; no content file can hold them either.
    some = [re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd]", "", part) if isinstance(part, str) else part for part in some]
    nodes = list(tree(f"<speak>{ssml(some, WORDS, voice)}</speak>").iter())
    breaks = [int(node.attrib["time"].removesuffix("ms")) for node in nodes if node.tag == "break"]
    assert max(breaks, default=0) <= LONGEST_BREAK * 1000
    assert {node.tag for node in nodes} <= TAGS
