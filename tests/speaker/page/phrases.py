"""Phrases to try, taken from the interaction model: some for each thing that a person can ask."""

import json
import re
from dataclasses import dataclass

from speaker import stock_phrases
from speaker.ear import FALLBACK
from speaker.model import MODELS, Intent, Model, Sample, Value

MOST = 4
WORDS = 3
# A value that opens so is a sentence.
OPENS = frozenset({"i", "i'm", "i've", "my", "it", "it's"})
# What somebody would say for Alexa's own types, of which a model lists no values.
_BUILT_IN = {
    "AMAZON.TIME": "ten p m",
    "AMAZON.DURATION": "ten minutes",
    "AMAZON.DayOfWeek": "monday",
    "AMAZON.NUMBER": "three",
}
_SLOT = re.compile(r"\{(\w+)\}")


def locales() -> list[str]:
    """Give the locales that the skill is published in, as its manifest names them."""
    manifest = json.loads((MODELS / "skill.json").read_text(encoding="utf-8"))["manifest"]
    return list(manifest["publishingInformation"]["locales"])


@dataclass(frozen=True)
class Group:
    """An intent, in words, and what can be said for it."""

    title: str
    intent: str
    phrases: tuple[str, ...]


def groups(model: Model) -> list[Group]:
    """Give phrases for every intent of the model that can be said."""
    found = (Group(_title(intent.name), intent.name, _phrases(intent, model)) for intent in model.intents.values())
    return [group for group in found if group.phrases and group.intent != FALLBACK]


def _phrases(intent: Intent, model: Model) -> tuple[str, ...]:
    stock = stock_phrases.PHRASES.get(intent.name)
    if stock:
        return tuple(stock.split("|")[:MOST])
    if sentences := _sentences(intent, model):
        return sentences
    samples = _likeliest(intent)
    step = max(1, len(samples) // MOST)
    said = (_said(sample, intent, model, turn) for turn, sample in enumerate(samples[::step]))
    return tuple(dict.fromkeys(said))[:MOST]


def _sentences(intent: Intent, model: Model) -> tuple[str, ...]:
    """Of values that can be said alone, those that are sentences ("my leg is swollen"), one for each value."""
    alone = [intent.slots[sample.slots[0]] for sample in intent.samples if len(sample.slots) == len(sample.parts) == 1]
    found: dict[Value, str] = {}
    for text, value in (pair for kind in alone for pair in model.names(kind)):
        words = text.split()
        if len(words) >= WORDS and words[0] in OPENS:
            found.setdefault(value, text)
    return tuple(found.values())[:MOST] if len(found) >= WORDS else ()


def _likeliest(intent: Intent) -> list[Sample]:
    """Sentences that say most by themselves: few slots, and words of their own."""
    plain = [sample for sample in intent.samples if not sample.slots]
    filled = [sample for sample in intent.samples if len(sample.slots) == 1 and len(sample.parts) > WORDS]
    return plain if len(plain) >= len(filled) else filled or list(intent.samples)


def _said(sample: Sample, intent: Intent, model: Model, turn: int) -> str:
    def fill(match: re.Match[str]) -> str:
        kind = intent.slots[match[1]]
        if kind in _BUILT_IN:
            return _BUILT_IN[kind]
        names = list(dict.fromkeys(value.name for value in model.phrases[kind].values()))
        return names[turn % len(names)]

    return _SLOT.sub(fill, sample.text)


def _title(name: str) -> str:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.removeprefix("AMAZON.").removesuffix("Intent"))
    return words.capitalize()
