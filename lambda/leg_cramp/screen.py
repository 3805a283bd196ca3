"""A reply -> what a screen shows of it: the data, and the document for Amazon's renderer (APL 1.4). Pure.

Only loaded where the device has a screen. The data has every key, "" or 0 or [] where there is nothing:

    kind, title, text, picture, pictureLabel, stepNumber, stepCount, bigText, hint, disclaimer,
    holdSeconds, holdStartsAfterMs   one hold, counted from this long after the document is shown
    sides: [{label, startsAfterMs}]  several holds of holdSeconds, one after the other; the first is the one above
    buttons: [{label, touch}]        a touch sends [touch], and does what the intent in shown.TOUCHES does

`title` is the step's place, "Tip", whose number `bigText` is, or the days of a reminder whose time `bigText` is.
`hint` is the open question. `crowded` says that the words need the smaller type.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from . import pace, pictures
from .content import Words
from .shown import Kind, Shown
from .speech import Hold, Part, Voice
from .state import Question

# Characters in the largest type that fit on the smallest screen; more are set smaller. The notice counts half.
ROOM, ROOM_BESIDE = 240, 130  # the second beside a drawing or a number

FOLDER = Path(__file__).parent / "screens"
TOKEN = "screen"
GOES_ON = {Question.WANT_MORE, Question.ANOTHER_TIP}  # where "next" is more of what was told

Json = dict[str, Any]


@dataclass(frozen=True)
class Said:
    """The speech that goes with the screen: our words, then all that is spoken, the notice and question too.

    `in_guide` tells that the conversation goes on in the guide, so that one can move about in it.
    """

    parts: tuple[Part, ...]
    spoken: tuple[Part, ...]
    voice: Voice
    question: Question | None = None
    disclaimer: str = ""
    in_guide: bool = False


def directive(shown: Shown, said: Said, words: Words) -> Json:
    """Return token, document and datasources of a RenderDocument directive."""
    data = properties(shown, said, words)
    document = {**_part("document")}
    document["layouts"] = document["layouts"] | _part("big" if data["bigText"] else "page")
    if data["picture"]:
        document["graphics"] = {"picture": pictures.graphic(data["picture"])}
    return {
        "token": TOKEN,
        "document": document,
        "datasources": {"screen": {"type": "object", "properties": data}},
    }


def properties(shown: Shown, said: Said, words: Words) -> Json:
    """Return the data of the screen."""
    holds = [part for part in said.parts if isinstance(part, Hold)]
    starts = [round(start * 1000) for start in pace.hold_starts(said.spoken, words.tree("hold"), said.voice)]
    labels = _labels(said.parts)
    title, big = _title(shown, words)
    text = " ".join(each for each in said.parts if isinstance(each, str) and each not in labels)
    hint = words.text(f"questions.{said.question}.ask") if said.question else ""
    room = ROOM_BESIDE if big or shown.picture or holds else ROOM
    return {
        "kind": shown.kind.value,
        "title": title,
        "text": text,
        "picture": shown.picture,
        "pictureLabel": words.text(f"pictures.{shown.picture}") if shown.picture else "",
        "stepNumber": shown.step,
        "stepCount": shown.steps,
        "bigText": big,
        "hint": hint,
        "disclaimer": said.disclaimer,
        "crowded": len(text) + len(hint) + len(said.disclaimer) / 2 > room,
        "holdSeconds": holds[0].seconds if holds else 0,
        "holdStartsAfterMs": starts[0] if starts else 0,
        "sides": [{"label": label, "startsAfterMs": start} for label, start in zip(labels, starts, strict=False)],
        "buttons": [{"label": words.text(f"screen.keys.{touch}"), "touch": touch} for touch in _touches(shown, said)],
    }


def _title(shown: Shown, words: Words) -> tuple[str, str]:
    """Return the title, and what is large."""
    if shown.kind is Kind.STEP and shown.step:
        return words.text("screen.step", number=str(shown.step), count=str(shown.steps)), ""
    if shown.kind is Kind.REMINDER and shown.plan:
        from .clock_words import clock_text  # zones and dates, which no stretch needs
        from .plan_words import days

        return days(words, shown.plan), clock_text(shown.plan.at)
    if shown.kind is Kind.DANGER and words.place["emergency_number"].isdigit():
        return words.text("screen.emergency"), words.place["emergency_number"]
    return words.tree("screen.titles").get(shown.kind, ""), ""


def _touches(shown: Shown, said: Said) -> list[str]:
    """Return what may be touched: what would do something if it were said. Nothing once the session is closed."""
    if said.question is None:
        return []
    steps = said.in_guide and shown.kind is Kind.STEP
    back = steps and shown.step > 1
    on = said.question in GOES_ON or (steps and shown.step < shown.steps)
    return ["previous"] * back + ["repeat"] + ["next"] * on


def _labels(parts: Sequence[Part]) -> list[str]:
    """Return what is said before each hold that says nothing itself: "Left leg back."."""
    pairs = pairwise(parts)
    return [each for each, then in pairs if isinstance(each, str) and isinstance(then, Hold) and not then.announced]


@cache
def _part(name: str) -> Json:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]
