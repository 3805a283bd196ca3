"""The hall: every handler, in the order they are tried."""

from collections.abc import Callable

from ask_sdk_core.dispatch_components import AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.skill import CustomSkill
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_core.utils import is_request_type
from ask_sdk_model import Response

from .handlers import bedtime, emergency, later, lifecycle, navigation, open_question, questions, relief
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
    "AdaptStretchIntent": navigation.adapt,
    "AMAZON.NextIntent": navigation.go_next,
    "AMAZON.PreviousIntent": navigation.go_back,
    "AMAZON.StartOverIntent": navigation.start_over,
    "AMAZON.PauseIntent": navigation.pause,
    "AMAZON.ResumeIntent": navigation.resume,
}
BEDTIME: dict[str, Callable[[Turn], Reply]] = {
    "BedtimeStretchIntent": bedtime.stretch,
    "TipIntent": bedtime.tip,
    "SetReminderIntent": later("reminders.set_"),
    "ChangeReminderIntent": later("reminders.set_"),
    "CancelReminderIntent": later("reminders.cancel"),
    "CheckReminderIntent": later("reminders.check"),
    "ForgetMeIntent": later("privacy.forget_me"),
}
QUESTIONS: dict[str, Callable[[Turn], Reply]] = {
    "PreventionIntent": questions.tips,
    "CausesIntent": questions.about("causes"),
    "WhyAtNightIntent": questions.about("why_night"),
    "DefinitionIntent": questions.about("definition"),
    "DurationIntent": questions.about("duration"),
    "ExerciseIntent": navigation.exercise,
    "HydrationIntent": questions.about("hydration"),
    "HeatIntent": questions.about("heat"),
    "PregnancyIntent": questions.pregnancy,
    "ConditionIntent": questions.about("condition"),
    "MedicationIntent": questions.medication,
    "TreatmentIntent": questions.treatment,
    "DoctorIntent": questions.about("doctor"),
    "AMAZON.MoreIntent": navigation.more,
}
NAVIGATION: dict[str, Callable[[Turn], Reply]] = {
    "AMAZON.YesIntent": open_question.yes,
    "AMAZON.NoIntent": open_question.no,
    "NotSureIntent": open_question.not_sure,
    "AMAZON.RepeatIntent": navigation.repeat,
    "AMAZON.HelpIntent": navigation.help_,
    "CrampKindIntent": navigation.cramp_kind,
    "OutOfScopeIntent": navigation.out_of_scope,
    "AMAZON.StopIntent": navigation.stop,
    "AMAZON.CancelIntent": navigation.stop,
    "AMAZON.NavigateHomeIntent": navigation.stop,
    "AMAZON.FallbackIntent": navigation.fallback,
}
INTENTS = DANGER | STRETCHING | BEDTIME | QUESTIONS | NAVIGATION

# What Alexa sends on its own: the answer to a permission, and events that nobody hears us answer.
EVENTS: dict[str, Callable[[HandlerInput], Response]] = {
    "Connections.Response": later("permission.answered"),
    "AlexaSkillEvent.SkillDisabled": later("privacy.skill_disabled"),
    "AlexaSkillEvent.SkillPermissionChanged": later("privacy.permission_changed"),
    "Reminders.ReminderDeleted": later("privacy.reminder_gone"),
    "SessionEndedRequest": lifecycle.nothing,
    "AlexaSkillEvent.SkillEnabled": lifecycle.nothing,
    "AlexaSkillEvent.SkillPermissionAccepted": lifecycle.nothing,
    "Reminders.ReminderCreated": lifecycle.nothing,
    "Reminders.ReminderUpdated": lifecycle.nothing,
    "Reminders.ReminderStarted": lifecycle.nothing,
    "Reminders.ReminderStatusChanged": lifecycle.nothing,
}


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


class Event(AbstractRequestHandler):
    """What Alexa sends on its own."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Take the events of the list above."""
        return _kind(handler_input) in EVENTS

    def handle(self, handler_input: HandlerInput) -> Response:
        """Find the room."""
        return EVENTS[_kind(handler_input)](handler_input)


def create() -> CustomSkill:
    """Build the skill, once for each process."""
    builder = SkillBuilder()
    for handler in (Intent(), Launch(), Event(), CanFulfill()):
        builder.add_request_handler(handler)
    return builder.create()


def _handler(turn: Turn) -> Callable[[Turn], Reply]:
    if turn.intent in STRETCHING and emergency.is_waiting(turn):
        return emergency.again
    return INTENTS.get(turn.intent, navigation.fallback)


def _kind(handler_input: HandlerInput) -> str:
    request = handler_input.request_envelope.request
    return (request.object_type or "") if request else ""
