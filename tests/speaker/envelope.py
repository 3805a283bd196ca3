"""The JSON that Alexa sends: requests, and what it wraps around them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any
from uuid import uuid4

from speaker.device import Device
from speaker.ear import Slot
from speaker.model import Model, Value
from speaker.words import heard, key

Json = dict[str, Any]

REMINDERS = "alexa::alerts:reminders:skill:readwrite"
SKILL_ID = "amzn1.ask.skill.00000000-0000-4000-8000-000000000000"
DEVICE_ID = "amzn1.ask.device.DESKSPEAKER"


class Permission(Enum):
    """What the person does about the skill's permissions: has granted them, or answers when asked."""

    GRANTED = "granted"
    ACCEPTS = "accepts"
    DECLINES = "declines"
    SILENT = "silent"


@dataclass(frozen=True)
class Home:
    """Where the speaker stands and whose it is: what `context` tells about it in every request."""

    api: str
    """The address of Alexa's services. A stand-in's must never be Amazon's own."""
    token: str
    """What opens them, for this request."""
    user_id: str
    granted: bool = False
    device: Device = Device.SPEAKER
    skill_id: str = SKILL_ID
    device_id: str = DEVICE_ID

    @property
    def user(self) -> Json:
        """The `user` object, with the permissions that were granted."""
        if not self.granted:
            return {"userId": self.user_id}
        return {"userId": self.user_id, "permissions": {"scopes": {REMINDERS: {"status": "GRANTED"}}}}

    @property
    def system(self) -> Json:
        """The `context.System` object, but for the device: an event outside of a session names none."""
        return {
            "application": {"applicationId": self.skill_id},
            "user": self.user,
            "apiEndpoint": self.api,
            "apiAccessToken": self.token,
        }

    @property
    def context(self) -> Json:
        """The `context` object of a request in a session."""
        device = {"deviceId": self.device_id, "supportedInterfaces": self.device.interfaces}
        return {"System": {**self.system, "device": device}, **self.device.viewport}


def wrap(request: Json, home: Home, *, session: Json | None) -> Json:
    """Wrap a request as Alexa does. Events come without a session, and from no device."""
    if session is None:
        return {"version": "1.0", "context": {"System": home.system}, "request": request}
    return {"version": "1.0", "context": home.context, "request": request, "session": session}


def session_block(home: Home, session_id: str, *, new: bool, attributes: Mapping[str, Any]) -> Json:
    """Build the `session` object."""
    return {
        "new": new,
        "sessionId": session_id,
        "application": {"applicationId": home.skill_id},
        "attributes": dict(attributes),
        "user": home.user,
    }


def request(kind: str, locale: str, when: datetime, **fields: Any) -> Json:
    """Build a request of type `kind`. `when` must know its zone; the timestamp is UTC."""
    stamp = when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"type": kind, "requestId": new_id("request"), "locale": locale, "timestamp": stamp, **fields}


def new_id(kind: str) -> str:
    """Make an id in the shape of Alexa's ("amzn1.echo-api.session.…")."""
    return f"amzn1.echo-api.{kind}.{uuid4()}"


def intent(name: str, slots: Mapping[str, Slot], model: Model, skill_id: str = SKILL_ID) -> Json:
    """Build the `intent` object of an IntentRequest, every slot in it, resolved as Alexa resolves them."""
    body: Json = {"name": name, "confirmationStatus": "NONE"}
    if slots:
        body["slots"] = {slot.name: _slot(slot, model, skill_id) for slot in slots.values()}
    return body


def slots_for(model: Model, name: str, said: Mapping[str, str]) -> dict[str, Slot]:
    """Fill the slots of an intent without hearing. Words are looked up as Alexa would; built-in types take the value.

    Raises KeyError for an intent or a slot that the model lacks.
    """
    types = model.intents[name].slots
    filled = {slot: Slot(slot, slot_type) for slot, slot_type in types.items()}
    for slot, words in said.items():
        listed = model.phrases.get(types[slot])
        found: Value | str | None = words if listed is None else listed.get(key(heard(words)))
        filled[slot] = Slot(slot, types[slot], words, found)
    return filled


def _slot(slot: Slot, model: Model, skill_id: str) -> Json:
    body: Json = {"name": slot.name, "confirmationStatus": "NONE"}
    if slot.value is None:
        return body
    answer: Json = {"type": "Simple", "value": slot.value}
    body |= {"value": slot.value, "source": "USER", "slotValue": answer}
    if slot.type in model.phrases:
        answer["resolutions"] = body["resolutions"] = _resolutions(slot, skill_id)
    return body


def _resolutions(slot: Slot, skill_id: str) -> Json:
    authority: Json = {
        "authority": f"amzn1.er-authority.echo-sdk.{skill_id}.{slot.type}",
        "status": {"code": "ER_SUCCESS_NO_MATCH"},
    }
    if isinstance(slot.found, Value):
        authority["status"] = {"code": "ER_SUCCESS_MATCH"}
        authority["values"] = [{"value": {"name": slot.found.name, "id": slot.found.id}}]
    return {"resolutionsPerAuthority": [authority]}
