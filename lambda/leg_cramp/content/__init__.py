"""The words of each language: a folder of TOML files, with what differs from place to place inside them."""

import json
from collections.abc import Callable
from functools import cache, partial
from typing import Any

from ..guide import Step

FOLDER = __path__[0]
FALLBACK_LANGUAGE = "en"
# The files of a language, in the order they are looked through: the first help opens the first of them and no other.
ROOMS = ("guide", "danger", "answers", "bedtime")
BEDTIME = "bedtime"


class Words:
    """The words for one locale. A name is a path like "guide.better"."""

    def __init__(self, locale: str, table: Callable[[str], Any]) -> None:
        """`table` gives a language's words under the first part of a name, or raises KeyError."""
        self._table = table
        places = self.tree("places")
        self.place: dict[str, str] = places["default"] | places.get(locale, {})

    def tree(self, name: str) -> Any:
        """Return the table, list or number under this name. Raises KeyError if there is none."""
        first, *keys = name.split(".")
        branch = self._table(first)
        for key in keys:
            if not isinstance(branch, dict):
                raise KeyError(name)
            branch = branch[key]
        return branch

    def has(self, name: str) -> bool:
        """Tell whether there is anything under this name."""
        try:
            self.tree(name)
        except KeyError:
            return False
        return True

    def text(self, name: str, **fill: str) -> str:
        """Return the sentence under this name, its braces filled. Raises KeyError if there is none."""
        return self.fill(self.tree(name), **fill)

    def fill(self, sentence: str, **fill: str) -> str:
        """Fill the braces of a sentence from the place and from `fill`."""
        return sentence.format_map(self.place | fill)

    def steps(self, muscle: str) -> tuple[Step, ...]:
        """Return the guide for this muscle, or the bedtime routine in this position: "bedtime_sitting".

        Raises KeyError if there is none.
        """
        routine, _, position = muscle.partition("_")
        if routine == BEDTIME:
            written = self.tree(f"bedtime.{position}.steps")
        else:
            written = [*self.tree(f"relief.{muscle}.steps"), *self.tree("relief.ending").values()]
        return tuple(Step(**{key: self._filled(value) for key, value in step.items()}) for step in written)

    def has_steps(self, muscle: str) -> bool:
        """Tell whether there is a guide of this name."""
        routine, _, position = muscle.partition("_")
        return self.has(f"bedtime.{position}.steps" if routine == BEDTIME else f"relief.{muscle}.steps")

    def _filled(self, value: Any) -> Any:
        if isinstance(value, list):
            return tuple(self._filled(each) for each in value)
        return self.fill(value) if isinstance(value, str) else value


def words_for(locale: str | None) -> Words:
    """Return the words for a locale such as "en-GB": its language's, else English."""
    locale = locale or ""
    language = locale.partition("-")[0]
    if language.isascii() and language.isalpha():
        try:
            return Words(locale, partial(_table, language))
        except OSError:
            pass  # Nobody has written it yet.
    return Words(locale, partial(_table, FALLBACK_LANGUAGE))


def _table(language: str, name: str) -> Any:
    for room in ROOMS:
        words = _room(language, room)
        if name in words:
            return words[name]
    raise KeyError(name)


@cache
def _room(language: str, room: str) -> Any:
    # The build turns TOML into JSON, which costs a fiftieth to parse when somebody is waiting.
    try:
        return json.loads(_read(f"{language}/{room}.json"))
    except FileNotFoundError:
        import tomllib

        return tomllib.loads(_read(f"{language}/{room}.toml"))


def _read(name: str) -> str:
    with open(f"{FOLDER}/{name}", encoding="utf-8") as file:  # noqa: PTH123  pathlib costs the first help 3 ms
        return file.read()
