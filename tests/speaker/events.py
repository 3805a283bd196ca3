"""What Alexa tells a skill outside of any session: it was disabled, a reminder was deleted, and the like."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from speaker.envelope import REMINDERS

Json = dict[str, Any]

SKILL_DISABLED = "AlexaSkillEvent.SkillDisabled"
SKILL_ENABLED = "AlexaSkillEvent.SkillEnabled"
PERMISSION_ACCEPTED = "AlexaSkillEvent.SkillPermissionAccepted"
PERMISSION_CHANGED = "AlexaSkillEvent.SkillPermissionChanged"
REMINDER_DELETED = "Reminders.ReminderDeleted"


def permissions(*, granted: bool) -> Json:
    """Build the body of a permission event: the scopes that the skill has from now on."""
    return {"acceptedPermissions": [{"scope": REMINDERS}] if granted else []}


def deleted(tokens: Iterable[str]) -> Json:
    """Build the body of the event that tells which reminders are gone."""
    return {"alertTokens": list(tokens)}


def fields(body: Json | None, when: datetime) -> Json:
    """Build what an event's request holds beside what every request has."""
    stamp = when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    times = {"eventCreationTime": stamp, "eventPublishingTime": stamp}
    return times if body is None else {**times, "body": body}
