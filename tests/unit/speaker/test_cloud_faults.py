"""How faults are written, and what they stand for."""

import pytest

from speaker.cloud import faults
from speaker.cloud.faults import Fault, Kind, Service


def test_several_services_can_be_broken_each_in_its_way() -> None:
    assert faults.read("reminders:503, settings:slow,table:down,permission:400,") == {
        Service.REMINDERS: Fault(Kind.STATUS, 503, "SERVICE_UNAVAILABLE"),
        Service.SETTINGS: Fault(Kind.SLOW),
        Service.TABLE: Fault(Kind.DOWN),
        Service.PERMISSION: Fault(Kind.STATUS, 400),
    }
    assert faults.read("") == {}


@pytest.mark.parametrize(
    ("text", "status", "code"),
    [
        ("reminders:403", 403, "DEVICE_NOT_SUPPORTED"),
        ("reminders:404", 404, "ALERT_NOT_FOUND"),
        ("reminders:MAX_REMINDERS_EXCEEDED", 403, "MAX_REMINDERS_EXCEEDED"),
        ("reminders:TRIGGER_SCHEDULED_TIME_IN_PAST", 400, "TRIGGER_SCHEDULED_TIME_IN_PAST"),
        ("reminders:599", 599, "UNKNOWN"),
        ("settings:204", 204, "NO_CONTENT"),
        ("table:404", 404, "ResourceNotFoundException"),
        ("table:AccessDeniedException", 403, "AccessDeniedException"),
    ],
)
def test_a_status_or_an_errors_name_says_what_is_answered(text: str, status: int, code: str) -> None:
    [fault] = faults.read(text).values()
    assert fault == Fault(Kind.STATUS, status, code)


@pytest.mark.parametrize(
    "text",
    [
        "weather:503",
        "reminders",
        "reminders:200",
        "reminders:204",
        "reminders:status",
        "table:DEVICE_NOT_SUPPORTED",
        "permission:down",
        "permission:401",
        "settings:MAX_REMINDERS_EXCEEDED",
        ":",
        "503",
    ],
)
def test_what_is_no_fault_is_refused_with_the_entry_named(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        faults.read(f"reminders:503,{text}")
