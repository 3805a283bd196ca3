"""A person who says anything at all to a home where anything may break. The same seed says the same things."""

from collections.abc import Callable
from random import Random

from leg_cramp.skill import INTENTS
from properties.questions_asked import some_slots
from speaker import doors
from speaker.cloud.faults import REMINDER_CODES, TABLE_CODES
from speaker.device import Device
from speaker.engine import Speaker
from speaker.envelope import Permission
from speaker.turn import Turn

LOCALES = ("en-US", "en-GB", "en-CA", "en-AU", "en-IN")
ZONES = ("America/New_York", "Europe/London", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Auckland", "UTC")
REMINDING = ("SetReminderIntent", "ChangeReminderIntent", "CancelReminderIntent", "CheckReminderIntent")
ANSWERING = ("AMAZON.YesIntent", "AMAZON.YesIntent", "AMAZON.NoIntent", "NotSureIntent", "AMAZON.RepeatIntent")
# What comes before an offer of a reminder.
OFFERING = ("BetterIntent", "PreventionIntent", "AMAZON.MoreIntent", "TipIntent", "ForgetMeIntent")
STATUSES = ("400", "401", "403", "409", "429", "500", "503", "418")
# But for 404: of a reminder that the cloud denies, and then rings, nobody could tell the truth.
CODES = tuple(sorted(set(REMINDER_CODES) - {"ALERT_NOT_FOUND"}))
KINDS = ("slow", "cut", "garbage", "down")


def speaker_for(rng: Random, around: Callable[[doors.Door], doors.Door], locale: str | None = None) -> Speaker:
    """Set up a home; `around` gets the door to the skill and returns the one to knock at."""
    # Some skills run without a table, and remember nothing.
    table = rng.random() < 0.6
    door = around(doors.in_process(lambda: speaker.cloud.table_environment() if table else {}))
    speaker = Speaker(
        locale=locale or rng.choice(LOCALES),
        zone=rng.choice(ZONES),
        permission=rng.choice([*Permission, Permission.GRANTED, Permission.ACCEPTS]),
        # Drawn apart, so that the same seeds go on saying the same things.
        device=Random(str(rng.getstate())).choice(tuple(Device)),
        door=door,
    )
    return speaker


def some_faults(rng: Random) -> str:
    """Break some services, each in its own way; none, one time in three."""
    if rng.random() < 0.5:
        return ""
    ways = {
        "reminders": (*STATUSES, *CODES, *KINDS, *KINDS),
        "settings": ("204", *STATUSES, *KINDS),
        "table": (*TABLE_CODES, "500", "503", *KINDS),
        "permission": ("400", "500"),
    }
    return ",".join(f"{name}:{rng.choice(how)}" for name, how in ways.items() if rng.random() < 0.4)


def speak(rng: Random, speaker: Speaker) -> Turn:
    """Say one thing, or nothing."""
    chance = rng.random()
    if speaker.open and chance < 0.08:
        return speaker.wait()
    if "reminder" in str(speaker.session_attributes.get("question")) and chance < 0.6:
        return speaker.intend("AMAZON.YesIntent")
    if speaker.open and chance < 0.38:
        return speaker.intend(rng.choice(ANSWERING))
    if chance < 0.40:
        return speaker.launch()
    family: tuple[str, ...] = tuple(INTENTS)
    if chance < 0.68:
        family = REMINDING
    elif chance < 0.78:
        family = OFFERING
    intent = rng.choice(family)
    return speaker.intend(intent, **some_slots(rng, intent))


def live_on(rng: Random, speaker: Speaker) -> bool:
    """Let something happen in the app, or break or mend something. Tells whether reminders may have gone by it."""
    chance = rng.random()
    if chance < 0.25:
        speaker.break_down(some_faults(rng))
    elif chance < 0.30 and not speaker.open:
        speaker.delete_in_app()
        return True
    elif chance < 0.33 and not speaker.open:
        speaker.allow_in_app(granted=rng.random() < 0.6)
    return False
