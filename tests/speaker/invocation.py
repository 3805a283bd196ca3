"""How a person calls a skill by name: "alexa, open NAME", "ask NAME about …", "… using NAME"."""

from dataclasses import dataclass

Words = tuple[str, ...]

WAKE = frozenset({"alexa", "echo", "computer", "amazon", "ziggy"})
GREETING = frozenset({"hey", "ok", "okay", "hi", "hello"})
_OPENERS = (
    "open|launch|start|begin|run|load|use|play|ask|tell|talk to|speak to|resume|enable|please open|please ask"
    "|please start|please launch|can you open|can you ask|can you start|could you open|could you ask"
)
OPENERS = frozenset(tuple(phrase.split()) for phrase in _OPENERS.split("|"))
CONNECTORS = frozenset({"to", "for", "about", "if", "whether", "that", "and"})
BEFORE_NAME = frozenset({"from", "using", "with", "in", "on", "by", "through"})
AFTER_NAME = frozenset({"please", "now", "skill", "app"})


@dataclass(frozen=True)
class Call:
    """What is left of an utterance once the skill's name is taken off it.

    `named` is true when the name was said, which starts a new session. `requests` are the ways to read the rest,
    likeliest first; none means that the skill was only opened.
    """

    named: bool
    requests: tuple[Words, ...]


def read(said: Words, name: Words) -> Call:
    """Take wake word and invocation off `said` (folded words)."""
    said = _without_wake_word(said)
    at = _find(said, name)
    if at is None:
        return Call(False, (said,) if said else ())
    before, after = said[:at], said[at + len(name) :]
    if before and before[-1] in {"the", "my"}:
        before = before[:-1]
    if before in OPENERS or not before:
        return Call(True, _rest(after))
    if before[-1] in BEFORE_NAME and not set(after) - AFTER_NAME:
        return Call(True, (before[:-1],))
    return Call(False, (said,))


def _without_wake_word(said: Words) -> Words:
    if len(said) > 1 and said[0] in GREETING and said[1] in WAKE:
        return said[2:]
    return said[1:] if said and said[0] in WAKE else said


def _find(said: Words, name: Words) -> int | None:
    return next((at for at in range(len(said) - len(name) + 1) if said[at : at + len(name)] == name), None)


def _rest(after: Words) -> tuple[Words, ...]:
    if not set(after) - AFTER_NAME:
        return ()
    return (after[1:], after) if after[0] in CONNECTORS and len(after) > 1 else (after,)
