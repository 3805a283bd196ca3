"""What a turn can reach outside of itself: Alexa's services and memory. Nothing is loaded before it is asked for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .alexa_api import AlexaApi
    from .remembered import NoMemory, Remembered
    from .turn import Turn


def alexa(turn: Turn) -> AlexaApi:
    """Return the client of Alexa's services for this turn."""
    from .alexa_api import AlexaApi

    return AlexaApi(turn.caller.endpoint, turn.caller.token)


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
    except MemoryUnavailableError:
        return None  # The person asked for something else, and gets it without.


def remember(turn: Turn, **fields: object) -> None:
    """Keep these fields of Remembered if memory can be had; if not, nothing that was asked for fails."""
    from dataclasses import replace

    from .remembered import MemoryUnavailableError

    try:
        memory(turn).change(lambda record: replace(record, **fields))  # type: ignore[arg-type]
    except MemoryUnavailableError:
        return  # What was asked for is done all the same.
