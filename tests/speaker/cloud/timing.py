"""When a reminder rings: the trigger that a skill sent, read and worked out without any of the skill's code."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from heapq import merge
from itertools import islice, pairwise
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil.rrule import rrule, rrulestr

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
SHORTEST_GAP = timedelta(hours=4)
_LOCAL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?")
_TOO_OFTEN = re.compile(r"FREQ=(HOURLY|MINUTELY|SECONDLY)")
_LOOKED_AT = 60  # Occurrences that are measured for the shortest gap: two months of a daily rule.


class RefusedError(Exception):
    """The service refuses: an HTTP status, the error's code, and a message."""

    def __init__(self, status: int, code: str, message: str) -> None:
        """Take what the error answer will hold."""
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


@dataclass(frozen=True)
class Timing:
    """Moments in a zone: `start` alone, or all that the rules give from `start` on. `start` is naive and local.

    A local time that the clocks skip rings as much later as they skip, one that they show twice rings the first
    time: so says the calendar standard. Amazon does not tell what Alexa does.
    """

    zone: ZoneInfo
    start: datetime
    rules: tuple[rrule, ...] = ()

    @property
    def clock(self) -> str:
        """The local time that it is set for, as in "21:45"."""
        first = next(iter(self.rules[0]), self.start) if self.rules else self.start
        return first.strftime("%H:%M")

    @property
    def days(self) -> list[str]:
        """The days of the week on which it rings, Monday first; [] for a single ring."""
        coming = [local.weekday() for rule in self.rules for local in islice(rule, _LOOKED_AT)]
        return [name for day, name in enumerate(DAYS) if day in coming]

    def after(self, moment: datetime) -> Iterator[datetime]:
        """Give every ring after `moment` (aware), in order, in UTC; for a rule that does not end, without end."""
        # A day earlier, since a ring may lie on another local day than the time it was set for.
        here = moment.astimezone(self.zone).replace(tzinfo=None) - timedelta(days=1)
        locals_ = merge(*(rule.xafter(here, inc=True) for rule in self.rules)) if self.rules else iter([self.start])
        last = None
        for local in locals_:
            ring = local.replace(tzinfo=self.zone).astimezone(UTC)
            if ring > moment and ring != last:
                yield ring
            last = ring

    def next(self, moment: datetime) -> datetime | None:
        """Give the first ring after `moment`, in UTC; None when there is none any more."""
        return next(self.after(moment), None)


def read(trigger: Any, now: datetime) -> Timing:
    """Read a `trigger`; `now` is aware, in the device's zone. Raises RefusedError as Alexa would refuse it."""
    if not isinstance(trigger, dict):
        raise _refused("INVALID_TRIGGER", "a reminder needs a trigger")
    kind = trigger.get("type")
    if kind == "SCHEDULED_RELATIVE":
        seconds = trigger.get("offsetInSeconds")
        if not isinstance(seconds, int) or isinstance(seconds, bool) or seconds <= 0:
            raise _refused("INVALID_OFFSET", "offsetInSeconds must be a positive whole number")
        ring = now.astimezone(UTC) + timedelta(seconds=seconds)
        return Timing(ZoneInfo("UTC"), ring.replace(tzinfo=None))
    if kind != "SCHEDULED_ABSOLUTE":
        raise _refused("INVALID_TRIGGER_TYPE", "the trigger's type must be SCHEDULED_ABSOLUTE or SCHEDULED_RELATIVE")
    zone = _zone(trigger.get("timeZoneId"), now)
    timing = _absolute(trigger, zone, now.astimezone(zone))
    if timing.next(now) is None:
        raise _refused("TRIGGER_SCHEDULED_TIME_IN_PAST", "the reminder would never ring: its time is in the past")
    return timing


def _absolute(trigger: dict[str, Any], zone: ZoneInfo, now: datetime) -> Timing:
    recurrence = trigger.get("recurrence")
    # Even where rules override it, a time that is sent has to be well formed.
    once = _local(trigger["scheduledTime"]) if trigger.get("scheduledTime") else None
    if not recurrence:
        if once is None:
            raise _refused("INVALID_TRIGGER", "scheduledTime is missing")
        return Timing(zone, once)
    if not isinstance(recurrence, dict):
        raise _refused("UNSUPPORTED_TRIGGER_RECURRENCE", "recurrence must be an object")
    texts = recurrence.get("recurrenceRules")
    if texts:
        midnight = datetime.combine(now.date(), time())
        start = _local(recurrence["startDateTime"]) if recurrence.get("startDateTime") else midnight
    elif once is not None:
        texts, start = [_old_rule(recurrence)], once
    else:
        raise _refused("INVALID_TRIGGER", "scheduledTime is missing")
    end = _local(recurrence["endDateTime"]) if recurrence.get("endDateTime") else None
    timing = Timing(zone, start, tuple(_rule(text, start, end) for text in texts))
    first = [local.replace(tzinfo=UTC) for rule in timing.rules for local in islice(rule, _LOOKED_AT)]
    first.sort()
    if any(later - earlier < SHORTEST_GAP for earlier, later in pairwise(first)):
        raise _refused("UNSUPPORTED_TRIGGER_RECURRENCE_INTERVAL", "reminders need four hours between two rings")
    return timing


def _rule(text: Any, start: datetime, end: datetime | None) -> rrule:
    if not isinstance(text, str) or _TOO_OFTEN.search(text.upper()):
        raise _refused("UNSUPPORTED_TRIGGER_RECURRENCE", f"{text!r} is not a recurrence that reminders take")
    try:
        rule = rrulestr(text.strip().rstrip(";"), dtstart=start)
    except (ValueError, KeyError, AttributeError) as error:  # What dateutil raises, by the kind of nonsense.
        raise _refused("UNSUPPORTED_TRIGGER_RECURRENCE", f"{text!r} is not a recurrence rule") from error
    if not isinstance(rule, rrule):
        raise _refused("UNSUPPORTED_TRIGGER_RECURRENCE", f"{text!r} is more than one recurrence rule")
    return rule.replace(until=end) if end else rule


def _old_rule(recurrence: dict[str, Any]) -> str:
    """Write the deprecated `freq`, `byDay` and `interval` as a rule; they repeat the scheduledTime."""
    days = ",".join(str(day) for day in recurrence.get("byDay") or [])
    return f"FREQ={recurrence.get('freq')};INTERVAL={recurrence.get('interval') or 1}" + (f";BYDAY={days}" * bool(days))


def _zone(name: Any, now: datetime) -> ZoneInfo:
    if name is None:
        zone = now.tzinfo
        assert isinstance(zone, ZoneInfo)
        return zone
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError, TypeError) as error:
        raise _refused("INVALID_TIME_ZONE_ID", f"{name!r} is not a time zone") from error


def _local(value: Any) -> datetime:
    if isinstance(value, str) and _LOCAL.fullmatch(value):
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            pass  # 31 February and its like: refused below with the other shapes.
    raise _refused("INVALID_TRIGGER_SCHEDULED_TIME_FORMAT", f"{value!r} is not a local time without a zone")


def _refused(code: str, message: str) -> RefusedError:
    return RefusedError(400, code, message)
