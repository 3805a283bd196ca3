"""The interaction model as values: what the linter and the packager read instead of bare JSON."""

import re
from dataclasses import dataclass
from typing import Any

SLOT = re.compile(r"\{([^{}]*)\}")
LOCALES = ("en-US", "en-GB", "en-CA", "en-AU", "en-IN")


@dataclass(frozen=True)
class Value:
    """One value of a custom slot type: what it is called, and what else people say for it."""

    id: str
    name: str
    synonyms: tuple[str, ...]

    @property
    def phrases(self) -> tuple[str, ...]:
        """Everything that resolves to this value, its name first."""
        return (self.name, *self.synonyms)


@dataclass(frozen=True)
class Intent:
    """An intent, its slots (name and type, in order) and its sample utterances."""

    name: str
    slots: tuple[tuple[str, str], ...]
    samples: tuple[str, ...]

    @property
    def built_in(self) -> bool:
        """Whether Amazon defines this intent; its samples are then only additions to Amazon's own."""
        return self.name.startswith("AMAZON.")

    @property
    def types(self) -> dict[str, str]:
        """The type of each slot by the slot's name."""
        return dict(self.slots)


@dataclass(frozen=True)
class Model:
    """A language model. A type's values are in the order of the file."""

    invocation_name: str
    intents: tuple[Intent, ...]
    types: tuple[tuple[str, tuple[Value, ...]], ...]

    @property
    def values(self) -> dict[str, tuple[Value, ...]]:
        """The values of each custom type by the type's name."""
        return dict(self.types)

    @classmethod
    def parse(cls, document: dict[str, Any]) -> "Model":
        """Read the JSON of an interaction model that has passed the schema. Raises KeyError if it has not."""
        language = document["interactionModel"]["languageModel"]
        return cls(
            language["invocationName"],
            tuple(_intent(intent) for intent in language["intents"]),
            tuple((kind["name"], tuple(map(_value, kind.get("values", ())))) for kind in language.get("types", ())),
        )


def _intent(intent: dict[str, Any]) -> Intent:
    slots = tuple((slot["name"], slot.get("type", "")) for slot in intent.get("slots", ()))
    return Intent(intent["name"], slots, tuple(intent.get("samples", ())))


def _value(value: dict[str, Any]) -> Value:
    name = value["name"]
    return Value(value.get("id", ""), name["value"], tuple(name.get("synonyms", ())))


def normalised(phrase: str) -> str:
    """Return how Alexa hears a phrase: lower case, without the dots of spelled letters, hyphens and extra spaces."""
    return " ".join(phrase.lower().replace(".", " ").replace("-", " ").split())


def shape(sample: str, intent: Intent) -> str:
    """Return a sample as Alexa hears it, with each slot read as its type."""
    return SLOT.sub(lambda slot: f"<{intent.types.get(slot[1], slot[1])}>", normalised(sample))
