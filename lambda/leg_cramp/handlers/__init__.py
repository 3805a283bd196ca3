"""The rooms: one for each thing a person does. A handler takes a Turn and returns a Reply."""

from collections.abc import Callable
from importlib import import_module
from typing import Any


def later(name: str) -> Callable[[Any], Any]:
    """Return the handler "room.function", whose room is first entered when it is called.

    For the rooms that need Alexa's services: the first help does not pay for their imports.
    """
    room, _, function = name.partition(".")
    return lambda asked: getattr(import_module(f"{__name__}.{room}"), function)(asked)
