"""Words, counted holds and silence -> the SSML that Alexa speaks."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

LONGEST_BREAK = 10.0  # seconds; Alexa refuses a longer <break>
COUNT_EVERY = 5  # seconds between two spoken numbers of a hold
NUMBER_TAKES = 0.5  # seconds to say one number (espeak-ng: 0.3 to 0.5), taken off the silence after it


@dataclass(frozen=True)
class Hold:
    """Seconds to hold a stretch, counted down aloud; a multiple of five. Announced, it says how long first."""

    seconds: int
    announced: bool = True


@dataclass(frozen=True)
class Wait:
    """Seconds of silence, so that the person can do what was said."""

    seconds: int


Part = str | Hold | Wait


class Voice(Enum):
    """How an answer sounds: what is put around its words."""

    NORMAL = "{}"
    SOFT = '<prosody rate="90%" volume="soft">{}</prosody>'
    # Softness inside the whisper: a device that does not know the effect leaves it out, and is soft.
    WHISPERED = f'<amazon:effect name="whispered">{SOFT}</amazon:effect>'


def ssml(parts: Sequence[Part], hold_words: Mapping[str, str], voice: Voice = Voice.NORMAL) -> str:
    """Return the inside of <speak> for these parts.

    `hold_words` has "start" ("Hold for {count} seconds.") and a word for every number counted, by
    its digits.
    """
    return voice.value.format(" ".join(_part(part, hold_words) for part in parts if part))


def _part(part: Part, hold_words: Mapping[str, str]) -> str:
    if isinstance(part, Hold):
        return _counted(part, hold_words)
    if isinstance(part, Wait):
        return _silence(part.seconds)
    return _text(part)


def _text(words: str) -> str:
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # Three digits are an emergency number: "nine one one", never "nine hundred eleven".
    return re.sub(r"\b\d{3}\b", r'<say-as interpret-as="digits">\g<0></say-as>', escaped)


def _counted(hold: Hold, words: Mapping[str, str]) -> str:
    spoken = [_text(words["start"].format(count=words[str(hold.seconds)]))] if hold.announced else []
    spoken.append(_silence(COUNT_EVERY))
    for left in range(hold.seconds - COUNT_EVERY, 0, -COUNT_EVERY):
        spoken += [words[str(left)], _silence(COUNT_EVERY - NUMBER_TAKES)]
    return " ".join(spoken)


def _silence(seconds: float) -> str:
    breaks = []
    while seconds > 0:
        breaks.append(f'<break time="{round(min(seconds, LONGEST_BREAK) * 1000)}ms"/>')
        seconds -= LONGEST_BREAK
    return "".join(breaks)
