"""Real events, and what may become of them on a bad day: 1 to 4 random changes, the same ones for the same seed."""

import copy
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from speaker import envelope, events
from speaker.engine import NIGHT, ZONES
from speaker.envelope import Home, Json
from speaker.model import load

FOLDER = Path(__file__).resolve().parents[1] / "events"
# Nobody listens there.
NOBODY = "http://127.0.0.1:9"
MARKER = "marmalade"
ATTRIBUTES: tuple[Json, ...] = (
    {},
    {"version": 1, "muscle": "calf", "step": 1, "question": "easing", "told": "step"},
    {"version": 1, "question": "want_tips", "told": f"medication statins {MARKER}", "disclaimed": True},
    {"version": 1, "question": "set_reminder", "plan": "22:00 monday,friday"},
    {"version": 1, "question": "chest_or_breath", "told": "danger", "signs": ["swelling"], MARKER: MARKER},
)
JUNK: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1.5, 10**400, 10**5000, float("nan"), float("inf"), float("-inf")),
    *(
        "",
        " ",
        MARKER,
        "\ud800",
        "\x00",
        "💥🦵",
        "<speak>&</speak>",
        "{0}%s{",
        "A" * 100_000,
        "\uff43alf",
        "calf.steps",
    ),
    *("IntentRequest", "SessionEndedRequest", "Connections.Response", "AMAZON.YesIntent", "de-DE", "NaN", "GRANTED"),
    *("2026-13-45T99:99:99Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00", "2026-11-22T03:00:00"),
    *([], {}, [None], {"": None}, [[], {}], {"S": {"S": []}}, [1, "2", None, {}], {"value": MARKER}),
)
DEEP = 3_000  # More than any parser here follows.


@cache
def real_events() -> tuple[str, ...]:
    """Return the events, as JSON, all that they say marked: tests/events and what has no file there."""
    files = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))]
    return tuple(json.dumps(_marked(event)) for event in (*files, *_more_events()))


def mutated(rng: Random) -> Any:
    """Return a real event with something wrong with it."""
    event = json.loads(rng.choice(real_events()))
    if isinstance(event.get("session"), dict):
        event["session"]["attributes"] = copy.deepcopy(rng.choice(ATTRIBUTES))
    box = {"event": event}
    for _ in range(rng.randint(1, 4)):
        _mutate(box, rng)
    if rng.random() < 0.01:
        holder, key = rng.choice(list(_spots(box)))
        for _ in range(DEEP):
            holder[key] = [holder[key]]
    return box["event"]


def _mutate(box: Json, rng: Random) -> None:
    spots = list(_spots(box))
    holder, key = rng.choice(spots)
    how = rng.choices(("junk", "delete", "swap", "copy", "wrap", "rename"), (40, 20, 10, 10, 8, 8))[0]
    if how == "junk":
        holder[key] = copy.deepcopy(rng.choice(JUNK))
    elif how == "delete" and holder is not box:
        del holder[key]
    elif how == "swap":
        other, its_key = rng.choice(spots)
        # Copies, since one of the two may be a part of the other.
        holder[key], other[its_key] = copy.deepcopy(other[its_key]), copy.deepcopy(holder[key])
    elif how == "copy":
        other, its_key = rng.choice(spots)
        holder[key] = copy.deepcopy(other[its_key])
    elif how == "wrap":
        holder[key] = [holder[key]] if rng.random() < 0.5 else {str(key): holder[key]}
    elif how == "rename" and isinstance(holder, dict) and holder is not box:
        holder[rng.choice((MARKER, str(key).upper(), f"{key}2", ""))] = holder.pop(key)


def _spots(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in `value` that holds something, as holder and key or index."""
    waiting = [value]
    while waiting:
        holder = waiting.pop()
        if isinstance(holder, dict | list):
            for key in list(holder) if isinstance(holder, dict) else range(len(holder)):
                yield holder, key
                waiting.append(holder[key])


def _marked(event: Json) -> Json:
    system = event.get("context", {}).get("System", {})
    if "apiEndpoint" in system:
        system["apiEndpoint"] = NOBODY
    for slot in (event["request"].get("intent", {}).get("slots") or {}).values():
        if "value" in slot:
            slot["value"] = f"{MARKER} {slot['value']}"
    return event


def _more_events() -> Iterator[Json]:
    when = NIGHT.replace(tzinfo=ZoneInfo(ZONES["en-US"]))
    home = Home(api=NOBODY, token="token", user_id=f"amzn1.ask.account.{MARKER}", granted=True)
    for kind, body in (
        (events.SKILL_DISABLED, {"userInformationPersistenceStatus": "NOT_PERSISTED"}),
        (events.PERMISSION_CHANGED, events.permissions(granted=False)),
        (events.PERMISSION_ACCEPTED, events.permissions(granted=True)),
        (events.REMINDER_DELETED, events.deleted([MARKER])),
        ("Reminders.ReminderStarted", events.deleted([MARKER])),
    ):
        yield envelope.wrap(envelope.request(kind, "en-US", when, **events.fields(body, when)), home, session=None)
    answer = {"permissionScopes": [{"permissionScope": envelope.REMINDERS}], "status": "ACCEPTED", "isCardThrown": True}
    fields = {"name": "AskFor", "status": {"code": "200", "message": "OK"}, "token": "22:00 monday", "payload": answer}
    asked = [envelope.request("Connections.Response", "en-GB", when, **fields)]
    model = load("en-US")
    for intent in ("SetReminderIntent", "ChangeReminderIntent"):
        slots = envelope.slots_for(model, intent, {"time": "22:00", "recurrence": "weekdays"})
        asked.append(envelope.request("IntentRequest", "en-AU", when, intent=envelope.intent(intent, slots, model)))
    for request in asked:
        yield envelope.wrap(request, home, session=envelope.session_block(home, "s", new=False, attributes={}))
