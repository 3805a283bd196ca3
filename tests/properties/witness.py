"""Somebody who hears what is said about the reminder, and looks whether it is true. Knows none of the skill's code."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from speaker.cloud import Cloud

WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DONE = ("Done. I'll remind you", "Done. Your reminder is now for")
STANDS = (*DONE, "Your reminder is already on, for", "Your reminder is on, for")
GONE = ("Done. Your reminder is off", "No reminder is set.")
# After these, nobody can know; and they say so.
UNSURE = ("Ask me, is my reminder on", "Try again in a moment. I couldn't cancel your reminder, so it may still ring.")
_CLOCK = re.compile(r"\b(\d{1,2})(?::(\d\d))? (AM|PM)\b|\b(noon|midnight)\b")
_DAY = re.compile(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")


@dataclass(frozen=True)
class Standing:
    """A reminder that is on, as Alexa keeps it; or, without its token, as it was told: local time, days, zone."""

    time: str
    days: tuple[str, ...]


@dataclass(frozen=True)
class Seen:
    """Everything that the cloud keeps about reminders at one moment."""

    on: tuple[Standing, ...]
    raw: str

    @classmethod
    def of(cls, cloud: Cloud) -> "Seen":
        """Look."""
        listed = cloud.state()["reminders"]
        on = tuple(Standing(each["time"], tuple(each["days"])) for each in listed if each["status"] == "ON")
        return cls(on, repr([(each["token"], each["time"], each["days"], each["rules"]) for each in listed]))


def check(text: str, before: Seen, after: Seen) -> None:
    """Fail unless what was said is true: of what there is now, and of what has changed."""
    assert len(after.on) <= 1, f"two reminders after: {text}"
    if text.startswith(STANDS):
        assert after.on == (told(text),), f"{after.on} after: {text}"
    if text.startswith(GONE):
        assert after.on == (), f"{after.on} after: {text}"
    if not text.startswith((*DONE, *GONE, *UNSURE)):
        assert before.raw == after.raw, f"{before.raw} became {after.raw} after: {text}"


def told(text: str) -> Standing:
    """Read the time and the days out of a sentence such as "… 9:45 PM on weekdays, starting tomorrow. …"."""
    sentence = next(part for part in re.split(r"(?<=\.) ", text) if _CLOCK.search(part)).partition(", starting")[0]
    found = _CLOCK.search(sentence)
    assert found, text
    if found[4]:
        clock = "12:00" if found[4] == "noon" else "00:00"
    else:
        clock = f"{int(found[1]) % 12 + 12 * (found[3] == 'PM'):02}:{found[2] or '00'}"
    return Standing(clock, _days(sentence[found.end() :]))


def _days(words: str) -> tuple[str, ...]:
    if "weekdays" in words:
        return WEEK[:5]
    if "weekends" in words:
        return WEEK[5:]
    named = {day[:2].upper() for day in _DAY.findall(words)}
    return tuple(day for day in WEEK if day in named) if named else WEEK


def rings_due(standing: Standing, now: datetime, days: int) -> list[datetime]:
    """Give the local times, naive, at which it has to ring in the whole days after today."""
    hour, minute = map(int, standing.time.split(":"))
    coming = [now.replace(tzinfo=None) + timedelta(days=ahead) for ahead in range(1, days + 1)]
    return [
        day.replace(hour=hour, minute=minute, second=0, microsecond=0)
        for day in coming
        if WEEK[day.weekday()] in standing.days
    ]
