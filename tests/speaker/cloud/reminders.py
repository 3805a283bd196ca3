"""The Reminders API as a skill meets it: what it takes, what it refuses, what it answers, and what rings when."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from speaker.cloud import timing
from speaker.cloud.clock import Clock
from speaker.cloud.timing import RefusedError, Timing

Json = dict[str, Any]

MOST = 250
KEPT_AFTER_COMPLETION = timedelta(days=3)
_PATH = "/v1/alerts/reminders"


@dataclass(frozen=True)
class Rang:
    """A reminder that rang: the local time on the speaker's clock then (naive), and what Alexa read out."""

    at: datetime
    label: str


@dataclass
class Alert:
    """One reminder. `since` is the moment from which it counts: when it was set, or changed last."""

    token: str
    body: Json
    timing: Timing
    created: datetime
    since: datetime
    version: int = 1

    @property
    def label(self) -> str:
        """What Alexa reads out, in the first language that the skill gave."""
        first = self.body["alertInfo"]["spokenInfo"]["content"][0]
        return str(first.get("text") or first["ssml"])

    def completed(self, now: datetime) -> datetime | None:
        """Give the moment of its last ring, if that is over."""
        if self.timing.next(now) is not None:
            return None
        *_, last = [self.since, *self.timing.after(self.since)]
        return last


class Reminders:
    """The reminders of one skill in one home. Methods raise RefusedError."""

    def __init__(self, clock: Clock, most: int = MOST) -> None:
        """Start with none; `most` is how many there may be."""
        self.most = most
        self._clock = clock
        self._alerts: dict[str, Alert] = {}

    def standing(self) -> list[Alert]:
        """Give the reminders that there are, oldest first; one that is over stays for three days."""
        now = self._clock.utc
        for token, alert in list(self._alerts.items()):
            over = alert.completed(now)
            if over and now - over > KEPT_AFTER_COMPLETION:
                del self._alerts[token]
        return list(self._alerts.values())

    def create(self, body: Any) -> Json:
        """Make a reminder; the answer is that of POST."""
        when = _checked(body, self._clock)
        if len(self.standing()) >= self.most:
            raise RefusedError(403, "MAX_REMINDERS_EXCEEDED", "The maximum number of reminders is reached.")
        alert = Alert(str(uuid4()), body, when, self._clock.utc, self._clock.utc)
        self._alerts[alert.token] = alert
        return self._written(alert)

    def update(self, token: str, body: Any) -> Json:
        """Put another reminder in the place of one; the answer is that of PUT."""
        alert = self._find(token)
        alert.timing = _checked(body, self._clock)
        alert.body, alert.since, alert.version = body, self._clock.utc, alert.version + 1
        return self._written(alert)

    def delete(self, token: str) -> None:
        """Delete one."""
        del self._alerts[self._find(token).token]

    def clear(self) -> list[str]:
        """Delete all, as a person does in the app. Gives their tokens."""
        tokens = list(self._alerts)
        self._alerts.clear()
        return tokens

    def one(self, token: str) -> Json:
        """Give one reminder as GET shows it."""
        return self._shown(self._find(token))

    def all(self) -> Json:
        """Give them all as GET shows them. Numbers are texts, as in Alexa's own answers."""
        alerts = [self._shown(alert) for alert in self.standing()]
        return {"totalCount": str(len(alerts)), "alerts": alerts, "links": None}

    def ringing(self, after: datetime, until: datetime) -> list[tuple[datetime, str]]:
        """Give what rings after one moment and until another, that one included: UTC and label, in order."""
        rings = []
        for alert in self._alerts.values():
            for ring in alert.timing.after(after):
                if ring > until:
                    break
                rings.append((ring, alert.label))
        return sorted(rings)

    def described(self, alert: Alert) -> Json:
        """Tell one reminder as a test or a terminal shows it; times are local to the reminder's own zone."""
        upcoming = alert.timing.next(self._clock.utc)
        at = upcoming and upcoming.astimezone(alert.timing.zone).replace(tzinfo=None)
        return {
            "token": alert.token,
            "status": "ON" if at else "COMPLETED",
            "label": alert.label,
            "time": alert.timing.clock,
            "days": alert.timing.days,
            "rules": (alert.body["trigger"].get("recurrence") or {}).get("recurrenceRules") or [],
            "zone": alert.timing.zone.key,
            "next": at.isoformat(timespec="minutes") if at else None,
        }

    def _find(self, token: str) -> Alert:
        for alert in self.standing():
            if alert.token == token:
                return alert
        raise RefusedError(404, "ALERT_NOT_FOUND", "There is no such reminder.")

    def _written(self, alert: Alert) -> Json:
        return {**self._head(alert), "href": f"{_PATH}/{alert.token}"}

    def _shown(self, alert: Alert) -> Json:
        trigger = dict(alert.body["trigger"])
        if isinstance(trigger.get("recurrence"), dict):
            # Alexa's own answers leave these times empty, whatever the skill had sent.
            trigger["recurrence"] = {**trigger["recurrence"], "startDateTime": "", "endDateTime": ""}
        trigger.setdefault("offsetInSeconds", 0)
        rest: Json = {name: alert.body[name] for name in ("alertInfo", "pushNotification") if name in alert.body}
        return {**self._head(alert), "trigger": trigger, **rest}

    def _head(self, alert: Alert) -> Json:
        return {
            "alertToken": alert.token,
            "createdTime": _stamp(alert.created),
            "updatedTime": _stamp(alert.since),
            "status": "COMPLETED" if alert.completed(self._clock.utc) else "ON",
            "version": str(alert.version),
        }


def _checked(body: Any, clock: Clock) -> Timing:
    if not isinstance(body, dict):
        raise RefusedError(400, "INVALID_REQUEST", "The body is not a JSON object.")
    info = body.get("alertInfo")
    spoken = info.get("spokenInfo") if isinstance(info, dict) else None
    content = spoken.get("content") if isinstance(spoken, dict) else None
    if not isinstance(content, list) or not content or not all(_is_spoken(each) for each in content):
        raise RefusedError(400, "INVALID_ALERT_INFO", "alertInfo needs a locale and a text for each language.")
    push = body.get("pushNotification", {"status": "DISABLED"})
    if not isinstance(push, dict) or push.get("status") not in {"ENABLED", "DISABLED"}:
        raise RefusedError(400, "INVALID_PUSH_NOTIFICATION", "pushNotification is ENABLED or DISABLED.")
    return timing.read(body.get("trigger"), clock.now)


def _is_spoken(content: Any) -> bool:
    return (
        isinstance(content, dict) and bool(content.get("locale")) and bool(content.get("text") or content.get("ssml"))
    )


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
