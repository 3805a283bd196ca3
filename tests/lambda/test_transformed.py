"""template.yaml as SAM hands it to CloudFormation: who may call what, and what undoes a bad deployment."""

import json
import subprocess
from typing import Any

import pytest

from benchmark.emulator import ROOT

ALIAS = {"Ref": "LegCrampFunctionAliaslive"}


def transformed(*parameters: str) -> dict[str, Any]:
    """The transformed resources, each by its logical id."""
    command = [ROOT / ".venv-sam/bin/python", ROOT / "tests/lambda/transform.py", ROOT / "template.yaml", *parameters]
    told = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    return dict(told["Resources"]) | {"Outputs": told["Outputs"]}


def of_kind(resources: dict[str, Any], kind: str) -> dict[str, Any]:
    return {name: found for name, found in resources.items() if found.get("Type") == kind}


@pytest.fixture(scope="module")
def resources() -> dict[str, Any]:
    return transformed("Release=aaaaaaaaaaaaaaaa")


def test_alexa_may_call_the_alias_for_our_skill_and_nobody_may_call_anything_else(resources: dict[str, Any]) -> None:
    [permission] = of_kind(resources, "AWS::Lambda::Permission").values()
    assert permission["Properties"] == {
        "Action": "lambda:InvokeFunction",
        "FunctionName": ALIAS,
        "Principal": "alexa-appkit.amazon.com",
        "EventSourceToken": {"Ref": "SkillId"},
    }


def test_the_address_given_out_is_what_alexa_may_call(resources: dict[str, Any]) -> None:
    assert resources["Outputs"]["LegCrampAliasArn"]["Value"] == ALIAS


def test_the_alias_moves_by_a_deployment_that_its_alarms_undo(resources: dict[str, Any]) -> None:
    alias = resources[ALIAS["Ref"]]
    group = resources[alias["UpdatePolicy"]["CodeDeployLambdaAliasUpdate"]["DeploymentGroupName"]["Ref"]]["Properties"]
    alarms = group["AlarmConfiguration"]
    assert alarms["Enabled"] is True
    assert [each["Name"]["Ref"] for each in alarms["Alarms"]] == [
        "NewVersionErrorsAlarm",
        "NewVersionApologiesAlarm",
        "NewVersionSlowAlarm",
    ]
    assert group["AutoRollbackConfiguration"]["Enabled"] is True
    assert "DEPLOYMENT_STOP_ON_ALARM" in group["AutoRollbackConfiguration"]["Events"]


def test_the_alarms_of_the_new_version_look_at_the_version_that_the_alias_moves_to(resources: dict[str, Any]) -> None:
    version = resources[ALIAS["Ref"]]["Properties"]["FunctionVersion"]
    assert version["Fn::GetAtt"][0] in of_kind(resources, "AWS::Lambda::Version")
    for name, dimension in {
        "NewVersionErrorsAlarm": "ExecutedVersion",
        "NewVersionApologiesAlarm": "Version",
        "NewVersionSlowAlarm": "ExecutedVersion",
    }.items():
        dimensions = {each["Name"]: each["Value"] for each in resources[name]["Properties"]["Dimensions"]}
        assert dimensions[dimension] == version


def test_another_release_is_another_version_and_the_same_one_is_not(resources: dict[str, Any]) -> None:
    versions = set(of_kind(resources, "AWS::Lambda::Version"))
    assert len(versions) == 1
    assert set(of_kind(transformed("Release=aaaaaaaaaaaaaaaa"), "AWS::Lambda::Version")) == versions
    assert set(of_kind(transformed("Release=bbbbbbbbbbbbbbbb"), "AWS::Lambda::Version")).isdisjoint(versions)


def test_old_versions_stay_to_go_back_to(resources: dict[str, Any]) -> None:
    [version] = of_kind(resources, "AWS::Lambda::Version").values()
    assert version["DeletionPolicy"] == "Retain"


def test_sam_adds_one_role_and_it_is_code_deploys(resources: dict[str, Any]) -> None:
    roles = of_kind(resources, "AWS::IAM::Role")
    assert set(roles) == {"LegCrampRole", "CodeDeployServiceRole"}
    [statement] = roles["CodeDeployServiceRole"]["Properties"]["AssumeRolePolicyDocument"]["Statement"]
    assert statement["Principal"]["Service"] == ["codedeploy.amazonaws.com"]
