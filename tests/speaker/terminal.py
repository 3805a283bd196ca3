"""The terminal face: a conversation as plain text, or as one JSON object a turn."""

import json
import sys
from collections.abc import Iterable
from shutil import get_terminal_size
from textwrap import fill

from speaker.ear import FALLBACK, Heard, How
from speaker.engine import Speaker, Turn


def converse(speaker: Speaker, turns: Iterable[str], *, as_json: bool) -> None:
    """Say each of `turns` in order and print what came back. Raises doors.DoorError at the first unanswered one."""
    for words in turns:
        if not as_json:
            print(_line("You:", words or "(silence)"), flush=True)
        show(speaker.say(words), as_json=as_json)
    if as_json:
        state = {"reminders": [], "rang": [], "memory": {}, "session": speaker.session_attributes}
        print(json.dumps({"state": state}), flush=True)


def show(turn: Turn, *, as_json: bool) -> None:
    """Print what the speaker answered."""
    if as_json:
        print(json.dumps(as_object(turn)), flush=True)
        return
    if turn.text:
        print(_line("Guide:", turn.text))
    print(f"       ({describe(turn)})", flush=True)


def as_object(turn: Turn) -> dict[str, object]:
    """Give a turn as `JSON=1` prints it."""
    return {
        "heard": turn.said or "",
        "how": turn.heard.how.value if turn.heard else How.EXACT.value,
        "closest": turn.heard.sample if turn.heard else "",
        "said": turn.text,
        "open": turn.open,
        "request": turn.request,
        "response": turn.response,
    }


def describe(turn: Turn) -> str:
    """Tell in one line how the speaker understood a turn, and whether it listens now."""
    if turn.heard is None:
        return "silence · asks again" if turn.open else "silence · closed"
    return f"{_understanding(turn.heard)} · {'listening' if turn.open else 'closed'}"


def _understanding(heard: Heard) -> str:
    if heard.intent is None:
        return "opened by name"
    if heard.leaves:
        return "left the skill"
    closest = f'closest to "{heard.sample}"' if heard.sample else "close to nothing"
    if heard.intent == FALLBACK and heard.how is How.NEAREST:
        return f"not understood, {closest}, too far"
    filled = "".join(
        f" {slot.name}={getattr(slot.found, 'name', slot.value)}{'' if slot.found else ' (not listed)'}"
        for slot in heard.slots.values()
        if slot.value is not None
    )
    return f"heard {heard.intent}{filled}, {'exact' if heard.how is How.EXACT else closest}"


def _line(who: str, words: str) -> str:
    start = f"{who:7}"
    if not sys.stdout.isatty():
        return start + words
    return fill(words, max(40, get_terminal_size().columns - 2), initial_indent=start, subsequent_indent=" " * 7)
