"""Moving about: next, previous, repeat, yes, no, pause, help, stop, and what was not understood."""

from collections.abc import Callable
from dataclasses import replace

from ..reply import Reply
from ..speech import Wait
from ..state import Question, State
from ..turn import Turn
from . import emergency, questions, relief

DOSES = {"dosage", "child_dosage"}
PAUSE = 20  # seconds of silence inside "take your time", which keeps the session alive


def yes(turn: Turn) -> Reply:
    """Say yes to exactly the open question."""
    return _answer(turn, YES)


def no(turn: Turn) -> Reply:
    """Say no to exactly the open question."""
    return _answer(turn, NO)


def not_sure(turn: Turn) -> Reply:
    """Help without the answer: the general stretch, or the cautious way."""
    return _answer(turn, NOT_SURE)


def go_next(turn: Turn) -> Reply:
    """Go on: in the guide to the next stretch, else to the first help."""
    return relief.next_step(turn) if turn.state.muscle else relief.first_help(turn)


def go_back(turn: Turn) -> Reply:
    """Go back one stretch. "The back" is also an answer, to "the front, or the back?"."""
    if turn.state.question is Question.WHICH_THIGH:
        return relief.first_help(replace(turn, slots={"muscle": "hamstring"}))
    return relief.previous_step(turn) if turn.state.muscle else relief.first_help(turn)


def start_over(turn: Turn) -> Reply:
    """Begin the guide again."""
    return relief.start_over(turn) if turn.state.muscle else relief.first_help(turn)


def pause(turn: Turn) -> Reply:
    """Wait in silence inside the speech, then ask whether to go on."""
    if not turn.state.muscle:
        return help_(turn)
    state = replace(turn.state, question=Question.READY)
    return Reply((turn.words.text("guide.paused"), Wait(PAUSE)), state)


def resume(turn: Turn) -> Reply:
    """Say the step where we are, or help at once if there is none."""
    return relief.step(turn) if turn.state.muscle else relief.first_help(turn)


def repeat(turn: Turn) -> Reply:
    """Say the last answer again, with its question."""
    told, _, first = (turn.state.told or "").partition(" ")
    if told == relief.STEP:
        return relief.step(turn)
    if told == relief.FIRST:
        return relief.ask_which(turn, first)
    if told == emergency.DANGER:
        return emergency.again(turn)
    return questions.tell_again(turn) or relief.first_help(turn)


def help_(turn: Turn) -> Reply:
    """Say what can be said here; the open question stays open."""
    return _stay(turn, "talk.help_in_guide" if turn.state.muscle else "talk.help")


def fallback(turn: Turn) -> Reply:
    """Nothing was understood: name two things that can be said, and move no step."""
    return _stay(turn, "talk.fallback_in_guide" if turn.state.muscle else "talk.fallback")


def out_of_scope(turn: Turn) -> Reply:
    """Another pain, or another thing: say what we can help with. A dose is the pharmacist's."""
    if turn.state.question is Question.WHICH_THIGH and turn.slot("topic") == "back":
        return go_back(turn)
    return _stay(
        turn, "talk.dosage" if turn.slot("topic") == "dosage" or turn.slot("medication") else "talk.out_of_scope"
    )


def cramp_kind(turn: Turn) -> Reply:
    """ "Cramps" alone may be another kind: ask."""
    return Reply((), replace(turn.state, question=Question.LEG_CRAMP))


def not_now(turn: Turn) -> Reply:
    """No cramp just now: close after an answer; somebody who has had none gets tips."""
    return stop(turn) if turn.state.told else questions.tips(turn)


def not_a_leg(turn: Turn) -> Reply:
    """The cramp is not in the leg: say what we can help with, and close."""
    return Reply((turn.words.text("talk.out_of_scope"),), State())


def stop(turn: Turn) -> Reply:
    """Close."""
    return Reply((turn.words.text("guide.rest"),), State())


def _stay(turn: Turn, name: str) -> Reply:
    question = turn.state.question or (Question.EASING if turn.state.muscle else Question.CRAMPING_NOW)
    return Reply((turn.words.text(name),), replace(turn.state, question=question))


def _answer(turn: Turn, answers: dict[Question, Callable[[Turn], Reply]]) -> Reply:
    question = turn.state.question
    return answers[question](turn) if question else _stay(turn, "talk.no_question")


def _choose(turn: Turn) -> Reply:
    return _stay(turn, "talk.choose")


YES: dict[Question, Callable[[Turn], Reply]] = {
    Question.WHICH_MUSCLE: _choose,
    Question.WHICH_THIGH: _choose,
    Question.EASING: relief.better,
    Question.PAST_TEN_MINUTES: relief.past_ten_minutes,
    Question.READY: resume,
    Question.BACK_TO_STRETCH: resume,
    Question.CRAMPING_NOW: relief.first_help,
    Question.LEG_CRAMP: relief.first_help,
    Question.WANT_MORE: questions.more,
    Question.WANT_TIPS: questions.tips,
    Question.WANT_CHECK: emergency.is_it_serious,
    Question.WHICH_MEDICATION: _choose,
    Question.CHEST_OR_BREATH: emergency.chest_or_breath,
    Question.LEG_SIGNS: emergency.leg_signs,
}
NO: dict[Question, Callable[[Turn], Reply]] = {
    Question.WHICH_MUSCLE: go_next,
    Question.WHICH_THIGH: go_next,
    Question.EASING: relief.still_hurts,
    Question.PAST_TEN_MINUTES: relief.not_yet_ten_minutes,
    Question.READY: pause,
    Question.BACK_TO_STRETCH: stop,
    Question.CRAMPING_NOW: not_now,
    Question.LEG_CRAMP: not_a_leg,
    Question.WANT_MORE: stop,
    Question.WANT_TIPS: stop,
    Question.WANT_CHECK: stop,
    Question.WHICH_MEDICATION: stop,
    Question.CHEST_OR_BREATH: emergency.no_chest_or_breath,
    Question.LEG_SIGNS: emergency.no_leg_signs,
}
NOT_SURE: dict[Question, Callable[[Turn], Reply]] = {
    **NO,
    # Where a yes would be a danger sign, not knowing is answered the cautious way.
    Question.PAST_TEN_MINUTES: relief.past_ten_minutes,
    Question.READY: resume,
    Question.CHEST_OR_BREATH: emergency.leg_signs,
    Question.LEG_SIGNS: emergency.leg_signs,
}
