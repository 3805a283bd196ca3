"""The stretches for one muscle, and the place in them. Pure: no SDK, no clock, no words of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from .state import Limit


@dataclass(frozen=True)
class Step:
    """One movement.

    `hold` is counted aloud and `wait` is silent, both in seconds; with `sides` there is one hold after
    each of these. `question` is asked at the end, or "" where the guide is done. `reach` says it for somebody who
    cannot reach their toes, `bed` for somebody who cannot stand; a `standing` step without `bed`
    is left out for them, as a `rubs` step is where rubbing may do harm. Each of the three has its drawing, or "".
    """

    say: str
    hold: int = 0
    wait: int = 0
    sides: tuple[str, ...] = ()
    reach: str = ""
    bed: str = ""
    picture: str = ""
    reach_picture: str = ""
    bed_picture: str = ""
    standing: bool = False
    rubs: bool = False
    question: str = "easing"


def wording(step: Step, limits: frozenset[Limit]) -> str:
    """Return the words of this step for a person with these limits."""
    return _version(step, limits)[0]


def picture(step: Step, limits: frozenset[Limit]) -> str:
    """Return the name of the drawing that goes with those words, or ""."""
    return _version(step, limits)[1]


def place(steps: Sequence[Step], index: int, limits: frozenset[Limit]) -> tuple[int, int]:
    """Return which of the usable steps this one is, from 1, and how many there are."""
    numbers = [i for i, step in enumerate(steps) if usable(step, limits)]
    return numbers.index(index) + 1, len(numbers)


def usable(step: Step, limits: frozenset[Limit]) -> bool:
    """Tell whether this step can be given to a person with these limits."""
    if step.rubs and Limit.RUB in limits:
        return False
    return not (step.standing and Limit.STAND in limits and not step.bed)


def forward(steps: Sequence[Step], index: int, limits: frozenset[Limit]) -> int:
    """Return the next usable step after `index`; the last one is always usable, and stays."""
    return next((i for i in range(index + 1, len(steps)) if usable(steps[i], limits)), len(steps) - 1)


def back(steps: Sequence[Step], index: int, limits: frozenset[Limit]) -> int:
    """Return the usable step before `index`; the first one stays."""
    return next((i for i in range(min(index, len(steps)) - 1, -1, -1) if usable(steps[i], limits)), 0)


def settled(steps: Sequence[Step], index: int, limits: frozenset[Limit]) -> int:
    """Return `index` if it exists and is usable, else the next usable step."""
    if index >= len(steps):
        return len(steps) - 1
    return index if usable(steps[index], limits) else forward(steps, index, limits)


def _version(step: Step, limits: frozenset[Limit]) -> tuple[str, str]:
    if Limit.STAND in limits and step.bed:
        return step.bed, step.bed_picture
    if Limit.REACH in limits and step.reach:
        return step.reach, step.reach_picture
    return step.say, step.picture
