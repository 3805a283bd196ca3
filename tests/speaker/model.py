"""The interaction model as Alexa reads it: intents, their slots and samples, and the values of slot types."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from speaker.words import heard, key

_SLOT = re.compile(r"(\{\w+\})")
MODELS = Path(__file__).resolve().parents[2] / "interaction_model"


@dataclass(frozen=True)
class Value:
    """One listed value of a custom slot type."""

    name: str
    id: str | None


@dataclass(frozen=True)
class Sample:
    """One sample utterance. `parts` are folded words, and slots as "{name}"."""

    intent: str
    text: str
    parts: tuple[str, ...]

    @property
    def slots(self) -> tuple[str, ...]:
        """The names of its slots, from left to right."""
        return tuple(part[1:-1] for part in self.parts if part[0] == "{")


@dataclass(frozen=True)
class Intent:
    """One intent: its slots as name -> type, and its samples."""

    name: str
    slots: dict[str, str]
    samples: tuple[Sample, ...]


class Model:
    """One language's interaction model."""

    def __init__(self, document: dict[str, Any]) -> None:
        """Read a model document. Raises ValueError when a part that hearing needs is missing."""
        try:
            language = document["interactionModel"]["languageModel"]
            self.invocation: tuple[str, ...] = key(heard(language["invocationName"]))
            self.intents = {entry["name"]: _intent(entry) for entry in language["intents"]}
            self._types: list[dict[str, Any]] = language.get("types", [])
        except (KeyError, TypeError) as missing:
            raise ValueError(f"the interaction model lacks {missing}") from missing

    @cached_property
    def phrases(self) -> dict[str, dict[tuple[str, ...], Value]]:
        """Every value and synonym by slot type: folded words -> value. A value's own name wins over a synonym."""
        return {entry["name"]: {key(heard(text)): value for text, value in _names(entry)} for entry in self._types}

    def names(self, slot_type: str) -> Iterator[tuple[str, Value]]:
        """Every synonym and value of a custom slot type as the model writes it, and the value it stands for."""
        for entry in self._types:
            if entry["name"] == slot_type:
                yield from _names(entry)

    def samples(self) -> Iterator[Sample]:
        """All samples, in the model's order."""
        for intent in self.intents.values():
            yield from intent.samples


def load(locale: str, folder: Path = MODELS) -> Model:
    """Load the model that serves `locale`: its own file, its language's, or English.

    Raises ValueError when there is no model to read, or it is not one.
    """
    for name in (locale, locale.split("-")[0], "en"):
        path = folder / f"{name}.json"
        if path.is_file():
            return Model(json.loads(path.read_text(encoding="utf-8")))
    raise ValueError(f"no interaction model for {locale} in {folder}")


def split(sample: str) -> tuple[str, ...]:
    """Split a sample into folded words and "{slot}" parts."""
    if "{" not in sample:
        return key(heard(sample))
    parts: list[str] = []
    for piece in _SLOT.split(sample):
        parts.extend([piece] if piece.startswith("{") else key(heard(piece)))
    return tuple(parts)


def _intent(entry: dict[str, Any]) -> Intent:
    slots = {slot["name"]: slot["type"] for slot in entry.get("slots", [])}
    samples = tuple(Sample(entry["name"], text, split(text)) for text in entry.get("samples", []))
    return Intent(entry["name"], slots, samples)


def _names(entry: dict[str, Any]) -> Iterator[tuple[str, Value]]:
    for value in entry["values"]:
        found = Value(value["name"]["value"], value.get("id"))
        for synonym in value["name"].get("synonyms", []):
            yield synonym, found
    for value in entry["values"]:
        yield value["name"]["value"], Value(value["name"]["value"], value.get("id"))
