"""Somebody has a cramp: the first help, and the guide through the stretches."""

from dataclasses import replace

from .. import guide
from ..content import BEDTIME
from ..reply import Reply
from ..shown import Kind, Shown
from ..speech import Hold, Part, Wait
from ..state import Limit, Question, State
from ..turn import Turn
from . import emergency, offers

ANY = "any"  # the guide for somebody who has not said which muscle

# What State.told holds when a step was said last, or one of the answers that ask for the muscle.
STEP = "step"
FIRST = "first"

# The slot values that say what the guide has to work around.
LIMITS = {"reach": Limit.REACH, "stand": Limit.STAND, "bed": Limit.STAND}


def first_help(turn: Turn) -> Reply:
    """Help at once; name the muscle back if there is one, and ask for it if there is none."""
    muscle = turn.slot("muscle")
    if muscle and turn.words.has(f"relief.{muscle}.steps"):
        return _begin(turn, replace(turn.state, muscle=muscle, step=0, question=Question.EASING, told=STEP))
    return ask_which(turn, muscle if muscle == "thigh" else "unlisted" if muscle else ANY)


def ask_which(turn: Turn, first: str) -> Reply:
    """Help without knowing the muscle, and ask for it; `first` is "any", "thigh" or "unlisted"."""
    question = Question.WHICH_THIGH if first == "thigh" else Question.WHICH_MUSCLE
    state = replace(turn.state, muscle=ANY, step=0, question=question, told=f"{FIRST} {first}")
    first = "no_rub" if Limit.RUB in state.limits else first
    picture = turn.words.tree("relief.first_picture").get(first, "")
    ahead = Shown(Kind.STEP, picture, steps=len(turn.words.steps(ANY)))
    return Reply((turn.words.text(f"relief.first.{first}"),), state, informs=True, shown=ahead)


def step(turn: Turn, *before: str) -> Reply:
    """Say the step where we are, after the sentences in `before`."""
    state = turn.state
    steps = turn.words.steps(state.muscle or ANY)
    index = guide.settled(steps, state.step, state.limits)
    current = steps[index]
    said = (" ".join((*before, _sentence(guide.wording(current, state.limits)))), *_pause(current))
    state = replace(state, step=index, told=STEP)
    drawn = shown(replace(turn, state=state))
    if not current.question:
        last = offers.after(turn, (*said, turn.words.text("bedtime.done")), turn.words.text("guide.good_night"))
        return replace(last, shown=drawn)
    return Reply(said, replace(state, question=Question(current.question)), informs=True, shown=drawn)


def shown(turn: Turn) -> Shown:
    """Return what a screen shows of the step that was said last; nothing but the words where none was."""
    state = turn.state
    if state.told != STEP or not state.muscle:
        return Shown()
    steps = _steps(turn)
    index = guide.settled(steps, state.step, state.limits)
    number, count = guide.place(steps, index, state.limits)
    return Shown(Kind.STEP, guide.picture(steps[index], state.limits), number, count)


def next_step(turn: Turn) -> Reply:
    """Go on to the next stretch; the last one stays."""
    return _move(turn, guide.forward(_steps(turn), turn.state.step, turn.state.limits))


def previous_step(turn: Turn) -> Reply:
    """Go back one stretch; the first one says that it is the first."""
    if turn.state.step == 0:
        return step(turn, turn.words.text("guide.first_already"))
    return _move(turn, guide.back(_steps(turn), turn.state.step, turn.state.limits))


def start_over(turn: Turn) -> Reply:
    """Say the first stretch again."""
    return step(replace(turn, state=replace(turn.state, step=0)), turn.words.text("guide.start_over"))


def still_hurts(turn: Turn) -> Reply:
    """Go on to the next thing to try, which ends in the ten-minute rule."""
    in_relief = turn.state.muscle and not turn.state.muscle.startswith(BEDTIME)
    return next_step(turn) if in_relief else first_help(turn)


def not_yet_ten_minutes(turn: Turn) -> Reply:
    """Go round again: there is time."""
    return step(replace(turn, state=replace(turn.state, step=0)), turn.words.text("guide.not_yet"))


def past_ten_minutes(turn: Turn) -> Reply:
    """A cramp of more than ten minutes that will not ease is a danger sign."""
    return emergency.for_signs(turn, ("not_easing",))


def better(turn: Turn) -> Reply:
    """Close kindly."""
    return offers.after(turn, (turn.words.text("guide.better"),), turn.words.text("guide.good_night"))


def adapt(turn: Turn) -> Reply:
    """Say the step again for somebody who cannot reach, stand or leave the bed."""
    limit = LIMITS.get(turn.slot("limit") or "")
    begun = turn.state.muscle is not None
    if limit is None:
        return step(turn) if begun else first_help(turn)
    state = replace(turn.state, limits=turn.state.limits | {limit})
    # The first help needs no standing, but half of it is toes.
    if not begun and limit is Limit.STAND:
        return first_help(replace(turn, state=state))
    return step(replace(turn, state=replace(state, muscle=state.muscle or ANY)), turn.words.text(f"guide.{limit}"))


def _begin(turn: Turn, state: State) -> Reply:
    steps = turn.words.steps(state.muscle or ANY)
    lead = turn.words.text(f"relief.{state.muscle}.lead")
    said = lead + guide.wording(steps[0], state.limits)
    hold = Hold(turn.words.tree("relief.first_hold"))
    return Reply((said, hold), state, informs=True, shown=shown(replace(turn, state=state)))


def _move(turn: Turn, index: int) -> Reply:
    return step(replace(turn, state=replace(turn.state, step=index)))


def _steps(turn: Turn) -> tuple[guide.Step, ...]:
    return turn.words.steps(turn.state.muscle or ANY)


def _pause(current: guide.Step) -> tuple[Part, ...]:
    if current.sides:
        quiet = Hold(current.hold, announced=False)
        return tuple(part for side in current.sides for part in (side, quiet))
    if current.hold:
        return (Hold(current.hold),)
    return (Wait(current.wait),) if current.wait else ()


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
