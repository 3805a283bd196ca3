"""template.yaml's table, role and log against the code: no more than is needed, and nobody's bedtime left behind."""

import logging
import re
from datetime import UTC, datetime
from typing import Any

import pytest

from contract.template import ROOT, load, resources
from leg_cramp.memory import TableMemory


@pytest.fixture(scope="module")
def template() -> dict[str, Any]:
    return load()


@pytest.fixture
def function() -> dict[str, Any]:
    return resources("AWS::Serverless::Function")["LegCrampFunction"]


@pytest.fixture
def table() -> dict[str, Any]:
    return resources("AWS::DynamoDB::Table")["LegCrampTable"]


def statements(policies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [statement for policy in policies for statement in policy["PolicyDocument"]["Statement"]]


class Recorder:
    """A DynamoDB client that keeps the item it is given."""

    item: dict[str, Any]

    def put_item(self, *, Item: dict[str, Any], **_: Any) -> dict[str, Any]:  # noqa: N803 - boto3's own name
        self.item = Item
        return {"ConsumedCapacity": {}}


def test_the_log_is_json_and_kept_for_a_time_that_somebody_chose(
    template: dict[str, Any], function: dict[str, Any]
) -> None:
    assert function["LoggingConfig"]["LogFormat"] == "JSON"
    assert function["LoggingConfig"]["LogGroup"] == {"!Ref": "LegCrampLogs"}
    assert template["Resources"]["LegCrampLogs"]["Properties"]["RetentionInDays"] == {"!Ref": "LogRetentionDays"}
    assert template["Parameters"]["LogRetentionDays"]["Default"] <= 30


def test_every_log_level_is_one_that_python_knows(template: dict[str, Any]) -> None:
    known = logging.getLevelNamesMapping()
    assert [level for level in template["Parameters"]["LogLevel"]["AllowedValues"] if level not in known] == []


def test_the_role_may_write_its_log_and_ask_its_table_and_nothing_else(
    template: dict[str, Any], function: dict[str, Any]
) -> None:
    assert function["Role"] == {"!GetAtt": "LegCrampRole.Arn"}
    role = template["Resources"]["LegCrampRole"]["Properties"]
    assert "ManagedPolicyArns" not in role
    assert "Policies" not in function
    *always, traces = role["Policies"]
    assert statements(always) == [
        {
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": {"!GetAtt": "LegCrampLogs.Arn"},
        },
        {
            "Effect": "Allow",
            "Action": ["dynamodb:GetItem", "dynamodb:PutItem"],
            "Resource": {"!GetAtt": "LegCrampTable.Arn"},
        },
    ]
    condition, allowed, otherwise = traces["!If"]
    assert (condition, otherwise) == ("HasTracing", {"!Ref": "AWS::NoValue"})
    assert statements([allowed]) == [
        {"Effect": "Allow", "Action": ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], "Resource": "*"}
    ]


def test_the_role_allows_each_call_that_memory_makes_and_no_other(template: dict[str, Any]) -> None:
    source = (ROOT / "lambda" / "leg_cramp" / "memory.py").read_text(encoding="utf-8")
    called = {name.replace("_", "").lower() for name in re.findall(r'_ask\("(\w+)"', source)}
    always = template["Resources"]["LegCrampRole"]["Properties"]["Policies"][:-1]
    actions = [action for each in statements(always) for action in each["Action"] if action.startswith("dynamodb:")]
    assert {action.removeprefix("dynamodb:").lower() for action in actions} == called


def test_the_table_is_what_memory_writes_and_sweeps_itself(table: dict[str, Any]) -> None:
    """The names are those that TableMemory uses, taken from a write of its own."""
    written = Recorder()
    asked_at = datetime(2026, 11, 22, 8, 4, tzinfo=UTC)
    TableMemory(lambda: written, "any", "amzn1.ask.account.EXAMPLE", asked_at).erase()
    [key] = table["KeySchema"]
    assert key == {"AttributeName": "id", "KeyType": "HASH"}
    assert table["AttributeDefinitions"] == [{"AttributeName": "id", "AttributeType": "S"}]
    assert isinstance(written.item["id"].get("S"), str)
    assert table["TimeToLiveSpecification"] == {"AttributeName": "expires", "Enabled": True}
    assert int(written.item["expires"]["N"]) > asked_at.timestamp()


def test_the_table_is_encrypted_paid_for_by_use_and_can_be_restored(table: dict[str, Any]) -> None:
    assert table["SSESpecification"] == {"SSEEnabled": True}
    assert table["BillingMode"] == "PAY_PER_REQUEST"
    assert "ProvisionedThroughput" not in table
    recovery = table["PointInTimeRecoverySpecification"]
    assert recovery["PointInTimeRecoveryEnabled"] is True
    # What somebody had erased can be restored for so long, and no longer.
    assert recovery["RecoveryPeriodInDays"] <= 7


def test_no_table_with_peoples_bedtimes_stays_behind(template: dict[str, Any]) -> None:
    resource = template["Resources"]["LegCrampTable"]
    assert (resource["DeletionPolicy"], resource["UpdateReplacePolicy"]) == ("Delete", "Delete")


def test_only_lambda_may_take_the_role(template: dict[str, Any]) -> None:
    document = template["Resources"]["LegCrampRole"]["Properties"]["AssumeRolePolicyDocument"]
    assert [statement["Principal"] for statement in document["Statement"]] == [{"Service": "lambda.amazonaws.com"}]
