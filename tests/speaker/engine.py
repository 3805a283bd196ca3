"""The speaker itself: it hears, keeps a session by Alexa's rules, and knocks at a door."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from speaker import doors, envelope, plain
from speaker.device import Device
from speaker.ear import Ear, Heard
from speaker.envelope import Home, Json, Permission
from speaker.model import Model, load

SILENCE = timedelta(seconds=8)
NIGHT = datetime(2026, 11, 22, 3, 0)
ZONES = {
    "en-US": "America/New_York",
    "en-GB": "Europe/London",
    "en-CA": "America/Toronto",
    "en-AU": "Australia/Sydney",
    "en-IN": "Asia/Kolkata",
}


@dataclass(frozen=True)
class Turn:
    """One exchange: what the person said (None for silence), and what came of it."""

    said: str | None
    heard: Heard | None
    request: Json | None
    """The whole envelope that was sent; None if nothing was, as for a reprompt."""
    response: Json | None
    text: str
    """What the speaker said, as plain text; "" for nothing."""
    reprompt: str
    """What it will say after a silence."""
    open: bool
    """Whether it listens now."""


class Speaker:
    """A smart speaker with one person in front of it.

    `now` is local time in `zone`, naive. Each method that speaks returns the Turn; each raises doors.DoorError
    when the skill does not answer.
    """

    def __init__(
        self,
        *,
        locale: str = "en-US",
        device: Device = Device.SPEAKER,
        permission: Permission = Permission.ACCEPTS,
        now: datetime = NIGHT,
        zone: str | None = None,
        door: doors.Door | None = None,
        model: Model | None = None,
        skill_id: str = envelope.SKILL_ID,
    ) -> None:
        """Set the speaker up. Without a door it knocks at the handler in this process."""
        self.locale = locale
        self.zone = ZoneInfo(zone or default_zone(locale))
        self.home = Home(device=device, permission=permission, skill_id=skill_id)
        self.now = now.replace(tzinfo=self.zone)
        self.open = False
        self.session_id = ""
        self._ear = _ear(locale) if model is None else Ear(model)
        self._model = self._ear.model
        self._door = door or doors.in_process()
        self._attributes: Json = {}
        self._reprompt = ""
        self._reprompted = False

    @property
    def session_attributes(self) -> Json:
        """What the skill keeps for the session; {} when it is closed."""
        return self._attributes if self.open else {}

    @session_attributes.setter
    def session_attributes(self, attributes: Mapping[str, Any]) -> None:
        # For tests: be in the middle of a session that keeps this.
        if not self.open:
            self.session_id = envelope.new_id("session")
        self.open = True
        self._attributes = dict(attributes)

    def say(self, words: str) -> Turn:
        """Say something; blank words are a silence."""
        if not words.strip():
            return self.wait()
        heard = self._ear.hear(words)
        if heard.leaves and self.open:
            return replace(self._end("USER_INITIATED"), said=words, heard=heard)
        if heard.named:
            # Calling a skill by name starts a new session, also in the middle of one.
            self._close()
        if heard.intent is None:
            return self._ask(self._request("LaunchRequest"), words, heard)
        intent = envelope.intent(heard.intent, heard.slots, self._model, self.home.skill_id)
        return self._ask(self._request("IntentRequest", intent=intent), words, heard)

    def launch(self) -> Turn:
        """Open the skill by its name alone."""
        return self.say("open " + " ".join(self._model.invocation))

    def intend(self, intent: str, **slots: str) -> Turn:
        """Send an intent without hearing; slots take the words a person would say for them."""
        filled = envelope.slots_for(self._model, intent, slots)
        body = envelope.intent(intent, filled, self._model, self.home.skill_id)
        return self._ask(self._request("IntentRequest", intent=body), None, None)

    def send(self, kind: str, **fields: Any) -> Turn:
        """Send any other request in the session, such as one that a screen would send."""
        return self._ask(self._request(kind, **fields), None, None)

    def wait(self) -> Turn:
        """Say nothing while the speaker listens: first it asks again, then it ends the session."""
        # Through UTC: local times do not add up across a clock change.
        self.now = (self.now.astimezone(UTC) + SILENCE).astimezone(self.zone)
        if not self.open:
            return Turn(None, None, None, None, "", "", open=False)
        if self._reprompt and not self._reprompted:
            self._reprompted = True
            return Turn(None, None, None, None, self._reprompt, self._reprompt, open=True)
        return self._end("EXCEEDED_MAX_REPROMPTS")

    def _request(self, kind: str, **fields: Any) -> Json:
        return envelope.request(kind, self.locale, self.now, **fields)

    def _ask(self, request: Json, said: str | None, heard: Heard | None) -> Turn:
        sent = self._wrapped(request)
        answer = self._door(sent)
        response = answer.get("response") or {}
        self._attributes = answer.get("sessionAttributes") or {}
        self._reprompt = plain.spoken((response.get("reprompt") or {}).get("outputSpeech"))
        self._reprompted = False
        self.open = self._stays_open(response)
        text = plain.spoken(response.get("outputSpeech"))
        turn = Turn(said, heard, sent, answer, text, self._reprompt, self.open)
        if not self.open:
            self._close()
        return turn

    def _wrapped(self, request: Json) -> Json:
        new = not self.open
        if new:
            self.session_id = envelope.new_id("session")
            self._attributes = {}
        session = envelope.session_block(self.home, self.session_id, new=new, attributes=self._attributes)
        return envelope.wrap(request, self.home, session=session)

    def _stays_open(self, response: Json) -> bool:
        ends = response.get("shouldEndSession")
        if ends is not None:
            return not ends
        # Left open to choice: a reprompt, or a screen to look at, keeps the session; a bare answer ends it.
        return bool(self._reprompt) or self.home.device.has_screen

    def _end(self, reason: str) -> Turn:
        sent = self._wrapped(self._request("SessionEndedRequest", reason=reason))
        self._close()
        # A skill may not speak any more: whatever it answers is shown, and not said.
        return Turn(None, None, sent, self._door(sent), "", "", open=False)

    def _close(self) -> None:
        self.open = False
        self._attributes = {}
        self._reprompt = ""


def default_zone(locale: str) -> str:
    """Name a time zone where `locale` is spoken."""
    return ZONES.get(locale, ZONES["en-US"])


@cache
def _ear(locale: str) -> Ear:
    return Ear(load(locale))
