"""What may be kept: a closed list of keys and words. Each check fails on anything else, whatever it is."""

import re
from typing import Any
from zoneinfo import available_timezones

from leg_cramp.content import words_for
from leg_cramp.remembered import Trouble
from leg_cramp.state import Limit, Question
from leg_cramp.triage import LEVELS
from properties.alexa_form import SCREEN, plain
from properties.questions_asked import model
from speaker.cloud import Cloud
from speaker.envelope import REMINDERS, Json

PLAN = re.compile(r"\d\d:\d\d [a-z]+day(,[a-z]+day)*")
STAMP = re.compile(r"[0-9a-f]{16}")
TROUBLES = "|".join(trouble.value for trouble in Trouble)
ZONES = available_timezones()
LINE = re.compile(
    rf"leg_cramp (not answered: \w+ at [\w.<>]+:\d+|refused: the event is for another skill|memory: ({TROUBLES}))"
)
# What State.told begins with, beside the topics of the answers; and what follows, beside ids of slot values.
TOLD = {"step", "first", "danger", "tip", "tips", "other", "proposed"}
AFTER_TOLD = {"any", "thigh", "unlisted", "?"}
ITEM = {
    "id": re.compile(r"[0-9a-f]{64}"),
    "stamp": STAMP,
    "expires": re.compile(r"\d{10}"),
    "erased_at": re.compile(r"\d{10}"),
    "bedtime": re.compile(r"\d\d:\d\d"),
    "declined_at": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d\+00:00"),
    "alert_token": re.compile(r"[0-9a-f-]{36}"),
}


def check_attributes(kept: Json) -> None:
    """Fail unless the session holds the place and nothing beside it."""
    words = words_for("en-US")
    ids = {str(value.id) for phrases in model().phrases.values() for value in phrases.values()}
    allowed: dict[str, Any] = {
        "version": lambda value: value == 1,
        "muscle": lambda value: words.has_steps(value),
        "step": lambda value: isinstance(value, int) and 0 <= value < 20,
        "limits": lambda value: set(value) <= set(Limit),
        "question": lambda value: value in set(Question),
        "signs": lambda value: set(value) <= set(LEVELS),
        "plan": lambda value: bool(PLAN.fullmatch(value)),
        "disclaimed": lambda value: value is True,
        "zone": lambda value: value == "" or value in ZONES,
        "whisper": lambda value: isinstance(value, bool),
        "told": lambda value: _is_told(value, TOLD | set(words.tree("answers")), ids | AFTER_TOLD | _tips()),
    }
    for name, value in kept.items():
        assert name in allowed, f"{name} is kept in the session"
        assert allowed[name](value), f"{name}={value!r} is kept in the session"


def check_cloud(cloud: Cloud) -> None:
    """Fail unless the table and the reminders hold what is allowed and nothing beside it."""
    for item in cloud.table.items.values():
        for name, attribute in item.items():
            [value] = attribute.values()
            if name == "whisper":
                assert isinstance(value, bool)
            elif name == "tips_told":
                assert {text for entry in value for text in entry.values()} <= _tips()
            else:
                assert name in ITEM, f"{name} is kept in the table"
                assert ITEM[name].fullmatch(value), f"{name}={value!r} is kept in the table"
    for alert in cloud.reminders.standing():
        check_reminder(alert.body)


def check_reminder(body: Json) -> None:
    """Fail unless a reminder's body is a time, days, a zone, a locale and the label."""
    spoken = body["alertInfo"]["spokenInfo"]["content"]
    labels = {each["text"] for each in spoken}
    assert labels == {words_for("en-US").text("reminders.label")}, labels
    trigger, rest = body["trigger"], {**body, "trigger": None}
    assert set(rest) == {"requestTime", "trigger", "alertInfo", "pushNotification"}
    assert set(trigger) == {"type", "scheduledTime", "timeZoneId", "recurrence"}
    assert set(trigger["recurrence"]) == {"startDateTime", "recurrenceRules"}
    for rule in trigger["recurrence"]["recurrenceRules"]:
        assert re.fullmatch(r"[A-Z0-9=,;]+", rule), rule


def check_response(response: Json, locale: str) -> None:
    """Fail unless the card is one of ours, a screen shows what is said, and another directive has but the plan."""
    card = response.get("card")
    words = words_for(locale)
    generic = {"type": "Simple", "title": words.text("card.title"), "content": words.text("card.text")}
    assert card in (None, generic, {"type": "AskForPermissionsConsent", "permissions": [REMINDERS]}), card
    for directive in response.get("directives") or []:
        if directive["type"] == SCREEN:
            check_screen(directive["datasources"]["screen"]["properties"], plain(response))
        else:
            assert PLAN.fullmatch(directive["token"]), directive


def check_screen(shown: Json, said: str) -> None:
    """Fail unless the screen has no other words than what is said, beside the fixed ones of the content."""
    for sentence in re.split(r"(?<=[.?!]) ", f"{shown['text']} {shown['hint']} {shown['disclaimer']}".strip()):
        assert sentence in said, sentence
    assert all(side["label"] in said for side in shown["sides"])


def check_log(lines: list[str], said: set[str]) -> None:
    """Fail unless our own lines are of the one form, and nobody's hold a word of what was `said`."""
    for line in lines:
        assert LINE.fullmatch(line) or not line.startswith("leg_cramp"), line
        found = {words for words in said if re.search(rf"\b{re.escape(words)}\b", line, re.IGNORECASE)}
        assert not found, f"{found} in the log: {line}"


def _is_told(told: str, heads: set[str], rest: set[str]) -> bool:
    head, *others = told.split(" ")
    return head in heads and all(other in rest or re.fullmatch(r"\d", other) for other in others)


def _tips() -> set[str]:
    return set(words_for("en-US").tree("tips"))
