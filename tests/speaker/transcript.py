"""Transcripts: conversations that a nurse can read and a test can play.

    # A calf cramp, and it helps
    locale: en-GB

    U: my calf is cramping
    A: For the calf: ... Has it eased?
    U: yes
    A: Good. Rest it a little.

After the title come optional lines `locale`, `device`, `now`, `zone` and `permission`. `U:` is the person (nothing
after it: silence), `A:` what the guide must say, on as many indented lines as it takes; ` ... ` stands for anything. A
line `(listening)` or `(closes)` tells what the session does then; without one it listens exactly after a question.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from speaker.device import Device
from speaker.doors import Door
from speaker.engine import NIGHT, Speaker
from speaker.envelope import Permission

HEADERS = ("locale", "device", "now", "zone", "permission")
STATES = {"(listening)": True, "(closes)": False}
_ANYTHING = re.compile(r"\s*\.\.\.\s*")


class FormatError(Exception):
    """A transcript that cannot be read; the message names the line."""


@dataclass(frozen=True)
class Exchange:
    """One turn of a transcript. `listens` is None where the transcript leaves it to the question mark."""

    line: int
    says: str
    answer: str
    listens: bool | None = None


@dataclass(frozen=True)
class Transcript:
    """A whole story."""

    title: str
    headers: dict[str, str]
    exchanges: tuple[Exchange, ...]


def read(path: Path) -> Transcript:
    """Read a transcript. Raises FormatError."""
    return parse(path.read_text(encoding="utf-8"))


def parse(text: str) -> Transcript:
    """Read a transcript from its text. Raises FormatError."""
    lines = text.splitlines()
    if not lines or not lines[0].startswith("# "):
        raise FormatError("line 1: a transcript opens with its title, '# …'")
    headers: dict[str, str] = {}
    turns: list[_Draft] = []
    for number, line in enumerate(lines[1:], start=2):
        if line.strip():
            _take(line.rstrip(), number, headers, turns)
    if not turns:
        raise FormatError("there is no conversation in it")
    return Transcript(lines[0][2:].strip(), headers, tuple(turn.finished() for turn in turns))


def play(transcript: Transcript, door: Door | None = None) -> str | None:
    """Play a transcript against the skill. Returns None, or a readable account of the first thing that differs."""
    speaker = _speaker(transcript.headers, door)
    for exchange in transcript.exchanges:
        turn = speaker.say(exchange.says)
        you = f"line {exchange.line}, after the person said {exchange.says or '(nothing)'!r}"
        if not _agrees(exchange.answer, turn.text):
            return f"{you}\n  expected: {exchange.answer or '(nothing)'}\n  heard:    {turn.text or '(nothing)'}"
        listens = turn.text.endswith("?") if exchange.listens is None else exchange.listens
        if turn.open is not listens:
            states = {True: "listens", False: "closes"}
            return (
                f"{you}\n  the guide said:  {turn.text}\n  expected: it {states[listens]}\n  but it {states[turn.open]}"
            )
    return None


@dataclass
class _Draft:
    line: int
    says: str
    answer: str | None = None
    listens: bool | None = None

    def finished(self) -> Exchange:
        if self.answer is None:
            raise FormatError(f"line {self.line}: there is no 'A:' after this 'U:'")
        return Exchange(self.line, self.says, " ".join(self.answer.split()), self.listens)


def _take(line: str, number: int, headers: dict[str, str], turns: list[_Draft]) -> None:
    last = turns[-1] if turns else None
    name, colon, value = line.partition(":")
    if line.startswith("U:"):
        turns.append(_Draft(number, value.strip()))
    elif line.startswith("A:") and last and last.answer is None:
        last.answer = value.strip()
    elif last and last.answer is not None and line.strip() in STATES:
        last.listens = STATES[line.strip()]
    elif last and last.answer is not None and line[0].isspace():
        last.answer += " " + line.strip()
    elif not last and colon and name in HEADERS:
        headers[name] = value.strip()
    else:
        raise FormatError(f"line {number}: {line!r} is none of U:, A:, (listening), (closes), {', '.join(HEADERS)}")


def _speaker(headers: dict[str, str], door: Door | None) -> Speaker:
    return Speaker(
        locale=headers.get("locale", "en-US"),
        device=Device(headers.get("device", "speaker")),
        permission=Permission(headers.get("permission", "accepts")),
        zone=headers.get("zone"),
        now=datetime.fromisoformat(headers["now"]) if "now" in headers else NIGHT,
        door=door,
    )


def _agrees(pattern: str, said: str) -> bool:
    pieces = [re.escape(piece) for piece in _ANYTHING.split(pattern)]
    return re.fullmatch(r"\s*.*?\s*".join(pieces), said, re.DOTALL) is not None
