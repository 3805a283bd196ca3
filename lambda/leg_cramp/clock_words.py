"""Times as people say them: what Alexa heard -> a bedtime, and a bedtime -> words. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from .schedule import EVERY_DAY, WEEKDAYS, WEEKENDS, Plan

USUAL_BEDTIME = time(21, 30)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?")
_PROPOSED = {"NI": time(21, 30), "EV": time(20, 0)}
_MORNING = frozenset({"MO", "AM"})
_LATER = frozenset({"NI", "EV", "AF", "PM"})


class Certainty(StrEnum):
    """How a bedtime was come by. Each of them is still read back, and needs a yes before a reminder is made."""

    HEARD = "heard"  # A time of the evening or night, or one that the person insisted on.
    ASSUMED = "assumed"  # "ten": heard as the morning, taken as the night.
    UNUSUAL = "unusual"  # Early morning or afternoon: taken as said.
    PROPOSED = "proposed"  # No clock time was said; this one may be offered.
    UNKNOWN = "unknown"  # Nothing to go by: ask.


@dataclass(frozen=True)
class Bedtime:
    """A time and how sure it is. `at` is None only when it is UNKNOWN."""

    at: time | None
    certainty: Certainty

    @property
    def needs_asking(self) -> bool:
        """True when the person has not said any clock time."""
        return self.certainty in (Certainty.PROPOSED, Certainty.UNKNOWN)


def hear_bedtime(value: str | None, on_the_table: time | None = None) -> Bedtime:
    """Reads an AMAZON.TIME value ("22:00", "10:00", "NI", "AM" …) as a bedtime; None is a slot left empty.

    `on_the_table` is the time last read back to the person, while its question is open. It lets them correct it:
    a part of the day ("in the morning") turns it round, and "ten" again, after "ten at night?", means the morning.
    """
    text = (value or "").strip().upper()
    if clock := _clock(text):
        return _clock_bedtime(clock, on_the_table)
    if on_the_table is not None and text in _MORNING | _LATER:
        return Bedtime(_in_part_of_day(on_the_table, text), Certainty.HEARD)
    if not text:
        return Bedtime(USUAL_BEDTIME, Certainty.PROPOSED)
    proposal = _PROPOSED.get(text)
    return Bedtime(proposal, Certainty.PROPOSED if proposal else Certainty.UNKNOWN)


def clock_text(at: time) -> str:
    """The time in English words and figures: "9:45 PM", "10 PM", "noon", "midnight"."""
    if at.minute == 0 and at.hour % 12 == 0:
        return "noon" if at.hour else "midnight"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes} {'AM' if at.hour < 12 else 'PM'}"


def days_key(plan: Plan) -> str:
    """The content key for the days: every_night, every_day, weekdays, weekends, or days (then name them)."""
    if plan.days == EVERY_DAY:
        return "every_night" if is_night(plan.at) else "every_day"
    return {WEEKDAYS: "weekdays", WEEKENDS: "weekends"}.get(plan.days, "days")


def is_night(at: time) -> bool:
    """True from six in the evening until just before four: times that a person means by "night"."""
    return at.hour >= 18 or at.hour < 4


def _clock(text: str) -> time | None:
    match = _CLOCK.fullmatch(text)
    if not match:
        return None
    hour, minute = int(match[1]), int(match[2])
    return time(hour % 24, minute) if hour <= 24 and minute < 60 else None


def _clock_bedtime(clock: time, on_the_table: time | None) -> Bedtime:
    if is_night(clock):
        return Bedtime(clock, Certainty.HEARD)
    # Alexa guesses the half of the day and does not say so. 06:00 to 12:59 turn into the evening or midnight.
    if 6 <= clock.hour <= 12:
        tonight = clock.replace(hour=(clock.hour + 12) % 24)
        return Bedtime(clock, Certainty.HEARD) if tonight == on_the_table else Bedtime(tonight, Certainty.ASSUMED)
    # 04:00 to 05:59 and 13:00 to 17:59 are night in neither half.
    return Bedtime(clock, Certainty.UNUSUAL)


def _in_part_of_day(at: time, part: str) -> time:
    morning = at.replace(hour=at.hour % 12)
    if part in _MORNING or (part == "NI" and morning.hour < 4):
        return morning  # "One at night" is 01:00, "twelve at night" 00:00.
    return morning.replace(hour=morning.hour + 12)
