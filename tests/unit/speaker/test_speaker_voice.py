"""SSML taken apart for a voice: words, pauses, counted numbers, and how each is said."""

import pytest

from speaker import voice
from speaker.voice import Kind, Manner, Piece


def test_a_counted_hold_is_words_pauses_and_numbers() -> None:
    said = 'Hold for ten seconds. <break time="5000ms"/> five <break time="4.4s"/> Is it easing?'
    assert voice.pieces(f"<speak>{said}</speak>") == [
        Piece(Kind.WORDS, "Hold for ten seconds.", "Hold for ten seconds."),
        Piece(Kind.PAUSE, seconds=5.0),
        Piece(Kind.COUNT, "five", "five"),
        Piece(Kind.PAUSE, seconds=4.4),
        Piece(Kind.WORDS, "Is it easing?", "Is it easing?"),
    ]


def test_a_number_counts_only_between_two_pauses() -> None:
    kinds = [piece.kind for piece in voice.pieces('five <break time="1s"/> ten <break time="1s"/> twenty five')]
    assert kinds == [Kind.WORDS, Kind.PAUSE, Kind.COUNT, Kind.PAUSE, Kind.WORDS]
    word = voice.pieces('a<break time="1s"/>left<break time="1s"/>b')
    assert word[2].kind is Kind.WORDS


def test_pauses_in_a_row_are_one() -> None:
    assert voice.pieces('<break time="10s"/><break time="2500ms"/>') == [Piece(Kind.PAUSE, seconds=12.5)]


def test_whisper_rate_and_volume_hold_for_what_they_enclose() -> None:
    night = '<amazon:effect name="whispered"><prosody rate="90%" volume="soft">Rest.</prosody></amazon:effect> Done.'
    first, last = voice.pieces(night)
    assert first.manner == Manner(whispered=True, rate=0.9, volume=0.55)
    assert (last.text, last.manner) == ("Done.", Manner())


def test_rates_inside_each_other_multiply_and_names_are_known() -> None:
    piece = voice.pieces('<prosody rate="slow"><prosody rate="80%" volume="x-soft">a</prosody></prosody>')[0]
    assert piece.manner == Manner(rate=0.6, volume=0.3)


@pytest.mark.parametrize(
    ("ssml", "text", "spoken"),
    [
        ('Call <say-as interpret-as="digits">911</say-as> now.', "Call 911 now.", "Call 9 1 1 now."),
        ('Ask <sub alias="Doctor">Dr</sub> Ames.', "Ask Doctor Ames.", "Ask Doctor Ames."),
        ("<p>One.</p><p>Two &amp; three.</p>", "One. Two & three.", "One. Two & three."),
        ("<emphasis>Stop</emphasis> now", "Stop now", "Stop now"),
        ('<amazon:effect name="unheard-of">a</amazon:effect>', "a", "a"),
        ("a & b < c", "a & b < c", "a & b < c"),
    ],
)
def test_words_are_shown_as_they_are_written_and_spoken_as_they_sound(ssml: str, text: str, spoken: str) -> None:
    assert voice.pieces(ssml) == [Piece(Kind.WORDS, text, spoken)]


def test_a_break_without_a_time_is_passed_over() -> None:
    assert voice.pieces('a <break/> b <break time="long"/> c') == [Piece(Kind.WORDS, "a b c", "a b c")]


def test_an_output_speech_object_is_ssml_or_text_or_nothing() -> None:
    assert voice.of({"type": "SSML", "ssml": "<speak>Hi.</speak>"}) == [Piece(Kind.WORDS, "Hi.", "Hi.")]
    assert voice.of({"type": "PlainText", "text": "a <b> c"}) == [Piece(Kind.WORDS, "a <b> c", "a <b> c")]
    assert voice.of(None) == voice.of({"type": "PlainText", "text": " "}) == []


def test_a_piece_goes_to_the_page_flat() -> None:
    assert Piece(Kind.PAUSE, seconds=2.0, manner=Manner(whispered=True)).as_object() == {
        "kind": "pause",
        "text": "",
        "spoken": "",
        "seconds": 2.0,
        "whispered": True,
        "rate": 1.0,
        "volume": 1.0,
    }
