"""Transcripts: conversations that a nurse can read and a test can play.

    # A reminder for every night
    locale: en-GB
    permission: accepts

    U: remind me to stretch at ten every night
    A: 10 PM tonight and every night. Shall I set it?
    U: yes
    A: To set it, I need your permission for reminders.
    ALEXA: Do you give Leg Cramp Guide permission to update your reminders? ...
    U: I approve
    A: Done. ...
    TIME: 2026-11-24T00:00
    RINGS: 2026-11-22 22:00 Time for your bedtime stretch
    RINGS: 2026-11-23 22:00 Time for your bedtime stretch
    APP: deletes the reminder
    FAULT: reminders:503
    SET: device hub

After the title come optional lines `locale`, `device`, `now`, `zone`, `permission` and `fault`, as the options of
`make ask`. Then:

`U:`      what the person says; nothing after it is a silence, and `[touch next]` touches the screen where it says so.
`A:`      what the guide must say, on as many indented lines as it takes; ` ... ` stands for anything. A line
          `(listening)` or `(closes)` tells what the session does then; without one it listens exactly after a question.
`ALEXA:`  what Alexa itself asks when the guide asks for a permission. The `U:` after it is what the `permission` line
          makes the person say: "I approve", "No", or nothing.
`TIME:`   lets time pass until that local time. A session that is open ends by silence.
`RINGS:`  each thing that rings meanwhile, in order: local time and words. `...` is any number more. Whatever rings and
          is not written here is a difference.
`APP:`    what the person does in the Alexa app: deletes the reminder, gives the permission, takes back the permission,
          disables the skill, enables the skill.
`FAULT:`  what fails from here on, as in the option; nothing after it mends everything.
`SET:`    what else changes from here on: locale, device, zone or permission, and its new value.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from speaker.cloud import Rang
from speaker.device import Device
from speaker.doors import Door
from speaker.engine import NIGHT, Speaker
from speaker.envelope import Permission
from speaker.script import FormatError, parse, read
from speaker.story import MORE, AppDoes, Breaks, Exchange, Step, TimePasses, Transcript
from speaker.touch import TouchError
from speaker.turn import Turn

__all__ = [
    "FormatError",
    "Played",
    "Transcript",
    "as_heard",
    "exchange",
    "parse",
    "passage",
    "perform",
    "play",
    "read",
    "speaker_for",
]

_ANYTHING = re.compile(r"\s*\.\.\.\s*")


@dataclass(frozen=True)
class Played:
    """A step as it went: the turn of an exchange, what rang, what differs."""

    step: Step | None
    """None for the end."""
    turn: Turn | None = None
    rang: tuple[Rang, ...] = ()
    difference: str | None = None
    """A readable account of what is not as written."""


def play(transcript: Transcript, door: Door | None = None) -> str | None:
    """Play a transcript against the skill. Returns None, or a readable account of the first thing that differs."""
    played = perform(transcript, speaker_for(transcript.headers, door))
    return next((each.difference for each in played if each.difference), None)


def perform(transcript: Transcript, speaker: Speaker) -> Iterator[Played]:
    """Play a transcript to `speaker` step by step, until something differs."""
    # Turns that are over already, because Alexa put its question between them, and have yet to be compared.
    waiting: deque[Turn] = deque()
    for step in transcript.steps:
        difference = _surprise(step, waiting)
        played = Played(step, difference=difference) if difference else _perform(step, speaker, waiting)
        yield played
        if played.difference:
            return
    if difference := _surprise(None, waiting):
        yield Played(None, difference=difference)


def _perform(step: Step, speaker: Speaker, waiting: deque[Turn]) -> Played:
    if isinstance(step, Exchange):
        return _exchange(step, speaker, waiting)
    if isinstance(step, TimePasses):
        try:
            rang = speaker.let_pass(step.until)
        except ValueError as error:
            return Played(step, difference=f"line {step.line}, until {step.until}: {error}")
        return Played(step, rang=tuple(rang), difference=_compare_rings(step, rang))
    if isinstance(step, AppDoes):
        speaker.use_app(step.what)
    elif isinstance(step, Breaks):
        speaker.break_down(step.broken)
    else:
        speaker.change(step.name, step.value)
    return Played(step)


def _exchange(step: Exchange, speaker: Speaker, waiting: deque[Turn]) -> Played:
    if not waiting:
        try:
            waiting.extend(as_heard(speaker.do(step.says)))
        except TouchError as error:
            return Played(step, difference=f"line {step.line}: {error}")
    turn = waiting.popleft()
    return Played(step, turn, difference=_compare(step, turn))


def as_heard(turn: Turn) -> list[Turn]:
    """Take a turn apart at Alexa's own questions. Answers that follow each other without one are one to the ear."""
    heard: list[Turn] = []
    for each in turn.all:
        if heard and not each.asked:
            before = heard.pop()
            text = f"{before.text} {each.text}".strip()
            heard.append(replace(each, said=before.said, asked=before.asked, text=text, earlier=before.all))
        else:
            heard.append(replace(each, earlier=()))
    return heard


def exchange(turn: Turn) -> Exchange:
    """Write a turn that as_heard gave as the step of a story."""
    listens = None if turn.open is turn.text.endswith("?") else turn.open
    return Exchange(0, " ".join((turn.said or "").split()), turn.text, listens, turn.asked)


def passage(until: datetime, rang: Iterable[Rang]) -> TimePasses:
    """Write a time that passed, and what rang meanwhile, as the step of a story."""
    return TimePasses(0, until, tuple(_rings(rang)))


def _rings(rang: Iterable[Rang]) -> list[str]:
    return [f"{ring.at.isoformat(' ', 'minutes')} {ring.label}" for ring in rang]


def _surprise(step: object, waiting: deque[Turn]) -> str | None:
    """Tell of a question that Alexa put and the story lacks, or the other way round."""
    line = getattr(step, "line", None)
    where = f"line {line}" if line else "at the end"
    expected = step.asked if isinstance(step, Exchange) else ""
    if expected and not waiting:
        return f"{where}\n  expected Alexa to ask: {expected}\n  but the guide did not ask for a permission"
    if waiting and waiting[0].asked and not expected:
        return f"{where}\n  here Alexa asked, and the story does not say so: {waiting[0].asked}"
    return None


def _compare(exchange: Exchange, turn: Turn) -> str | None:
    you = f"line {exchange.line}, after the person said {exchange.says or '(nothing)'!r}"
    if not _agrees(exchange.asked, turn.asked):
        return f"{you}\n  expected Alexa to ask: {exchange.asked}\n  but it asked:          {turn.asked or '(nothing)'}"
    if exchange.asked and exchange.says.lower() != (turn.said or "").lower():
        return f"{you}\n  but the story's permission line makes the person say {turn.said or '(nothing)'!r}"
    if not _agrees(exchange.answer, turn.text):
        return f"{you}\n  expected: {exchange.answer or '(nothing)'}\n  heard:    {turn.text or '(nothing)'}"
    listens = turn.text.endswith("?") if exchange.listens is None else exchange.listens
    if turn.open is not listens:
        states = {True: "listens", False: "closes"}
        return f"{you}\n  the guide said:  {turn.text}\n  expected: it {states[listens]}\n  but it {states[turn.open]}"
    return None


def _compare_rings(passage: TimePasses, rang: list[Rang]) -> str | None:
    heard = _rings(rang)
    patterns = (".*" if ring == MORE else re.escape(ring) + "\n" for ring in passage.rings)
    if re.fullmatch("".join(patterns), "".join(f"{ring}\n" for ring in heard), re.DOTALL):
        return None
    expected, came = "\n    ".join(passage.rings or ["(nothing)"]), "\n    ".join(heard or ["(nothing)"])
    return f"line {passage.line}, until {passage.until}\n  expected to ring:\n    {expected}\n  rang:\n    {came}"


def speaker_for(headers: dict[str, str], door: Door | None) -> Speaker:
    """Set up the speaker that a transcript's headers tell of."""
    return Speaker(
        locale=headers.get("locale", "en-US"),
        device=Device(headers.get("device", "speaker")),
        permission=Permission(headers.get("permission", "accepts")),
        zone=headers.get("zone"),
        now=datetime.fromisoformat(headers["now"]) if "now" in headers else NIGHT,
        broken=headers.get("fault", ""),
        door=door,
    )


def _agrees(pattern: str, said: str) -> bool:
    pieces = [re.escape(piece) for piece in _ANYTHING.split(pattern)]
    return re.fullmatch(r"\s*.*?\s*".join(pieces), said, re.DOTALL) is not None
