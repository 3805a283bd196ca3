"""How Alexa wants the words of a model written: the invocation name, sample utterances, slot values."""

import re
from collections.abc import Iterator

from contract.model import SLOT

MAX_PHRASE = 140

WAKE_WORDS = frozenset({"alexa", "amazon", "echo", "ziggy"})
LAUNCH_WORDS = frozenset(
    {"ask", "begin", "enable", "launch", "load", "open", "play", "resume", "run", "start", "tell", "use"}
)
CONNECTING_WORDS = frozenset(
    {"about", "and", "by", "for", "from", "if", "in", "that", "to", "using", "whether", "with", "skill", "app"}
)
ARTICLES = frozenset({"a", "an", "the", "of"})

INVOCATION_NAME = re.compile(r"[a-z]+(?:'[a-z]+)?(?: (?:[a-z]+(?:'[a-z]+)?|[a-z]\.))*")
# A word, a spelled letter ("p."), or a slot that may carry a possessive.
WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*'?|[a-z]\.|\{[a-z_]+\}(?:'s)?")
ADJACENT_SLOTS = re.compile(r"(?:\{[^{}]*\}\s*){3,}")


def invocation_faults(name: str) -> Iterator[str]:
    """Yield what is wrong with the name that people call the skill by."""
    words = name.split()
    reserved = (WAKE_WORDS | LAUNCH_WORDS | CONNECTING_WORDS).intersection(words)
    if not INVOCATION_NAME.fullmatch(name):
        yield "lower-case letters, spaces, apostrophes and spelled letters only"
    if len(words) < 2:
        yield "needs two words or more"
    if len(words) == 2 and ARTICLES.intersection(words):
        yield "one of its two words is an article"
    if reserved:
        yield f"has Alexa's own words: {', '.join(sorted(reserved))}"


def sample_faults(sample: str, name: str) -> Iterator[str]:
    """Yield what is wrong with one sample utterance of the skill that is called by this name."""
    words = sample.split(" ")
    wrong = [word for word in words if not WORD.fullmatch(word)]
    if wrong:
        yield f"{' '.join(wrong)!r} is not lower-case letters, a spelled letter or a slot, with one space between"
    if WAKE_WORDS.intersection(words):
        yield "a wake word, which Alexa keeps to herself"
    # "tell me", "start again" and "open my stretches" are ordinary speech; with the name behind it, it is a call.
    if words[0] in LAUNCH_WORDS and f" {name}" in sample:
        yield "the words that call the skill, which Alexa takes away first"
    if ADJACENT_SLOTS.search(sample):
        yield "more than two slots in a row"
    if len(set(SLOT.findall(sample))) < len(SLOT.findall(sample)):
        yield "the same slot twice"


def value_faults(phrase: str) -> Iterator[str]:
    """Yield what is wrong with a slot value's name or one of its synonyms."""
    if "{" in phrase or not all(WORD.fullmatch(word) for word in phrase.split(" ")):
        yield "lower-case letters and spelled letters only, with one space between"
    if len(phrase) > MAX_PHRASE:
        yield f"{len(phrase)} characters, more than {MAX_PHRASE}"
