"""A conversation as a story: its steps, and how they are written. script.py reads it, transcript.py plays it."""

from dataclasses import dataclass
from datetime import datetime
from textwrap import fill

STATES = {"(listening)": True, "(closes)": False}
MORE = "..."
WIDTH = 100


@dataclass(frozen=True)
class Exchange:
    """One turn. `listens` is None where the transcript leaves it to the question mark.

    `asked` is the question that Alexa itself put before it, about a permission; "" for none.
    """

    line: int
    says: str
    answer: str
    listens: bool | None = None
    asked: str = ""


@dataclass(frozen=True)
class TimePasses:
    """Time passes until a local time, and meanwhile these ring: "2026-11-22 22:00 label", or MORE."""

    line: int
    until: datetime
    rings: tuple[str, ...]


@dataclass(frozen=True)
class AppDoes:
    """The person does something in the Alexa app, one of APP."""

    line: int
    what: str


@dataclass(frozen=True)
class Breaks:
    """Services fail from here on; "" for none any more."""

    line: int
    broken: str


@dataclass(frozen=True)
class Changes:
    """Something else holds from here on: one of CHANGES, and its value."""

    line: int
    name: str
    value: str


Step = Exchange | TimePasses | AppDoes | Breaks | Changes


@dataclass(frozen=True)
class Transcript:
    """A whole story."""

    title: str
    headers: dict[str, str]
    steps: tuple[Step, ...]


def write(transcript: Transcript) -> str:
    """Write a transcript as text, which `parse` reads as the same one, but for the numbers of its lines."""
    lines = [f"# {transcript.title}", *(f"{name}: {value}" for name, value in transcript.headers.items()), ""]
    for step in transcript.steps:
        lines += _written(step)
    return "\n".join(lines) + "\n"


def _written(step: Step) -> list[str]:
    if isinstance(step, Exchange):
        asked = [f"ALEXA: {step.asked}"] if step.asked else []
        answer = fill(f"A: {step.answer}", WIDTH, subsequent_indent="   ", break_on_hyphens=False).splitlines()
        state = [words for words, listens in STATES.items() if listens is step.listens]
        return [*asked, f"U: {step.says}".rstrip(), *answer, *state]
    if isinstance(step, TimePasses):
        until = step.until.isoformat(timespec="seconds" if step.until.second else "minutes")
        return [f"TIME: {until}", *(f"RINGS: {ring}" for ring in step.rings)]
    if isinstance(step, AppDoes):
        return [f"APP: {step.what}"]
    if isinstance(step, Breaks):
        return [f"FAULT: {step.broken}".rstrip()]
    return [f"SET: {step.name} {step.value}"]
