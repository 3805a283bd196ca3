"""What `make ask` and `make talk` were told, checked before anything is asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from speaker import checks
from speaker.cloud import faults
from speaker.device import Device
from speaker.engine import LONGEST, default_zone
from speaker.envelope import Permission

QUESTION = "what should i do for a leg cramp"
LONGEST_TURN = 1000
Checked = TypeVar("Checked")


class UnusableError(Exception):
    """An option that cannot be used; the message says which and why."""


@dataclass(frozen=True)
class Options:
    """The options, ready for use. Times are local to `zone` and naive."""

    turns: tuple[str, ...]
    locale: str
    now: datetime
    zone: str
    device: Device
    permission: Permission
    broken: str
    """Faults, written as in cloud.faults.read; "" for none."""
    until: datetime | None
    endpoint: str | None
    json: bool


def read(environ: Mapping[str, str], clock: datetime) -> Options:
    """Read the options from environment variables; an empty one counts as not given.

    `clock` is the present moment, for when NOW is not given. Raises UnusableError.
    """
    given = {name: _text(value) for name, value in environ.items() if value.strip()}
    locale = _checked("LOCALE", given.get("LOCALE", "en-US"), checks.locale)
    zone = _checked("TZ_NAME", given["TZ_NAME"], checks.zone) if "TZ_NAME" in given else default_zone(locale)
    here = clock.astimezone(ZoneInfo(zone)).replace(tzinfo=None, microsecond=0)
    now = _local("NOW", given["NOW"], zone) if "NOW" in given else here
    until = _local("UNTIL", given["UNTIL"], zone) if "UNTIL" in given else None
    if until is not None and until <= now:
        raise UnusableError(f"UNTIL={given['UNTIL']} is not after {now.isoformat(timespec='minutes')}")
    if until is not None and until - now > LONGEST:
        raise UnusableError(f"UNTIL={given['UNTIL']} is more than ten years away")
    return Options(
        turns=_turns(given.get("Q", QUESTION)),
        locale=locale,
        now=now,
        zone=zone,
        device=_checked("DEVICE", given.get("DEVICE", "speaker"), lambda name: checks.choice(name, Device)),
        permission=_checked(
            "PERMISSION", given.get("PERMISSION", "accepts"), lambda name: checks.choice(name, Permission)
        ),
        broken=_faults(given.get("FAULT", "")),
        until=until,
        endpoint=_checked("ENDPOINT", given["ENDPOINT"], checks.address) if "ENDPOINT" in given else None,
        json=_switch("JSON", given.get("JSON", "0")),
    )


def _text(value: str) -> str:
    # Bytes that are no UTF-8 arrive as lone surrogates, which nothing could print.
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace").strip()


def _turns(script: str) -> tuple[str, ...]:
    turns = tuple(turn.strip() for turn in script.split("|"))
    for turn in turns:
        if len(turn) > LONGEST_TURN:
            raise UnusableError(f"Q: a turn of {len(turn)} characters is longer than anybody says at once")
    return turns


def _checked(option: str, value: str, check: Callable[[str], Checked]) -> Checked:
    try:
        return check(value)
    except ValueError as error:
        raise UnusableError(f"{option}={value} {error}") from error


def _local(option: str, value: str, zone: str) -> datetime:
    return _checked(option, value, lambda given: checks.local_time(given, zone, " (the zone is TZ_NAME)"))


def _faults(value: str) -> str:
    try:
        faults.read(value)
    except ValueError as error:
        raise UnusableError(f"FAULT={value}: {error}") from error
    return value


def _switch(option: str, value: str) -> bool:
    if value not in {"0", "1"}:
        raise UnusableError(f"{option}={value} is neither 1 nor 0")
    return value == "1"
