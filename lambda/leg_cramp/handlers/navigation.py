"""Moving about: next, previous, repeat, pause, help, stop, and what was not understood."""

from dataclasses import replace

from ..content import BEDTIME
from ..reply import Reply
from ..speech import Wait
from ..state import Question, State
from ..turn import Turn
from . import bedtime, emergency, later, questions, relief

REMINDING = {Question.OFFER_REMINDER, Question.SET_REMINDER, Question.CHANGE_REMINDER, Question.WHICH_TIME}
DOSES = {"dosage", "child_dosage"}
OTHER = "other"  # what State.told holds when nothing was told but what we cannot help with
PAUSE = 20  # seconds of silence inside "take your time", which keeps the session alive


def go_next(turn: Turn) -> Reply:
    """Go on: in the guide to the next stretch, in the tips to the next tip."""
    return relief.next_step(turn) if turn.state.muscle else _no_guide(turn)


def go_back(turn: Turn) -> Reply:
    """Go back one stretch. "The back" is also an answer, to "the front, or the back?"."""
    if turn.state.question is Question.WHICH_THIGH:
        return relief.first_help(replace(turn, slots={"muscle": "hamstring"}))
    return relief.previous_step(turn) if turn.state.muscle else _no_guide(turn)


def start_over(turn: Turn) -> Reply:
    """Begin the guide again."""
    return relief.start_over(turn) if turn.state.muscle else _no_guide(turn)


def pause(turn: Turn) -> Reply:
    """Wait in silence inside the speech, then ask whether to go on."""
    if not turn.state.muscle:
        return help_(turn)
    state = replace(turn.state, question=Question.READY)
    return Reply((turn.words.text("guide.paused"), Wait(PAUSE)), state, shown=relief.shown(turn))


def resume(turn: Turn) -> Reply:
    """Say the step where we are, or help at once if there is none."""
    return relief.step(turn) if turn.state.muscle else _no_guide(turn)


def repeat(turn: Turn) -> Reply:
    """Say the last answer again, with its question."""
    told, _, first = (turn.state.told or "").partition(" ")
    if turn.state.question in REMINDING and turn.state.plan:
        read_back: Reply = later("reminders.set_")(replace(turn, slots={}))
        return read_back
    if not told and turn.state.question:
        return Reply((), turn.state)  # Only the question was said.
    if told == relief.STEP:
        return relief.step(turn)
    if told == relief.FIRST and turn.words.has(f"relief.first.{first}"):
        return relief.ask_which(turn, first)
    if told == emergency.DANGER:
        return emergency.again(turn)
    if told == bedtime.TIP:
        return bedtime.tip_again(turn)
    if told == OTHER:
        return out_of_scope(turn)
    return questions.tell_again(turn) or relief.first_help(turn)


def more(turn: Turn) -> Reply:
    """Say the next tip, or the long form of the answer that was told last."""
    told = (turn.state.told or "").partition(" ")[0]
    return bedtime.another_tip(turn) if told == bedtime.TIP else questions.more(turn)


def adapt(turn: Turn) -> Reply:
    """Say it for somebody who cannot reach or stand: in the bedtime routine, or in the guide."""
    in_routine = (turn.state.muscle or "").startswith(BEDTIME) or turn.state.question is Question.WHICH_POSITION
    return bedtime.adapt(turn) if in_routine else relief.adapt(turn)


def help_(turn: Turn) -> Reply:
    """Say what can be said here; the open question stays open."""
    return stay(turn, _place(turn, "talk.help"))


def fallback(turn: Turn) -> Reply:
    """Nothing was understood: name two things that can be said, and move no step."""
    return stay(turn, _place(turn, "talk.fallback"))


def out_of_scope(turn: Turn) -> Reply:
    """Another pain, or another thing: say what we can help with. A dose is the pharmacist's."""
    if turn.state.question is Question.WHICH_THIGH and turn.slot("topic") == "back":
        return go_back(turn)
    dose = turn.slot("topic") in DOSES or turn.slot("medication")
    told = turn.state.told or OTHER
    return stay(replace(turn, state=replace(turn.state, told=told)), "talk.dosage" if dose else "talk.out_of_scope")


def cramp_kind(turn: Turn) -> Reply:
    """ "Cramps" alone may be another kind: ask."""
    return Reply((), replace(turn.state, question=Question.LEG_CRAMP))


def stop(turn: Turn) -> Reply:
    """Close."""
    return Reply((turn.words.text("guide.rest"),), State())


def _no_guide(turn: Turn) -> Reply:
    """Somebody moves about where there is no guide: more of what was told, or the first help."""
    if turn.state.question in {Question.WANT_MORE, Question.ANOTHER_TIP}:
        return more(turn)
    return relief.first_help(turn) if turn.state.question in {None, Question.CRAMPING_NOW} else fallback(turn)


def _place(turn: Turn, name: str) -> str:
    if turn.state.question in REMINDING:
        return f"{name}_in_reminder"
    return f"{name}_in_guide" if turn.state.muscle else name


def stay(turn: Turn, name: str) -> Reply:
    """Say this sentence, and keep the open question open."""
    question = turn.state.question or (Question.EASING if turn.state.muscle else Question.CRAMPING_NOW)
    return Reply((turn.words.text(name),), replace(turn.state, question=question), shown=relief.shown(turn))
