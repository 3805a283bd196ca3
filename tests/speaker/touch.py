"""The screen and the finger: what a device shows, and what Alexa sends when somebody touches it."""

import re
from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]

RENDER = "Alexa.Presentation.APL.RenderDocument"
USER_EVENT = "Alexa.Presentation.APL.UserEvent"
# How a script writes it: [touch next], the arguments apart by spaces.
_WRITTEN = re.compile(r"\s*\[touch\b([^\]]*)\]\s*", re.IGNORECASE)


class TouchError(Exception):
    """There is nothing to touch."""


def written(words: str) -> tuple[str, ...] | None:
    """Give the arguments of a touch that is written as "[touch next]"; None for anything else."""
    match = _WRITTEN.fullmatch(words)
    return tuple(match[1].split()) if match else None


def rendered(response: Mapping[str, Any]) -> Json | None:
    """Give the last directive of a skill's `response` that puts a document on the screen, if there is one."""
    directives = [each for each in response.get("directives") or [] if each.get("type") == RENDER]
    return dict(directives[-1]) if directives else None


def fields(screen: Json, arguments: tuple[str, ...]) -> Json:
    """Build what a UserEvent's request holds beside what every request has."""
    source = {"type": "TouchWrapper", "handler": "Press", "id": ""}
    return {"token": screen.get("token", ""), "arguments": list(arguments), "source": source, "components": {}}
