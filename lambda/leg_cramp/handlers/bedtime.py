"""Bedtime: the guided three-minute stretch, and tonight's tip."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .. import services
from ..content import BEDTIME
from ..reply import Reply
from ..shown import Kind, Shown
from ..state import Question
from ..turn import Turn
from . import relief

if TYPE_CHECKING:
    from ..remembered import Remembered

TIP = "tip"  # what State.told begins with when a nightly tip was told last; its id follows


def stretch(turn: Turn) -> Reply:
    """Ask for the position that the routine is done in, unless it was named."""
    if turn.slot("position") == "standing":
        return begin(turn, "standing")
    state = replace(turn.state, question=Question.WHICH_POSITION, muscle=None, told=None)
    return Reply((turn.words.text("bedtime.begin"),), state, informs=True)


def begin(turn: Turn, position: str) -> Reply:
    """Say the first part of the routine in this position."""
    return relief.step(replace(turn, state=replace(turn.state, muscle=f"{BEDTIME}_{position}", step=0)))


def sitting(turn: Turn) -> Reply:
    """Begin sitting: the safe choice for somebody who does not mind."""
    return begin(turn, "sitting")


def adapt(turn: Turn) -> Reply:
    """Go on with the part where we are, for somebody who cannot reach, stand or leave the bed."""
    position = {"bed": "bed", "stand": "sitting"}.get(turn.slot("limit") or "")
    if turn.state.question is Question.WHICH_POSITION:
        return begin(turn, position or "sitting")
    if position is None:
        return relief.adapt(turn)
    return relief.step(replace(turn, state=replace(turn.state, muscle=f"{BEDTIME}_{position}")))


def tip(turn: Turn) -> Reply:
    """Tell one tip: not the same one twice until all are told."""
    return _untold(turn, services.remembered(turn))


def _untold(turn: Turn, kept: Remembered | None) -> Reply:
    ids = list(turn.words.tree("tips"))
    if kept is None:
        # Without a memory the date chooses, so that tomorrow's is another one.
        return _tell(turn, ids[turn.asked_at.toordinal() % len(ids)])
    told = [each for each in kept.tips_told if each in ids]
    untold = [each for each in ids if each not in told]
    chosen = untold[0] if untold else ids[0]
    services.remember(turn, tips_told=(*told, chosen) if untold else (chosen,))
    return _tell(turn, chosen)


def another_tip(turn: Turn) -> Reply:
    """Tell the next tip after the one that was told last."""
    ids = list(turn.words.tree("tips"))
    last = (turn.state.told or "").partition(" ")[2]
    # Read once: with a slow table, a second time would be too late for Alexa.
    kept = services.remembered(turn)
    if kept is not None or last not in ids:
        return _untold(turn, kept)
    return _tell(turn, ids[(ids.index(last) + 1) % len(ids)])


def tip_again(turn: Turn) -> Reply:
    """Tell the same tip again."""
    last = (turn.state.told or "").partition(" ")[2]
    return _tell(turn, last) if turn.words.has(f"tips.{last}") else tip(turn)


def _tell(turn: Turn, chosen: str) -> Reply:
    question = Question.BACK_TO_STRETCH if turn.state.muscle else Question.ANOTHER_TIP
    state = replace(turn.state, question=question, told=f"{TIP} {chosen}")
    drawn = Shown(Kind.TIP, turn.words.tree("tip_pictures").get(chosen, ""))
    return Reply((turn.words.text(f"tips.{chosen}"),), state, informs=True, shown=drawn)
