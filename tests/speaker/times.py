"""Alexa's built-in slot types for time: the words a person says, turned into the value Alexa sends.

Words come in as `words.key` folds them: lower case, numbers in words, "p m" as "pm".
"""

from speaker.words import ONES, TENS, number

Words = tuple[str, ...]

NUMBERS = {tuple(number(value).split()): value for value in range(100)} | {("a",): 1, ("an",): 1}
PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "tonight": "NI", "bedtime": "NI"}
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
UNITS = {"second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W", "month": "M", "year": "Y"}
MINUTES = {("half",): 30, ("quarter",): 15, ("a", "quarter"): 15}
LONGEST = 8
_FILLER = {"at", "around", "about", "by", "the"}
_HINTS = (
    (("in", "the", "morning"), "am"),
    (("this", "morning"), "am"),
    (("in", "the", "afternoon"), "pm"),
    (("this", "afternoon"), "pm"),
    (("in", "the", "evening"), "pm"),
    (("this", "evening"), "pm"),
    (("at", "night"), "night"),
    (("tonight",), "night"),
    (("am",), "am"),
    (("pm",), "pm"),
)


def read(slot_type: str, said: Words, sentence: Words = ()) -> str | None:
    """Give the value Alexa sends for `said` in a slot of `slot_type`, or None if the words are no such thing.

    `sentence` is everything that was said: a bare "ten" beside "tonight" or "every night" is ten at night.
    """
    match slot_type:
        case "AMAZON.TIME":
            return read_time(said, sentence)
        case "AMAZON.DURATION":
            return read_duration(said)
        case "AMAZON.DayOfWeek":
            return said[0].rstrip("s").capitalize() if len(said) == 1 and said[0].rstrip("s") in DAYS else None
        case "AMAZON.NUMBER":
            return str(NUMBERS[said]) if said in NUMBERS else None
        case _:
            return None


def read_time(said: Words, sentence: Words = ()) -> str | None:
    """Read a time of day as "HH:MM" (24 hours) or a part of the day (MO, AF, EV, NI).

    Which half of the day a bare "ten" means is Alexa's guess, and a skill cannot see that it was one. Here the
    sentence decides if it names a part of the day; otherwise the guess is the clock face as spoken, "10:00".
    """
    said = tuple(word for word in said if word != "oclock")
    while said and said[0] in _FILLER:
        said = said[1:]
    if len(said) <= 3 and said and said[-1] in PARTS and set(said[:-1]) <= {"in", "the", "this", "every", "at"}:
        return PARTS[said[-1]]
    if said in {("noon",), ("midday",)}:
        return "12:00"
    if said == ("midnight",):
        return "00:00"
    half = None
    for words, which in _HINTS:
        if len(said) > len(words) and said[-len(words) :] == words:
            said, half = said[: -len(words)], which
            break
    clock = _clock_face(said)
    if clock is None:
        return None
    hour, minute = clock
    return f"{_in_half(hour, half or _half_from(sentence)):02d}:{minute:02d}"


def read_duration(said: Words) -> str | None:
    """Read a length of time as ISO 8601: ten minutes -> PT10M, half an hour -> PT30M, two days -> P2D."""
    if said in {("half", "an", "hour"), ("half", "hour")}:
        return "PT30M"
    if not said or said[-1].rstrip("s") not in UNITS:
        return None
    unit = UNITS[said[-1].rstrip("s")]
    amount = NUMBERS.get(tuple(word for word in said[:-1] if word not in {"about", "over"}))
    if amount is None:
        return None
    return f"PT{amount}{unit[1]}" if unit[0] == "T" else f"P{amount}{unit}"


def _clock_face(said: Words) -> tuple[int, int] | None:
    for join, sign in (("past", 1), ("after", 1), ("to", -1), ("before", -1), ("of", -1), ("till", -1)):
        if join in said:
            at = said.index(join)
            hour = _hour(said[at + 1 :])
            minute = MINUTES.get(said[:at]) or NUMBERS.get(tuple(word for word in said[:at] if word != "minutes"))
            if hour is None or not minute or minute > 59:
                return None
            return (hour, minute) if sign > 0 else ((hour - 1) % 24 or (12 if hour == 1 else 0), 60 - minute)
    if said[:1] == ("half",) and (hour := _hour(said[1:])) is not None:
        return hour, 30
    for cut in range(len(said), 0, -1):
        hour = _hour(said[:cut])
        minute = _minute(said[cut:])
        if hour is not None and minute is not None:
            return hour, minute
    return None


def _hour(said: Words) -> int | None:
    value = NUMBERS.get(said) if said not in {("a",), ("an",)} else None
    return value if value is not None and value < 24 else None


def _minute(said: Words) -> int | None:
    if not said or said == ("hundred",):
        return 0
    if said[0] in {"oh", "o", "zero"} and said[1:] and said[1] in ONES[1:10]:
        return NUMBERS.get(said[1:])
    value = NUMBERS.get(said) if said[0] in ONES[10:] or said[0] in TENS else None
    return value if value is not None and value < 60 else None


def _half_from(sentence: Words) -> str | None:
    said = set(sentence)
    if said & {"night", "nights", "tonight", "nightly", "evening", "evenings"}:
        return "night"
    return "am" if said & {"morning", "mornings"} else None


def _in_half(hour: int, half: str | None) -> int:
    if half in {"am", "night"} and hour == 12:
        return 0
    # "two at night" is after midnight, "two pm" is not.
    first = {"pm": 1, "night": 5}.get(half or "", 12)
    return hour + 12 if first <= hour < 12 else hour
