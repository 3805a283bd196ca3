"""One exchange with the skill."""

from dataclasses import dataclass
from typing import Any

from speaker.ear import Heard

Json = dict[str, Any]


@dataclass(frozen=True)
class Turn:
    """What the person said (None for silence), and what came of it."""

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
    speech: Json | None = None
    """The `outputSpeech` that `text` is the plain words of; None where it said nothing."""
    asked: str = ""
    """Alexa's own question about a permission, which `said` answers; "" in every other turn."""
    earlier: tuple["Turn", ...] = ()
    """The turns that led to this one without the person having begun another: the skill asked for a permission."""

    @property
    def all(self) -> tuple["Turn", ...]:
        """The earlier turns and this one."""
        return (*self.earlier, self)
