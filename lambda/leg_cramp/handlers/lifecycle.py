"""What Alexa sends that is not a question: launch, the session's end, and what we can fulfil."""

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Response
from ask_sdk_model.canfulfill import (
    CanFulfillIntent,
    CanFulfillIntentRequest,
    CanFulfillIntentValues,
    CanFulfillSlot,
    CanFulfillSlotValues,
    CanUnderstandSlotValues,
)

from ..turn import UNLISTED, named_slots


def nothing(handler_input: HandlerInput) -> Response:
    """Return an empty response: no speech is allowed here, and nothing is to be done."""
    return handler_input.response_builder.response


def can_fulfill(intents: frozenset[str], handler_input: HandlerInput) -> Response:
    """Say whether we could answer this intent with these slots. No speech, no state, no user."""
    request = handler_input.request_envelope.request
    intent = request.intent if isinstance(request, CanFulfillIntentRequest) else None
    if intent is None or intent.name not in intents:
        answer = CanFulfillIntent(can_fulfill=CanFulfillIntentValues.NO)
    else:
        named = named_slots(intent)
        doubt = UNLISTED in named.values()
        answer = CanFulfillIntent(
            can_fulfill=CanFulfillIntentValues.MAYBE if doubt else CanFulfillIntentValues.YES,
            slots={name: _can_slot(named.get(name)) for name in intent.slots or {}},
        )
    return handler_input.response_builder.set_can_fulfill_intent(answer).response


def _can_slot(value: str | None) -> CanFulfillSlot:
    listed = value != UNLISTED
    return CanFulfillSlot(
        can_understand=CanUnderstandSlotValues.YES if listed else CanUnderstandSlotValues.MAYBE,
        can_fulfill=CanFulfillSlotValues.YES if listed else CanFulfillSlotValues.NO,
    )
