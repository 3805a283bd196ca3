"""The hall: every handler, in the order they are tried."""

from collections.abc import Callable

from ask_sdk_core.dispatch_components import AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.skill import CustomSkill
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_core.utils import is_request_type
from ask_sdk_model import Response

from .handlers import emergency, lifecycle, navigation, questions, relief
from .reply import Reply, respond
from .turn import Turn, read

# Danger first. While a sign is waiting for help, no stretch and no step goes before it.
DANGER: dict[str, Callable[[Turn], Reply]] = {
    "DangerSignIntent": emergency.danger_sign,
    "IsItSeriousIntent": emergency.is_it_serious,
}
STRETCHING: dict[str, Callable[[Turn], Reply]] = {
    "ReliefIntent": relief.first_help,
    "StillHurtsIntent": relief.still_hurts,
    "BetterIntent": relief.better,
    "AdaptStretchIntent": relief.adapt,
    "AMAZON.NextIntent": navigation.go_next,
    "AMAZON.PreviousIntent": navigation.go_back,
    "AMAZON.StartOverIntent": navigation.start_over,
    "AMAZON.PauseIntent": navigation.pause,
    "AMAZON.ResumeIntent": navigation.resume,
}
QUESTIONS: dict[str, Callable[[Turn], Reply]] = {
    "PreventionIntent": questions.tips,
    "CausesIntent": questions.about("causes"),
    "WhyAtNightIntent": questions.about("why_night"),
    "DefinitionIntent": questions.about("definition"),
    "DurationIntent": questions.about("duration"),
    "ExerciseIntent": questions.about("exercise"),
    "HydrationIntent": questions.about("hydration"),
    "HeatIntent": questions.about("heat"),
    "PregnancyIntent": questions.pregnancy,
    "ConditionIntent": questions.about("condition"),
    "MedicationIntent": questions.medication,
    "TreatmentIntent": questions.treatment,
    "DoctorIntent": questions.about("doctor"),
    "AMAZON.MoreIntent": questions.more,
}
NAVIGATION: dict[str, Callable[[Turn], Reply]] = {
    "AMAZON.YesIntent": navigation.yes,
    "AMAZON.NoIntent": navigation.no,
    "NotSureIntent": navigation.not_sure,
    "AMAZON.RepeatIntent": navigation.repeat,
    "AMAZON.HelpIntent": navigation.help_,
    "CrampKindIntent": navigation.cramp_kind,
    "OutOfScopeIntent": navigation.out_of_scope,
    "AMAZON.StopIntent": navigation.stop,
    "AMAZON.CancelIntent": navigation.stop,
    "AMAZON.NavigateHomeIntent": navigation.stop,
    "AMAZON.FallbackIntent": navigation.fallback,
}
INTENTS = DANGER | STRETCHING | QUESTIONS | NAVIGATION


class Launch(AbstractRequestHandler):
    """Somebody who only managed to say the name is helped at once."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Take the launch."""
        return bool(is_request_type("LaunchRequest")(handler_input))

    def handle(self, handler_input: HandlerInput) -> Response:
        """Give the first help."""
        turn = read(handler_input)
        return respond(relief.first_help(turn), turn.words, handler_input)


class Intent(AbstractRequestHandler):
    """Everything that is said; an intent that we do not know is answered like a phrase that we do not."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Take every intent."""
        return bool(is_request_type("IntentRequest")(handler_input))

    def handle(self, handler_input: HandlerInput) -> Response:
        """Find the room, and turn its reply into a response."""
        turn = read(handler_input)
        return respond(_handler(turn)(turn), turn.words, handler_input)


class CanFulfill(AbstractRequestHandler):
    """Alexa asks whether we could answer, before anybody has opened the skill."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Take the question."""
        return bool(is_request_type("CanFulfillIntentRequest")(handler_input))

    def handle(self, handler_input: HandlerInput) -> Response:
        """Answer it for the intents that mean something without a conversation."""
        return lifecycle.can_fulfill(handler_input, frozenset(DANGER | STRETCHING | QUESTIONS))


class SessionEnded(AbstractRequestHandler):
    """The session is over; nothing may be said."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Take the end."""
        return bool(is_request_type("SessionEndedRequest")(handler_input))

    def handle(self, handler_input: HandlerInput) -> Response:
        """Say nothing."""
        return lifecycle.session_ended(handler_input)


def create() -> CustomSkill:
    """Build the skill, once for each process."""
    builder = SkillBuilder()
    for handler in (Intent(), Launch(), SessionEnded(), CanFulfill()):
        builder.add_request_handler(handler)
    return builder.create()


def _handler(turn: Turn) -> Callable[[Turn], Reply]:
    if turn.intent in STRETCHING and emergency.is_waiting(turn):
        return emergency.again
    return INTENTS.get(turn.intent, navigation.fallback)
