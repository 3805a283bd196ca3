"""Which utterances fall where: `python -m speaker.confusion [FILE …]`, each a table of utterance, intent and slots.

An intent may be several ("A|B": either is right), and each slot named must come out with that value.
"""

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from speaker.ear import Ear, Heard
from speaker.model import load

UTTERANCES = Path(__file__).parents[1] / "utterances.tsv"


@dataclass(frozen=True)
class Row:
    """One utterance and what it should be heard as; slots are the names of their values."""

    utterance: str
    intents: tuple[str, ...]
    slots: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Fall:
    """Where an utterance fell."""

    row: Row
    heard: Heard

    @property
    def right(self) -> bool:
        """Whether the intent is one of those wanted, and every slot wanted has its value."""
        return self.heard.intent in self.row.intents and all(self._value(n) == value for n, value in self.row.slots)

    @property
    def fell_back(self) -> bool:
        """Whether nothing near enough was found."""
        return self.heard.intent == "AMAZON.FallbackIntent"

    def _value(self, name: str) -> str | None:
        slot = self.heard.slots.get(name)
        found = slot.found if slot else None
        return found if isinstance(found, str) or found is None else found.name


def rows(path: Path) -> Iterator[Row]:
    """Read a table. Raises ValueError on a row without an intent."""
    with path.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if not line["intent"]:
                raise ValueError(f"no intent: {line['utterance']}")
            pairs = [pair.partition("=") for pair in (line["slots"] or "").split(";") if pair]
            yield Row(line["utterance"], tuple(line["intent"].split("|")), tuple((n, v) for n, _, v in pairs))


def falls(table: Iterable[Row], locale: str = "en-US") -> list[Fall]:
    """Say every utterance to the ear."""
    ear = Ear(load(locale))
    return [Fall(row, ear.hear(row.utterance)) for row in table]


def report(heard: list[Fall]) -> str:
    """Return the table, intent by intent, and then each utterance that fell wrong."""
    lines = [f"{'intent':<24}{'said':>6}{'right':>7}{'exact':>7}{'fell back':>11}   heard instead as"]
    for intent in sorted({fall.row.intents[0] for fall in heard}):
        of = [fall for fall in heard if fall.row.intents[0] == intent]
        wrong = Counter(fall.heard.intent or "launch" for fall in of if not fall.right and not fall.fell_back)
        exact = sum(fall.right and fall.heard.how.value == "exact" for fall in of)
        back = sum(fall.fell_back and not fall.right for fall in of)
        instead = ", ".join(f"{name} {count}" for name, count in wrong.most_common())
        lines.append(f"{intent:<24}{len(of):>6}{sum(f.right for f in of):>7}{exact:>7}{back:>11}   {instead}".rstrip())
    right = sum(fall.right for fall in heard)
    lines.append(f"\n{right} of {len(heard)} right, {100 * right / max(len(heard), 1):.1f}%\n")
    for fall in heard:
        if not fall.right:
            lines.append(f"{fall.row.utterance!r}: {'|'.join(fall.row.intents)} -> {_as_heard(fall.heard)}")
    return "\n".join(lines)


def _as_heard(heard: Heard) -> str:
    slots = " ".join(f"{slot.name}={slot.id or slot.said}" for slot in heard.slots.values() if slot.said)
    return f"{heard.intent} {slots} ({heard.how.value}, closest {heard.sample!r})"


if __name__ == "__main__":
    for table in [Path(name) for name in sys.argv[1:]] or [UTTERANCES]:
        print(report(falls(rows(table))))
