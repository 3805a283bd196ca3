"""What a person may set, checked: each function gives the value, or a ValueError that says what the value is not."""

import re
from datetime import UTC, datetime
from enum import Enum
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from speaker.device import Device
from speaker.envelope import Permission

Kind = TypeVar("Kind", bound=Enum)


def locale(value: str) -> str:
    """Check a locale."""
    if not re.fullmatch(r"[a-z]{2}-[A-Z]{2}", value):
        raise ValueError("is not a locale like en-GB")
    return value


def zone(value: str) -> str:
    """Check a time zone's name."""
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("is not a time zone like Europe/London") from error
    return value


def local_time(value: str, zone: str, zone_is: str = "") -> datetime:
    """Check a local time, naive, that there is in `zone`; `zone_is` says where the zone is told instead."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise ValueError("is not a local time like 2026-11-22T03:00") from error
    if moment.tzinfo is not None or "T" not in value.upper():
        raise ValueError(f"is not a local time like 2026-11-22T03:00{zone_is}")
    try:
        lived = moment.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).astimezone(ZoneInfo(zone))
    except OverflowError as error:
        raise ValueError("is too far away") from error
    if lived.replace(tzinfo=None) != moment:
        raise ValueError(f"does not exist in {zone}: the clocks jump over it")
    return moment


def choice(value: str, kinds: type[Kind]) -> Kind:
    """Check that it is one of an enum's values."""
    try:
        return kinds(value)
    except ValueError as error:
        raise ValueError(f"is not one of {', '.join(str(kind.value) for kind in kinds)}") from error


def setting(name: str, value: str) -> None:
    """Check what "locale", "zone", "device" or "permission" is set to."""
    if name == "locale":
        locale(value)
    elif name == "zone":
        zone(value)
    elif name == "device":
        choice(value, Device)
    elif name == "permission":
        choice(value, Permission)
    else:
        raise ValueError("is not locale, zone, device or permission")


def address(value: str) -> str:
    """Check the address of a door."""
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError as error:
        raise ValueError(f"is not an address: {error}") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname or port == 0:
        raise ValueError("is not an address like http://127.0.0.1:8000/")
    return value
