"""What `make ask` and `make talk` were told, checked before anything is asked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from speaker.cloud import faults
from speaker.device import Device
from speaker.engine import default_zone
from speaker.envelope import Permission

QUESTION = "what should i do for a leg cramp"
LONGEST_TURN = 1000
Kind = TypeVar("Kind", bound=Enum)


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
    locale = given.get("LOCALE", "en-US")
    if not re.fullmatch(r"[a-z]{2}-[A-Z]{2}", locale):
        raise UnusableError(f"LOCALE={locale} is not a locale like en-GB")
    zone = _zone(given.get("TZ_NAME"), locale)
    here = clock.astimezone(ZoneInfo(zone)).replace(tzinfo=None, microsecond=0)
    now = _local("NOW", given["NOW"], zone) if "NOW" in given else here
    until = _local("UNTIL", given["UNTIL"], zone) if "UNTIL" in given else None
    if until is not None and until <= now:
        raise UnusableError(f"UNTIL={given['UNTIL']} is not after {now.isoformat(timespec='minutes')}")
    return Options(
        turns=_turns(given.get("Q", QUESTION)),
        locale=locale,
        now=now,
        zone=zone,
        device=_choice("DEVICE", given.get("DEVICE", "speaker"), Device),
        permission=_choice("PERMISSION", given.get("PERMISSION", "accepts"), Permission),
        broken=_faults(given.get("FAULT", "")),
        until=until,
        endpoint=_endpoint(given.get("ENDPOINT")),
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


def _zone(name: str | None, locale: str) -> str:
    if name is None:
        return default_zone(locale)
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UnusableError(f"TZ_NAME={name} is not a time zone like Europe/London") from error
    return name


def _local(option: str, value: str, zone: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise UnusableError(f"{option}={value} is not a local time like 2026-11-22T03:00") from error
    if moment.tzinfo is not None or "T" not in value.upper():
        raise UnusableError(f"{option}={value} is not a local time like 2026-11-22T03:00 (the zone is TZ_NAME)")
    try:
        lived = moment.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).astimezone(ZoneInfo(zone))
    except OverflowError as error:
        raise UnusableError(f"{option}={value} is too far away") from error
    if lived.replace(tzinfo=None) != moment:
        raise UnusableError(f"{option}={value} does not exist in {zone}: the clocks jump over it")
    return moment


def _choice(option: str, value: str, kinds: type[Kind]) -> Kind:
    try:
        return kinds(value)
    except ValueError as error:
        known = ", ".join(str(kind.value) for kind in kinds)
        raise UnusableError(f"{option}={value} is not one of {known}") from error


def _faults(value: str) -> str:
    try:
        faults.read(value)
    except ValueError as error:
        raise UnusableError(f"FAULT={value}: {error}") from error
    return value


def _endpoint(value: str | None) -> str | None:
    if value is None:
        return None
    try:
        address = urlsplit(value)
        port = address.port
    except ValueError as error:
        raise UnusableError(f"ENDPOINT={value} is not an address: {error}") from error
    if address.scheme not in {"http", "https"} or not address.hostname or port == 0:
        raise UnusableError(f"ENDPOINT={value} is not an address like http://127.0.0.1:8000/")
    return value


def _switch(option: str, value: str) -> bool:
    if value not in {"0", "1"}:
        raise UnusableError(f"{option}={value} is neither 1 nor 0")
    return value == "1"
