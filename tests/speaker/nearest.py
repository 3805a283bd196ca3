"""Near hearing: the sample that is closest to an utterance, or the word that none is close enough.

Tried on 200 utterances of which every exact sample had been taken out of the model (10,000 samples), and 40 sentences
about other things, which should fall back:

    what                                        right  wrong  fell back  of 40 others taken for ours  ms each
    rapidfuzz ratio, 85 of 100 or more            165     13         22                            1        3
    rapidfuzz token_sort_ratio, 85 or more        173     11         16                            1       20
    rapidfuzz WRatio, 90 or more                  169     30          1                           18       57
    hassil 3.12, skip words, samples as they are   24      0        176                            0       20
    rapidfuzz's 60 best, weighed as below         180      5         15                            2       40

hassil is never wrong, and deaf to a paraphrase. Plain ratios count letters, so "how do i stop snoring" is nearly "how
do i stop cramping". So rapidfuzz picks candidates, and each is weighed by what its words say: a rare word counts for
more than "how do i", a word that the model never uses counts against, and so does a "not" that only one of them has.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import log

from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from speaker import times
from speaker.grammar import FILLERS, Fill
from speaker.model import Model, Sample

Words = tuple[str, ...]

# A sample this close is what was meant; one at least NEAR is, if every other intent is LEAD further away.
SURE = 0.75
NEAR = 0.55
LEAD = 0.04
# What each word that the model never uses takes off a score.
STRANGE = 0.75
# What it takes off that only one of the two denies something: "it's not swollen" is far from "it's swollen".
DENIED = 0.7
DENIALS = frozenset(
    [
        *("no", "not", "nor", "never", "none", "neither", "nothing", "without", "cannot", "cant", "wont", "dont"),
        *("doesnt", "didnt", "isnt", "arent", "wasnt", "hasnt", "havent", "hadnt", "couldnt", "wouldnt", "shouldnt"),
        *("aint",),
    ]
)
# How many words a listed phrase has that is heard wherever it is said.
CLAUSE = 3
# How many candidates are weighed, and how alike two spellings of a word are (0 to 100).
SHORTLIST = 60
_TYPO = 86.0


@dataclass(frozen=True)
class Guess:
    """The closest sample, how close (0 to 1), the words for its slots, and the lead over every other intent."""

    sample: Sample | None = None
    score: float = 0.0
    fills: tuple[Fill, ...] = ()
    lead: float = 0.0

    @property
    def near_enough(self) -> bool:
        """Whether it should be acted on."""
        return self.score >= SURE or (self.score >= NEAR and self.lead >= LEAD)


@dataclass(frozen=True)
class _Reading:
    """One way to read an utterance: words, with listed slot values replaced by "{TYPE}"."""

    parts: Words
    fills: tuple[Fill, ...]


class Nearest:
    """Finds the sample closest to an utterance."""

    def __init__(self, model: Model, samples: Iterable[Sample]) -> None:
        """Weigh the model's words: the rarer a word is in the samples, the more it says."""
        self._model = model
        self._samples: dict[Words, Sample] = {}
        for sample in samples:
            types = model.intents[sample.intent].slots
            parts = tuple(f"{{{types.get(part[1:-1])}}}" if part[0] == "{" else part for part in sample.parts)
            self._samples.setdefault(parts, sample)
        # What may be said for a slot and nothing else ("i can't breathe") is a sentence, and may be near to one.
        self._alone: dict[Words, Fill] = {}
        for parts, sample in [each for each in self._samples.items() if len(each[0]) == 1]:
            for phrase, value in model.phrases.get(parts[0][1:-1], {}).items():
                if len(phrase) > 1 and phrase not in self._samples:
                    self._samples[phrase] = sample
                    self._alone[phrase] = Fill(0, len(phrase), parts[0][1:-1], value)
        self._templates = {parts: " ".join(parts) for parts in self._samples}
        counts = Counter(part for parts in self._samples for part in set(parts))
        total = len(self._samples)
        self._weights = {part: log(1 + total / count) for part, count in counts.items()}
        self._unknown = log(1 + total)
        self._vocabulary = [word for word in counts if len(word) > 3 and word[0] != "{"]
        self._longest = max((len(phrase) for listed in model.phrases.values() for phrase in listed), default=0)

    def guess(self, said: Words) -> Guess:
        """Find the closest sample to `said` (folded words)."""
        first, second = [*self.ranked(said), Guess(), Guess()][:2]
        return replace(first, lead=first.score - second.score)

    def ranked(self, said: Words) -> list[Guess]:
        """Find the closest sample of each intent that comes near `said` (folded words) at all, the closest first."""
        best: dict[str, Guess] = {}
        for reading in self._readings(self._without_typos(said)):
            query = " ".join(reading.parts)
            for _, _, parts in process.extract(query, self._templates, scorer=fuzz.token_sort_ratio, limit=SHORTLIST):
                sample, score = self._samples[parts], self._score(reading.parts, parts)
                if score > best.get(sample.intent, Guess()).score and (fills := self._fit(reading, parts)) is not None:
                    best[sample.intent] = Guess(sample, score, fills)
        for guess in self._clauses(said):
            if guess.sample and guess.score > best.get(guess.sample.intent, Guess()).score:
                best[guess.sample.intent] = guess
        return sorted(best.values(), key=lambda guess: -guess.score)

    def _clauses(self, said: Words) -> Iterator[Guess]:
        """A whole sentence that a slot lists, said among other words: the more of them it is, the nearer."""
        everything = sum(self._weight(word) for word in said)
        for fill in self._spans(said):
            phrase, rest = said[fill.start : fill.end], said[: fill.start] + said[fill.end :]
            if phrase in self._alone and len(phrase) >= CLAUSE and DENIALS.isdisjoint(rest):
                share = sum(self._weight(word) for word in phrase) / everything
                yield Guess(self._samples[phrase], NEAR + (1 - NEAR) * share, (fill,))

    def _score(self, said: Words, sample: Words) -> float:
        """Weigh what both share against all that either says, and count their order for a quarter."""
        ours, theirs = Counter(said), Counter(sample)
        shared = sum(self._weight(word) * count for word, count in (ours & theirs).items())
        everything = sum(self._weight(word) for word in said) + sum(self._weight(word) for word in sample)
        order = LCSseq.normalized_similarity(said, sample)
        strange = sum(word not in self._weights for word in ours)
        denied = DENIED if DENIALS.isdisjoint(ours) is not DENIALS.isdisjoint(theirs) else 1.0
        return (0.75 * 2 * shared / everything + 0.25 * order) * STRANGE**strange * denied

    def _fit(self, reading: _Reading, sample: Words) -> tuple[Fill, ...] | None:
        """Give the reading's values to the sample's slots; a value that is a sentence of its own takes all words."""
        if alone := self._alone.get(sample):
            return None if reading.fills else (replace(alone, end=len(reading.parts)),)
        return _fit(reading, sample)

    def _weight(self, word: str) -> float:
        return self._weights.get(word, self._unknown) * (0.4 if word in FILLERS else 1.0)

    def _without_typos(self, said: Words) -> Words:
        return tuple(self._spelled(word) for word in said)

    def _spelled(self, word: str) -> str:
        if len(word) <= 3 or word in self._weights or any((word,) in listed for listed in self._model.phrases.values()):
            return word
        close = process.extractOne(word, self._vocabulary, scorer=fuzz.ratio, score_cutoff=_TYPO)
        return close[0] if close else word

    def _readings(self, said: Words) -> list[_Reading]:
        """The utterance as it stands, and with each choice of listed slot values, longest first, at most a few."""
        spans = sorted(self._spans(said), key=lambda fill: fill.start - fill.end)
        readings = [_Reading(said, ())]
        for first in spans[:6]:
            chosen: list[Fill] = [first]
            readings.append(_replace(said, chosen))
            for other in spans:
                if all(other.end <= taken.start or other.start >= taken.end for taken in chosen):
                    chosen.append(other)
                    readings.append(_replace(said, chosen))
        return list(dict.fromkeys(readings))[:12]

    def _spans(self, said: Words) -> Iterator[Fill]:
        built_in = {
            slot_type
            for intent in self._model.intents.values()
            for slot_type in intent.slots.values()
            if slot_type.startswith("AMAZON.")
        }
        for start in range(len(said)):
            for end in range(start + 1, min(len(said), start + max(self._longest, times.LONGEST)) + 1):
                run = said[start:end]
                for slot_type, listed in self._model.phrases.items():
                    if run in listed:
                        yield Fill(start, end, slot_type, listed[run])
                for slot_type in built_in:
                    if (value := times.read(slot_type, run, said)) is not None:
                        yield Fill(start, end, slot_type, value)


def _replace(said: Words, fills: Iterable[Fill]) -> _Reading:
    ordered = tuple(sorted(fills, key=lambda fill: fill.start))
    parts: list[str] = []
    at = 0
    for fill in ordered:
        parts.extend([*said[at : fill.start], f"{{{fill.type}}}"])
        at = fill.end
    return _Reading((*parts, *said[at:]), ordered)


def _fit(reading: _Reading, sample: Words) -> tuple[Fill, ...] | None:
    """Give the reading's values to the sample's slots, by type and order; None if one would stay empty."""
    left = list(reading.fills)
    fitted: list[Fill] = []
    for part in sample:
        if part[0] == "{":
            fill = next((fill for fill in left if f"{{{fill.type}}}" == part), None)
            if fill is None:
                return None
            left.remove(fill)
            fitted.append(fill)
    return tuple(fitted)
