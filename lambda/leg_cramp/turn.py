"""One turn as the handlers read it: what was asked, in which words to answer, and where we are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import monotonic

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Intent, IntentRequest, PermissionStatus, Slot
from ask_sdk_model.interfaces.system import SystemState

from .content import Words, words_for
from .state import State, from_attributes

REMINDERS = "alexa::alerts:reminders:skill:readwrite"
NEVER = datetime.min.replace(tzinfo=UTC)
MATCH = "ER_SUCCESS_MATCH"  # its enum's module is not loaded before a slot is named: the first help has none
BUILT_IN = {"time"}  # slots of Amazon's own types, whose values have no ids
UNLISTED = "?"  # the id of a slot value that the interaction model does not list


@dataclass(frozen=True)
class Caller:
    """The device and the person behind a request, as far as Alexa's services and memory need them."""

    endpoint: str = ""
    token: str = ""
    device_id: str = ""
    user_id: str | None = None
    may_remind: bool = False  # the person has allowed reminders


@dataclass(frozen=True)
class Turn:
    """What a handler may know.

    `slots` holds the id of each value named, or UNLISTED. `asked_at` is the request's own time, aware.
    """

    words: Words
    state: State
    intent: str = ""
    slots: Mapping[str, str] = field(default_factory=dict)
    locale: str = "en-US"
    asked_at: datetime = NEVER
    caller: Caller = Caller()
    began: float = field(default_factory=monotonic, compare=False)  # on the process's own clock, in seconds
    has_screen: bool = False

    def slot(self, name: str) -> str | None:
        """Return the id of the value named in this slot, UNLISTED, or None if nothing was."""
        return self.slots.get(name)

    def named(self, *names: str) -> tuple[str, ...]:
        """Return the ids named in these slots, each once, in their order."""
        return tuple(dict.fromkeys(self.slots[name] for name in names if name in self.slots))


def read(handler_input: HandlerInput) -> Turn:
    """Read the turn out of the SDK's request envelope."""
    envelope = handler_input.request_envelope
    request = envelope.request
    attributes = envelope.session.attributes if envelope.session else None
    intent = request.intent if isinstance(request, IntentRequest) else None
    words, state = words_for(request.locale if request else None), from_attributes(attributes)
    if state.muscle and not words.has_steps(state.muscle):
        state = State()  # A place of another version, which no longer exists.
    return Turn(
        words=words,
        state=state,
        intent=(intent.name or "") if intent else "",
        slots=named_slots(intent) if intent else {},
        locale=(request.locale if request else None) or "en-US",
        asked_at=(request.timestamp if request else None) or datetime.now(UTC),
        caller=_caller(envelope.context.system if envelope.context else None),
        has_screen=_has_screen(envelope.context.system if envelope.context else None),
    )


def _has_screen(system: SystemState | None) -> bool:
    interfaces = system.device.supported_interfaces if system and system.device else None
    return bool(interfaces and interfaces.alexa_presentation_apl)


def _caller(system: SystemState | None) -> Caller:
    if system is None:
        return Caller()
    user, device = system.user, system.device
    scopes = (user.permissions.scopes if user and user.permissions else None) or {}
    reminders = scopes.get(REMINDERS)
    return Caller(
        endpoint=system.api_endpoint or "",
        token=system.api_access_token or "",
        device_id=(device.device_id if device else None) or "",
        user_id=user.user_id if user else None,
        may_remind=reminders is not None and reminders.status == PermissionStatus.GRANTED,
    )


def named_slots(intent: Intent) -> dict[str, str]:
    """Return the id of each value named in the intent's slots, or UNLISTED; empty slots are left out."""
    named = {name: _value(slot, name in BUILT_IN) for name, slot in (intent.slots or {}).items() if slot is not None}
    return {name: value for name, value in named.items() if value is not None}


def _value(slot: Slot, built_in: bool) -> str | None:
    """Return the resolved id, the value of a built-in type, UNLISTED, or None for an empty slot."""
    if not slot.value:
        return None
    if built_in:
        return str(slot.value)
    # What is not resolved stays outside: the words themselves might end up in the session.
    for authority in (slot.resolutions and slot.resolutions.resolutions_per_authority) or []:
        matched = authority.status and authority.status.code and authority.status.code.value == MATCH
        if matched and authority.values and authority.values[0].value:
            return str(authority.values[0].value.id)
    return UNLISTED
