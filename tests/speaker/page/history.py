"""What has happened at a desk, entry by entry, and the transcript that tells it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from speaker import story
from speaker.envelope import Json
from speaker.page.errors import PageError
from speaker.script import FormatError, parse
from speaker.transcript import Played, exchange, passage, play

LONGEST_TITLE = 120


@dataclass(frozen=True)
class Failed:
    """Nobody answered: what had been said or done, and why."""

    said: str
    why: str


@dataclass(frozen=True)
class Probe:
    """A request that was edited and sent again, beside the conversation."""

    request: Json
    response: Json


Entry = Played | Failed | Probe


@dataclass(frozen=True)
class Kept:
    """A conversation as a transcript, and what differs when it is played again; None for nothing, as it should be."""

    text: str
    difference: str | None


def keep(title: str, headers: Mapping[str, str], entries: Iterable[Entry]) -> Kept:
    """Write a conversation down, and play it once more to see that it holds. Raises PageError if nothing was said."""
    title = " ".join(title.split())
    if not title or len(title) > LONGEST_TITLE:
        raise PageError(f"A title of 1 to {LONGEST_TITLE} characters is needed: the first line of the transcript.")
    played = (entry for entry in entries if isinstance(entry, Played))
    steps = tuple(step for step in map(_as_it_went, played) if step)
    text = story.write(story.Transcript(title, dict(headers), steps))
    try:
        return Kept(text, play(parse(text)))
    except FormatError as error:
        raise PageError(f"This cannot be kept yet: {error}.") from error


def _as_it_went(played: Played) -> story.Step | None:
    """Tell a step as it went: a transcript that was opened may have told it otherwise."""
    if played.turn:
        return exchange(played.turn)
    if isinstance(played.step, story.TimePasses):
        return passage(played.step.until, played.rang)
    return None if isinstance(played.step, story.Exchange) else played.step
