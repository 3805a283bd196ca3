"""What may be kept about a person from one night to the next, and what a memory is. Pure: no table, no clock."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime, time, timedelta
from enum import Enum
from typing import Any

OFFER_REST = timedelta(days=7)  # Amazon's rule: after a "no", no new offer of a reminder for seven days.
_TIP_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_MOST_TIPS = 100
_LONGEST_TOKEN = 500


@dataclass(frozen=True)
class Remembered:
    """All that memory holds, and nothing about health. None: never said. There is no room for anything else."""

    bedtime: time | None = None
    whisper: bool | None = None
    declined_at: datetime | None = None  # When the last offer of a reminder was declined (UTC).
    tips_told: tuple[str, ...] = ()  # Ids of tips, the last one told at the end.
    alert_token: str | None = None

    def __post_init__(self) -> None:
        """Refuses, with ValueError, a value of another kind: no free text gets in through a field."""
        good = (
            _is(self.bedtime, time)
            and _is(self.whisper, bool)
            and (self.declined_at is None or _is_moment(self.declined_at))
            and isinstance(self.tips_told, tuple)
            and len(self.tips_told) <= _MOST_TIPS
            and all(isinstance(tip, str) and _TIP_ID.fullmatch(tip) for tip in self.tips_told)
            and _is(self.alert_token, str)
            and (self.alert_token is None or 0 < len(self.alert_token) <= _LONGEST_TOKEN)
        )
        if not good:
            raise ValueError("not a thing that memory may hold")

    @property
    def last_tip(self) -> str | None:
        """The tip that was told last."""
        return self.tips_told[-1] if self.tips_told else None

    def may_offer(self, now: datetime) -> bool:
        """Whether a reminder may be offered `now` (aware): not within seven days of a "no", nor beside one there is."""
        rested = self.declined_at is None or now - self.declined_at >= OFFER_REST
        return rested and self.alert_token is None


def to_plain(record: Remembered) -> dict[str, Any]:
    """The record as texts, truth values and lists of texts; what was never said is left out."""
    plain = {field.name: _plain(getattr(record, field.name)) for field in fields(record)}
    return {name: value for name, value in plain.items() if value not in (None, [])}


def from_plain(stored: dict[str, Any]) -> Remembered:
    """The reverse of to_plain. A damaged field is as if it was never said; the others still count."""
    kept: dict[str, Any] = {}
    for name, read in _READERS.items():
        if name not in stored:
            continue
        try:
            value = read(stored[name])
            Remembered(**{name: value})
        except (TypeError, ValueError):
            continue  # Edited by hand, or written by another version: better forgotten than a broken conversation.
        kept[name] = value
    return Remembered(**kept)


Change = Callable[[Remembered], Remembered]


class Trouble(Enum):
    """Why memory cannot be had."""

    NO_TABLE = "no_table"
    NOT_ALLOWED = "not_allowed"
    THROTTLED = "throttled"
    SLOW = "slow"
    BUSY = "busy"  # Other devices kept changing the record.
    BROKEN = "broken"  # Anything else: unreachable, 5xx, an answer that is none.


class MemoryUnavailableError(Exception):
    """Memory could not be read or written. After SLOW or BROKEN a write may have been carried out all the same."""

    def __init__(self, trouble: Trouble) -> None:
        """The text is the trouble's name and nothing about the person."""
        super().__init__(trouble.value)
        self.trouble = trouble


class NoMemory:
    """The memory of a skill that has no table: keeps nothing. Also what TableMemory offers, in one glance."""

    keeps = False

    def read(self) -> Remembered:
        """What is remembered; an empty record when nothing is, or when it has expired."""
        return Remembered()

    def change(self, change: Change) -> Remembered:
        """Applies `change` to the latest record, keeps the result and returns it.

        `change` may be called more than once and should touch only its own fields, with dataclasses.replace: then
        two devices in one home do not undo each other.
        """
        return change(Remembered())

    def erase(self) -> None:
        """Forgets the person; a change that was asked for before this, and arrives after it, is dropped."""


_READERS: dict[str, Any] = {
    "bedtime": time.fromisoformat,
    "whisper": lambda value: value,
    "declined_at": datetime.fromisoformat,
    "tips_told": lambda value: tuple(value) if isinstance(value, list) else value,
    "alert_token": lambda value: value,
}


def _plain(value: Any) -> Any:
    if isinstance(value, (time, datetime)):
        return value.isoformat(timespec="minutes")
    return list(value) if isinstance(value, tuple) else value


def _is(value: object, kind: type) -> bool:
    return value is None or isinstance(value, kind)


def _is_moment(value: object) -> bool:
    return isinstance(value, datetime) and value.tzinfo is not None
