"""What typed text sounds like, and which slot values Alexa makes of spoken times."""

import pytest

from speaker import times
from speaker.words import heard, key, number


@pytest.mark.parametrize(
    ("typed", "spoken"),
    [
        ("What's WRONG, doctor?!", "what's wrong doctor"),
        ("I can\u2019t stand", "i can't stand"),
        ("remind me at 9:45 PM", "remind me at nine forty five pm"),
        ("at 9pm", "at nine pm"),
        ("at 10:05", "at ten oh five"),
        ("at 9:00", "at nine"),
        ("D.V.T.", "d v t"),
        ("for 20 minutes", "for twenty minutes"),
        ("150 milligrams", "one hundred fifty milligrams"),
        ("my 3rd trimester", "my third trimester"),
        ("half-asleep", "half asleep"),
        ('it\'s $5 "ok" & \\ # $( )', "it's five ok and"),
        ("caf\u00e9", "cafe"),
        ("\u65e5\u672c\u8a9e ???", ""),
    ],
)
def test_typed_text_is_heard_as_spoken_words(typed: str, spoken: str) -> None:
    assert " ".join(heard(typed)) == spoken


@pytest.mark.parametrize(
    ("typed", "model"),
    [
        ("cant breathe", "can't breathe"),
        ("do i have dvt", "do i have d v t"),
        ("ten a.m.", "ten a m"),
        ("a DVT", "a d v t"),
    ],
)
def test_what_sounds_the_same_folds_to_the_same_key(typed: str, model: str) -> None:
    assert key(heard(typed)) == key(heard(model))


def test_folding_keeps_the_words_i_and_a_apart() -> None:
    assert key(heard("i have a cramp")) == ("i", "have", "a", "cramp")


def test_numbers_are_said_in_words() -> None:
    assert [number(n) for n in (0, 13, 40, 99, 305, 2026, 123456)] == [
        "zero",
        "thirteen",
        "forty",
        "ninety nine",
        "three hundred five",
        "two thousand twenty six",
        "one two three four five six",
    ]


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("ten", "10:00"),
        ("10 pm", "22:00"),
        ("9:45 p.m.", "21:45"),
        ("nine thirty p m", "21:30"),
        ("quarter to ten", "09:45"),
        ("quarter to ten at night", "21:45"),
        ("a quarter past nine in the evening", "21:15"),
        ("half past nine", "09:30"),
        ("half nine", "09:30"),
        ("ten to twelve", "11:50"),
        ("quarter to one", "12:45"),
        ("10 30", "10:30"),
        ("ten oh five", "10:05"),
        ("eleven o'clock tonight", "23:00"),
        ("twelve at night", "00:00"),
        ("two at night", "02:00"),
        ("two pm", "14:00"),
        ("12 am", "00:00"),
        ("12 pm", "12:00"),
        ("seven in the morning", "07:00"),
        ("22:15", "22:15"),
        ("noon", "12:00"),
        ("midnight", "00:00"),
        ("night", "NI"),
        ("at night", "NI"),
        ("in the evening", "EV"),
        ("morning", "MO"),
        ("the afternoon", "AF"),
    ],
)
def test_a_time_of_day_has_the_value_alexa_sends(said: str, value: str) -> None:
    assert times.read("AMAZON.TIME", key(heard(said))) == value


@pytest.mark.parametrize(
    "said", ["calf", "twenty five", "ten seventy", "every night please now", "a", "past nine", "to"]
)
def test_other_words_are_no_time(said: str) -> None:
    assert times.read("AMAZON.TIME", key(heard(said))) is None


def test_a_bare_hour_is_of_the_part_of_day_that_the_sentence_names() -> None:
    said = key(heard("ten"))
    assert times.read_time(said, key(heard("remind me at ten every night"))) == "22:00"
    assert times.read_time(said, key(heard("remind me at ten every morning"))) == "10:00"


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("ten minutes", "PT10M"),
        ("half an hour", "PT30M"),
        ("an hour", "PT1H"),
        ("2 days", "P2D"),
        ("forty five seconds", "PT45S"),
        ("three weeks", "P3W"),
    ],
)
def test_a_length_of_time_has_the_value_alexa_sends(said: str, value: str) -> None:
    assert times.read("AMAZON.DURATION", key(heard(said))) == value


def test_days_and_numbers_have_the_values_alexa_sends() -> None:
    assert times.read("AMAZON.DayOfWeek", ("mondays",)) == "Monday"
    assert times.read("AMAZON.DayOfWeek", ("someday",)) is None
    assert times.read("AMAZON.NUMBER", ("twenty", "two")) == "22"
    assert times.read("MUSCLE", ("ten",)) is None
