"""The words of each language: one TOML file, with what differs from place to place inside it."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ..guide import Step

FOLDER = Path(__file__).parent
FALLBACK_LANGUAGE = "en"
BEDTIME = "bedtime"


class Words:
    """The words for one locale. A name is a path like "guide.better"."""

    def __init__(self, locale: str, tree: Mapping[str, Any]) -> None:
        """Hold the tree of one language and the place names of one locale."""
        self._tree = tree
        places = tree["places"]
        self.place: dict[str, str] = places["default"] | places.get(locale, {})

    def tree(self, name: str) -> Any:
        """Return the table, list or number under this name. Raises KeyError if there is none."""
        branch: Any = self._tree
        for key in name.split("."):
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
    return Words(locale, _language(language if language in languages() else FALLBACK_LANGUAGE))


@cache
def languages() -> frozenset[str]:
    """Return the languages that have a content file."""
    return frozenset(file.stem for file in FOLDER.iterdir() if file.suffix in {".toml", ".json"})


@cache
def _language(language: str) -> Any:
    # The build turns TOML into JSON, which costs a fiftieth to parse when somebody is waiting.
    built = FOLDER / f"{language}.json"
    if built.exists():
        return json.loads(built.read_text(encoding="utf-8"))
    import tomllib

    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
