"""How long speech takes: silence is exact, words are about right. make test-browser measures against a real voice."""

import pytest

from leg_cramp.pace import hold_starts, spoken
from leg_cramp.speech import Hold, Voice, Wait

WORDS = {"start": "Hold for {count} seconds.", "10": "ten", "20": "twenty"}


def test_longer_sentences_take_longer_and_so_do_commas_and_stops() -> None:
    assert spoken("Pull your toes up.", Voice.SOFT) < spoken("Pull your toes up toward your shin.", Voice.SOFT)
    assert spoken("Pull gently slowly.", Voice.SOFT) < spoken("Pull, gently, slowly.", Voice.SOFT)
    assert spoken("Pull and breathe.", Voice.SOFT) < spoken("Pull. Now breathe.", Voice.SOFT)


def test_the_soft_voice_is_slower_by_a_tenth_and_the_whisper_as_slow() -> None:
    said = "Pull your toes up toward your shin."
    assert spoken(said, Voice.NORMAL) == pytest.approx(0.9 * spoken(said, Voice.SOFT))
    assert spoken(said, Voice.WHISPERED) == spoken(said, Voice.SOFT)


def test_a_hold_begins_after_the_words_and_after_it_has_been_announced() -> None:
    [start] = hold_starts(["Pull.", "", Hold(20), "Is it easing?"], WORDS, Voice.SOFT)
    assert start == spoken("Pull.", Voice.SOFT) + spoken("Hold for twenty seconds.", Voice.SOFT)


def test_silence_and_earlier_holds_count_in_full() -> None:
    quiet = Hold(10, announced=False)
    first, second = hold_starts(["Left leg.", quiet, "Now the right.", quiet], WORDS, Voice.SOFT)
    [later] = hold_starts([Wait(7), "Left leg.", quiet], WORDS, Voice.SOFT)
    assert later == pytest.approx(first + 7)
    # Half a second of the words' own pause is swallowed by the silence after them.
    assert second == pytest.approx(first + 10 + spoken("Now the right.", Voice.SOFT) - 0.5)


def test_what_has_no_hold_begins_none() -> None:
    assert hold_starts(["Rest.", Wait(5)], WORDS, Voice.SOFT) == []
