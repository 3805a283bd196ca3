"""What a turn can reach outside of itself: Alexa's services and memory. Nothing is loaded before it is asked for."""

from __future__ import annotations

import os
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

from .log import log
from .night import is_night

if TYPE_CHECKING:
    from .alexa_api import AlexaApi
    from .remembered import NoMemory, Remembered
    from .state import State
    from .turn import Turn

ALEXA_UNTIL = 5.5  # Seconds into a turn: what memory took before is no longer there for Alexa's services.
VOICE_SECONDS = 0.3  # All that the first help waits to find out whether to whisper.


def alexa(turn: Turn) -> AlexaApi:
    """Return the client of Alexa's services for this turn."""
    from .alexa_api import TURN_SECONDS, AlexaApi

    left = turn.began + ALEXA_UNTIL - monotonic()
    return AlexaApi(turn.caller.endpoint, turn.caller.token, min(TURN_SECONDS, left))


def memory(turn: Turn) -> NoMemory:
    """Return the person's memory; without a table it keeps nothing."""
    from .memory import open_memory

    return open_memory(os.environ, turn.caller.user_id, turn.asked_at)


def remembered(turn: Turn) -> Remembered | None:
    """Return what is remembered, or None where there is no memory or it cannot be had just now."""
    from .remembered import MemoryUnavailableError

    kept = memory(turn)
    try:
        return kept.read() if kept.keeps else None
    except MemoryUnavailableError as error:
        log(f"memory: {error}")
        return None  # The person asked for something else, and gets it without.


def remember(turn: Turn, **fields: object) -> None:
    """Keep these fields of Remembered if memory can be had; if not, nothing that was asked for fails."""
    from .remembered import MemoryUnavailableError

    try:
        memory(turn).change(lambda record: replace(record, **fields))  # type: ignore[arg-type]
    except MemoryUnavailableError as error:
        log(f"memory: {error}")  # What was asked for is done all the same.


def learn_voice(turn: Turn, state: State) -> State:
    """Return the state with the device's zone, "" if it cannot be had, and at night the voice that the person chose.

    Waits at most VOICE_SECONDS for both together: somebody is in pain. The zone is asked for once a session, the choice
    until memory has answered.
    """
    ends_at = monotonic() + VOICE_SECONDS
    if state.zone is None:
        state = replace(state, zone=_zone(turn))
    if state.whisper is None and is_night(turn.asked_at, state.zone):
        from .memory import glance

        kept = glance(os.environ, turn.caller.user_id, turn.asked_at, ends_at - monotonic())
        # Nobody has chosen: the night is whispered, and there is nothing more to ask.
        state = replace(state, whisper=kept.whisper is not False if kept else None)
    return state


def _zone(turn: Turn) -> str:
    caller = turn.caller
    if not (caller.endpoint and caller.token and caller.device_id):
        return ""
    from .alexa_api import AlexaApi
    from .api_errors import ApiError

    try:
        return AlexaApi(caller.endpoint, caller.token, VOICE_SECONDS).time_zone(caller.device_id)
    except ApiError:
        return ""  # The voice is normal; nothing else hangs on it here.
