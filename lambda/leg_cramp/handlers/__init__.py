"""The rooms: one for each thing a person does. A handler takes a Turn and returns a Reply."""

from collections.abc import Callable
from importlib import import_module
from typing import Any


def later(name: str, *given: Any) -> Callable[[Any], Any]:
    """Return the handler "room.function", whose room is first entered when it is called; `given` goes in first.

    Only relief and emergency are entered at once: the first help does not pay for the other rooms' imports.
    """
    room, _, function = name.partition(".")
    return lambda asked: getattr(import_module(f"{__name__}.{room}"), function)(*given, asked)
