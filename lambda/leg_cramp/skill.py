"""The hall: every handler, in the order they are tried."""

from collections.abc import Callable
from dataclasses import replace

from ask_sdk_core.dispatch_components import AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.skill import CustomSkill
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_core.utils import is_request_type
from ask_sdk_model import Response

from .handlers import emergency, later, relief
from .reply import Reply, respond
from .shown import TOUCHES
from .turn import Turn, read

# Danger first.
DANGER: dict[str, Callable[[Turn], Reply]] = {
    "DangerSignIntent": emergency.danger_sign,
    "IsItSeriousIntent": emergency.is_it_serious,
}
STRETCHING: dict[str, Callable[[Turn], Reply]] = {
    "ReliefIntent": relief.first_help,
    "StillHurtsIntent": relief.still_hurts,
    "BetterIntent": relief.better,
    "AdaptStretchIntent": later("navigation.adapt"),
    "AMAZON.NextIntent": later("navigation.go_next"),
    "AMAZON.PreviousIntent": later("navigation.go_back"),
    "AMAZON.StartOverIntent": later("navigation.start_over"),
    "AMAZON.PauseIntent": later("navigation.pause"),
    "AMAZON.ResumeIntent": later("navigation.resume"),
}
BEDTIME: dict[str, Callable[[Turn], Reply]] = {
    "BedtimeStretchIntent": later("bedtime.stretch"),
    "TipIntent": later("bedtime.tip"),
    "SetReminderIntent": later("reminders.set_"),
    "ChangeReminderIntent": later("reminders.set_"),
    "CancelReminderIntent": later("reminders.cancel"),
    "CheckReminderIntent": later("reminders.check"),
    "ForgetMeIntent": later("privacy.forget_me"),
    "WhisperIntent": later("voice.whisper"),
    "SpeakUpIntent": later("voice.speak_up"),
}
QUESTIONS: dict[str, Callable[[Turn], Reply]] = {
    "PreventionIntent": later("questions.tips"),
    "CausesIntent": later("questions.about", "causes"),
    "WhyAtNightIntent": later("questions.about", "why_night"),
    "DefinitionIntent": later("questions.about", "definition"),
    "DurationIntent": later("questions.about", "duration"),
    "ExerciseIntent": later("questions.about", "exercise"),
    "HydrationIntent": later("questions.about", "hydration"),
    "HeatIntent": later("questions.about", "heat"),
    "PregnancyIntent": later("questions.pregnancy"),
    "ConditionIntent": later("questions.about", "condition"),
    "MedicationIntent": later("questions.medication"),
    "TreatmentIntent": later("questions.treatment"),
    "DoctorIntent": later("questions.about", "doctor"),
    "AMAZON.MoreIntent": later("navigation.more"),
}
NAVIGATION: dict[str, Callable[[Turn], Reply]] = {
    "AMAZON.YesIntent": later("open_question.yes"),
    "AMAZON.NoIntent": later("open_question.no"),
    "NotSureIntent": later("open_question.not_sure"),
    "AMAZON.RepeatIntent": later("navigation.repeat"),
    "AMAZON.HelpIntent": later("navigation.help_"),
    "CrampKindIntent": later("navigation.cramp_kind"),
    "OutOfScopeIntent": later("navigation.out_of_scope"),
    "AMAZON.StopIntent": later("navigation.stop"),
    "AMAZON.CancelIntent": later("navigation.stop"),
    "AMAZON.NavigateHomeIntent": later("navigation.stop"),
    "AMAZON.FallbackIntent": later("navigation.fallback"),
}
INTENTS = DANGER | STRETCHING | BEDTIME | QUESTIONS | NAVIGATION

# While a sign waits for help, only these are heeded; everything else is answered with the danger again.
HEEDED = frozenset(
    {*DANGER, "AMAZON.YesIntent", "AMAZON.NoIntent", "NotSureIntent", "AMAZON.StopIntent", "AMAZON.CancelIntent"}
    | {"ForgetMeIntent"}
)

NOTHING = later("lifecycle.nothing")
# Yes for the intents that mean something without a conversation.
CAN_FULFILL: Callable[[HandlerInput], Response] = later(
    "lifecycle.can_fulfill", frozenset(DANGER | STRETCHING | QUESTIONS)
)
# What Alexa sends on its own: the answer to a permission, and events that nobody hears us answer.
EVENTS: dict[str, Callable[[HandlerInput], Response]] = {
    "Connections.Response": later("permission.answered"),
    "AlexaSkillEvent.SkillDisabled": later("privacy.skill_disabled"),
    "AlexaSkillEvent.SkillPermissionChanged": later("privacy.permission_changed"),
    "Reminders.ReminderDeleted": later("privacy.reminder_gone"),
    "SessionEndedRequest": NOTHING,
    "AlexaSkillEvent.SkillEnabled": NOTHING,
    "AlexaSkillEvent.SkillPermissionAccepted": NOTHING,
    "Reminders.ReminderCreated": NOTHING,
    "Reminders.ReminderUpdated": NOTHING,
    "Reminders.ReminderStarted": NOTHING,
    "Reminders.ReminderStatusChanged": NOTHING,
}


class Launch(AbstractRequestHandler):
    """Somebody who only managed to say the name is helped at once."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Take the launch."""
        return bool(is_request_type("LaunchRequest")(handler_input))

    def handle(self, handler_input: HandlerInput) -> Response:
        """Give the first help."""
        turn = read(handler_input)
        return respond(relief.first_help(turn), turn, handler_input)


class Intent(AbstractRequestHandler):
    """Everything that is said; an intent that we do not know is answered like a phrase that we do not."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Take every intent."""
        return bool(is_request_type("IntentRequest")(handler_input))

    def handle(self, handler_input: HandlerInput) -> Response:
        """Find the room, and turn its reply into a response."""
        turn = read(handler_input)
        return respond(_handler(turn)(turn), turn, handler_input)


class Touch(AbstractRequestHandler):
    """A touch on the screen does exactly what its words do; one that we do not know, what an unknown phrase does."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Take what our documents send."""
        return bool(is_request_type("Alexa.Presentation.APL.UserEvent")(handler_input))

    def handle(self, handler_input: HandlerInput) -> Response:
        """Read the touch as the intent, and go on as for one."""
        arguments = handler_input.request_envelope.request.arguments or [None]  # type: ignore[union-attr]
        turn = replace(read(handler_input), intent=TOUCHES.get(str(arguments[0]), ""))
        return respond(_handler(turn)(turn), turn, handler_input)


class CanFulfill(AbstractRequestHandler):
    """Alexa asks whether we could answer, before anybody has opened the skill."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Take the question."""
        return bool(is_request_type("CanFulfillIntentRequest")(handler_input))

    def handle(self, handler_input: HandlerInput) -> Response:
        """Answer it."""
        return CAN_FULFILL(handler_input)


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
    for handler in (Intent(), Launch(), Touch(), Event(), CanFulfill()):
        builder.add_request_handler(handler)
    return builder.create()


def _handler(turn: Turn) -> Callable[[Turn], Reply]:
    if emergency.is_waiting(turn) and turn.intent not in HEEDED:
        return emergency.again
    return INTENTS.get(turn.intent, INTENTS["AMAZON.FallbackIntent"])


def _kind(handler_input: HandlerInput) -> str:
    request = handler_input.request_envelope.request
    return (request.object_type or "") if request else ""
