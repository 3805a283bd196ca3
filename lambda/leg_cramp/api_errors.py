"""What can go wrong with Alexa's services, and how an answer of theirs is read as one of these. Pure."""

from __future__ import annotations

import json
from enum import Enum

from .http_call import Answer


class Reason(Enum):
    """Why a call failed, as far as it makes a difference to what is said."""

    TIME_IN_PAST = "time_in_past"  # Ask for the time again.
    BAD_RECURRENCE = "bad_recurrence"  # Days or interval that Alexa does not take.
    BAD_REQUEST = "bad_request"  # Any other 400: our fault.
    NO_PERMISSION = "no_permission"  # The person has not allowed reminders, or took it back: ask for it.
    DEVICE_NOT_SUPPORTED = "device_not_supported"
    TOO_MANY = "too_many"  # The limit of reminders is reached.
    NOT_IN_SESSION = "not_in_session"  # Reminders are made only while the person is talking to the skill.
    FORBIDDEN = "forbidden"  # A 403 without a code that we know; most often a device without reminders.
    NOT_FOUND = "not_found"  # Deleted in the app, or never there.
    NOT_SET = "not_set"  # The device has no such setting.
    CONFLICT = "conflict"  # Somebody else changed it at the same time.
    TOO_OFTEN = "too_often"  # 429.
    SERVER_TROUBLE = "server_trouble"  # 5xx.
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"  # No connection was made.
    CUT_OFF = "cut_off"  # The connection broke before the whole answer was here.
    BROKEN_ANSWER = "broken_answer"  # 2xx, but not what was asked for.
    UNEXPECTED = "unexpected"  # A status that nobody told us of.
    NO_TOKEN = "no_token"  # The request carried no usable access token.
    BAD_ENDPOINT = "bad_endpoint"  # The request carried no usable address.

    @property
    def may_pass(self) -> bool:
        """True where the same call, a moment later, may well succeed."""
        return self in (Reason.SERVER_TROUBLE, Reason.TIMEOUT, Reason.UNREACHABLE, Reason.CUT_OFF)


class ApiError(Exception):
    """A call that failed. `may_have_happened` is True when a write could have been carried out all the same."""

    def __init__(self, reason: Reason, status: int | None = None, *, may_have_happened: bool = False) -> None:
        """Takes the HTTP status where there was an answer. The text holds nothing of the answer's."""
        super().__init__(f"{reason.value} (status {status})")
        self.reason = reason
        self.status = status
        self.may_have_happened = may_have_happened


_CODES = {
    "TRIGGER_SCHEDULED_TIME_IN_PAST": Reason.TIME_IN_PAST,
    "UNSUPPORTED_TRIGGER_RECURRENCE": Reason.BAD_RECURRENCE,
    "UNSUPPORTED_TRIGGER_RECURRENCE_INTERVAL": Reason.BAD_RECURRENCE,
    "DEVICE_NOT_SUPPORTED": Reason.DEVICE_NOT_SUPPORTED,
    "MAX_REMINDERS_EXCEEDED": Reason.TOO_MANY,
    "NOT_IN_SESSION": Reason.NOT_IN_SESSION,
    "ALERT_NOT_FOUND": Reason.NOT_FOUND,
    "ACCESS_DENIED": Reason.NO_PERMISSION,
    "UNAUTHORIZED": Reason.NO_PERMISSION,
}
_STATUSES = {
    400: Reason.BAD_REQUEST,
    401: Reason.NO_PERMISSION,
    403: Reason.FORBIDDEN,
    404: Reason.NOT_FOUND,
    409: Reason.CONFLICT,
    429: Reason.TOO_OFTEN,
}


def reason_for(answer: Answer) -> Reason:
    """The reason behind an answer that is not 2xx. The body's code tells 400s and 403s apart; the rest go by status."""
    general = _STATUSES.get(answer.status, Reason.SERVER_TROUBLE if answer.status >= 500 else Reason.UNEXPECTED)
    if answer.status not in (400, 403, 404):
        return general
    code, message = _code_and_message(answer.body)
    if code in _CODES:
        return _CODES[code]
    # Not yet asked for, or not asked for in the manifest: both come as prose about "access to this resource".
    return Reason.NO_PERMISSION if answer.status == 403 and "access to this resource" in message else general


def _code_and_message(body: bytes) -> tuple[str, str]:
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        return "", ""  # An empty or broken body on an error says no more than its status does.
    if not isinstance(fields, dict):
        return "", ""
    return str(fields.get("code", "")).upper(), str(fields.get("message", "")).lower()
