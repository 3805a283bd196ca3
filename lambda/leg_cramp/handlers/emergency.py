"""Danger signs. They beat everything else, in every state, and need no network and no memory."""

from dataclasses import replace

from ..reply import Reply
from ..state import Question, State
from ..triage import LEVELS, MAY_BE_A_CLOT, Level, foremost, urgency
from ..turn import Turn

DANGER = "danger"  # what State.told holds when a danger sign was answered last


def danger_sign(turn: Turn) -> Reply:
    """Answer the sign that was named; one that we do not know leads to the two questions."""
    return for_signs(turn, turn.named("symptom", "second_symptom"))


def for_signs(turn: Turn, named: tuple[str, ...]) -> Reply:
    """Answer these signs together with those named before; the highest level wins."""
    signs = tuple(sign for sign in dict.fromkeys((*turn.state.signs, *named)) if sign in LEVELS)
    sign = foremost(signs)
    if sign is None:
        return is_it_serious(turn)
    level = LEVELS[sign]
    said = (f"{_act(turn, level, sign)} {turn.words.text(f'danger.signs.{sign}')}",)
    if level < Level.RIGHT_AWAY:
        return Reply(said, replace(turn.state, question=_after(turn.state), told=DANGER, signs=signs), informs=True)
    if level is Level.RIGHT_AWAY:
        return Reply(said, _kept(turn, signs, Question.CHEST_OR_BREATH), urgent=True)
    return Reply(said, State(), urgent=True)


def is_waiting(turn: Turn) -> bool:
    """Tell whether a sign named earlier in this session needs help right away."""
    level = urgency(turn.state.signs)
    return level is not None and level >= Level.RIGHT_AWAY


def again(turn: Turn) -> Reply:
    """Say the danger answer again, or the first of the two questions if no sign was named."""
    return for_signs(turn, ())


def is_it_serious(turn: Turn) -> Reply:
    """Ask the first of at most two questions."""
    return Reply(
        (turn.words.text("danger.check"),), _kept(turn, turn.state.signs, Question.CHEST_OR_BREATH), urgent=True
    )


def chest_or_breath(turn: Turn) -> Reply:
    """Chest pain or trouble breathing: the emergency number."""
    return for_signs(turn, ("chest_pain",))


def no_chest_or_breath(turn: Turn) -> Reply:
    """No chest pain: help right away for a sign named before, else the second question."""
    if is_waiting(turn):
        return Reply((turn.words.text("danger.not_the_chest"),), State(), urgent=True)
    return Reply((turn.words.text("danger.second"),), _kept(turn, turn.state.signs, Question.LEG_SIGNS), urgent=True)


def leg_signs(turn: Turn) -> Reply:
    """A swollen, red, hot, numb or weak leg: help right away."""
    return Reply((f"{turn.words.text('danger.act.clot')} {turn.words.text('danger.leg_signs')}",), State(), urgent=True)


def no_leg_signs(turn: Turn) -> Reply:
    """None of the signs: an ordinary appointment, if any."""
    state = replace(turn.state, question=_after(turn.state), told=DANGER)
    return Reply((turn.words.text("danger.no_signs"),), state, informs=True)


def _act(turn: Turn, level: Level, sign: str) -> str:
    name = "clot" if sign in MAY_BE_A_CLOT else level.name.lower()
    return turn.words.text(f"danger.act.{name}")


def _kept(turn: Turn, signs: tuple[str, ...], question: Question) -> State:
    return replace(turn.state, signs=signs, question=question, told=DANGER)


def _after(state: State) -> Question:
    return Question.BACK_TO_STRETCH if state.muscle else Question.CRAMPING_NOW
