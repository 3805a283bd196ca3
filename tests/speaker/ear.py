"""The ear: what a person said, turned into the intent and slots that Alexa would send.

It knows the interaction model and nothing of the skill, so a fault of the model shows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property

from speaker import invocation, stock_phrases
from speaker.grammar import Fill, Grammar, Match
from speaker.model import Model, Sample, Value
from speaker.nearest import Nearest
from speaker.words import fold, heard, key

Words = tuple[str, ...]
FALLBACK = "AMAZON.FallbackIntent"


class How(Enum):
    """How an utterance was understood."""

    EXACT = "exact"
    NEAREST = "nearest"


@dataclass(frozen=True)
class Slot:
    """One slot of a heard intent. `found` is the listed value, the text of a built-in type, or None."""

    name: str
    type: str
    said: str | None = None
    found: Value | str | None = None

    def aloud(self, spoken: dict[str, str]) -> "Slot":
        """The same slot with its words as they were spoken, before they were folded."""
        if self.said is None:
            return self
        return replace(self, said=" ".join(spoken.get(word, word) for word in self.said.split()))

    @property
    def value(self) -> str | None:
        """The slot's `value` as Alexa sends it: the words, or what a built-in type made of them."""
        return self.found if isinstance(self.found, str) else self.said

    @property
    def id(self) -> str | None:
        """The id of the listed value, if one matched."""
        return self.found.id if isinstance(self.found, Value) else None


@dataclass(frozen=True)
class Heard:
    """What the ear made of one utterance. `intent` is None when the skill was only opened by name."""

    intent: str | None
    how: How
    slots: dict[str, Slot]
    sample: str = ""
    """The sample it equals, or the closest one, even where that was too far away to count."""
    named: bool = False
    """Whether the skill was called by name, which starts a new session."""
    leaves: bool = False
    """Whether the person left the skill by a word that Alexa keeps for itself ("exit")."""


@dataclass(frozen=True)
class Candidate:
    """An intent that an utterance comes near to: its closest sample, and how close (0 to 1)."""

    intent: str
    sample: str
    score: float


class Ear:
    """Hears with one interaction model."""

    def __init__(self, model: Model) -> None:
        """Prepare to hear with `model`."""
        self.model = model
        samples = [*model.samples(), *_stock_samples(model)]
        self._grammar = Grammar(model, samples)
        self._samples = samples

    def hear(self, text: str) -> Heard:
        """Understand one typed utterance, which must not be silence."""
        aloud = dict(fold(heard(text)))
        call = invocation.read(key(heard(text)), self.model.invocation)
        if call.requests:
            understood = self._understand(call.requests)
            slots = {name: slot.aloud(aloud) for name, slot in understood.slots.items()}
            return replace(understood, slots=slots, named=call.named)
        if call.named:
            return Heard(None, How.EXACT, {}, named=True)
        # Sounds, but no words: Alexa hears that somebody spoke, and no more.
        return Heard(FALLBACK, How.NEAREST, {})

    def next_best(self, text: str, most: int) -> list[Candidate]:
        """Give the intents that near hearing finds closest to an utterance, at most `most`, the closest first."""
        call = invocation.read(key(heard(text)), self.model.invocation)
        best: dict[str, Candidate] = {}
        for guess in (guess for said in call.requests for guess in self._near_hearing.ranked(said)):
            if guess.sample and guess.score > best.get(guess.sample.intent, Candidate("", "", 0.0)).score:
                best[guess.sample.intent] = Candidate(guess.sample.intent, guess.sample.text, guess.score)
        return sorted(best.values(), key=lambda candidate: -candidate.score)[:most]

    @cached_property
    def _near_hearing(self) -> Nearest:
        return Nearest(self.model, self._samples)

    def _understand(self, requests: tuple[Words, ...]) -> Heard:
        exact = [(said, match) for said in requests for match in self._grammar.matches(said)]
        if exact:
            said, match = min(exact, key=lambda pair: pair[1].rank)
            if match.unlisted:
                match = self._likeliest(
                    [other for words, other in exact if words == said and other.rank == match.rank], said
                )
            return self._heard(match.sample, said, match.fills, How.EXACT)
        if any(said in stock_phrases.EXIT for said in requests):
            return Heard("AMAZON.StopIntent", How.EXACT, {}, sample=" ".join(requests[0]), leaves=True)
        return self._near(requests)

    def _near(self, requests: tuple[Words, ...]) -> Heard:
        said, guess = max(((said, self._near_hearing.guess(said)) for said in requests), key=lambda pair: pair[1].score)
        if guess.sample is None or not guess.near_enough:
            return Heard(FALLBACK, How.NEAREST, {}, sample=guess.sample.text if guess.sample else "")
        return self._heard(guess.sample, said, guess.fills, How.NEAREST)

    def _likeliest(self, matches: list[Match], said: Words) -> Match:
        """Of samples that differ only in the type of an unlisted slot, the one whose list looks most like it."""
        if len(matches) == 1:
            return matches[0]
        # Loading the library takes longer than everything else here, and most utterances need none.
        from rapidfuzz import fuzz, process

        def likeness(match: Match) -> float:
            fill = next(fill for fill in match.fills if fill.found is None)
            choices = [" ".join(words) for words in self.model.phrases[fill.type]]
            best = process.extractOne(" ".join(said[fill.start : fill.end]), choices, scorer=fuzz.ratio)
            return best[1] if best else 0.0

        return max(matches, key=likeness)

    def _heard(self, sample: Sample, said: Words, fills: tuple[Fill, ...], how: How) -> Heard:
        slots = {name: Slot(name, type_) for name, type_ in self.model.intents[sample.intent].slots.items()}
        for name, fill in zip(sample.slots, fills, strict=True):
            slots[name] = Slot(name, fill.type, " ".join(said[fill.start : fill.end]), fill.found)
        return Heard(sample.intent, how, slots, sample.text)


def _stock_samples(model: Model) -> Iterator[Sample]:
    listed = {sample.parts for sample in model.samples()}
    for intent, phrases in stock_phrases.PHRASES.items():
        for phrase in phrases.split("|") if intent in model.intents else ():
            parts = key(heard(phrase))
            if parts not in listed:
                yield Sample(intent, phrase, parts)
