"""What a reply shows beyond its words, where there is a screen or a card. The handlers fill it in, screen or not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .schedule import Plan

# What a touch on the screen says, as the intent that the same words would be.
TOUCHES = {"previous": "AMAZON.PreviousIntent", "repeat": "AMAZON.RepeatIntent", "next": "AMAZON.NextIntent"}


class Kind(StrEnum):
    """What is on the screen."""

    STEP = "step"
    TIP = "tip"
    REMINDER = "reminder"
    ANSWER = "answer"
    DANGER = "danger"


@dataclass(frozen=True)
class Shown:
    """The kind, the drawing by its name, the place in the guide, and the reminder that is talked about.

    `step` counts from 1, and is 0 where there are steps ahead and none is said yet.
    """

    kind: Kind = Kind.ANSWER
    picture: str = ""
    step: int = 0
    steps: int = 0
    plan: Plan | None = None
