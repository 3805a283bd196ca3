"""The terminal face: a conversation as plain text, or as one JSON object a turn."""

import json
import sys
from collections.abc import Iterable
from datetime import datetime
from shutil import get_terminal_size
from textwrap import fill

from speaker import touch
from speaker.cloud import Rang
from speaker.ear import FALLBACK, Heard, How
from speaker.engine import Speaker
from speaker.turn import Turn


def converse(speaker: Speaker, turns: Iterable[str], *, until: datetime | None = None, as_json: bool) -> None:
    """Say each of `turns` in order and print what came back; then let time pass `until` (naive, local).

    Raises doors.DoorError at the first turn that is not answered.
    """
    for words in turns:
        if not as_json:
            print(_line("You:", words or "(silence)"), flush=True)
        rung = len(speaker.cloud.rang)
        for turn in speaker.do(words).all:
            show(turn, as_json=as_json)
        _ring(speaker.cloud.rang[rung:], as_json=as_json)
    if until is not None:
        _let_pass(speaker, until, as_json=as_json)
    if as_json:
        print(json.dumps({"state": speaker.state()}), flush=True)


def show(turn: Turn, *, as_json: bool) -> None:
    """Print what the speaker answered, after what Alexa itself asked if it did."""
    if as_json:
        print(json.dumps(as_object(turn)), flush=True)
        return
    if turn.asked:
        print(_line("Alexa:", turn.asked))
        print(_line("You:", turn.said or "(silence)"))
    if turn.text:
        print(_line("Guide:", turn.text))
    print(f"       ({describe(turn)})", flush=True)


def _let_pass(speaker: Speaker, until: datetime, *, as_json: bool) -> None:
    if until <= speaker.now.replace(tzinfo=None):
        return  # The conversation itself took longer.
    was_open = speaker.open
    rang = speaker.let_pass(until)
    if as_json:
        return
    if was_open and not speaker.open:
        print("       (silence · closed)")
    _ring(rang, as_json=False)
    print(f"Time:  {_moment(until)}" + ("" if rang else ", nothing rang"), flush=True)


def _ring(rang: Iterable[Rang], *, as_json: bool) -> None:
    for ring in () if as_json else rang:
        print(_line("Alexa:", f"(rings {_moment(ring.at)}) {ring.label}"), flush=True)


def _moment(local: datetime) -> str:
    return f"{local:%a} {local.isoformat(' ', 'minutes')}"


def as_object(turn: Turn) -> dict[str, object]:
    """Give a turn as `JSON=1` prints it."""
    return {
        "heard": turn.said or "",
        "how": turn.heard.how.value if turn.heard else How.EXACT.value,
        "closest": turn.heard.sample if turn.heard else "",
        "asked": turn.asked,
        "said": turn.text,
        "open": turn.open,
        "request": turn.request,
        "response": turn.response,
    }


def describe(turn: Turn) -> str:
    """Tell in one line how the speaker understood a turn, and whether it listens now."""
    if turn.request is not None and turn.request["request"]["type"] == "Connections.Response":
        answer = turn.request["request"]
        came_of_it = answer.get("payload", {}).get("status") or f"failed, status {answer['status']['code']}"
        return f"permission {came_of_it} · {'listening' if turn.open else 'closed'}"
    if turn.request is not None and turn.request["request"]["type"] == touch.USER_EVENT:
        touched = " ".join(turn.request["request"]["arguments"])
        return f"touched {touched} · {'listening' if turn.open else 'closed'}"
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
