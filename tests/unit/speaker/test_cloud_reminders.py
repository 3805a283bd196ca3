"""Reminders and settings over HTTP: what they take, refuse and answer, who may, and what rings."""

from datetime import datetime, timedelta
from http.client import IncompleteRead
from typing import Any

import pytest

from speaker.cloud import Cloud, Rang, faults
from speaker.cloud.clock import Clock
from unit.speaker.cloud_caller import LABEL, NIGHTLY, REMINDERS, Caller, reminder

NIGHT = datetime(2026, 11, 22, 3, 0)
WEEKLY = "FREQ=WEEKLY;BYDAY=MO;BYHOUR=21;BYMINUTE=30;BYSECOND=0;INTERVAL=1;"


def home(*, granted: bool = True, broken: str = "", now: datetime = NIGHT, zone: str = "America/New_York") -> Cloud:
    return Cloud(Clock(now, zone), "device-1", granted=granted, faults=faults.read(broken))


def caller(cloud: Cloud, *, in_session: bool = True, seconds: float = 5.0) -> Caller:
    return Caller(cloud.url, cloud.token(in_session=in_session), seconds, cloud)


@pytest.fixture
def cloud() -> Cloud:
    return home()


# Made, read, changed, deleted


def test_a_reminder_is_made_and_listed_as_alexa_lists_it(cloud: Cloud) -> None:
    call = caller(cloud)
    made = call("POST", body=reminder())
    assert made.status == 200
    assert set(made.body) == {"alertToken", "createdTime", "updatedTime", "status", "version", "href"}
    token = made.body["alertToken"]
    assert made.body["href"] == f"{REMINDERS}/{token}"
    assert made.body["createdTime"] == "2026-11-22T08:00:00.000Z"
    listed = call("GET").body
    assert (listed["totalCount"], listed["links"]) == ("1", None)
    [alert] = listed["alerts"]
    assert (alert["alertToken"], alert["status"], alert["version"]) == (token, "ON", "1")
    assert alert["alertInfo"]["spokenInfo"]["content"][0]["text"] == LABEL
    assert alert["trigger"]["timeZoneId"] == "America/New_York"
    assert alert["trigger"]["recurrence"] == {"startDateTime": "", "endDateTime": "", "recurrenceRules": [NIGHTLY]}
    assert call("GET", f"{REMINDERS}/{token}").body == alert


def test_a_change_keeps_the_token_and_counts_the_version(cloud: Cloud) -> None:
    call = caller(cloud)
    token = call("POST", body=reminder()).body["alertToken"]
    changed = call("PUT", f"{REMINDERS}/{token}", reminder(WEEKLY))
    assert (changed.status, changed.body["alertToken"], changed.body["version"]) == (200, token, "2")
    [described] = cloud.state()["reminders"]
    assert (described["time"], described["days"], described["next"]) == ("21:30", ["MO"], "2026-11-23T21:30")
    assert (described["label"], described["zone"], described["rules"]) == (LABEL, "America/New_York", [WEEKLY])


def test_a_deleted_one_is_gone_and_cannot_be_found_again(cloud: Cloud) -> None:
    call = caller(cloud)
    token = call("POST", body=reminder()).body["alertToken"]
    assert call("DELETE", f"{REMINDERS}/{token}").status == 200
    assert call("GET").body == {"totalCount": "0", "alerts": [], "links": None}
    for method, body in (("DELETE", None), ("GET", None), ("PUT", reminder())):
        gone = call(method, f"{REMINDERS}/{token}", body)
        assert (gone.status, gone.body["code"]) == (404, "ALERT_NOT_FOUND")


def test_homes_do_not_see_each_others_reminders(cloud: Cloud) -> None:
    caller(cloud)("POST", body=reminder())
    assert caller(home())("GET").body["totalCount"] == "0"


def test_there_is_a_most_that_alexa_keeps(cloud: Cloud) -> None:
    cloud.reminders.most = 1
    call = caller(cloud)
    token = call("POST", body=reminder()).body["alertToken"]
    refused = call("POST", body=reminder())
    assert (refused.status, refused.body["code"]) == (403, "MAX_REMINDERS_EXCEEDED")
    assert call("PUT", f"{REMINDERS}/{token}", reminder(WEEKLY)).status == 200


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"{", "INVALID_REQUEST"),
        ([], "INVALID_REQUEST"),
        ({**reminder(), "alertInfo": {}}, "INVALID_ALERT_INFO"),
        ({**reminder(), "alertInfo": {"spokenInfo": {"content": [{"locale": "en-US"}]}}}, "INVALID_ALERT_INFO"),
        ({**reminder(), "pushNotification": {"status": "LOUD"}}, "INVALID_PUSH_NOTIFICATION"),
        (reminder(scheduledTime="2026-11-22T22:00:00Z"), "INVALID_TRIGGER_SCHEDULED_TIME_FORMAT"),
        (reminder(scheduledTime="2026-11-21T22:00:00", recurrence=None), "TRIGGER_SCHEDULED_TIME_IN_PAST"),
        (reminder("FREQ=HOURLY"), "UNSUPPORTED_TRIGGER_RECURRENCE"),
    ],
)
def test_a_body_that_alexa_does_not_take_makes_and_changes_nothing(cloud: Cloud, body: Any, code: str) -> None:
    call = caller(cloud)
    token = call("POST", body=reminder()).body["alertToken"]
    before = call("GET").body
    for method, path in (("POST", REMINDERS), ("PUT", f"{REMINDERS}/{token}")):
        refused = call(method, path, body)
        assert (refused.status, refused.body["code"]) == (400, code)
        assert refused.body["message"]
    assert call("GET").body == before


# Who may


@pytest.mark.parametrize("token", ["", "desk-speaker", "desk-speaker.nobody.0", "Basic x.y.z"])
def test_without_a_token_of_alexas_nothing_is_answered(cloud: Cloud, token: str) -> None:
    for path in (REMINDERS, "/v2/devices/device-1/settings/System.timeZone"):
        refused = Caller(cloud.url, token)("GET", path)
        assert (refused.status, refused.body["code"]) == (401, "UNAUTHORIZED")


def test_a_token_from_before_the_permission_stays_without_it() -> None:
    cloud = home(granted=False)
    early = caller(cloud)
    cloud.granted = True
    late = caller(cloud)
    for method, body in (("GET", None), ("POST", reminder())):
        refused = early(method, body=body)
        assert (refused.status, refused.body["code"]) == (401, "UNAUTHORIZED")
        assert "not yet been requested" in refused.body["message"]
        assert late(method, body=body).status == 200


def test_outside_of_a_session_a_reminder_can_be_changed_but_not_made(cloud: Cloud) -> None:
    token = caller(cloud)("POST", body=reminder()).body["alertToken"]
    outside = caller(cloud, in_session=False)
    refused = outside("POST", body=reminder())
    assert (refused.status, refused.body["code"]) == (403, "NOT_IN_SESSION")
    assert outside("PUT", f"{REMINDERS}/{token}", reminder(WEEKLY)).status == 200
    assert outside("DELETE", f"{REMINDERS}/{token}").status == 200


# Settings


def test_the_time_zone_is_told_without_any_permission_and_follows_the_device() -> None:
    cloud = home(granted=False)
    path = "/v2/devices/device-1/settings/System.timeZone"
    assert caller(cloud)("GET", path).body == "America/New_York"
    cloud.clock.move_to("Europe/London")
    assert caller(cloud)("GET", path).body == "Europe/London"


def test_another_device_or_setting_is_not_told(cloud: Cloud) -> None:
    call = caller(cloud)
    assert call("GET", "/v2/devices/device-2/settings/System.timeZone").status == 403
    assert call("GET", "/v2/devices/device-1/settings/System.distanceUnits").status == 204
    assert call("GET", "/v2/elsewhere").status == 404
    assert call("POST", "/v2/devices/device-1/settings/System.timeZone", {}).status == 405
    assert call("DELETE").status == 405


# Faults


@pytest.mark.parametrize("status", [401, 429, 500, 503])
def test_a_status_on_demand_hits_every_call_to_its_service_and_no_other(status: int) -> None:
    cloud = home(broken=f"reminders:{status}")
    call = caller(cloud)
    for method, body in (("GET", None), ("POST", reminder())):
        refused = call(method, body=body)
        assert refused.status == status
        assert set(refused.body) == {"code", "message"}
    assert call("GET", "/v2/devices/device-1/settings/System.timeZone").status == 200
    cloud.faults = {}
    assert call("GET").body["totalCount"] == "0"


def test_a_device_that_cannot_ring_still_lists() -> None:
    call = caller(home(broken="reminders:403"))
    assert call("GET").status == 200
    refused = call("POST", body=reminder())
    assert (refused.status, refused.body["code"]) == (403, "DEVICE_NOT_SUPPORTED")


def test_a_setting_that_is_not_set_has_no_body() -> None:
    answer = caller(home(broken="settings:204"))("GET", "/v2/devices/device-1/settings/System.timeZone")
    assert (answer.status, answer.body) == (204, None)


def test_a_service_that_is_down_says_nothing_and_does_nothing() -> None:
    cloud = home(broken="reminders:down")
    with pytest.raises(ConnectionError):
        caller(cloud)("POST", body=reminder())
    assert cloud.state()["reminders"] == []


def test_with_both_services_down_nobody_listens_at_the_address() -> None:
    with pytest.raises(ConnectionRefusedError):
        caller(home(broken="reminders:down,settings:down"))("GET")


def test_garbage_is_a_good_status_with_no_answer_in_it() -> None:
    cloud = home(broken="reminders:garbage")
    with pytest.raises(ValueError, match="Expecting value"):
        caller(cloud)("POST", body=reminder())
    assert cloud.state()["reminders"] == []


def test_a_cut_answer_belongs_to_work_that_was_done() -> None:
    cloud = home(broken="reminders:cut")
    with pytest.raises(IncompleteRead):
        caller(cloud)("POST", body=reminder())
    assert len(cloud.state()["reminders"]) == 1


def test_a_slow_answer_outlasts_the_caller_and_belongs_to_work_that_was_done() -> None:
    cloud = home(broken="reminders:slow")
    with pytest.raises(TimeoutError):
        caller(cloud, seconds=0.1)("POST", body=reminder())
    cloud.released.set()
    cloud.faults = {}
    assert caller(cloud)("GET").body["totalCount"] == "1"


# Ringing


def test_a_reminder_rings_when_its_time_comes_and_not_before(cloud: Cloud) -> None:
    caller(cloud)("POST", body=reminder())
    assert cloud.let_pass(timedelta(hours=18, minutes=59)) == []
    assert cloud.let_pass(timedelta(minutes=1)) == [Rang(datetime(2026, 11, 22, 22, 0), LABEL)]
    assert cloud.let_pass(timedelta(hours=23)) == []
    assert [ring.at.day for ring in cloud.let_pass(timedelta(days=3))] == [23, 24, 25]
    assert cloud.state()["rang"] == [f"2026-11-{day}T22:00" for day in (22, 23, 24, 25)]


def test_it_keeps_its_local_time_on_both_nights_when_the_clocks_change() -> None:
    for now in (datetime(2026, 3, 7, 12), datetime(2026, 10, 31, 12)):
        cloud = home(now=now)
        start = now.strftime("%Y-%m-%dT00:00:00")
        body = reminder(recurrence={"startDateTime": start, "recurrenceRules": [NIGHTLY]})
        caller(cloud)("POST", body=body)
        rang = cloud.let_pass(timedelta(days=3))
        assert [(ring.at.hour, ring.at.minute) for ring in rang] == [(22, 0)] * 3


def test_a_changed_reminder_rings_by_its_new_time_only(cloud: Cloud) -> None:
    call = caller(cloud)
    token = call("POST", body=reminder()).body["alertToken"]
    cloud.let_pass(timedelta(days=1))
    call("PUT", f"{REMINDERS}/{token}", reminder(WEEKLY))
    assert [ring.at for ring in cloud.let_pass(timedelta(days=7))] == [datetime(2026, 11, 23, 21, 30)]


def test_a_deleted_reminder_does_not_ring(cloud: Cloud) -> None:
    call = caller(cloud)
    call("DELETE", f"{REMINDERS}/{call('POST', body=reminder()).body['alertToken']}")
    assert cloud.let_pass(timedelta(days=2)) == []


def test_in_another_zone_it_rings_by_its_own_zone_and_is_told_in_local_time(cloud: Cloud) -> None:
    caller(cloud)("POST", body=reminder())
    cloud.clock.move_to("Europe/London")
    assert [ring.at for ring in cloud.let_pass(timedelta(days=1))] == [datetime(2026, 11, 23, 3, 0)]


def test_a_single_reminder_is_completed_when_it_has_rung_and_gone_three_days_later(cloud: Cloud) -> None:
    call = caller(cloud)
    call("POST", body=reminder(recurrence=None))
    assert call("GET").body["alerts"][0]["status"] == "ON"
    cloud.let_pass(timedelta(days=1))
    assert call("GET").body["alerts"][0]["status"] == "COMPLETED"
    assert cloud.state()["reminders"][0]["next"] is None
    cloud.let_pass(timedelta(days=3))
    assert call("GET").body["totalCount"] == "0"


def test_time_does_not_go_back(cloud: Cloud) -> None:
    with pytest.raises(ValueError, match="back"):
        cloud.let_pass(timedelta(seconds=-1))
