"""When the reminder rings: a bedtime and days, and how the Reminders API is told. Pure: the time now is handed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Any


class Day(StrEnum):
    """A day of the week; the value is also its recurrence id and its key in the content."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @property
    def code(self) -> str:
        """The two letters that a recurrence rule uses: MO, TU, …"""
        return self.value[:2].upper()


WEEK = tuple(Day)  # In the order of date.weekday(): Monday is 0.
EVERY_DAY = frozenset(WEEK)
WEEKDAYS = frozenset(WEEK[:5])
WEEKENDS = frozenset(WEEK[5:])
_NAMED_SETS = {"daily": EVERY_DAY, "weekdays": WEEKDAYS, "weekends": WEEKENDS}


class UnknownZoneError(ValueError):
    """The device's time zone has a name that the zone database does not know."""


class Ring(StrEnum):
    """How the first ring lies to now, as a person would say it; the value is its key in the content."""

    TODAY = "today"
    TONIGHT = "tonight"
    TOMORROW = "tomorrow"
    LATER = "later"  # Say the day's name.


@dataclass(frozen=True)
class Plan:
    """A local time on certain days of the week, every week. A time after midnight belongs to the day it is in."""

    at: time
    days: frozenset[Day] = EVERY_DAY

    def __post_init__(self) -> None:
        """Raises ValueError for a plan that cannot be said as one rule."""
        if not self.days:
            raise ValueError("a plan needs at least one day")
        if self.at.second or self.at.microsecond or self.at.tzinfo:
            raise ValueError("a plan's time is a local one, in whole minutes")

    @classmethod
    def read(cls, text: str) -> Plan:
        """Read what `text` wrote. Raises ValueError on anything else."""
        clock, _, days = text.partition(" ")
        return cls(time.fromisoformat(clock), frozenset(Day(day) for day in days.split(",")))

    @property
    def text(self) -> str:
        """The plan as one line: what a session and a permission request carry."""
        return f"{self.at:%H:%M} {','.join(self.in_week_order())}"

    def in_week_order(self) -> tuple[Day, ...]:
        """The days, Monday first."""
        return tuple(day for day in WEEK if day in self.days)


def days_of(recurrence_ids: Iterable[str]) -> frozenset[Day]:
    """The days that recurrence ids name together; every day when there are none.

    Ids are daily, weekdays, weekends, monday … sunday. Raises ValueError on any other.
    """
    days: frozenset[Day] = frozenset()
    for name in recurrence_ids:
        days |= _NAMED_SETS[name] if name in _NAMED_SETS else {Day(name)}
    return days or EVERY_DAY


def local_time(moment: datetime, zone_name: str) -> datetime:
    """The aware `moment` as the clock on the device's wall shows it (aware). Raises UnknownZoneError."""
    return moment.astimezone(_zone(zone_name))


def next_ring(plan: Plan, now: datetime) -> datetime:
    """The first ring strictly after `now`; `now` is aware, in the device's zone, and so is the answer.

    Where the clocks skip the planned time, it rings as much later as they skip (02:30 becomes 03:30); where they
    show it twice, it rings the first time. Both are what the calendar standard, RFC 5545, lays down.
    """
    zone = now.tzinfo
    if zone is None:
        raise ValueError("now must know its zone")
    # From the day before: a skipped late hour rings past midnight. Eight days on, every weekday has come by.
    for ahead in range(-1, 9):
        day = now.date() + timedelta(days=ahead)
        moment = datetime.combine(day, plan.at, tzinfo=zone).astimezone(UTC)
        if WEEK[day.weekday()] in plan.days and moment > now:
            return moment.astimezone(zone)
    raise AssertionError("a week holds every day")  # pragma: no cover


def ring_from(ring: datetime, now: datetime) -> Ring:
    """How to speak of the day of `ring`, seen from `now` (both in the device's zone, ring after now)."""
    days_ahead = (ring.date() - now.date()).days
    small_hours = ring.hour < 4
    if days_ahead == 0:
        return Ring.TONIGHT if small_hours or ring.hour >= 18 else Ring.TODAY
    if days_ahead == 1:
        # Half past midnight is still "tonight" for somebody who is up the evening before, not at 3 a.m.
        return Ring.TONIGHT if small_hours and now.hour >= 4 else Ring.TOMORROW
    return Ring.LATER


def recurrence_rule(plan: Plan) -> str:
    """The plan as the recurrence rule that the Reminders API takes, final semicolon included."""
    clock = f"BYHOUR={plan.at.hour};BYMINUTE={plan.at.minute};BYSECOND=0;INTERVAL=1;"
    if plan.days == EVERY_DAY:
        return f"FREQ=DAILY;{clock}"
    return f"FREQ=WEEKLY;BYDAY={','.join(day.code for day in plan.in_week_order())};{clock}"


def reminder_request(plan: Plan, now: datetime, zone_name: str, label: str, locale: str) -> dict[str, Any]:
    """The body that creates or replaces a reminder. `now` is aware, in any zone. Raises UnknownZoneError.

    Every time in it is local and carries no offset: Alexa refuses one that does, and reads them by `timeZoneId`.
    `scheduledTime` is the first ring, for an API that still asks for it beside the rule.
    """
    here = local_time(now, zone_name)
    first = next_ring(plan, here)
    return {
        "requestTime": _naive_text(here),
        "trigger": {
            "type": "SCHEDULED_ABSOLUTE",
            "scheduledTime": _naive_text(first),
            "timeZoneId": zone_name,
            "recurrence": {
                "startDateTime": _naive_text(datetime.combine(_start_day(plan, first), time())),
                "recurrenceRules": [recurrence_rule(plan)],
            },
        },
        "alertInfo": {"spokenInfo": {"content": [{"locale": locale, "text": label}]}},
        "pushNotification": {"status": "ENABLED"},
    }


def plan_from_trigger(trigger: Mapping[str, Any]) -> Plan | None:
    """The plan behind a reminder that Alexa lists, or None where it is no plan of ours (a single ring, other rules)."""
    recurrence = trigger.get("recurrence")
    rules = recurrence.get("recurrenceRules") if isinstance(recurrence, Mapping) else None
    if not isinstance(rules, list) or len(rules) != 1 or not isinstance(rules[0], str):
        return None
    parts = dict(part.partition("=")[::2] for part in rules[0].removeprefix("RRULE:").split(";") if part)
    codes = {day.code: day for day in WEEK}
    named = [code for code in parts.get("BYDAY", "").split(",") if code]
    try:
        at = time(int(parts["BYHOUR"]), int(parts["BYMINUTE"]))
        days = frozenset(codes[code] for code in named) or EVERY_DAY
    except (KeyError, ValueError):
        return None  # Several hours, a day of the month: not a rule that this skill writes.
    weekly = parts.get("FREQ") == "DAILY" or (parts.get("FREQ") == "WEEKLY" and bool(named))
    return Plan(at, days) if weekly and parts.get("INTERVAL", "1") == "1" else None


def _start_day(plan: Plan, first: datetime) -> date:
    # A ring that a clock change pushed past midnight belongs to the day before: the rule has to start there.
    return first.date() - timedelta(days=1) if first.time() < plan.at else first.date()


def _naive_text(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(timespec="milliseconds")


def _zone(name: str) -> tzinfo:
    from zoneinfo import ZoneInfo  # Read only where a reminder is set: the first help does not pay for it.

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # Not found; not a key; a folder such as "America".
        raise UnknownZoneError(name) from error
