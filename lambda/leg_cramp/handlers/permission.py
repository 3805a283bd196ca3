"""Asking for the permission to set reminders, by voice, and what the person answered."""

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Response
from ask_sdk_model.interfaces.connections import ConnectionsResponse

from .. import services
from ..reply import Reply, respond
from ..schedule import Plan
from ..state import State
from ..turn import Turn, read
from . import reminders


def ask(turn: Turn, plan: Plan) -> Reply:
    """Say why, and hand over to Alexa's own question. The plan travels along: the session does not survive."""
    return Reply((turn.words.text("reminders.why"),), State(), permission_for=plan.text)


def answered(handler_input: HandlerInput) -> Response:
    """Go on with the reminder that was being made, or say plainly that it was not set."""
    turn = read(handler_input)
    request = handler_input.request_envelope.request
    assert isinstance(request, ConnectionsResponse)
    return respond(_answer(turn, request), turn, handler_input)


def _answer(turn: Turn, request: ConnectionsResponse) -> Reply:
    code = str(request.status.code) if request.status else ""
    payload = request.payload if isinstance(request.payload, dict) else {}
    status = _status(payload)
    if code == "200" and status == "ACCEPTED":
        return _accepted(turn, request.token)
    if code != "200":
        name = "reminders.cannot_ask"
    elif status == "DENIED":
        services.remember(turn, declined_at=turn.asked_at)
        name = "reminders.denied"
    else:
        name = "reminders.not_answered"
    # The card lets them allow it later; Alexa may have sent one already.
    consent = code != "400" and not payload.get("isCardThrown")
    return Reply((turn.words.text(name),), State(), consent=consent)


def _accepted(turn: Turn, token: str | None) -> Reply:
    try:
        plan = Plan.read(token or "")
    except ValueError:
        return reminders.set_(turn)  # Nothing of ours in the token: ask for time and days anew.
    return reminders.make(turn, plan)


def _status(payload: dict[str, object]) -> str:
    """Return the answer; it stands beside the scopes, or, in some answers, inside the first one."""
    scopes = payload.get("permissionScopes")
    first = scopes[0] if isinstance(scopes, list) and scopes else {}
    inner = first.get("status") if isinstance(first, dict) else None
    return str(payload.get("status") or inner or "")
