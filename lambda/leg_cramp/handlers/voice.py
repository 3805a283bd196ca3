"""The voice that the person wants: whispered or aloud. It is remembered, and what was said last is said again in it."""

from dataclasses import replace

from .. import services
from ..reply import Reply
from ..turn import Turn
from . import navigation


def whisper(turn: Turn) -> Reply:
    """Whisper from here on, and at night from now on."""
    return _in_voice(turn, True, "voice.whisper")


def speak_up(turn: Turn) -> Reply:
    """Speak aloud from here on, at night too."""
    return _in_voice(turn, False, "voice.speak_up")


def _in_voice(turn: Turn, whispered: bool, said: str) -> Reply:
    services.remember(turn, whisper=whispered)
    turn = replace(turn, state=replace(turn.state, whisper=whispered))
    if not turn.state.question:
        return navigation.stay(turn, said)
    again = navigation.repeat(turn)
    if again.urgent:
        return again  # Danger is spoken aloud whatever was wished, and nothing goes before it.
    # Where the session closes, the state is a fresh one; the goodbye is still said in the voice that was asked for.
    return replace(again, parts=(turn.words.text(said), *again.parts), state=replace(again.state, whisper=whispered))
