"""The only file that calls Alexa's HTTP services: reminders, and the device's time zone.

Why not the SDK's clients, which exist: they are frozen, and cannot be trusted here. Reading fails on Alexa's own
answers (a recurring reminder has an empty `startDateTime`, and alertInfo names a module that was never shipped); the
bundled HTTP client has no timeout, so that a slow service outlives the eight seconds a skill may take; an empty
or non-JSON error body raises an unrelated exception; and `requests` costs more to import than the rest of the skill.
Nothing is logged here: bodies hold a person's hours, headers a token.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any
from urllib.parse import quote

from .api_errors import ApiError, Reason, reason_for
from .http_call import BODY_LIMIT, Answer, CallFailedError, EndpointError, caller_for

TURN_SECONDS = 2.2  # For all calls of one turn; with memory (up to four) and the voice (0.3), it still leaves in time.
CALL_SECONDS = 2.0  # For one call, from name lookup to the last byte.
_RETRY_SECONDS = 0.3  # Less than this left: a second try would only be late.
_REMINDERS = "/v1/alerts/reminders"
_SAFE_TO_REPEAT = frozenset({"GET", "DELETE"})


@dataclass(frozen=True)
class Reminder:
    """One reminder of this skill, as Alexa lists it. `trigger` is read by schedule.plan_from_trigger."""

    token: str
    status: str
    trigger: Mapping[str, Any]

    @property
    def is_on(self) -> bool:
        """False once it is over or was switched off; such a one does not ring."""
        return self.status == "ON"


class AlexaApi:
    """Alexa's services for one turn: made from one request's endpoint and token, dropped with its response.

    Every method raises ApiError and nothing else. All of them together take at most `seconds`.
    """

    def __init__(
        self, endpoint: str, token: str, seconds: float = TURN_SECONDS, clock: Callable[[], float] = monotonic
    ) -> None:
        """Takes context.System's apiEndpoint and apiAccessToken. Both are judged at the first call."""
        self._endpoint, self._token = endpoint, token
        self._clock = clock
        self._ends_at = clock() + seconds

    def time_zone(self, device_id: str) -> str:
        """The zone's name, such as "America/New_York". ApiError(NOT_SET) when the device has none."""
        answer = self._call("GET", f"/v2/devices/{_segment(device_id)}/settings/System.timeZone")
        if answer.status == 204:
            raise ApiError(Reason.NOT_SET, answer.status)
        zone = _json(answer)
        if not isinstance(zone, str) or not zone:
            raise ApiError(Reason.BROKEN_ANSWER, answer.status)
        return zone

    def reminders(self) -> tuple[Reminder, ...]:
        """The reminders that this skill made and that still exist, in Alexa's order, rung-out ones included."""
        answer = self._call("GET", _REMINDERS)
        listing = _json(answer)
        alerts = listing.get("alerts") if isinstance(listing, dict) else None
        if not isinstance(alerts, list):
            raise ApiError(Reason.BROKEN_ANSWER, answer.status)
        # An entry without a token can be neither changed nor deleted, so it is no reminder to us.
        return tuple(_reminder(alert) for alert in alerts if isinstance(alert, dict) and _token_of(alert))

    def create(self, body: Mapping[str, Any]) -> str:
        """Makes a reminder from schedule.reminder_request's body and returns its token. Never sent twice.

        When the error says may_have_happened, look with reminders() before saying that there is none.
        """
        return self._written(self._call("POST", _REMINDERS, body))

    def update(self, token: str, body: Mapping[str, Any]) -> str:
        """Replaces the reminder `token` and returns the token that it has from now on."""
        return self._written(self._call("PUT", f"{_REMINDERS}/{_segment(token)}", body))

    def delete(self, token: str) -> None:
        """Deletes the reminder `token`. One that is already gone, deleted in the app for instance, is no error."""
        try:
            self._call("DELETE", f"{_REMINDERS}/{_segment(token)}")
        except ApiError as error:
            if error.reason is not Reason.NOT_FOUND:
                raise

    def _written(self, answer: Answer) -> str:
        reply = _json(answer, wrote=True)
        token = _token_of(reply) if isinstance(reply, dict) else ""
        if not token:
            raise ApiError(Reason.BROKEN_ANSWER, answer.status, may_have_happened=True)
        return token

    def _call(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Answer:
        try:
            return self._once(method, path, body)
        except ApiError as error:
            worth_it = error.reason.may_pass and self._left() > _RETRY_SECONDS
            if method not in _SAFE_TO_REPEAT or not worth_it:
                raise
        return self._once(method, path, body)

    def _once(self, method: str, path: str, body: Mapping[str, Any] | None) -> Answer:
        if not (self._token and self._token.isascii() and self._token.isprintable()):
            raise ApiError(Reason.NO_TOKEN)
        seconds = min(CALL_SECONDS, self._left())
        if seconds <= 0:
            raise ApiError(Reason.TIMEOUT)
        writes = method != "GET"
        headers = {"Authorization": f"Bearer {self._token}", "Accept": "application/json"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        payload = None if body is None else json.dumps(body).encode()
        try:
            answer = caller_for(self._endpoint).call(method, path, headers, payload, seconds)
        except EndpointError as error:
            raise ApiError(Reason.BAD_ENDPOINT) from error
        except CallFailedError as error:
            reason = Reason.TIMEOUT if error.late else Reason.CUT_OFF if error.sent else Reason.UNREACHABLE
            raise ApiError(reason, may_have_happened=writes and error.sent) from error
        if 200 <= answer.status < 300:
            return answer
        # A gateway may answer 5xx for a service that did its work.
        raise ApiError(reason_for(answer), answer.status, may_have_happened=writes and answer.status >= 500)

    def _left(self) -> float:
        return self._ends_at - self._clock()


def _segment(value: str) -> str:
    if not value or set(value) == {"."}:
        # An empty token would address the whole list, dots another level.
        raise ApiError(Reason.NOT_FOUND)
    return quote(value, safe="")


def _json(answer: Answer, *, wrote: bool = False) -> Any:
    try:
        if len(answer.body) > BODY_LIMIT:
            raise ValueError("too long")
        return json.loads(answer.body)
    except (ValueError, RecursionError) as error:
        raise ApiError(Reason.BROKEN_ANSWER, answer.status, may_have_happened=wrote) from error


def _token_of(alert: Mapping[str, Any]) -> str:
    token = alert.get("alertToken")
    return token if isinstance(token, str) else ""


def _reminder(alert: Mapping[str, Any]) -> Reminder:
    trigger = alert.get("trigger")
    return Reminder(_token_of(alert), str(alert.get("status", "")), trigger if isinstance(trigger, dict) else {})
