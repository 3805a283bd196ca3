"""template.yaml's alias: new code comes gradually, goes back by itself, and costs nothing that nobody asked for."""

from typing import Any

import pytest

from contract.template import load, resources

NOTHING = {"!Ref": "AWS::NoValue"}


@pytest.fixture
def function() -> dict[str, Any]:
    return resources("AWS::Serverless::Function")["LegCrampFunction"]


def off(name: str) -> tuple[Any, Any]:
    """A parameter's default, and the condition of its name."""
    template = load()
    return template["Parameters"][name]["Default"], template["Conditions"][f"Has{name}"]


def test_alexa_is_given_the_alias_and_so_are_we(function: dict[str, Any]) -> None:
    """SAM permits Alexa to call the alias that is published; tests/lambda looks at what it makes of this."""
    assert function["AutoPublishAlias"] == "live"
    outputs = {name: output["Value"] for name, output in load()["Outputs"].items()}
    assert outputs == {
        "LegCrampAliasArn": {"!Ref": "LegCrampFunction.Alias"},
        "LegCrampTableName": {"!Ref": "LegCrampTable"},
        "LegCrampLogGroup": {"!Ref": "LegCrampLogs"},
        "DashboardUrl": {
            "!Sub": "https://${AWS::Region}.console.aws.amazon.com/cloudwatch/home"
            "?region=${AWS::Region}#dashboards:name=${Dashboard}"
        },
    }


def test_every_change_of_code_or_settings_is_a_version_of_its_own(function: dict[str, Any]) -> None:
    assert function["AutoPublishAliasAllProperties"] is True
    assert function["AutoPublishCodeSha256"] == {"!Ref": "Release"}
    # What is not in the function's own settings makes no new version of it.
    assert function["Description"]["!Sub"].endswith("${Release}")
    assert load()["Parameters"]["Release"]["Default"] == ""


def test_new_code_comes_gradually_and_an_alarm_about_it_undoes_it(function: dict[str, Any]) -> None:
    preference = function["DeploymentPreference"]
    assert preference.get("Enabled", True) is True
    assert preference["Type"] == {"!If": ["HasProvisionedConcurrency", "AllAtOnce", "Canary10Percent5Minutes"]}
    new = [name for name in resources("AWS::CloudWatch::Alarm") if name.startswith("NewVersion")]
    assert len(new) == 3
    # Not the other alarms: a fault of the old version would hold back its own cure.
    assert preference["Alarms"] == [{"!Ref": name} for name in new]


def test_what_costs_is_off_unless_somebody_turns_it_on(function: dict[str, Any]) -> None:
    assert off("SnapStart") == ("off", {"!Equals": [{"!Ref": "SnapStart"}, "on"]})
    assert function["SnapStart"] == {"ApplyOn": {"!If": ["HasSnapStart", "PublishedVersions", "None"]}}
    assert off("Tracing") == ("off", {"!Equals": [{"!Ref": "Tracing"}, "on"]})
    assert function["Tracing"] == {"!If": ["HasTracing", "Active", "PassThrough"]}
    assert off("ProvisionedConcurrency") == (0, {"!Not": [{"!Equals": [{"!Ref": "ProvisionedConcurrency"}, "0"]}]})
    kept = {"ProvisionedConcurrentExecutions": {"!Ref": "ProvisionedConcurrency"}}
    assert function["ProvisionedConcurrencyConfig"] == {"!If": ["HasProvisionedConcurrency", kept, NOTHING]}


def test_nothing_is_reserved_unless_somebody_says_how_much(function: dict[str, Any]) -> None:
    assert off("ReservedConcurrency") == ("", {"!Not": [{"!Equals": [{"!Ref": "ReservedConcurrency"}, ""]}]})
    reserved = {"!If": ["HasReservedConcurrency", {"!Ref": "ReservedConcurrency"}, NOTHING]}
    assert function["ReservedConcurrentExecutions"] == reserved


@pytest.mark.parametrize("name", ["SnapStart", "ProvisionedConcurrency", "Tracing"])
def test_what_costs_says_how_much(name: str) -> None:
    assert "dollars" in load()["Parameters"][name]["Description"]


def test_the_two_ways_to_start_faster_exclude_each_other() -> None:
    [rule] = load()["Rules"]["OneWayToStartFaster"]["Assertions"]
    both = {
        "!And": [
            {"!Equals": [{"!Ref": "SnapStart"}, "on"]},
            {"!Not": [{"!Equals": [{"!Ref": "ProvisionedConcurrency"}, "0"]}]},
        ]
    }
    assert rule["Assert"] == {"!Not": [both]}
