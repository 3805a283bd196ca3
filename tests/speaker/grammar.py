"""Exact hearing: does an utterance equal a sample, slots filled? One walk down a tree of all the samples."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from speaker import times
from speaker.model import Model, Sample, Value

Words = tuple[str, ...]
LONGEST_UNLISTED = 3
ARTICLES = frozenset({"a", "an", "the", "my", "some"})
# A slot holds a name of something: never a run of these alone.
_FILLERS = (
    "a an and are at be been but by can could did do does for from had has have he her him his how i if in is it its me"
    " my no not of on or our she should so some that the their them then there these they thing things this those to"
    " too up us was we what when which who why will with would you your im ive id"
)
FILLERS = frozenset(_FILLERS.split())
# Words that go with anything: beside them alone, an unlisted name says nothing ("i feel hungry", "it's really dull").
_VAGUE = (
    "about again all also am any bit everything feel feeling feels felt gets getting go goes going gone got im ive its"
    " keeps know look looks need needs now quite really scared still tell think turned turning very want went worried"
    " worry"
)
VAGUE = FILLERS | frozenset(_VAGUE.split())


@dataclass(frozen=True)
class Fill:
    """What one slot was heard as: words start to end of the utterance, and what its type makes of them."""

    start: int
    end: int
    type: str
    found: Value | str | None
    """A listed value, the text that a built-in type gives, or None for words that no list holds."""


@dataclass(frozen=True)
class Match:
    """A sample that the utterance equals."""

    sample: Sample
    fills: tuple[Fill, ...]

    @property
    def unlisted(self) -> bool:
        """True when a slot holds words that its type does not list."""
        return any(fill.found is None for fill in self.fills)

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """Smaller is better: all listed first, then more of the sample's own words, then longer slot values."""
        literal = len(self.sample.parts) - len(self.fills)
        longest = max((fill.end - fill.start for fill in self.fills), default=0)
        return (int(self.unlisted), -literal, len(self.fills), -longest)


@dataclass(slots=True)
class _Node:
    words: dict[str, "_Node"] = field(default_factory=dict)
    slots: dict[str, "_Node"] = field(default_factory=dict)
    ends: list[Sample] = field(default_factory=list)


class Grammar:
    """All samples of a model in one tree, each edge a word or a slot type."""

    def __init__(self, model: Model, samples: Iterable[Sample]) -> None:
        """Plant the samples. A sample that names an undefined slot is left out, as nobody could say it."""
        self._phrases = model.phrases
        self._root = _Node()
        self._literal: set[str] = set()
        self._listed = {run[0] for listed in model.phrases.values() for run in listed if len(run) == 1}
        for sample in samples:
            types = model.intents[sample.intent].slots
            if all(slot in types for slot in sample.slots):
                self._plant(sample, types)

    def _plant(self, sample: Sample, types: dict[str, str]) -> None:
        node = self._root
        for part in sample.parts:
            if part[0] == "{":
                node = node.slots.setdefault(types[part[1:-1]], _Node())
            else:
                node = node.words.setdefault(part, _Node())
                self._literal.add(part)
        node.ends.append(sample)

    def matches(self, said: Words) -> list[Match]:
        """Every way in which `said` (folded words) equals a sample, best first; equals keep the model's order."""
        found = [
            Match(sample, fills) for sample, fills in self._walk(self._root, said, 0, ()) if _identified(sample, fills)
        ]
        return sorted(found, key=lambda match: match.rank)

    def _walk(
        self, node: _Node, said: Words, at: int, fills: tuple[Fill, ...]
    ) -> Iterator[tuple[Sample, tuple[Fill, ...]]]:
        if at == len(said):
            yield from ((sample, fills) for sample in node.ends)
            return
        if said[at] in node.words:
            yield from self._walk(node.words[said[at]], said, at + 1, fills)
        for slot_type, below in node.slots.items():
            for fill in self._fill(slot_type, said, at, fills):
                yield from self._walk(below, said, fill.end, (*fills, fill))

    def _fill(self, slot_type: str, said: Words, start: int, before: tuple[Fill, ...]) -> Iterator[Fill]:
        listed = self._phrases.get(slot_type, {})
        # One unknown in a sentence is a name we lack; two are a sentence we do not understand.
        may_be_unlisted = slot_type in self._phrases and all(fill.found is not None for fill in before)
        for end in range(start + 1, len(said) + 1):
            run = said[start:end]
            value: Value | str | None = listed.get(run) or times.read(slot_type, run, said)
            if value is not None:
                yield Fill(start, end, slot_type, value)
            elif may_be_unlisted and self._may_be_a_name(run):
                yield Fill(start, end, slot_type, None)

    def _may_be_a_name(self, run: Words) -> bool:
        """Whether words that no list holds could be one more name: few, and none known from elsewhere in the model."""
        content = run[1:] if run[0] in ARTICLES else run
        return 0 < len(content) <= LONGEST_UNLISTED and not any(
            word in FILLERS or word in self._literal or word in self._listed for word in content
        )


def _identified(sample: Sample, fills: tuple[Fill, ...]) -> bool:
    """Whether the sample's own words carry the meaning when a slot holds words that nobody listed."""
    if all(fill.found is not None for fill in fills):
        return True
    own = [part for part in sample.parts if part[0] != "{"]
    return len(own) >= 2 and not VAGUE.issuperset(own)
