"""Calls to the cloud as any HTTP client would make them, without a line of the skill's."""

import json
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

Json = dict[str, Any]
REMINDERS = "/v1/alerts/reminders"
LABEL = "Time for your bedtime stretch"
NIGHTLY = "FREQ=DAILY;BYHOUR=22;BYMINUTE=0;BYSECOND=0;INTERVAL=1;"

SCOPE = "alexa::alerts:reminders:skill:readwrite"
ASK_FOR: Json = {
    "type": "Connections.SendRequest",
    "name": "AskFor",
    "payload": {
        "@type": "AskForPermissionsConsentRequest",
        "@version": "2",
        "permissionScopes": [{"permissionScope": SCOPE, "consentLevel": "ACCOUNT"}],
    },
}


@dataclass(frozen=True)
class Got:
    """An answer; `body` is JSON, or None where there was none."""

    status: int
    body: Any


@dataclass(frozen=True)
class Caller:
    """A client with the address and the token of one request."""

    address: str
    token: str
    seconds: float = 5.0
    home: object = None
    """Whom it calls for: a home that nobody holds on to is not served any more."""

    def __call__(self, method: str, path: str = REMINDERS, body: Any = None) -> Got:
        """Send one call and read the whole answer."""
        connection = HTTPConnection(urlsplit(self.address).netloc, timeout=self.seconds)
        data = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
        try:
            connection.request(method, path, data, {"Authorization": f"Bearer {self.token}"})
            response = connection.getresponse()
            text = response.read()
            return Got(response.status, json.loads(text) if text else None)
        finally:
            connection.close()


def reminder(rule: str = NIGHTLY, label: str = LABEL, **trigger: Any) -> Json:
    return {
        "requestTime": "2026-11-22T03:00:00.000",
        "trigger": {
            "type": "SCHEDULED_ABSOLUTE",
            "scheduledTime": "2026-11-22T22:00:00.000",
            "timeZoneId": "America/New_York",
            "recurrence": {"startDateTime": "2026-11-22T00:00:00.000", "recurrenceRules": [rule]},
            **trigger,
        },
        "alertInfo": {"spokenInfo": {"content": [{"locale": "en-US", "text": label}]}},
        "pushNotification": {"status": "ENABLED"},
    }
