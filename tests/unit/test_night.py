"""Night is where the device stands: by its own clock, whatever the season or the zone."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leg_cramp.night import is_night, voice
from leg_cramp.speech import Voice
from leg_cramp.state import State


def at(text: str) -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "zone", "night"),
    [
        ("2026-11-22T03:00", "Europe/London", True),
        ("2026-11-22T08:00", "America/New_York", True),  # three in the morning there
        ("2026-11-22T08:00", "Europe/London", False),
        ("2026-11-22T21:59", "Europe/London", False),
        ("2026-11-22T22:00", "Europe/London", True),
        ("2026-11-22T06:59", "Europe/London", True),
        ("2026-11-22T07:00", "Europe/London", False),
        ("2026-07-22T06:30", "Europe/London", False),  # half past seven, in summer
        ("2026-11-21T20:30", "Asia/Kolkata", True),
        ("2026-11-21T15:00", "Australia/Sydney", True),
    ],
)
def test_night_is_from_ten_to_seven_by_the_devices_own_clock(moment: str, zone: str, night: bool) -> None:
    assert is_night(at(moment), zone) is night


@given(st.one_of(st.none(), st.text(), st.sampled_from(["", ".", "..", "/etc/passwd", "Mars/Olympus", "A" * 5000])))
def test_a_zone_that_is_none_is_never_night(zone: str | None) -> None:
    assert is_night(at("2026-11-22T03:00"), zone) is False or zone in {"UTC", "GMT"}


@pytest.mark.parametrize("moment", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_a_moment_at_the_end_of_time_breaks_nothing(moment: datetime) -> None:
    assert is_night(moment, "Pacific/Kiritimati") in {True, False}
    assert is_night(moment, "Pacific/Pago_Pago") in {True, False}


@pytest.mark.parametrize(
    ("zone", "whisper", "whispers", "expected"),
    [
        ("Europe/London", None, True, Voice.WHISPERED),
        ("Europe/London", None, False, Voice.SOFT),
        ("Europe/London", False, True, Voice.NORMAL),
        ("Asia/Kolkata", None, True, Voice.NORMAL),  # half past eight in the morning there
        ("Asia/Kolkata", True, True, Voice.WHISPERED),
        ("", None, True, Voice.NORMAL),
        ("", True, True, Voice.WHISPERED),
        (None, True, False, Voice.SOFT),
    ],
)
def test_what_the_person_said_goes_before_the_clock(
    zone: str | None, whisper: bool | None, whispers: bool, expected: Voice
) -> None:
    state = State(zone=zone, whisper=whisper)
    assert voice(state, at("2026-11-22T03:00"), whispers=whispers) is expected
