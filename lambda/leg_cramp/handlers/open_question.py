"""Yes, no and "I don't know": answers to exactly the open question."""

from collections.abc import Callable

from ..reply import Reply
from ..state import Question, State
from ..turn import Turn
from . import bedtime, emergency, later, navigation, offers, questions, relief


def yes(turn: Turn) -> Reply:
    """Say yes to exactly the open question."""
    return _answer(turn, YES)


def no(turn: Turn) -> Reply:
    """Say no to exactly the open question."""
    return _answer(turn, NO)


def not_sure(turn: Turn) -> Reply:
    """Help without the answer: the general stretch, or the cautious way."""
    return _answer(turn, NOT_SURE)


def not_now(turn: Turn) -> Reply:
    """No cramp just now: close after an answer; somebody who has had none gets tips."""
    return navigation.stop(turn) if turn.state.told else questions.tips(turn)


def not_a_leg(turn: Turn) -> Reply:
    """The cramp is not in the leg: say what we can help with, and close."""
    return Reply((turn.words.text("talk.out_of_scope"),), State())


def _answer(turn: Turn, answers: dict[Question, Callable[[Turn], Reply]]) -> Reply:
    question = turn.state.question
    return answers[question](turn) if question else navigation.stay(turn, "talk.no_question")


def _choose(turn: Turn) -> Reply:
    return navigation.stay(turn, "talk.choose")


YES: dict[Question, Callable[[Turn], Reply]] = {
    Question.WHICH_MUSCLE: _choose,
    Question.WHICH_THIGH: _choose,
    Question.EASING: relief.better,
    Question.PAST_TEN_MINUTES: relief.past_ten_minutes,
    Question.READY: navigation.resume,
    Question.BACK_TO_STRETCH: navigation.resume,
    Question.CRAMPING_NOW: relief.first_help,
    Question.LEG_CRAMP: relief.first_help,
    Question.WANT_MORE: questions.more,
    Question.WANT_TIPS: questions.tips,
    Question.WANT_CHECK: emergency.is_it_serious,
    Question.WHICH_MEDICATION: _choose,
    Question.CHEST_OR_BREATH: emergency.chest_or_breath,
    Question.LEG_SIGNS: emergency.leg_signs,
    Question.WHICH_POSITION: _choose,
    Question.NEXT_MUSCLE: navigation.go_next,
    Question.ANOTHER_TIP: bedtime.another_tip,
    Question.OFFER_REMINDER: later("reminders.offered"),
    Question.SET_REMINDER: later("reminders.confirmed"),
    Question.CHANGE_REMINDER: later("reminders.confirmed"),
    Question.WHICH_TIME: _choose,
}
NO: dict[Question, Callable[[Turn], Reply]] = {
    Question.WHICH_MUSCLE: navigation.go_next,
    Question.WHICH_THIGH: navigation.go_next,
    Question.EASING: relief.still_hurts,
    Question.PAST_TEN_MINUTES: relief.not_yet_ten_minutes,
    Question.READY: navigation.pause,
    Question.BACK_TO_STRETCH: navigation.stop,
    Question.CRAMPING_NOW: not_now,
    Question.LEG_CRAMP: not_a_leg,
    Question.WANT_MORE: navigation.stop,
    Question.WANT_TIPS: navigation.stop,
    Question.WANT_CHECK: navigation.stop,
    Question.WHICH_MEDICATION: navigation.stop,
    Question.CHEST_OR_BREATH: emergency.no_chest_or_breath,
    Question.LEG_SIGNS: emergency.no_leg_signs,
    Question.WHICH_POSITION: navigation.stop,
    Question.NEXT_MUSCLE: navigation.pause,
    Question.ANOTHER_TIP: navigation.stop,
    Question.OFFER_REMINDER: offers.declined,
    Question.SET_REMINDER: later("reminders.refused"),
    Question.CHANGE_REMINDER: later("reminders.refused"),
    Question.WHICH_TIME: later("reminders.refused"),
}
NOT_SURE: dict[Question, Callable[[Turn], Reply]] = {
    **NO,
    # Where a yes would be a danger sign, not knowing is answered the cautious way.
    Question.PAST_TEN_MINUTES: relief.past_ten_minutes,
    Question.READY: navigation.resume,
    Question.WHICH_POSITION: bedtime.sitting,
    Question.CHEST_OR_BREATH: emergency.leg_signs,
    Question.LEG_SIGNS: emergency.leg_signs,
}
