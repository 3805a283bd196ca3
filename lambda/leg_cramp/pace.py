"""How long our speech takes: so that a screen can count a hold in time with the voice. Pure."""

import re
from collections.abc import Mapping, Sequence

from .speech import Hold, Part, Voice, Wait

# Seconds at 90% of the usual rate: a letter, the end of a sentence, a comma, and what is left. Fitted to espeak-ng
# saying every sentence of the guide (80 of them, 0.7 to 10 s): 0.2 s off in the mean, 0.9 s at most.
LETTER, STOP, COMMA, LEAST = 0.058, 0.68, 0.43, 0.03
AT_FULL_RATE = 0.9  # of that, in the voice that is not slowed
SWALLOWED = 0.5  # of a few words right before a silence, like "Left again.": their own pause is part of it


def spoken(words: str, voice: Voice) -> float:
    """Return about how many seconds these words take."""
    letters = sum(map(str.isalnum, words))
    slow = LEAST + LETTER * letters + STOP * len(re.findall(r"[.?!:]", words)) + COMMA * words.count(",")
    return slow * AT_FULL_RATE if voice is Voice.NORMAL else slow


def hold_starts(parts: Sequence[Part], hold_words: Mapping[str, str], voice: Voice) -> list[float]:
    """Return when each hold begins, in seconds after the speech does. What is counted and what is silent is exact."""
    clock, starts = 0.0, []
    for part in parts:
        if isinstance(part, Hold):
            if not part.announced:
                clock -= SWALLOWED
            else:
                clock += spoken(hold_words["start"].format(count=hold_words[str(part.seconds)]), voice)
            starts.append(clock)
            clock += part.seconds
        elif isinstance(part, Wait):
            clock += part.seconds
        else:
            clock += spoken(part, voice) if part else 0
    return starts
