"""A bedtime rings at the local time that was promised: in every zone, on the chosen days, over clock changes too."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
from dateutil.rrule import rrulestr
from hypothesis import example, given, settings
from hypothesis import strategies as st

from leg_cramp.schedule import (
    EVERY_DAY,
    WEEK,
    WEEKDAYS,
    WEEKENDS,
    Day,
    Plan,
    Ring,
    UnknownZoneError,
    days_of,
    local_time,
    next_ring,
    plan_from_trigger,
    recurrence_rule,
    reminder_request,
    ring_from,
)

ZONES = sorted(available_timezones() - {"localtime", "Factory"})
LABEL = "Time for your bedtime stretch"
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)  # A Sunday.

times = st.builds(time, st.integers(0, 23), st.integers(0, 59))
day_sets = st.frozensets(st.sampled_from(WEEK), min_size=1)
moments = st.datetimes(datetime(2024, 1, 1), datetime(2031, 12, 31), timezones=st.just(UTC))


def rings(request: dict[str, Any], until: datetime) -> list[datetime]:
    """Alexa's part, played by another library: walks the rule over wall-clock time, then asks the zone what that is."""
    trigger = request["trigger"]
    zone = ZoneInfo(trigger["timeZoneId"])
    made = datetime.fromisoformat(request["requestTime"]).replace(tzinfo=zone).astimezone(UTC)
    start = datetime.fromisoformat(trigger["recurrence"]["startDateTime"])
    [rule] = trigger["recurrence"]["recurrenceRules"]
    on_the_wall = rrulestr(rule.rstrip(";"), dtstart=start).between(start, until.replace(tzinfo=None), inc=True)
    heard = [wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone) for wall in on_the_wall]
    return [ring for ring in heard if ring > made]


def skipped(wall: datetime, zone: ZoneInfo) -> bool:
    there_and_back = wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
    return there_and_back.replace(tzinfo=None) != wall


def check_a_year(plan: Plan, now: datetime, zone_name: str) -> None:
    zone = ZoneInfo(zone_name)
    here = now.astimezone(zone)
    heard = rings(reminder_request(plan, now, zone_name, LABEL, "en-US"), here + timedelta(days=366))
    assert heard[0] == next_ring(plan, local_time(now, zone_name))

    # Every day of the year, by the calendar on the wall: the promised time on the promised days, and nothing else.
    promised = []
    for ahead in range(-1, 366):
        day = here.date() + timedelta(days=ahead)
        wall = datetime.combine(day, plan.at)
        if WEEK[day.weekday()] not in plan.days:
            continue
        if skipped(wall, zone):
            before, after = (wall.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
            assert before is not None
            assert after is not None
            wall += after - before if after > before else before - after
        promised.append(wall)
    heard_walls = [ring.replace(tzinfo=None) for ring in heard]
    expected = [wall for wall in promised if wall.replace(tzinfo=zone).astimezone(UTC) > now]
    assert heard_walls[: len(expected)] == expected
    assert len(expected) >= 51


@settings(max_examples=100, deadline=None)
@given(at=times, days=day_sets, now=moments, zone=st.sampled_from(ZONES))
@example(time(2, 30), EVERY_DAY, datetime(2026, 3, 1, tzinfo=UTC), "America/New_York")
@example(time(1, 30), EVERY_DAY, datetime(2026, 10, 20, tzinfo=UTC), "America/New_York")
@example(time(2, 15), EVERY_DAY, datetime(2026, 9, 20, tzinfo=UTC), "Australia/Lord_Howe")
@example(time(0, 15), EVERY_DAY, datetime(2026, 4, 20, tzinfo=UTC), "Africa/Cairo")
@example(time(23, 30), EVERY_DAY, datetime(2026, 3, 1, tzinfo=UTC), "America/Nuuk")
@example(time(22, 0), frozenset({Day.SUNDAY}), datetime(2026, 11, 22, 23, 0, tzinfo=UTC), "Asia/Kolkata")
def test_any_plan_made_anywhere_rings_for_a_year_as_promised(
    at: time, days: frozenset[Day], now: datetime, zone: str
) -> None:
    check_a_year(Plan(at, days), now, zone)


def clock_changes(zone: ZoneInfo, year: int) -> list[datetime]:
    """The moments (UTC, to the minute) at which the zone's clocks are put forward or back in that year."""
    changes = []
    for day in range(366):
        low = datetime(year, 1, 1, tzinfo=UTC) + timedelta(days=day)
        high = low + timedelta(days=1)
        if low.astimezone(zone).utcoffset() == high.astimezone(zone).utcoffset():
            continue
        while high - low > timedelta(minutes=1):
            middle = low + (high - low) / 2
            same = low.astimezone(zone).utcoffset() == middle.astimezone(zone).utcoffset()
            low, high = (middle, high) if same else (low, middle)
        changes.append(high.replace(second=0, microsecond=0))
    return changes


def test_in_every_zone_the_nights_when_the_clocks_change_ring_once() -> None:
    changed = 0
    for name in ZONES:
        zone = ZoneInfo(name)
        for change in clock_changes(zone, 2027) or [NOON]:
            before, after = (change - timedelta(minutes=1)).astimezone(zone), change.astimezone(zone)
            moved = after.replace(tzinfo=None) - before.replace(tzinfo=None)
            changed += moved != timedelta(minutes=1)
            # In the middle of what is skipped, or of what is shown twice; and an ordinary bedtime.
            tricky = (before + timedelta(minutes=15) if moved > timedelta() else after + timedelta(minutes=15)).time()
            for at in (tricky.replace(second=0, microsecond=0, tzinfo=None), time(21, 45)):
                now = change - timedelta(hours=36)
                body = reminder_request(Plan(at), now, name, LABEL, "en-US")
                here = local_time(now, name)
                heard = rings(body, here + timedelta(days=5))[:4]
                ring, walked = here, []
                for _ in heard:
                    ring = next_ring(Plan(at), ring)
                    walked.append(ring)
                assert walked == heard, (name, at)
                days = [(each.date() - timedelta(days=each.time() < at)) for each in heard]
                assert days == [days[0] + timedelta(days=ahead) for ahead in range(4)], (name, at)
                odd = [each for each in heard if each.time() != at]
                assert len(odd) == (1 if moved > timedelta(minutes=1) and at != time(21, 45) else 0), (name, at)
    assert changed > 200  # The sweep did meet clock changes.


def test_a_year_in_new_york_rings_at_a_quarter_to_ten_on_both_sides_of_the_change() -> None:
    body = reminder_request(Plan(time(21, 45)), NOON, "America/New_York", LABEL, "en-US")
    heard = rings(body, datetime(2027, 11, 22))
    assert len(heard) == 365
    assert {ring.time() for ring in heard} == {time(21, 45)}
    assert {ring.astimezone(UTC).hour for ring in heard} == {1, 2}


def test_a_time_that_the_spring_night_skips_rings_an_hour_later_that_night_only() -> None:
    zone = ZoneInfo("Europe/London")  # On 28 March 2027, 01:00 becomes 02:00.
    plan = Plan(time(1, 30))
    ring = next_ring(plan, datetime(2027, 3, 27, 12, 0, tzinfo=zone))
    assert ring.isoformat() == "2027-03-28T02:30:00+01:00"
    assert next_ring(plan, ring).isoformat() == "2027-03-29T01:30:00+01:00"


def test_a_time_that_the_autumn_night_shows_twice_rings_once_the_first_time() -> None:
    zone = ZoneInfo("Europe/London")  # On 25 October 2026, 02:00 becomes 01:00.
    plan = Plan(time(1, 30))
    ring = next_ring(plan, datetime(2026, 10, 24, 12, 0, tzinfo=zone))
    assert ring.isoformat() == "2026-10-25T01:30:00+01:00"
    assert next_ring(plan, ring).isoformat() == "2026-10-26T01:30:00+00:00"


def test_a_ring_that_a_change_pushes_past_midnight_still_starts_on_its_own_day() -> None:
    zone = ZoneInfo("America/Nuuk")  # On Saturday 27 March 2027, 23:00 becomes 00:00 on Sunday.
    plan = Plan(time(23, 30), frozenset({Day.SATURDAY}))
    now = datetime(2027, 3, 27, 22, 0, tzinfo=zone)
    assert next_ring(plan, now).isoformat() == "2027-03-28T00:30:00-01:00"
    body = reminder_request(plan, now, "America/Nuuk", LABEL, "en-US")
    assert body["trigger"]["recurrence"]["startDateTime"] == "2027-03-27T00:00:00.000"
    later = datetime(2027, 3, 28, 0, 10, tzinfo=zone)
    assert next_ring(plan, later).isoformat() == "2027-03-28T00:30:00-01:00"


def test_at_the_very_minute_the_next_ring_is_tomorrows() -> None:
    zone = ZoneInfo("Asia/Kolkata")
    assert next_ring(Plan(time(22, 0)), datetime(2026, 11, 22, 22, 0, tzinfo=zone)).day == 23
    assert next_ring(Plan(time(22, 0)), datetime(2026, 11, 22, 21, 59, 59, tzinfo=zone)).day == 22


def test_the_request_is_written_as_alexa_wants_it() -> None:
    now = datetime(2026, 11, 23, 1, 4, tzinfo=UTC)  # In New York it is still Sunday evening.
    assert reminder_request(Plan(time(21, 45)), now, "America/New_York", LABEL, "en-US") == {
        "requestTime": "2026-11-22T20:04:00.000",
        "trigger": {
            "type": "SCHEDULED_ABSOLUTE",
            "scheduledTime": "2026-11-22T21:45:00.000",
            "timeZoneId": "America/New_York",
            "recurrence": {
                "startDateTime": "2026-11-22T00:00:00.000",
                "recurrenceRules": ["FREQ=DAILY;BYHOUR=21;BYMINUTE=45;BYSECOND=0;INTERVAL=1;"],
            },
        },
        "alertInfo": {"spokenInfo": {"content": [{"locale": "en-US", "text": LABEL}]}},
        "pushNotification": {"status": "ENABLED"},
    }


def test_chosen_days_stand_in_the_rule_in_the_order_of_the_week() -> None:
    plan = Plan(time(22, 5), days_of(["friday", "monday"]))
    assert recurrence_rule(plan) == "FREQ=WEEKLY;BYDAY=MO,FR;BYHOUR=22;BYMINUTE=5;BYSECOND=0;INTERVAL=1;"
    assert plan.in_week_order() == (Day.MONDAY, Day.FRIDAY)


@pytest.mark.parametrize(
    ("ids", "days"),
    [
        ([], EVERY_DAY),
        (["daily"], EVERY_DAY),
        (["weekdays"], WEEKDAYS),
        (["weekends"], WEEKENDS),
        (["weekends", "weekdays"], EVERY_DAY),
        (["sunday", "weekends"], WEEKENDS),
        (["tuesday"], frozenset({Day.TUESDAY})),
        ([day.value for day in WEEK], EVERY_DAY),
    ],
)
def test_recurrence_ids_add_up_to_days(ids: list[str], days: frozenset[Day]) -> None:
    assert days_of(ids) == days


def test_an_unknown_recurrence_is_refused() -> None:
    with pytest.raises(ValueError, match="fortnightly"):
        days_of(["daily", "fortnightly"])


@given(at=times, days=day_sets, zone=st.sampled_from(["Asia/Kathmandu", "America/New_York"]))
def test_a_plan_is_read_back_from_what_was_sent(at: time, days: frozenset[Day], zone: str) -> None:
    body = reminder_request(Plan(at, days), NOON, zone, LABEL, "en-US")
    returned = body["trigger"] | {"recurrence": body["trigger"]["recurrence"] | {"startDateTime": ""}}
    assert plan_from_trigger(returned) == Plan(at, days)


@pytest.mark.parametrize(
    "recurrence",
    [
        None,
        {},
        {"recurrenceRules": []},
        {"recurrenceRules": [7]},
        {"recurrenceRules": "FREQ=DAILY;BYHOUR=1;BYMINUTE=2"},
        {"recurrenceRules": ["FREQ=DAILY;BYHOUR=1;BYMINUTE=2", "FREQ=DAILY;BYHOUR=3;BYMINUTE=2"]},
        {"recurrenceRules": ["FREQ=DAILY;BYHOUR=1,13;BYMINUTE=2"]},
        {"recurrenceRules": ["FREQ=DAILY;BYHOUR=25;BYMINUTE=2"]},
        {"recurrenceRules": ["FREQ=DAILY;BYMINUTE=2"]},
        {"recurrenceRules": ["FREQ=WEEKLY;BYHOUR=1;BYMINUTE=2"]},
        {"recurrenceRules": ["FREQ=WEEKLY;BYDAY=XX;BYHOUR=1;BYMINUTE=2"]},
        {"recurrenceRules": ["FREQ=MONTHLY;BYDAY=MO;BYHOUR=1;BYMINUTE=2"]},
        {"recurrenceRules": ["FREQ=DAILY;INTERVAL=2;BYHOUR=1;BYMINUTE=2"]},
        {"recurrenceRules": [""]},
    ],
)
def test_a_rule_that_is_not_ours_is_no_plan(recurrence: Any) -> None:
    assert plan_from_trigger({"type": "SCHEDULED_ABSOLUTE", "recurrence": recurrence}) is None


@pytest.mark.parametrize(
    ("now", "ring", "said"),
    [
        ("2026-11-22T20:00", "2026-11-22T21:45", Ring.TONIGHT),
        ("2026-11-22T03:00", "2026-11-22T21:45", Ring.TONIGHT),
        ("2026-11-22T20:00", "2026-11-23T00:30", Ring.TONIGHT),
        ("2026-11-22T01:00", "2026-11-22T02:00", Ring.TONIGHT),
        ("2026-11-22T01:00", "2026-11-23T00:30", Ring.TOMORROW),
        ("2026-11-22T10:00", "2026-11-22T16:00", Ring.TODAY),
        ("2026-11-22T22:00", "2026-11-23T21:45", Ring.TOMORROW),
        ("2026-11-22T22:00", "2026-11-23T08:00", Ring.TOMORROW),
        ("2026-11-22T22:00", "2026-11-24T00:30", Ring.LATER),
        ("2026-11-22T22:00", "2026-11-27T22:00", Ring.LATER),
    ],
)
def test_the_first_ring_is_spoken_of_as_people_do(now: str, ring: str, said: Ring) -> None:
    assert ring_from(datetime.fromisoformat(ring), datetime.fromisoformat(now)) is said


@pytest.mark.parametrize("name", ["", "America", "Mars/Olympus", "../etc/passwd", "/etc/passwd", "a\0b", "New York"])
def test_a_zone_that_nobody_knows_is_said_to_be_unknown(name: str) -> None:
    with pytest.raises(UnknownZoneError):
        local_time(NOON, name)


def test_a_plan_without_days_or_with_seconds_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="day"):
        Plan(time(22, 0), frozenset())
    with pytest.raises(ValueError, match="minutes"):
        Plan(time(22, 0, 1))


def test_now_has_to_know_its_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        next_ring(Plan(time(22, 0)), datetime.combine(date(2026, 11, 22), time(12, 0)))
