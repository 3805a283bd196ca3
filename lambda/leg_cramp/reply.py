"""One Reply per turn, and the only place that turns it into the platform's response."""

import os
from dataclasses import dataclass, field, replace

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Directive, Response
from ask_sdk_model.ui import AskForPermissionsConsentCard, Card, SimpleCard

from . import night, services
from .content import Words
from .shown import Kind, Shown
from .speech import Part, Voice, ssml
from .state import DANGER_QUESTIONS, State
from .turn import REMINDERS, Turn


@dataclass(frozen=True)
class Reply:
    """What is said, and where the conversation then is.

    An open question in `state` is asked at the end and keeps the microphone open; without one the
    session closes. `informs` marks health information, which carries the disclaimer once a session;
    `urgent` marks a danger sign: normal voice, no disclaimer, no card. `consent` sends the card on
    which reminders can be allowed; `permission_for` has Alexa ask for it, and brings this text back.
    `shown` is what a screen has beside the words; a danger sign has its own.
    """

    parts: tuple[Part, ...]
    state: State
    informs: bool = False
    urgent: bool = False
    consent: bool = False
    permission_for: str | None = None
    shown: Shown = field(default_factory=Shown)


def respond(reply: Reply, turn: Turn, handler_input: HandlerInput) -> Response:
    """Build the response and put the next state into the session attributes."""
    builder, words = handler_input.response_builder, turn.words
    parts, state = list(reply.parts), _voiced(reply, turn)
    if reply.informs and not reply.urgent and not state.disclaimed:
        # After the first help and before its hold: the person is already stretching.
        parts.insert(1, words.text("disclaimer"))
        state = replace(state, disclaimed=True)
        builder.set_card(_card(reply.shown.picture, words))
    hold_words, voice = words.tree("hold"), Voice.NORMAL
    if not _aloud(reply):
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
        if turn.has_screen:
            builder.add_directive(_screen(reply, replace(turn, state=state), tuple(parts), voice))
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
    return state if _aloud(reply) else services.learn_voice(turn, state)


def _aloud(reply: Reply) -> bool:
    """Tell whether danger is spoken of: answered, or asked about. That is never whispered."""
    return reply.urgent or reply.state.question in DANGER_QUESTIONS


def _card(picture: str, words: Words) -> Card:
    """Build the card: general text, and the drawing that was shown, where PICTURES_URL says who serves it."""
    title, text, folder = words.text("card.title"), words.text("card.text"), os.environ.get("PICTURES_URL")
    if not (picture and folder):
        return SimpleCard(title=title, content=text)
    from ask_sdk_model.ui import Image, StandardCard

    url = f"{folder.rstrip('/')}/{picture}.png"
    return StandardCard(title=title, text=text, image=Image(small_image_url=url, large_image_url=url))


def _screen(reply: Reply, turn: Turn, spoken: tuple[Part, ...], voice: Voice) -> Directive:
    """Build what is shown; the turn has the state that follows. Nobody without a screen pays for these imports."""
    from ask_sdk_model.interfaces.alexa.presentation.apl import RenderDocumentDirective

    from . import screen

    words = turn.words
    notice = words.text("disclaimer") if words.text("disclaimer") in spoken else ""
    said = screen.Said(reply.parts, spoken, voice, turn.state.question, notice, bool(turn.state.muscle))
    shown = Shown(Kind.DANGER) if reply.urgent else reply.shown
    return RenderDocumentDirective(**screen.directive(shown, said, words))


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
