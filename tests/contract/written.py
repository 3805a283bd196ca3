"""The English content as it is written, comments and all."""

import tomllib
from pathlib import Path
from typing import Any

from leg_cramp.content import FOLDER, ROOMS


def every_word() -> str:
    """Return the files of the language, one after the other."""
    return "\n".join((Path(FOLDER) / "en" / f"{room}.toml").read_text(encoding="utf-8") for room in ROOMS)


def every_table() -> dict[str, Any]:
    """Return what they say, as one tree."""
    return tomllib.loads(every_word())
