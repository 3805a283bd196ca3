"""The options of `make ask`: what is taken, and what is refused with a clear line."""

from datetime import UTC, datetime

import pytest

from speaker import options
from speaker.device import Device
from speaker.envelope import Permission
from speaker.options import UnusableError

CLOCK = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def test_nothing_given_asks_the_first_question_of_a_speaker_in_new_york() -> None:
    chosen = options.read({}, CLOCK)
    assert chosen.turns == ("what should i do for a leg cramp",)
    assert (chosen.locale, chosen.zone, chosen.now) == ("en-US", "America/New_York", datetime(2026, 11, 22, 3, 0))
    assert (chosen.device, chosen.permission) == (Device.SPEAKER, Permission.ACCEPTS)
    assert (chosen.broken, chosen.until, chosen.endpoint, chosen.json) == ("", None, None, False)


def test_everything_given_is_read() -> None:
    chosen = options.read(
        {
            "Q": ' it\'s $5 "ok" | | yes|',
            "LOCALE": "en-GB",
            "NOW": "2026-11-22T03:00",
            "DEVICE": "round",
            "PERMISSION": "declines",
            "FAULT": "reminders:503, settings:slow,table:down",
            "UNTIL": "2026-11-24T00:00",
            "ENDPOINT": "http://127.0.0.1:5000/",
            "JSON": "1",
        },
        CLOCK,
    )
    assert chosen.turns == ('it\'s $5 "ok"', "", "yes", "")
    assert chosen.zone == "Europe/London"
    assert chosen.broken == "reminders:503, settings:slow,table:down"
    assert (chosen.now, chosen.until) == (datetime(2026, 11, 22, 3, 0), datetime(2026, 11, 24))
    assert (chosen.endpoint, chosen.json) == ("http://127.0.0.1:5000/", True)
    assert (chosen.device, chosen.permission) == (Device.ROUND, Permission.DECLINES)


def test_bytes_that_are_no_text_do_no_harm() -> None:
    assert options.read({"Q": "calf \udcff"}, CLOCK).turns == ("calf \ufffd",)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LOCALE", "english"),
        ("NOW", "three o'clock"),
        ("NOW", "2026-11-22"),
        ("NOW", "2026-11-22T03:00Z"),
        ("NOW", "2026-03-08T02:30"),
        ("TZ_NAME", "Mars/Base"),
        ("TZ_NAME", "../../etc/passwd"),
        ("DEVICE", "toaster"),
        ("PERMISSION", "perhaps"),
        ("FAULT", "reminders"),
        ("FAULT", "weather:503"),
        ("FAULT", "reminders:200"),
        ("FAULT", "reminders:asleep"),
        ("FAULT", "settings:MAX_REMINDERS_EXCEEDED"),
        ("FAULT", "permission:slow"),
        ("UNTIL", "2020-01-01T00:00"),
        ("UNTIL", "soon"),
        ("ENDPOINT", "ftp://x/"),
        ("ENDPOINT", "http://"),
        ("ENDPOINT", "http://127.0.0.1:99999/"),
        ("JSON", "yes"),
        ("Q", "a" * 1001),
    ],
)
def test_an_unusable_option_is_named_in_the_refusal(name: str, value: str) -> None:
    with pytest.raises(UnusableError, match=name):
        options.read({name: value}, CLOCK)
