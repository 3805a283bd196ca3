"""What no schema says of an interaction model: each rule is a function that yields a readable finding for a fault."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from contract.model import SLOT, Model, normalised, shape
from contract.model_overlap import Overlap, overlaps
from contract.model_words import invocation_faults, sample_faults, value_faults

# Amazon's limits: the size of the file, the number of intents, of intents and types together.
MAX_BYTES = 1_500_000
MAX_INTENTS = 250
MAX_INTENTS_AND_TYPES = 350

REQUIRED_BUILT_INS = frozenset(
    f"AMAZON.{name}Intent"
    for name in (
        *("Help", "Cancel", "Stop", "Fallback", "NavigateHome", "Yes", "No", "Repeat"),
        *("Next", "Previous", "StartOver", "Pause", "Resume", "More"),
    )
)
NAME = re.compile(r"[a-z]+(?:'[a-z]+)?(?: (?:[a-z]+(?:'[a-z]+)?|[a-z]\.))*")
# A word, a spelled letter ("p."), or a slot that may carry a possessive.
WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*'?|[a-z]\.|\{[a-z_]+\}(?:'s)?")
NAME = re.compile(r"[A-Za-z](?:_?[A-Za-z])*")
TYPE = re.compile(r"<[^<>]+>")


@dataclass(frozen=True)
class Finding:
    """A fault in the model: the rule that was broken, the place, and what is there."""

    rule: str
    where: str
    what: str

    def __str__(self) -> str:
        """Return the finding as one line."""
        return f"{self.rule}: {self.where}: {self.what}"


Rule = Callable[[Model], Iterator[Finding]]


def lint(document: dict[str, Any]) -> list[Finding]:
    """Return every fault found in an interaction model's JSON, which must have passed the schema first."""
    model = Model.parse(document)
    return [*size(document), *(finding for rule in RULES for finding in rule(model))]


def size(document: dict[str, Any]) -> Iterator[Finding]:
    """Check the size of the file that is uploaded, in bytes, as the packager writes it."""
    found = len(json.dumps(document, ensure_ascii=False).encode())
    if found > MAX_BYTES:
        yield Finding("model size", "model", f"{found} bytes, more than {MAX_BYTES}")


def counts(model: Model) -> Iterator[Finding]:
    """Check how many intents and types there are."""
    intents, types = len(model.intents), len(model.types)
    if intents > MAX_INTENTS or intents + types > MAX_INTENTS_AND_TYPES:
        yield Finding("too many", "model", f"{intents} intents and {types} types")


def invocation_name(model: Model) -> Iterator[Finding]:
    """Check the name that people call the skill by."""
    for fault in invocation_faults(model.invocation_name):
        yield Finding("invocation name", model.invocation_name, fault)


def names(model: Model) -> Iterator[Finding]:
    """Check that intents, slots and types are named as Alexa allows, and once each."""
    yield from _repeated("repeated name", "intents", (intent.name for intent in model.intents))
    yield from _repeated("repeated name", "types", (name for name, _ in model.types))
    for intent in model.intents:
        yield from _repeated("repeated name", intent.name, (slot for slot, _ in intent.slots))
        if not NAME.fullmatch(intent.name.removeprefix("AMAZON.")):
            yield Finding("name", "intents", f"{intent.name}: letters and underscores only")
        for slot, _ in intent.slots:
            if not NAME.fullmatch(slot):
                yield Finding("name", intent.name, f"{slot}: letters and underscores only")
    for name, _ in model.types:
        if not NAME.fullmatch(name.removeprefix("AMAZON.")):
            yield Finding("name", "types", f"{name}: letters and underscores only")


def built_ins(model: Model) -> Iterator[Finding]:
    """Check that every built-in intent that a guide needs is there."""
    for name in sorted(REQUIRED_BUILT_INS - {intent.name for intent in model.intents}):
        yield Finding("missing built-in", "intents", name)


def slots(model: Model) -> Iterator[Finding]:
    """Check that slots and types are defined where they are used, and used where they are defined."""
    used = {kind for intent in model.intents for _, kind in intent.slots}
    for name in sorted(model.values.keys() - used):
        yield Finding("unused type", "types", name)
    for intent in model.intents:
        spoken = {slot for sample in intent.samples for slot in SLOT.findall(sample)}
        for slot in sorted(spoken - intent.types.keys()):
            yield Finding("undefined slot", intent.name, slot)
        for slot in sorted(intent.types.keys() - spoken):
            yield Finding("unused slot", intent.name, slot)
        for slot, kind in intent.slots:
            if kind not in model.values and not kind.startswith("AMAZON."):
                yield Finding("undefined type", intent.name, f"{slot} is a {kind or 'slot without a type'}")
            first = intent.types.get(slot.removeprefix("second_"), kind)
            if first != kind:
                yield Finding("second slot", intent.name, f"{slot} is a {kind}, and its first a {first}")


def samples(model: Model) -> Iterator[Finding]:
    """Check how sample utterances are written."""
    for intent in model.intents:
        if not intent.samples and not intent.built_in:
            yield Finding("no samples", intent.name, "an intent that nobody can reach")
        for sample in intent.samples:
            for fault in sample_faults(sample, model.invocation_name):
                yield Finding("sample", intent.name, f"{sample!r}: {fault}")


def duplicates(model: Model) -> Iterator[Finding]:
    """Check that no utterance stands twice, read as Alexa hears it and with slots read as their types."""
    heard: dict[str, list[str]] = defaultdict(list)
    for intent in model.intents:
        for sample in intent.samples:
            heard[shape(sample, intent)].append(intent.name)
    for utterance, found in heard.items():
        if len(found) > 1:
            rule = "sample twice in an intent" if len(set(found)) == 1 else "sample in two intents"
            yield Finding(rule, ", ".join(sorted(set(found))), repr(utterance))


def values(model: Model) -> Iterator[Finding]:
    """Check the values of each custom type: ids, writing, length, and that each phrase means one thing."""
    for kind, found in model.types:
        if not found:
            yield Finding("no values", kind, "a type that holds nothing")
        yield from _repeated("repeated id", kind, (value.id for value in found))
        for value in found:
            if value.id != re.sub(r"[^a-z]+", "_", value.name.replace("'", "")).strip("_"):
                yield Finding("id", kind, f"{value.id!r} is not {value.name!r} in snake case")
            for phrase in value.phrases:
                for fault in value_faults(phrase):
                    yield Finding("value", kind, f"{phrase!r}: {fault}")
        yield from _repeated("repeated value", kind, (normalised(each) for value in found for each in value.phrases))


def ambiguous(model: Model) -> Iterator[Finding]:
    """Check that filling the slots of one intent's samples never gives a sentence of another intent.

    Samples that meet because two types share phrases come as one finding, told by the pair that shares most.
    """
    alike: dict[tuple[str, ...], list[Overlap]] = defaultdict(list)
    for each in overlaps(model):
        cause = (TYPE.findall(each.first.shape), TYPE.findall(each.second.shape))
        same = () if [] in cause else ("".join(cause[0]), "".join(cause[1]))
        alike[each.first.intent, each.second.intent, *(same or (each.first.sample, each.second.sample))].append(each)
    for (first, second, *_), found in alike.items():
        worst = max(found, key=lambda each: len(each.sentences))
        more = f", and {len(found) - 1} more such pairs" if len(found) > 1 else ""
        told = f"{worst.first.sample!r} and {worst.second.sample!r} both give {', '.join(map(repr, worst.sentences))}"
        yield Finding("same sentence in two intents", f"{first}, {second}", told + more)


def _repeated(rule: str, where: str, found: Iterable[str]) -> Iterator[Finding]:
    for item, count in Counter(found).items():
        if count > 1:
            yield Finding(rule, where, f"{item!r} {count} times")


RULES: tuple[Rule, ...] = (
    counts,
    invocation_name,
    names,
    built_ins,
    slots,
    samples,
    duplicates,
    values,
    ambiguous,
)
