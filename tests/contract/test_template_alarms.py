"""template.yaml's alarms and dashboard: what goes wrong for people is seen, and somebody is told."""

import json
import logging
import re
from typing import Any

import pytest

from contract.template import load, resources
from leg_cramp import door

FUNCTION = {"FunctionName": {"!Ref": "LegCrampFunction"}}
TABLE = {"TableName": {"!Ref": "LegCrampTable"}}
VERSION = {"!GetAtt": "LegCrampFunction.Version.Version"}
NEW = {**FUNCTION, "Resource": {"!Sub": "${LegCrampFunction}:live"}, "ExecutedVersion": VERSION}
OURS = {"!Ref": "AWS::StackName"}
# Each alarm: what it measures, how, of whom, from how much on, and over how many seconds.
WANTED: dict[str, tuple[Any, ...]] = {
    "ErrorsAlarm": ("AWS/Lambda", "Errors", "Sum", FUNCTION, 1, 300),
    "ApologiesAlarm": (OURS, "Apologies", "Sum", {}, 1, 300),
    "ThrottlesAlarm": ("AWS/Lambda", "Throttles", "Sum", FUNCTION, 1, 300),
    "SlowAlarm": ("AWS/Lambda", "Duration", "p99", FUNCTION, 5000, 300),
    "NewVersionErrorsAlarm": ("AWS/Lambda", "Errors", "Sum", NEW, 1, 60),
    "NewVersionApologiesAlarm": (OURS, "ApologiesByVersion", "Sum", {"Version": VERSION}, 1, 60),
    "NewVersionSlowAlarm": ("AWS/Lambda", "Duration", "p99", NEW, 5000, 60),
    "TableReadThrottlesAlarm": ("AWS/DynamoDB", "ReadThrottleEvents", "Sum", TABLE, 1, 300),
    "TableWriteThrottlesAlarm": ("AWS/DynamoDB", "WriteThrottleEvents", "Sum", TABLE, 1, 300),
    "TableReadFaultsAlarm": ("AWS/DynamoDB", "SystemErrors", "Sum", TABLE | {"Operation": "GetItem"}, 1, 300),
    "TableWriteFaultsAlarm": ("AWS/DynamoDB", "SystemErrors", "Sum", TABLE | {"Operation": "PutItem"}, 1, 300),
}
ALARMS = resources("AWS::CloudWatch::Alarm")


def test_there_are_these_alarms_and_no_others() -> None:
    assert set(ALARMS) == set(WANTED)


@pytest.mark.parametrize("name", WANTED)
def test_an_alarm_measures_what_its_name_says(name: str) -> None:
    alarm = ALARMS[name]
    dimensions = {each["Name"]: each["Value"] for each in alarm.get("Dimensions", [])}
    statistic = alarm.get("Statistic") or alarm.get("ExtendedStatistic")
    measured = (alarm["Namespace"], alarm["MetricName"], statistic, dimensions, alarm["Threshold"], alarm["Period"])
    assert measured == WANTED[name]
    assert alarm["ComparisonOperator"] == "GreaterThanOrEqualToThreshold"
    assert alarm["EvaluationPeriods"] == 1
    # At night nobody may ask for hours: nothing measured is nothing wrong.
    assert alarm["TreatMissingData"] == "notBreaching"
    assert len(alarm["AlarmDescription"].split()) > 5


@pytest.mark.parametrize("name", WANTED)
def test_an_alarm_is_mailed_where_somebody_gave_an_address(name: str) -> None:
    assert ALARMS[name]["AlarmActions"] == {
        "!If": ["HasAlarmEmail", [{"!Ref": "AlarmTopic"}], {"!Ref": "AWS::NoValue"}]
    }


def test_slow_is_told_before_the_function_gives_up_and_alexa_with_it() -> None:
    function = resources("AWS::Serverless::Function")["LegCrampFunction"]
    assert ALARMS["SlowAlarm"]["Threshold"] < function["Timeout"] * 1000 < 8000


def test_without_an_address_there_is_no_topic() -> None:
    template = load()
    assert template["Resources"]["AlarmTopic"]["Condition"] == "HasAlarmEmail"
    assert template["Conditions"]["HasAlarmEmail"] == {"!Not": [{"!Equals": [{"!Ref": "AlarmEmail"}, ""]}]}
    assert template["Parameters"]["AlarmEmail"]["Default"] == ""
    [subscription] = resources("AWS::SNS::Topic")["AlarmTopic"]["Subscription"]
    assert subscription == {"Protocol": "email", "Endpoint": {"!Ref": "AlarmEmail"}}


@pytest.mark.parametrize("address", ["", "night@leg-cramp-guide.org"])
def test_an_e_mail_address_is_accepted(address: str) -> None:
    assert re.search(load()["Parameters"]["AlarmEmail"]["AllowedPattern"], address)


@pytest.mark.parametrize("address", ["nobody", "a@b", "a b@c.org", "a@b.org, c@d.org"])
def test_what_is_no_e_mail_address_is_refused(address: str) -> None:
    assert not re.search(load()["Parameters"]["AlarmEmail"]["AllowedPattern"], address)


def broken() -> dict[str, Any]:
    raise LookupError


def test_an_apology_is_counted_by_the_line_that_the_door_logs(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lambda's own formatter writes level, message and whatever else the record was given, `version` here."""
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_VERSION", "7")
    with caplog.at_level(logging.INFO, "leg_cramp"):
        door.kindly({"request": {"type": "LaunchRequest"}}, broken)
    [line] = caplog.records
    filters = resources("AWS::Logs::MetricFilter")
    fields = {"level": line.levelname, "message": line.getMessage(), "version": getattr(line, "version", None)}
    for name, named in {"ApologiesInTheLog": 2, "ApologiesByVersionInTheLog": 3}.items():
        conditions = re.findall(r'\$\.(\w+) = "([^"]*)"', filters[name]["FilterPattern"])
        assert len(conditions) == named
        for field, pattern in conditions:
            assert re.fullmatch(re.escape(pattern).replace(r"\*", ".+"), str(fields[field] or "")), field


def test_each_metric_of_ours_is_made_from_the_functions_log() -> None:
    made = {}
    for found in resources("AWS::Logs::MetricFilter").values():
        assert found["LogGroupName"] == {"!Ref": "LegCrampLogs"}
        [metric] = found["MetricTransformations"]
        assert (metric["MetricNamespace"], metric["MetricValue"]) == (OURS, "1")
        made[metric["MetricName"]] = [(each["Key"], each["Value"]) for each in metric.get("Dimensions", [])]
    assert made == {"Apologies": [], "ApologiesByVersion": [("Version", "$.version")]}


def test_the_dashboard_shows_what_the_alarms_measure() -> None:
    body = re.sub(r"\$\{[\w:]+\}", "x", resources("AWS::CloudWatch::Dashboard")["Dashboard"]["DashboardBody"]["!Sub"])
    widgets = json.loads(body)["widgets"]
    assert all(widget["properties"]["region"] == "x" for widget in widgets)
    shown = json.dumps([widget["properties"].get("metrics", []) for widget in widgets])
    measured = {alarm["MetricName"] for alarm in ALARMS.values()} - {"ApologiesByVersion"}
    assert [name for name in measured if f'"{name}"' not in shown] == []
    places = [(w["x"], w["y"], w["x"] + w["width"], w["y"] + w["height"]) for w in widgets]
    overlap = [
        (a, b) for a in places for b in places if a < b and a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]
    assert overlap == []
    assert max(place[2] for place in places) <= 24
