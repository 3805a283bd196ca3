"""The skill's own client against the cloud: each fault on demand reaches it as what it is, over real HTTP."""

from datetime import datetime, time

import pytest

from leg_cramp import alexa_api
from leg_cramp.alexa_api import AlexaApi
from leg_cramp.api_errors import ApiError, Reason
from leg_cramp.schedule import Day, Plan, plan_from_trigger, reminder_request
from speaker.cloud import Cloud, faults
from speaker.cloud.clock import Clock

ZONE = "America/New_York"
LABEL = "Time for your bedtime stretch"
TEN = Plan(time(22, 0))


@pytest.fixture
def cloud() -> Cloud:
    return Cloud(Clock(datetime(2026, 11, 22, 3, 0), ZONE), "device-1", granted=True, faults={})


def api(cloud: Cloud) -> AlexaApi:
    return AlexaApi(cloud.url, cloud.token(in_session=True))


def body(cloud: Cloud, plan: Plan = TEN) -> dict[str, object]:
    return reminder_request(plan, cloud.clock.now, ZONE, LABEL, "en-US")


def test_a_plan_goes_there_and_comes_back_and_rings(cloud: Cloud) -> None:
    assert api(cloud).time_zone("device-1") == ZONE
    token = api(cloud).create(body(cloud))
    [listed] = api(cloud).reminders()
    assert (listed.token, listed.is_on, plan_from_trigger(listed.trigger)) == (token, True, TEN)
    mondays = Plan(time(21, 45), frozenset({Day.MONDAY}))
    assert api(cloud).update(token, body(cloud, mondays)) == token
    [listed] = api(cloud).reminders()
    assert plan_from_trigger(listed.trigger) == mondays
    api(cloud).delete(token)
    api(cloud).delete(token)
    assert api(cloud).reminders() == ()


@pytest.mark.parametrize(
    ("fault", "reason", "may_have_happened"),
    [
        ("400", Reason.BAD_REQUEST, False),
        ("TRIGGER_SCHEDULED_TIME_IN_PAST", Reason.TIME_IN_PAST, False),
        ("UNSUPPORTED_TRIGGER_RECURRENCE", Reason.BAD_RECURRENCE, False),
        ("401", Reason.NO_PERMISSION, False),
        ("403", Reason.DEVICE_NOT_SUPPORTED, False),
        ("MAX_REMINDERS_EXCEEDED", Reason.TOO_MANY, False),
        ("NOT_IN_SESSION", Reason.NOT_IN_SESSION, False),
        ("429", Reason.TOO_OFTEN, False),
        ("500", Reason.SERVER_TROUBLE, True),
        ("503", Reason.SERVER_TROUBLE, True),
        ("418", Reason.UNEXPECTED, False),
        ("slow", Reason.TIMEOUT, True),
        ("cut", Reason.CUT_OFF, True),
        ("garbage", Reason.BROKEN_ANSWER, True),
        ("down", Reason.CUT_OFF, True),
        ("down,settings:down", Reason.UNREACHABLE, False),
    ],
)
def test_each_fault_of_the_reminders_has_its_reason(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch, fault: str, reason: Reason, may_have_happened: bool
) -> None:
    monkeypatch.setattr(alexa_api, "CALL_SECONDS", 0.3)
    cloud.faults = faults.read(f"reminders:{fault}")
    with pytest.raises(ApiError) as caught:
        api(cloud).create(body(cloud))
    cloud.released.set()
    assert (caught.value.reason, caught.value.may_have_happened) == (reason, may_have_happened)
    assert len(cloud.state()["reminders"]) == (fault in {"slow", "cut"})


@pytest.mark.parametrize(("fault", "reason"), [("204", Reason.NOT_SET), ("429", Reason.TOO_OFTEN)])
def test_a_fault_of_the_settings_has_its_reason(cloud: Cloud, fault: str, reason: Reason) -> None:
    cloud.faults = faults.read(f"settings:{fault}")
    with pytest.raises(ApiError) as caught:
        api(cloud).time_zone("device-1")
    assert caught.value.reason is reason
