"""SSML as a voice would take it: pieces of words, pauses and counted numbers, each with how it is to be said."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from html.parser import HTMLParser
from typing import Any

from speaker.times import NUMBERS

# The names that SSML has for rates and volumes, as a browser's voice takes them: 1 is its own.
_RATES = {"x-slow": 0.5, "slow": 0.75, "medium": 1.0, "fast": 1.25, "x-fast": 1.5}
_VOLUMES = {"silent": 0.0, "x-soft": 0.3, "soft": 0.55, "medium": 0.8, "loud": 1.0, "x-loud": 1.0}
_SPELLED = {"digits", "characters", "spell-out"}
_BREAK = re.compile(r"\s*([\d.]+)\s*(ms|s)\s*")


class Kind(StrEnum):
    """What a piece is."""

    WORDS = "words"
    PAUSE = "pause"
    COUNT = "count"
    """A number alone between two pauses: somebody is counting."""


@dataclass(frozen=True)
class Manner:
    """How words are said. Rate and volume are shares of the voice's own."""

    whispered: bool = False
    rate: float = 1.0
    volume: float = 1.0


@dataclass(frozen=True)
class Piece:
    """One piece. Words have `text` to show and `spoken` to say; a pause has seconds."""

    kind: Kind
    text: str = ""
    spoken: str = ""
    seconds: float = 0.0
    manner: Manner = Manner()

    def as_object(self) -> dict[str, Any]:
        """Give it as the page takes it."""
        return {**asdict(self.manner), "kind": self.kind.value, "text": self.text} | {
            "spoken": self.spoken,
            "seconds": self.seconds,
        }


def pieces(ssml: str) -> list[Piece]:
    """Take SSML, or plain text, apart. Tags that change nothing that can be heard here are passed over."""
    reader = _Reader()
    reader.feed(ssml)
    reader.close()
    reader.flush()
    return _counted(reader.pieces)


def of(output: object) -> list[Piece]:
    """Take an `outputSpeech` object apart; none gives []."""
    if not isinstance(output, dict):
        return []
    if output.get("type") == "SSML":
        return pieces(str(output.get("ssml") or ""))
    text = " ".join(str(output.get("text") or "").split())
    return [Piece(Kind.WORDS, text, text)] if text else []


def _counted(found: Iterable[Piece]) -> list[Piece]:
    every = list(found)
    for at in range(1, len(every) - 1):
        around = {every[at - 1].kind, every[at + 1].kind}
        if around == {Kind.PAUSE} and tuple(every[at].text.lower().rstrip(".,").split()) in NUMBERS:
            every[at] = replace(every[at], kind=Kind.COUNT)
    return every


class _Reader(HTMLParser):
    """Walks through the tags. HTML's reader takes the undeclared prefix of "amazon:effect", which XML's refuses."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[Piece] = []
        self._manners: list[tuple[str, Manner]] = [("", Manner())]
        self._text = ""
        self._spoken = ""
        self._instead: str | None = None
        self._spelled = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "break":
            self._pause(given.get("time", ""))
        elif tag == "sub":
            self._instead = given.get("alias", "")
        elif tag == "say-as":
            self._spelled = given.get("interpret-as") in _SPELLED
        elif tag == "prosody" or (tag == "amazon:effect" and given.get("name") == "whispered"):
            self.flush()
            self._manners.append((tag, _manner(self._manners[-1][1], tag, given)))
        elif tag in ("p", "s"):
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "sub" and self._instead is not None:
            alias, self._instead = self._instead, None
            self.handle_data(alias)
        elif tag == "say-as":
            self._spelled = False
        elif self._manners[-1][0] == tag:
            self.flush()
            self._manners.pop()
        elif tag in ("p", "s"):
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        if self._instead is None:
            self._text += data
            self._spoken += " ".join(data.replace(" ", "")) if self._spelled else data

    def flush(self) -> None:
        """End the words that were being gathered."""
        text, spoken = " ".join(self._text.split()), " ".join(self._spoken.split())
        self._text = self._spoken = ""
        if text:
            self.pieces.append(Piece(Kind.WORDS, text, spoken, manner=self._manners[-1][1]))

    def _pause(self, time: str) -> None:
        match = _BREAK.fullmatch(time)
        if match is None:
            return
        self.flush()
        seconds = float(match[1]) / (1000 if match[2] == "ms" else 1)
        if self.pieces and self.pieces[-1].kind is Kind.PAUSE:
            seconds += self.pieces.pop().seconds
        self.pieces.append(Piece(Kind.PAUSE, seconds=round(seconds, 3), manner=self._manners[-1][1]))


def _manner(outer: Manner, tag: str, given: dict[str, str]) -> Manner:
    if tag == "amazon:effect":
        return replace(outer, whispered=True)
    rate, volume = given.get("rate", ""), given.get("volume", "")
    share = int(rate[:-1]) / 100 if re.fullmatch(r"\d+%", rate) else _RATES.get(rate, 1.0)
    return replace(outer, rate=round(outer.rate * share, 3), volume=_VOLUMES.get(volume, outer.volume))
