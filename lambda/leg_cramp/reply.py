"""One Reply per turn, and the only place that turns it into the platform's response."""

from dataclasses import dataclass, replace

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Directive, Response
from ask_sdk_model.ui import AskForPermissionsConsentCard, SimpleCard

from . import night, services
from .speech import Part, Voice, ssml
from .state import State
from .turn import REMINDERS, Turn


@dataclass(frozen=True)
class Reply:
    """What is said, and where the conversation then is.

    An open question in `state` is asked at the end and keeps the microphone open; without one the
    session closes. `informs` marks health information, which carries the disclaimer once a session;
    `urgent` marks a danger sign: normal voice, no disclaimer, no card. `consent` sends the card on
    which reminders can be allowed; `permission_for` has Alexa ask for it, and brings this text back.
    """

    parts: tuple[Part, ...]
    state: State
    informs: bool = False
    urgent: bool = False
    consent: bool = False
    permission_for: str | None = None


def respond(reply: Reply, turn: Turn, handler_input: HandlerInput) -> Response:
    """Build the response and put the next state into the session attributes."""
    builder, words = handler_input.response_builder, turn.words
    parts, state = list(reply.parts), _voiced(reply, turn)
    if reply.informs and not reply.urgent and not state.disclaimed:
        # After the first help and before its hold: the person is already stretching.
        parts.insert(1, words.text("disclaimer"))
        state = replace(state, disclaimed=True)
        builder.set_card(SimpleCard(title=words.text("card.title"), content=words.text("card.text")))
    hold_words, voice = words.tree("hold"), Voice.NORMAL
    if not reply.urgent:
        voice = night.voice(state, turn.asked_at, whispers=turn.locale in words.tree("voice.whispers"))
    if state.question:
        question = f"questions.{state.question}"
        parts.append(words.text(f"{question}.ask"))
        builder.ask(ssml([words.text(f"{question}.reprompt")], hold_words, voice))
    builder.speak(ssml(parts, hold_words, voice))
    if reply.consent:
        builder.set_card(AskForPermissionsConsentCard(permissions=[REMINDERS]))
    if reply.permission_for is None:
        builder.set_should_end_session(state.question is None)
    else:
        builder.add_directive(_ask_for_reminders(reply.permission_for))
    handler_input.attributes_manager.session_attributes = state.attributes() if state.question else {}
    return builder.response


def _voiced(reply: Reply, turn: Turn) -> State:
    """Return the reply's state with what is known of zone and voice; danger never waits to find out."""
    state = reply.state
    if state.zone is None:
        state = replace(state, zone=turn.state.zone)
    if state.whisper is None:
        state = replace(state, whisper=turn.state.whisper)
    if reply.urgent or state.zone is not None:
        return state
    return services.learn_voice(turn, state)


def _ask_for_reminders(token: str) -> Directive:
    """Build Alexa's own question. It leaves shouldEndSession out, as Amazon's samples do."""
    from ask_sdk_model.interfaces.connections import SendRequestDirective  # only where somebody wants a reminder

    scope = {"permissionScope": REMINDERS, "consentLevel": "ACCOUNT"}
    payload: dict[str, object] = {
        "@type": "AskForPermissionsConsentRequest",
        "@version": "2",
        "permissionScopes": [scope],
    }
    return SendRequestDirective(name="AskFor", payload=payload, token=token)
