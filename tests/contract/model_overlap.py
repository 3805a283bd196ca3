"""Find sentences that belong to two intents once slots are filled: Alexa would have to guess."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from contract.model import SLOT, Model, normalised, shape

# Templates with one slot and so few words around it are all filled and compared. Longer ones meet sentences without a
# slot, bare slots, and templates with the same words around the slot: all filled, they would be many millions.
SHORT = 2
ONE = ""
BOUNDARY = re.compile(r"^|(?<= )|(?= )|(?='s\b)|$")


@dataclass(frozen=True, order=True)
class Source:
    """Where a sentence came from; the shape is the sample with its slots read as their types."""

    intent: str
    sample: str
    shape: str


@dataclass(frozen=True)
class Overlap:
    """Two samples of two intents that give the same sentences, the shortest first."""

    first: Source
    second: Source
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Template:
    """A sample with one slot or two, whose types are named."""

    source: Source
    kinds: tuple[str, ...]


Outer = tuple[str, str]
Filed = dict[str, list[Template]]


@dataclass(frozen=True)
class Book:
    """A model's samples, arranged for finding those that can be a given sentence.

    Templates are filed under the words before their first slot and after their last, then under the words between two
    slots; those with one slot under ONE. Samples with three slots, or with a slot of Amazon's own types, whose phrases
    nobody lists, are left out.
    """

    phrases: dict[str, frozenset[str]]
    literals: dict[str, list[Source]] = field(default_factory=lambda: defaultdict(list))
    templates: dict[Outer, Filed] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    befores: set[str] = field(default_factory=set)
    afters: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, model: Model) -> "Book":
        """Arrange all samples of a model."""
        book = cls(
            {kind: frozenset(normalised(each) for v in values for each in v.phrases) for kind, values in model.types}
        )
        for intent in model.intents:
            for sample in intent.samples:
                kinds = tuple(intent.types.get(name, "") for name in SLOT.findall(sample))
                book.add(Source(intent.name, sample, shape(sample, intent)), kinds)
        return book

    def add(self, source: Source, kinds: tuple[str, ...]) -> None:
        """File one sample, whose slots are of these types."""
        if not kinds:
            self.literals[normalised(source.sample)].append(source)
        elif len(kinds) <= 2 and self.phrases.keys() >= set(kinds):
            before, *middle, after = SLOT.split(normalised(source.sample))[::2]
            self.templates[before, after][middle[0] if middle else ONE].append(Template(source, kinds))
            self.befores.add(before)
            self.afters.add(after)

    def sources(self, sentence: str) -> Iterator[Source]:
        """Yield every sample that can be this sentence."""
        yield from self.literals.get(sentence, ())
        cuts = [found.start() for found in BOUNDARY.finditer(sentence)]
        ends = [cut for cut in cuts if sentence[cut:] in self.afters]
        for start in (cut for cut in cuts if sentence[:cut] in self.befores):
            for end in ends:
                filed = self.templates.get((sentence[:start], sentence[end:]), {}) if start < end else {}
                for middle, templates in filed.items():
                    for filling in _fillings(sentence[start:end], middle):
                        yield from (each.source for each in templates if self._means(filling, each.kinds))

    def _means(self, filling: tuple[str, ...], kinds: tuple[str, ...]) -> bool:
        return all(phrase in self.phrases[kind] for phrase, kind in zip(filling, kinds, strict=True))

    def short(self, words: int) -> Iterator[tuple[str, Source]]:
        """Yield the sentences without a slot, and those from filling one slot that has at most so many words around."""
        for sentence, sources in self.literals.items():
            yield from ((sentence, source) for source in sources)
        for (before, after), filed in self.templates.items():
            if len(before.split()) + len(after.split()) <= words:
                for template in filed.get(ONE, ()):
                    for phrase in self.phrases[template.kinds[0]]:
                        yield f"{before}{phrase}{after}", template.source

    def twins(self) -> Iterator[tuple[Source, Source, str]]:
        """Yield what two templates share that differ in the type of their one slot only."""
        for (before, after), filed in self.templates.items():
            for first, second in combinations(filed.get(ONE, ()), 2):
                for phrase in self.phrases[first.kinds[0]] & self.phrases[second.kinds[0]]:
                    yield first.source, second.source, f"{before}{phrase}{after}"


def _fillings(inner: str, middle: str) -> Iterator[tuple[str, ...]]:
    """Yield each way of reading the words between the outer ones as what fills one slot, or two."""
    if middle == ONE:
        yield (inner,)
    elif middle in inner:
        for found in re.finditer(re.escape(middle), inner):
            yield inner[: found.start()], inner[found.end() :]


def overlaps(model: Model) -> list[Overlap]:
    """Return every pair of samples of different intents found to give the same sentence.

    Two samples that are equal already with slots read as their types are left to the linter's rule on duplicates.
    """
    book = Book.of(model)
    together: dict[tuple[Source, Source], set[str]] = defaultdict(set)
    for one, other, sentence in _meetings(book):
        if one.intent != other.intent and one.shape != other.shape:
            together[min(one, other), max(one, other)].add(sentence)
    return [
        Overlap(first, second, tuple(sorted(sentences, key=lambda each: (len(each), each))))
        for (first, second), sentences in sorted(together.items(), key=lambda item: item[0])
    ]


def _meetings(book: Book) -> Iterator[tuple[Source, Source, str]]:
    """Yield two sources and the sentence that both can be."""
    spoken: dict[str, list[Source]] = defaultdict(list)
    for sentence, source in book.short(SHORT):
        spoken[sentence].append(source)
    for sentence, sources in spoken.items():
        for one, other in combinations(sources, 2):
            yield one, other, sentence
    for sentence, one in book.short(0):
        for other in book.sources(sentence):
            yield one, other, sentence
    yield from book.twins()
