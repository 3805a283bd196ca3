"""The permission round trip: a skill asks, Alexa puts its own fixed question, and the skill gets what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from speaker.cloud.faults import Fault
from speaker.envelope import REMINDERS, Permission

Json = dict[str, Any]

ANSWERS = {Permission.ACCEPTS: "I approve", Permission.DECLINES: "No", Permission.SILENT: None}
_STATUS = {
    Permission.GRANTED: "ACCEPTED",
    Permission.ACCEPTS: "ACCEPTED",
    Permission.DECLINES: "DENIED",
    Permission.SILENT: "NOT_ANSWERED",
}
_SCOPES = [{"permissionScope": REMINDERS, "consentLevel": "ACCOUNT"}]


@dataclass(frozen=True)
class Outcome:
    """What came of asking: Alexa's question ("" for none), the person's words (None: silence), the request's fields."""

    question: str
    said: str | None
    granted: bool
    fields: Json


def wanted(response: Mapping[str, Any]) -> Json | None:
    """Give the directive in a skill's `response` that asks for a permission, if there is one."""
    for directive in response.get("directives") or []:
        if directive.get("type") == "Connections.SendRequest" and directive.get("name") == "AskFor":
            return dict(directive)
    return None


def ask(directive: Json, skill: str, *, granted: bool, person: Permission, fault: Fault | None) -> Outcome:
    """Ask the person, as `directive` wants; `skill` is the name that Alexa says.

    A permission that was already granted is confirmed without a question.
    """
    if fault or not _is_proper(directive):
        code = str(fault.status) if fault else "400"
        words = {"400": "Bad Request", "500": "Internal Server Error"}[code]
        return Outcome("", None, granted, _fields(directive, code, words))
    if granted:
        person = Permission.GRANTED
    status = _STATUS[person]
    # To somebody who said nothing Alexa shows the card itself; after a "no" it leaves that to the skill.
    thrown = {"isCardThrown": person is Permission.SILENT} if status != "ACCEPTED" else {}
    payload = {"permissionScopes": _SCOPES, "status": status, **thrown}
    question = (
        "" if granted else f"Do you give {skill} permission to update your reminders? You can say I approve or no."
    )
    fields = {**_fields(directive, "200", "OK"), "payload": payload}
    return Outcome(question, ANSWERS.get(person), status == "ACCEPTED", fields)


def _fields(directive: Json, code: str, message: str) -> Json:
    return {"name": "AskFor", "status": {"code": code, "message": message}, "token": directive.get("token", "")}


def _is_proper(directive: Json) -> bool:
    payload = directive.get("payload")
    return (
        isinstance(payload, dict)
        and payload.get("@type") == "AskForPermissionsConsentRequest"
        and str(payload.get("@version")) == "2"
        and payload.get("permissionScopes") == _SCOPES
    )
