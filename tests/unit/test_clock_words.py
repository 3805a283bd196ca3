"""Times as people say them: what is taken for a bedtime, and how it is said back."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leg_cramp.clock_words import USUAL_BEDTIME, Bedtime, Certainty, clock_text, days_key, hear_bedtime, is_night
from leg_cramp.schedule import EVERY_DAY, WEEKDAYS, WEEKENDS, Day, Plan

times = st.builds(time, st.integers(0, 23), st.integers(0, 59))


def at(text: str) -> time:
    return time.fromisoformat(text)


@pytest.mark.parametrize(
    ("value", "bedtime", "certainty"),
    [
        ("22:00", "22:00", Certainty.HEARD),
        ("18:00", "18:00", Certainty.HEARD),
        ("00:00", "00:00", Certainty.HEARD),
        ("03:59", "03:59", Certainty.HEARD),
        ("24:00", "00:00", Certainty.HEARD),
        ("21:45:00", "21:45", Certainty.HEARD),
        ("21:45:00.000", "21:45", Certainty.HEARD),
        ("9:30", "21:30", Certainty.ASSUMED),
        ("10:00", "22:00", Certainty.ASSUMED),
        ("06:00", "18:00", Certainty.ASSUMED),
        ("12:00", "00:00", Certainty.ASSUMED),
        ("12:59", "00:59", Certainty.ASSUMED),
        ("04:00", "04:00", Certainty.UNUSUAL),
        ("05:59", "05:59", Certainty.UNUSUAL),
        ("13:00", "13:00", Certainty.UNUSUAL),
        ("17:59", "17:59", Certainty.UNUSUAL),
    ],
)
def test_a_clock_time_is_taken_for_the_night_where_it_can_be(value: str, bedtime: str, certainty: Certainty) -> None:
    heard = hear_bedtime(value)
    assert heard == Bedtime(at(bedtime), certainty)
    assert not heard.needs_asking


@pytest.mark.parametrize(("value", "proposal"), [("NI", "21:30"), ("EV", "20:00"), ("ev", "20:00")])
def test_a_part_of_the_night_gets_a_proposal(value: str, proposal: str) -> None:
    assert hear_bedtime(value) == Bedtime(at(proposal), Certainty.PROPOSED)
    assert hear_bedtime(value).needs_asking


@pytest.mark.parametrize("value", [None, "", "  "])
def test_no_time_at_all_gets_the_usual_bedtime_as_a_proposal(value: str | None) -> None:
    assert hear_bedtime(value) == Bedtime(USUAL_BEDTIME, Certainty.PROPOSED)


@pytest.mark.parametrize("value", ["MO", "AF", "AM", "PM", "25:00", "22:60", "22", "later", "22:00Z", "-1:00"])
def test_what_says_no_time_is_asked_about(value: str) -> None:
    assert hear_bedtime(value) == Bedtime(None, Certainty.UNKNOWN)
    assert hear_bedtime(value).needs_asking


def test_ten_again_after_ten_at_night_means_the_morning_and_once_more_the_night() -> None:
    first = hear_bedtime("10:00")
    second = hear_bedtime("10:00", first.at)
    third = hear_bedtime("10:00", second.at)
    assert [first.at, second.at, third.at] == [at("22:00"), at("10:00"), at("22:00")]
    assert second.certainty is Certainty.HEARD


@pytest.mark.parametrize(
    ("table", "part", "result"),
    [
        ("22:00", "MO", "10:00"),
        ("22:00", "AM", "10:00"),
        ("22:00", "NI", "22:00"),
        ("10:00", "NI", "22:00"),
        ("10:00", "PM", "22:00"),
        ("07:00", "EV", "19:00"),
        ("05:00", "AF", "17:00"),
        ("00:00", "PM", "12:00"),
        ("12:00", "NI", "00:00"),
        ("12:30", "AM", "00:30"),
        ("13:00", "NI", "01:00"),
        ("01:00", "NI", "01:00"),
    ],
)
def test_a_part_of_the_day_turns_the_time_on_the_table_round(table: str, part: str, result: str) -> None:
    assert hear_bedtime(part, at(table)) == Bedtime(at(result), Certainty.HEARD)


def test_another_time_while_one_is_on_the_table_is_heard_afresh() -> None:
    assert hear_bedtime("09:30", at("22:00")) == Bedtime(at("21:30"), Certainty.ASSUMED)


@given(times)
def test_every_time_that_is_heard_is_the_one_said_or_its_twin_twelve_hours_on(said: time) -> None:
    heard = hear_bedtime(said.strftime("%H:%M"))
    assert heard.at in (said, said.replace(hour=(said.hour + 12) % 24))
    assert (heard.at == said) == (heard.certainty is not Certainty.ASSUMED)
    assert heard.certainty is Certainty.UNUSUAL or (heard.at is not None and is_night(heard.at))


@given(st.text(), st.none() | times)
def test_no_text_whatever_makes_it_fail(value: str, table: time | None) -> None:
    heard = hear_bedtime(value, table)
    assert (heard.at is None) == (heard.certainty is Certainty.UNKNOWN)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("21:45", "9:45 PM"),
        ("22:00", "10 PM"),
        ("00:30", "12:30 AM"),
        ("12:05", "12:05 PM"),
        ("07:00", "7 AM"),
        ("00:00", "midnight"),
        ("12:00", "noon"),
    ],
)
def test_a_time_is_said_as_people_say_it(value: str, said: str) -> None:
    assert clock_text(at(value)) == said


def test_no_two_times_sound_the_same() -> None:
    assert len({clock_text(time(hour, minute)) for hour in range(24) for minute in range(60)}) == 24 * 60


@pytest.mark.parametrize(
    ("when", "days", "key"),
    [
        ("22:00", EVERY_DAY, "every_night"),
        ("02:00", EVERY_DAY, "every_night"),
        ("10:00", EVERY_DAY, "every_day"),
        ("22:00", WEEKDAYS, "weekdays"),
        ("22:00", WEEKENDS, "weekends"),
        ("22:00", frozenset({Day.MONDAY}), "days"),
        ("22:00", EVERY_DAY - {Day.SUNDAY}, "days"),
    ],
)
def test_days_have_a_name_of_their_own_where_there_is_one(when: str, days: frozenset[Day], key: str) -> None:
    assert days_key(Plan(at(when), days)) == key
