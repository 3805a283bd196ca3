"""The transcript format, read: what each line of a story says. transcript.py tells the format and plays it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from speaker import checks
from speaker.cloud import faults
from speaker.household import APP
from speaker.story import STATES, AppDoes, Breaks, Changes, Exchange, Step, TimePasses, Transcript

HEADERS = ("locale", "device", "now", "zone", "permission", "fault")
CHANGES = ("locale", "device", "zone", "permission")


class FormatError(Exception):
    """A transcript that cannot be read; the message names the line."""


def read(path: Path) -> Transcript:
    """Read a transcript. Raises FormatError."""
    return parse(path.read_text(encoding="utf-8"))


def parse(text: str) -> Transcript:
    """Read a transcript from its text. Raises FormatError."""
    lines = text.splitlines()
    if not lines or not lines[0].startswith("# "):
        raise FormatError("line 1: a transcript opens with its title, '# …'")
    reader = _Reader()
    for number, line in enumerate(lines[1:], start=2):
        if line.strip():
            reader.take(line.rstrip(), number)
    reader.close_exchange()
    if not any(isinstance(step, Exchange) for step in reader.steps):
        raise FormatError("there is no conversation in it")
    return Transcript(lines[0][2:].strip(), reader.headers, tuple(reader.steps))


@dataclass
class _Draft:
    line: int
    says: str
    asked: str
    answer: str | None = None
    listens: bool | None = None


class _Reader:
    """Takes a story line by line. A turn is in `_draft` for as long as lines may still belong to it."""

    def __init__(self) -> None:
        self.headers: dict[str, str] = {}
        self.steps: list[Step] = []
        self._draft: _Draft | None = None
        self._asked = ""

    def take(self, line: str, number: int) -> None:
        name, colon, value = line.partition(":")
        value = value.strip()
        answered = self._draft is not None and self._draft.answer is not None
        if self._asked and name != "U":
            raise FormatError(f"line {number}: after 'ALEXA:' comes what the person answers, 'U:'")
        if name == "A" and colon and self._draft and not answered:
            self._draft.answer = value
        elif self._draft and answered and (line.strip() in STATES or line[0].isspace()):
            self._continue(line.strip())
        elif not self.steps and not self._draft and colon and name in HEADERS:
            self.headers[name] = _header(name, value, number)
        elif name == "U" and colon:
            self.close_exchange()
            self._draft = _Draft(number, value, self._asked)
            self._asked = ""
        elif colon and name in ("ALEXA", "TIME", "RINGS", "APP", "FAULT", "SET"):
            self.close_exchange()
            self._take_step(name, value, number)
        else:
            known = "U:, A:, ALEXA:, TIME:, RINGS:, APP:, FAULT:, SET:, (listening), (closes)"
            raise FormatError(f"line {number}: {line!r} is none of {known}, {', '.join(HEADERS)}")

    def close_exchange(self) -> None:
        """Put the turn that was being read among the steps."""
        draft, self._draft = self._draft, None
        if draft is None:
            return
        if draft.answer is None:
            raise FormatError(f"line {draft.line}: there is no 'A:' after this 'U:'")
        answer = " ".join(draft.answer.split())
        self.steps.append(Exchange(draft.line, draft.says, answer, draft.listens, draft.asked))

    def _continue(self, words: str) -> None:
        assert self._draft is not None
        if words in STATES:
            self._draft.listens = STATES[words]
        else:
            self._draft.answer = f"{self._draft.answer} {words}"

    def _take_step(self, name: str, value: str, number: int) -> None:
        last = self.steps[-1] if self.steps else None
        if name == "ALEXA":
            if not isinstance(last, Exchange) or not value:
                raise FormatError(f"line {number}: 'ALEXA:' is a question that follows what the guide said")
            self._asked = value
        elif name == "TIME":
            self.steps.append(TimePasses(number, _moment(value, number), ()))
        elif name == "RINGS":
            if not isinstance(last, TimePasses):
                raise FormatError(f"line {number}: 'RINGS:' follows the 'TIME:' in which it rang")
            self.steps[-1] = TimePasses(last.line, last.until, (*last.rings, value))
        elif name == "APP":
            if value not in APP:
                raise FormatError(f"line {number}: in the app a person {', '.join(APP)}; not {value!r}")
            self.steps.append(AppDoes(number, value))
        elif name == "SET":
            what, _, new = value.partition(" ")
            if what not in CHANGES:
                raise FormatError(f"line {number}: 'SET:' changes {', '.join(CHANGES)}; not {what!r}")
            self.steps.append(Changes(number, what, _header(what, new.strip(), number)))
        else:
            self.steps.append(Breaks(number, _fault(value, number)))


def _moment(value: str, number: int) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise FormatError(f"line {number}: {value!r} is not a local time like 2026-11-24T00:00") from error
    if moment.tzinfo:
        raise FormatError(f"line {number}: {value!r} has a zone, and the zone is the speaker's")
    return moment


def _header(name: str, value: str, number: int) -> str:
    if name == "now":
        _moment(value, number)
    if name == "fault":
        return _fault(value, number)
    try:
        if name != "now":
            checks.setting(name, value)
    except ValueError as error:
        raise FormatError(f"line {number}: {value!r} {error}") from error
    return value


def _fault(value: str, number: int) -> str:
    try:
        faults.read(value)
    except ValueError as error:
        raise FormatError(f"line {number}: {error}") from error
    return value
