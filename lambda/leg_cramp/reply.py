"""One Reply per turn, and the only place that turns it into the platform's response."""

from dataclasses import dataclass, replace

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Response
from ask_sdk_model.ui import SimpleCard

from .content import Words
from .speech import Part, ssml
from .state import State


@dataclass(frozen=True)
class Reply:
    """What is said, and where the conversation then is.

    An open question in `state` is asked at the end and keeps the microphone open; without one the
    session closes. `informs` marks health information, which carries the disclaimer once a session;
    `urgent` marks a danger sign: normal volume, no disclaimer, no card.
    """

    parts: tuple[Part, ...]
    state: State
    informs: bool = False
    urgent: bool = False


def respond(reply: Reply, words: Words, handler_input: HandlerInput) -> Response:
    """Build the response and put the next state into the session attributes."""
    builder = handler_input.response_builder
    parts, state = list(reply.parts), reply.state
    if reply.informs and not reply.urgent and not state.disclaimed:
        # After the first help and before its hold: the person is already stretching.
        parts.insert(1, words.text("disclaimer"))
        state = replace(state, disclaimed=True)
        builder.set_card(SimpleCard(title=words.text("card.title"), content=words.text("card.text")))
    hold_words, soft = words.tree("hold"), not reply.urgent
    if state.question:
        question = f"questions.{state.question}"
        parts.append(words.text(f"{question}.ask"))
        builder.ask(ssml([words.text(f"{question}.reprompt")], hold_words, soft=soft))
    builder.speak(ssml(parts, hold_words, soft=soft))
    builder.set_should_end_session(state.question is None)
    handler_input.attributes_manager.session_attributes = state.attributes() if state.question else {}
    return builder.response
