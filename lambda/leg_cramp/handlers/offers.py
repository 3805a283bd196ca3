"""Offering a reminder: only after relief, tips or the routine, and not within seven days of a no."""

from dataclasses import replace

from .. import services
from ..reply import Reply
from ..speech import Part
from ..state import Question, State
from ..turn import Turn


def after(turn: Turn, said: tuple[Part, ...], goodbye: str) -> Reply:
    """Say this, then offer a reminder where that fits, else close with the goodbye.

    Without a memory the seven days could not be kept, so nothing is offered.
    """
    kept = services.remembered(turn)
    fresh = replace(State(), disclaimed=turn.state.disclaimed)
    if kept is None or not kept.may_offer(turn.asked_at):
        return Reply((*said, goodbye), fresh, informs=True)
    return Reply(said, replace(fresh, question=Question.OFFER_REMINDER), informs=True)


def declined(turn: Turn) -> Reply:
    """Keep the date of the no, and close."""
    services.remember(turn, declined_at=turn.asked_at)
    return Reply((turn.words.text("reminders.declined"),), State())
