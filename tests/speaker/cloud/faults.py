"""Faults on demand: which service fails, and how. They are written as in `reminders:503,table:slow`."""

import re
from dataclasses import dataclass
from enum import Enum
from http import HTTPStatus


class Service(Enum):
    """What can be made to fail."""

    REMINDERS = "reminders"
    SETTINGS = "settings"
    TABLE = "table"
    PERMISSION = "permission"


class Kind(Enum):
    """How it fails.

    A slow or cut answer belongs to work that was done; behind all others nothing happened.
    """

    STATUS = "status"  # An error answer.
    SLOW = "slow"  # No answer for longer than Alexa itself waits for a skill.
    CUT = "cut"  # The connection breaks in the middle of the answer.
    GARBAGE = "garbage"  # 200, and a page of text instead of an answer.
    DOWN = "down"  # Nobody answers: the connection is closed without a word.


@dataclass(frozen=True)
class Fault:
    """One fault. `status` and `code` are those of an error answer."""

    kind: Kind
    status: int = 0
    code: str = ""


# Each error's code and status, as the services send them; methods that cannot meet it are not hit by it.
REMINDER_CODES = {
    "INVALID_REQUEST": (400, {"POST", "PUT"}),
    "TRIGGER_SCHEDULED_TIME_IN_PAST": (400, {"POST", "PUT"}),
    "UNSUPPORTED_TRIGGER_RECURRENCE": (400, {"POST", "PUT"}),
    "UNSUPPORTED_TRIGGER_RECURRENCE_INTERVAL": (400, {"POST", "PUT"}),
    "UNAUTHORIZED": (401, {"GET", "POST", "PUT", "DELETE"}),
    "DEVICE_NOT_SUPPORTED": (403, {"POST", "PUT"}),
    "MAX_REMINDERS_EXCEEDED": (403, {"POST"}),
    "NOT_IN_SESSION": (403, {"POST"}),
    "ALERT_NOT_FOUND": (404, {"PUT", "DELETE"}),
    "CONFLICT": (409, {"PUT"}),
}
# DynamoDB sends nearly all of its refusals with status 400; the number here is what one would expect.
TABLE_CODES = {
    "ValidationException": 400,
    "AccessDeniedException": 403,
    "ResourceNotFoundException": 404,
    "ThrottlingException": 429,
    "ProvisionedThroughputExceededException": 429,
    "InternalServerError": 500,
}
_NAMED = {Service.REMINDERS: {name: status for name, (status, _) in REMINDER_CODES.items()}, Service.TABLE: TABLE_CODES}
_PLAIN_KINDS = {kind.value: kind for kind in Kind if kind is not Kind.STATUS}


def read(text: str) -> dict[Service, Fault]:
    """Read faults such as "reminders:503,settings:slow,table:down,permission:400"; "" is none. Raises ValueError.

    `reminders` and `table` also take an error's own name ("reminders:MAX_REMINDERS_EXCEEDED"), and
    `settings:204` is a device without a time zone.
    """
    faults = {}
    for entry in filter(None, (part.strip() for part in text.split(","))):
        name, _, how = entry.partition(":")
        try:
            service = Service(name.strip())
        except ValueError as error:
            known = ", ".join(each.value for each in Service)
            raise ValueError(f"{entry} does not begin with a service ({known}), like reminders:503") from error
        faults[service] = _fault(service, how.strip(), entry)
    return faults


def written(service: Service, fault: Fault) -> str:
    """Write a fault as `read` takes it after its service's name."""
    if fault.kind is not Kind.STATUS:
        return str(fault.kind.value)
    return fault.code if fault.code in _NAMED.get(service, {}) else str(fault.status)


def known(service: Service) -> list[str]:
    """Give faults of a service to choose from, as they are written after its name."""
    if service is Service.PERMISSION:
        return ["400", "500"]
    own = ["204"] if service is Service.SETTINGS else list(_NAMED.get(service, {}))
    # A status that has a name stands there by its name.
    return [
        *_PLAIN_KINDS,
        *(status for status in ("500", "503") if int(status) not in _NAMED.get(service, {}).values()),
        *own,
    ]


def _fault(service: Service, how: str, entry: str) -> Fault:
    if service is Service.PERMISSION:
        # The request for permission travels inside Alexa: its only faults are the two statuses of its answer.
        if how not in {"400", "500"}:
            raise ValueError(f"{entry} is neither permission:400 nor permission:500")
        return Fault(Kind.STATUS, int(how))
    if how in _PLAIN_KINDS:
        return Fault(_PLAIN_KINDS[how])
    named = _NAMED.get(service, {})
    if how in named:
        return Fault(Kind.STATUS, named[how], how)
    if re.fullmatch(r"[45]\d\d", how) or (service, how) == (Service.SETTINGS, "204"):
        status = int(how)
        return Fault(Kind.STATUS, status, _code(named, status))
    kinds = ", ".join(_PLAIN_KINDS)
    raise ValueError(f"{entry} has no fault after the service (a status of 400 to 599, {kinds}), like reminders:503")


def _code(named: dict[str, int], status: int) -> str:
    for code, its_status in named.items():
        if its_status == status:
            return code
    return next((known.name for known in HTTPStatus if known == status), "UNKNOWN")
