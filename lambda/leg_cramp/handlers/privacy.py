"""Forgetting: when the person asks, when the skill is disabled, and when a reminder or permission is gone."""

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Response

from .. import services
from ..log import log
from ..remembered import MemoryUnavailableError
from ..reply import Reply
from ..state import State
from ..turn import REMINDERS, Turn, read


def forget_me(turn: Turn) -> Reply:
    """Erase what is kept, and say so only when it is done."""
    kept = services.memory(turn)
    try:
        kept.erase()
    except MemoryUnavailableError as error:
        log(f"memory: {error}")
        return Reply((turn.words.text("privacy.not_forgotten"),), State())
    return Reply((turn.words.text("privacy.forgotten" if kept.keeps else "privacy.nothing_kept"),), State())


def skill_disabled(handler_input: HandlerInput) -> Response:
    """Erase what is kept. Raises MemoryUnavailableError, so that the fault is logged: nobody can be told."""
    services.memory(read(handler_input)).erase()
    return handler_input.response_builder.response


def reminder_gone(handler_input: HandlerInput) -> Response:
    """A reminder was deleted in the app: it is simply gone."""
    services.remember(read(handler_input), alert_token=None)
    return handler_input.response_builder.response


def permission_changed(handler_input: HandlerInput) -> Response:
    """Reminders are gone with the permission; where it is still there, nothing changes."""
    request = handler_input.request_envelope.request
    accepted = getattr(getattr(request, "body", None), "accepted_permissions", None) or []
    if any(permission.scope == REMINDERS for permission in accepted):
        return handler_input.response_builder.response
    return reminder_gone(handler_input)
