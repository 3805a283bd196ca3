"""The speaker itself: it hears, keeps a session by Alexa's rules, and knocks at a door."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from speaker import checks, doors, envelope, plain, touch
from speaker.cloud import Cloud, Rang, consent, faults
from speaker.cloud.clock import Clock
from speaker.device import Device
from speaker.ear import Ear, Heard
from speaker.envelope import Json, Permission
from speaker.household import Household
from speaker.model import Model, load
from speaker.turn import Turn

SILENCE = timedelta(seconds=8)
MOST_CONSENTS = 3
# Ten years of rings are enough to look at.
LONGEST = timedelta(days=3653)
NIGHT = datetime(2026, 11, 22, 3, 0)
ZONES = {
    "en-US": "America/New_York",
    "en-GB": "Europe/London",
    "en-CA": "America/Toronto",
    "en-AU": "Australia/Sydney",
    "en-IN": "Asia/Kolkata",
}


class Speaker(Household):
    """A smart speaker with one person in front of it.

    Each method that speaks returns the Turn; each raises doors.DoorError when the skill does not answer.
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
        broken: str = "",
        table: bool = True,
    ) -> None:
        """Set the speaker up. Without a door it knocks at the handler in this process.

        `now` is local time in `zone`, naive; `permission` is what the person answers when asked for it; `broken`
        names faults as cloud.faults.read takes them; `table` gives the handler in this process a memory.
        """
        cloud = Cloud(
            Clock(now, zone or default_zone(locale)),
            envelope.DEVICE_ID,
            granted=permission is Permission.GRANTED,
            faults=faults.read(broken),
        )
        door = door or doors.in_process(cloud.table_environment if table else dict)
        super().__init__(cloud, door, locale, device, skill_id)
        self.permission = permission
        self.open = False
        self.session_id = ""
        self.screen: Json | None = None
        self._ear = _ear(locale) if model is None else Ear(model)
        self._model = self._ear.model
        self._attributes: Json = {}
        self._reprompt: Json | None = None
        self._reprompted = False

    @property
    def ear(self) -> Ear:
        """What it hears with."""
        return self._ear

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

    def change(self, name: str, value: str) -> None:
        """Change "locale", "device", "zone" or "permission" from here on. Raises ValueError for anything unusable.

        Another device, and another language, know nothing of the session.
        """
        checks.setting(name, value)
        if name == "zone":
            self.move_to(value)
        elif name == "permission":
            self.permission = Permission(value)
        elif name == "device":
            self.device = Device(value)
        else:
            self._ear = _ear(value)
            self._model, self.locale = self._ear.model, value
        if name in ("device", "locale"):
            self._close()
            self.screen = None

    def do(self, written: str) -> Turn:
        """Do what a script says: "[touch next]" touches the screen, anything else is said."""
        arguments = touch.written(written)
        return self.say(written) if arguments is None else self.touch(*arguments)

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
        intent = envelope.intent(heard.intent, heard.slots, self._model, self.skill_id)
        return self._ask(self._request("IntentRequest", intent=intent), words, heard)

    def launch(self) -> Turn:
        """Open the skill by its name alone."""
        return self.say("open " + " ".join(self._model.invocation))

    def intend(self, intent: str, **slots: str) -> Turn:
        """Send an intent without hearing; slots take the words a person would say for them."""
        filled = envelope.slots_for(self._model, intent, slots)
        body = envelope.intent(intent, filled, self._model, self.skill_id)
        return self._ask(self._request("IntentRequest", intent=body), None, None)

    def send(self, kind: str, **fields: Any) -> Turn:
        """Send any other request in the session, such as one that a screen would send."""
        return self._ask(self._request(kind, **fields), None, None)

    def touch(self, *arguments: str) -> Turn:
        """Touch what sends these arguments. Raises touch.TouchError when the screen shows nothing, or there is none."""
        if not self.device.has_screen:
            raise touch.TouchError("a speaker has no screen to touch")
        if self.screen is None:
            raise touch.TouchError("there is nothing on the screen to touch")
        request = self._request(touch.USER_EVENT, **touch.fields(self.screen, arguments))
        return self._ask(request, f"[touch {' '.join(arguments)}]", None)

    def wait(self) -> Turn:
        """Say nothing while the speaker listens: first it asks again, then it ends the session."""
        self.cloud.let_pass(SILENCE)
        if not self.open:
            return Turn(None, None, None, None, "", "", open=False)
        if self._reprompt and not self._reprompted:
            self._reprompted = True
            text = plain.spoken(self._reprompt)
            return Turn(None, None, None, None, text, text, open=True, speech=self._reprompt)
        return self._end("EXCEEDED_MAX_REPROMPTS")

    def let_pass(self, until: datetime) -> list[Rang]:
        """Let time pass until `until`, naive local time, and give what rang. A session that is open ends as by silence.

        Raises ValueError for a time that is over, or further away than LONGEST.
        """
        if until - self.now.replace(tzinfo=None) > LONGEST:
            raise ValueError("that is more than ten years away")
        wanted = until.replace(tzinfo=self.cloud.clock.zone).timestamp()
        before = len(self.cloud.rang)
        while self.open and wanted - self.now.timestamp() >= SILENCE.total_seconds():
            self.wait()
        self.cloud.let_pass(timedelta(seconds=wanted - self.now.timestamp()))
        return self.cloud.rang[before:]

    def disable_skill(self) -> None:
        """Disable the skill, in the middle of a session too."""
        self._close()
        self.screen = None
        super().disable_skill()

    def state(self) -> Json:
        """Give what is left after a conversation, as `JSON=1` prints it."""
        return {**self.cloud.state(), "session": self.session_attributes}

    def _ask(self, request: Json, said: str | None, heard: Heard | None) -> Turn:
        turn, directive = self._knock(request, said, heard)
        earlier = []
        while directive is not None:
            earlier.append(turn)
            if len(earlier) > MOST_CONSENTS:
                raise doors.DoorError("the skill asks for a permission again and again")
            turn, directive = self._consent(directive)
        return replace(turn, earlier=tuple(earlier))

    def _consent(self, directive: Json) -> tuple[Turn, Json | None]:
        """Have Alexa ask for a permission, and tell the skill what came of it, in a session that knows nothing."""
        fault = self.cloud.faults.get(faults.Service.PERMISSION)
        name = " ".join(self._model.invocation).title()
        outcome = consent.ask(directive, name, granted=self.cloud.granted, person=self.permission, fault=fault)
        if outcome.question and outcome.said is None:
            self.cloud.let_pass(SILENCE)
        self.cloud.granted = self.cloud.granted or outcome.granted
        turn, again = self._knock(self._request("Connections.Response", **outcome.fields), outcome.said, None)
        return replace(turn, asked=outcome.question), again

    def _knock(self, request: Json, said: str | None, heard: Heard | None) -> tuple[Turn, Json | None]:
        sent = self._wrapped(request)
        answer = self._door(sent)
        response = answer.get("response") or {}
        before = self.screen if self.open else None
        self._attributes = answer.get("sessionAttributes") or {}
        self._reprompt = _with_words((response.get("reprompt") or {}).get("outputSpeech"))
        self._reprompted = False
        directive = consent.wanted(response)
        # Alexa takes over from a skill that asks for a permission, whatever it says of its session.
        self.open = directive is None and self._stays_open(response)
        if self.device.has_screen:
            # A picture outlasts the session that drew it, but not one that ended without drawing.
            self.screen = touch.rendered(response) or (before if self.open else None)
        speech = _with_words(response.get("outputSpeech"))
        words = plain.spoken(speech), plain.spoken(self._reprompt)
        turn = Turn(said, heard, sent, answer, *words, self.open, speech)
        if not self.open:
            self._close()
        return turn, directive

    def _wrapped(self, request: Json) -> Json:
        new = not self.open
        if new:
            self.session_id = envelope.new_id("session")
            self._attributes = {}
        home = self._home()
        session = envelope.session_block(home, self.session_id, new=new, attributes=self._attributes)
        return envelope.wrap(request, home, session=session)

    def _stays_open(self, response: Json) -> bool:
        ends = response.get("shouldEndSession")
        if ends is not None:
            return not ends
        # Left open to choice: a reprompt, or a screen to look at, keeps the session; a bare answer ends it.
        return bool(self._reprompt) or self.device.has_screen

    def _end(self, reason: str) -> Turn:
        sent = self._wrapped(self._request("SessionEndedRequest", reason=reason))
        self._close()
        self.screen = None
        # A skill may not speak any more: whatever it answers is shown, and not said.
        return Turn(None, None, sent, self._door(sent), "", "", open=False)

    def _close(self) -> None:
        self.open = False
        self._attributes = {}
        self._reprompt = None


def default_zone(locale: str) -> str:
    """Name a time zone where `locale` is spoken."""
    return ZONES.get(locale, ZONES["en-US"])


def _with_words(speech: object) -> Json | None:
    """Give an `outputSpeech` object that says something, else None."""
    return speech if isinstance(speech, dict) and plain.spoken(speech) else None


@cache
def _ear(locale: str) -> Ear:
    return Ear(load(locale))
