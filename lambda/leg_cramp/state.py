"""Where the conversation is: what we are doing, which step, and the question that is open."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

VERSION = 1


class Question(StrEnum):
    """The question that a yes or a no answers. Its words are in content, under the same name."""

    WHICH_MUSCLE = "which_muscle"
    WHICH_THIGH = "which_thigh"
    EASING = "easing"
    PAST_TEN_MINUTES = "past_ten_minutes"
    READY = "ready"
    BACK_TO_STRETCH = "back_to_stretch"
    CRAMPING_NOW = "cramping_now"
    LEG_CRAMP = "leg_cramp"
    WANT_MORE = "want_more"
    WANT_TIPS = "want_tips"
    WANT_CHECK = "want_check"
    WHICH_MEDICATION = "which_medication"
    CHEST_OR_BREATH = "chest_or_breath"
    LEG_SIGNS = "leg_signs"
    WHICH_POSITION = "which_position"
    NEXT_MUSCLE = "next_muscle"
    ANOTHER_TIP = "another_tip"
    OFFER_REMINDER = "offer_reminder"
    SET_REMINDER = "set_reminder"
    CHANGE_REMINDER = "change_reminder"
    WHICH_TIME = "which_time"


# Each decides whether help is called: nobody may fail to hear it.
DANGER_QUESTIONS = frozenset({Question.CHEST_OR_BREATH, Question.LEG_SIGNS})


class Limit(StrEnum):
    """What the guide has to work around."""

    REACH = "reach"
    STAND = "stand"
    RUB = "rub"


@dataclass(frozen=True)
class State:
    """All that is carried from one turn to the next, and dropped when the session ends.

    `muscle` and `step` are the place in the guide, `told` names the answer that "repeat" says again,
    `signs` are the danger signs named so far, so that signs add up across turns, and `plan` is the
    reminder that is being talked about. `zone` is the device's time zone, "" if it could not be had, and
    `whisper` the voice that the person chose.
    """

    muscle: str | None = None
    step: int = 0
    limits: frozenset[Limit] = frozenset()
    question: Question | None = None
    told: str | None = None
    signs: tuple[str, ...] = ()
    plan: str | None = None
    disclaimed: bool = False
    zone: str | None = None
    whisper: bool | None = None

    def attributes(self) -> dict[str, Any]:
        """Return the session attributes; only what differs from a fresh start."""
        carried: dict[str, Any] = {"version": VERSION}
        if self.muscle:
            carried |= {"muscle": self.muscle, "step": self.step}
        if self.limits:
            carried["limits"] = sorted(limit.value for limit in self.limits)
        if self.question:
            carried["question"] = self.question.value
        if self.told:
            carried["told"] = self.told
        if self.signs:
            carried["signs"] = list(self.signs)
        if self.plan:
            carried["plan"] = self.plan
        if self.disclaimed:
            carried["disclaimed"] = True
        if self.zone is not None:
            carried["zone"] = self.zone
        if self.whisper is not None:
            carried["whisper"] = self.whisper
        return carried


def from_attributes(attributes: object) -> State:
    """Read session attributes; damaged ones, and those of another version, are a fresh start."""
    if not isinstance(attributes, Mapping) or attributes.get("version") != VERSION:
        return State()
    try:
        return State(
            muscle=_text(attributes.get("muscle")),
            step=_count(attributes.get("step", 0)),
            limits=frozenset(Limit(each) for each in _texts(attributes.get("limits", []))),
            question=Question(attributes["question"]) if attributes.get("question") else None,
            told=_text(attributes.get("told")),
            signs=_texts(attributes.get("signs", [])),
            plan=_text(attributes.get("plan")),
            disclaimed=attributes.get("disclaimed") is True,
            zone=_text(attributes.get("zone")),
            whisper=attributes["whisper"] if isinstance(attributes.get("whisper"), bool) else None,
        )
    except (ValueError, OverflowError):  # OverflowError: a step without end.
        return State()


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise ValueError("not a text")


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return tuple(value)
    raise ValueError("not a list of texts")


def _count(value: object) -> int:
    # A bool is an int to Python, not to us; Alexa's own JSON may turn 2 into 2.0 on the way.
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value >= 0 and value == int(value):
        return int(value)
    raise ValueError("not a count")
