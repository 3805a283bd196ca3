"""Whether it is night where the device stands, and the voice that goes with it. Pure: the time is handed in."""

from datetime import datetime

from .speech import Voice
from .state import State

FROM, UNTIL = 22, 7  # local hours in which others in the house are likely to be asleep


def is_night(asked_at: datetime, zone: str | None) -> bool:
    """Tell whether the aware moment is at night in this zone; where the zone is not known, it is not."""
    if not zone:
        return False
    from zoneinfo import ZoneInfo  # not for the first help of somebody whose zone cannot be had

    try:
        hour = asked_at.astimezone(ZoneInfo(zone)).hour
    except (LookupError, ValueError, OSError, OverflowError):  # A name that is no zone, or a date at the end of time.
        return False
    return hour >= FROM or hour < UNTIL


def voice(state: State, asked_at: datetime, *, whispers: bool) -> Voice:
    """Return the voice for an answer that is not urgent; `whispers` says whether the locale's voice can whisper."""
    quiet = is_night(asked_at, state.zone) if state.whisper is None else state.whisper
    if not quiet:
        return Voice.NORMAL
    return Voice.WHISPERED if whispers else Voice.SOFT
