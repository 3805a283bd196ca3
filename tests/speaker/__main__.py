"""`python -m speaker ask` and `python -m speaker talk`; their options are environment variables, see options.py."""

import io
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

from speaker import doors, options, terminal, touch
from speaker.engine import Speaker
from speaker.envelope import SKILL_ID
from speaker.model import load
from speaker.options import Options, UnusableError


def main(arguments: list[str]) -> int:
    """Run one face of the speaker. Returns 0 if every turn was answered, else 2."""
    if arguments not in (["ask"], ["talk"]):
        return _refuse("say ask or talk")
    # The person wants to hear the guide, not its diary.
    os.environ.setdefault("LOG_LEVEL", "ERROR")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    try:
        chosen = options.read(os.environ, datetime.now(UTC))
        speaker = _speaker(chosen)
        turns = chosen.turns if arguments == ["ask"] else _typed(quiet=chosen.json)
        terminal.converse(speaker, turns, until=chosen.until, as_json=chosen.json)
    except (UnusableError, doors.DoorError, touch.TouchError) as error:
        return _refuse(str(error))
    return 0


def _speaker(chosen: Options) -> Speaker:
    try:
        model = load(chosen.locale)
    except (OSError, ValueError) as error:
        raise UnusableError(f"the interaction model cannot be read: {error}") from error
    return Speaker(
        model=model,
        locale=chosen.locale,
        device=chosen.device,
        permission=chosen.permission,
        broken=chosen.broken,
        now=chosen.now,
        zone=chosen.zone,
        door=doors.at_url(chosen.endpoint) if chosen.endpoint else None,
        skill_id=os.environ.get("SKILL_ID") or SKILL_ID,
    )


def _typed(*, quiet: bool) -> Iterator[str]:
    if not quiet:
        print("Talk to the guide. An empty line is silence, Ctrl-D ends.")
    while True:
        try:
            yield input("" if quiet else "> ")
        except (EOFError, KeyboardInterrupt):
            print(file=sys.stderr)
            return


def _refuse(why: str) -> int:
    print(f"speaker: {why}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
