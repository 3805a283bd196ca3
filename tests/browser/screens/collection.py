"""Every kind of screen, as the skill itself sends it to a hub, by a name."""

from collections.abc import Iterator
from typing import Any

from leg_cramp.content import BEDTIME, words_for
from speaker.device import Device
from speaker.engine import Speaker

Json = dict[str, Any]
SCREEN = "Alexa.Presentation.APL.RenderDocument"

# The last of these answers is the one that is shown.
CONVERSATIONS: dict[str, tuple[str, ...]] = {
    "first_help": ("what should i do for a leg cramp",),
    "first_calf": ("my calf is cramping",),
    "first_thigh": ("my thigh is cramping",),
    "calf_rub": ("my calf is cramping", "next"),
    "paused": ("my calf is cramping", "next", "pause"),
    "past_ten_minutes": ("my hip is cramping", "next", "next", "next"),
    "better": ("my calf is cramping", "better now"),
    "bedtime": ("bedtime stretch",),
    "bedtime_wall": ("bedtime stretch", "standing"),
    "bedtime_done": ("bedtime stretch", "standing", "yes"),
    "answer": ("what causes leg cramps",),
    "answer_in_guide": ("my calf is cramping", "why at night"),
    "long_answer": ("can diabetes and kidney disease cause leg cramps",),
    "medicine": ("can statins cause leg cramps",),
    "prevention": ("how do i prevent leg cramps",),
    "tip": ("tonight's tip",),
    "check": ("is it serious",),
    "danger": ("my leg is swollen",),
    "emergency": ("i have chest pain",),
    "reminder": ("remind me to stretch on weekdays at ten thirty at night",),
    "reminder_set": ("remind me to stretch every night at ten", "yes"),
    "reminder_none": ("check my reminder",),
    "goodbye": ("my calf is cramping", "stop"),
}
LIMITS: tuple[list[str], ...] = ([], ["reach"], ["stand"])


def screen_of(answer: Json | None) -> Json:
    """Return the screen of an answer. Raises StopIteration if it has none."""
    directives = (answer or {})["response"].get("directives", [])
    return next(each for each in directives if each["type"] == SCREEN)


def conversations(locale: str = "en-US") -> dict[str, Json]:
    """Return the screens at the end of CONVERSATIONS."""
    shown = {}
    for name, said in CONVERSATIONS.items():
        speaker = Speaker(locale=locale, device=Device.HUB)
        for words in said:
            turn = speaker.say(words)
        shown[name] = screen_of(turn.response)
    return shown


def steps() -> dict[str, Json]:
    """Return the screen of every step, for everybody who gets it, each one once."""
    shown: dict[str, Json] = {}
    for name, screen in _steps():
        if not any(screen["datasources"] == other["datasources"] for other in shown.values()):
            shown[name] = screen
    return shown


def _steps() -> Iterator[tuple[str, Json]]:
    words = words_for("en-US")
    guides = [name for name, guide in words.tree("relief").items() if isinstance(guide, dict) and "steps" in guide]
    guides += [f"{BEDTIME}_{position}" for position in ("standing", "sitting", "bed")]
    for guide in guides:
        for index in range(len(words.steps(guide))):
            for limits in LIMITS:
                speaker = Speaker(device=Device.HUB)
                place = {"version": 1, "muscle": guide, "step": index, "limits": limits}
                speaker.session_attributes = {**place, "question": "easing", "told": "step", "disclaimed": True}
                name = "_".join((guide, str(index), *limits))
                yield name, screen_of(speaker.intend("AMAZON.RepeatIntent").response)
