"""A reminder's plan as it is said aloud: time, days, and when it rings first."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from leg_cramp.content import words_for
from leg_cramp.plan_words import every, from_now
from leg_cramp.schedule import EVERY_DAY, WEEKDAYS, WEEKENDS, Day, Plan

WORDS = words_for("en-US")
NEW_YORK = ZoneInfo("America/New_York")
TEN = time(22)


def sunday(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 22, hour, minute, tzinfo=NEW_YORK)


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (Plan(TEN), "10 PM every night"),
        (Plan(time(21, 45)), "9:45 PM every night"),
        (Plan(time(9)), "9 AM every day"),
        (Plan(TEN, WEEKDAYS), "10 PM on weekdays"),
        (Plan(TEN, WEEKENDS), "10 PM on weekends"),
        (Plan(TEN, frozenset({Day.FRIDAY})), "10 PM every Friday"),
        (Plan(TEN, frozenset({Day.FRIDAY, Day.MONDAY})), "10 PM every Monday and Friday"),
        (
            Plan(TEN, frozenset({Day.SUNDAY, Day.MONDAY, Day.WEDNESDAY})),
            "10 PM every Monday, Wednesday and Sunday",
        ),
        (Plan(time(0)), "midnight every night"),
    ],
)
def test_time_and_days_are_said_in_the_weeks_order(plan: Plan, said: str) -> None:
    assert every(WORDS, plan) == said


@pytest.mark.parametrize(
    ("plan", "now", "said"),
    [
        (Plan(TEN), sunday(3), "10 PM tonight and every night"),
        (Plan(TEN), sunday(23), "10 PM every night, starting tomorrow"),
        (Plan(time(9)), sunday(3), "9 AM every day, starting today"),
        (Plan(TEN, WEEKDAYS), sunday(12), "10 PM on weekdays, starting tomorrow"),
        (Plan(TEN, WEEKENDS), sunday(12), "10 PM on weekends, starting tonight"),
        (Plan(TEN, WEEKENDS), datetime(2026, 11, 23, 12, tzinfo=NEW_YORK), "10 PM on weekends, starting on Saturday"),
        (Plan(TEN, frozenset({Day.THURSDAY})), sunday(12), "10 PM every Thursday"),
        (Plan(TEN, frozenset({Day.SUNDAY})), sunday(12), "10 PM every Sunday, starting tonight"),
    ],
)
def test_when_it_rings_first_is_said_after_it(plan: Plan, now: datetime, said: str) -> None:
    assert from_now(WORDS, plan, now) == said


@pytest.mark.parametrize("day", Day)
def test_every_day_of_the_week_has_its_name(day: Day) -> None:
    assert every(WORDS, Plan(TEN, frozenset({day}))) == f"10 PM every {day.value.capitalize()}"
    assert set(WORDS.tree("plan.day_names")) == {each.value for each in EVERY_DAY}
