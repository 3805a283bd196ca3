"""template.yaml against the code: what it names is there, what it allows is needed."""

import ast
import importlib.util
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

import pack
from leg_cramp.memory import TableMemory

ROOT = Path(__file__).resolve().parents[2]
LAMBDA = ROOT / "lambda"
# What Lambda itself puts into the environment; the code may read these without the template naming them.
LAMBDAS_OWN = re.compile(r"^(AWS_.*|_HANDLER|TZ|LANG|PATH)$")


class TemplateLoader(yaml.SafeLoader):
    """Reads CloudFormation's short forms: `!Ref Name` becomes {"!Ref": "Name"}."""


def short_form(loader: TemplateLoader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    if isinstance(node, yaml.ScalarNode):
        return {f"!{suffix}": loader.construct_scalar(node)}
    assert isinstance(node, yaml.SequenceNode)
    return {f"!{suffix}": loader.construct_sequence(node, deep=True)}


TemplateLoader.add_multi_constructor("!", short_form)


@pytest.fixture(scope="module")
def template() -> dict[str, Any]:
    loaded = yaml.load((ROOT / "template.yaml").read_text(encoding="utf-8"), TemplateLoader)
    assert isinstance(loaded, dict)
    return loaded


@pytest.fixture
def function(template: dict[str, Any]) -> dict[str, Any]:
    properties = template["Resources"]["LegCrampFunction"]["Properties"]
    assert isinstance(properties, dict)
    return properties


@pytest.fixture
def table(template: dict[str, Any]) -> dict[str, Any]:
    resource = template["Resources"]["LegCrampTable"]
    assert resource["Type"] == "AWS::DynamoDB::Table"
    properties = resource["Properties"]
    assert isinstance(properties, dict)
    return properties


class Recorder:
    """A DynamoDB client that keeps the item it is given."""

    item: dict[str, Any]

    def put_item(self, *, Item: dict[str, Any], **_: Any) -> dict[str, Any]:  # noqa: N803 - boto3's own name
        self.item = Item
        return {"ConsumedCapacity": {}}


def environment_reads(path: Path) -> set[str]:
    """The names that a module asks the environment for: os.environ["A"], environ.get("A"), getenv("A")."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith("environ"):
            key: ast.expr = node.slice
        elif isinstance(node, ast.Call) and re.search(r"(environ\.get|getenv)$", ast.unparse(node.func)):
            key = node.args[0]
        else:
            continue
        names.add(ast.unparse(key).strip("'"))
    return names


def packed_modules() -> list[Path]:
    return [path for name in pack.SOURCES for path in (LAMBDA / name, *(LAMBDA / name).rglob("*.py")) if path.is_file()]


def test_the_handler_is_a_function_that_exists(function: dict[str, Any]) -> None:
    module, name = function["Handler"].split(".")
    spec = importlib.util.spec_from_file_location(module, ROOT / function["CodeUri"] / f"{module}.py")
    assert spec
    assert spec.loader
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    assert callable(getattr(loaded, name))


def test_what_is_packed_is_packed_for_the_runtime(function: dict[str, Any]) -> None:
    assert function["Runtime"] == f"python{pack.RUNTIME}"


def test_the_build_recipe_has_a_target_for_the_function(template: dict[str, Any]) -> None:
    assert template["Resources"]["LegCrampFunction"]["Metadata"] == {"BuildMethod": "makefile"}
    assert "\nbuild-LegCrampFunction:\n" in (LAMBDA / "Makefile").read_text(encoding="utf-8")


def test_it_gives_up_before_alexa_does(function: dict[str, Any]) -> None:
    assert function["Timeout"] == 7


def test_the_processor_is_a_parameter_and_arm_unless_said(template: dict[str, Any], function: dict[str, Any]) -> None:
    assert function["Architectures"] == [{"!Ref": "Architecture"}]
    assert template["Parameters"]["Architecture"]["Default"] == "arm64"
    assert set(template["Parameters"]["Architecture"]["AllowedValues"]) == {"arm64", "x86_64"}


def test_alexa_is_the_only_trigger_and_only_for_our_skill(function: dict[str, Any]) -> None:
    assert list(function["Events"].values()) == [{"Type": "AlexaSkill", "Properties": {"SkillId": {"!Ref": "SkillId"}}}]


def test_a_skill_id_is_accepted(template: dict[str, Any]) -> None:
    pattern = template["Parameters"]["SkillId"]["AllowedPattern"]
    assert re.search(pattern, "amzn1.ask.skill.0a1b2c3d-0000-4000-8000-00000000000f")


@pytest.mark.parametrize(
    "skill", ["*", "amzn1.ask.skill.", "amzn1.ask.skill.0a1b2c3d", "SkillId", "x amzn1.ask.skill."]
)
def test_what_is_no_skill_id_is_refused(template: dict[str, Any], skill: str) -> None:
    assert not re.search(template["Parameters"]["SkillId"]["AllowedPattern"], skill)


def test_nobody_can_deploy_without_a_skill_id_and_a_local_run_needs_none(template: dict[str, Any]) -> None:
    assert template["Parameters"]["SkillId"]["Default"] == ""
    assertions = [rule["Assert"] for rule in template["Rules"]["SkillIdIsGiven"]["Assertions"]]
    assert assertions == [{"!Not": [{"!Equals": [{"!Ref": "SkillId"}, ""]}]}]
    assert "RuleCondition" not in template["Rules"]["SkillIdIsGiven"]


def test_the_environment_is_set_from_the_parameters(function: dict[str, Any]) -> None:
    variables = function["Environment"]["Variables"]
    assert variables["SKILL_ID"] == {"!Ref": "SkillId"}
    assert variables["LOG_LEVEL"] == {"!Ref": "LogLevel"}
    assert variables["TABLE_NAME"] == {"!Ref": "LegCrampTable"}


def test_the_code_reads_each_variable_that_the_template_sets_and_no_unknown_one(function: dict[str, Any]) -> None:
    read = set[str]().union(*(environment_reads(path) for path in packed_modules()))
    known = set(function["Environment"]["Variables"])
    assert known - read == set()
    assert {name for name in read - known if not LAMBDAS_OWN.match(name)} == set()


def test_the_log_is_json_and_kept_for_a_time_that_somebody_chose(
    template: dict[str, Any], function: dict[str, Any]
) -> None:
    assert function["LoggingConfig"]["LogFormat"] == "JSON"
    assert function["LoggingConfig"]["LogGroup"] == {"!Ref": "LegCrampLogs"}
    assert template["Resources"]["LegCrampLogs"]["Properties"]["RetentionInDays"] == {"!Ref": "LogRetentionDays"}
    assert template["Parameters"]["LogRetentionDays"]["Default"] <= 30


def test_every_log_level_is_one_that_python_knows(template: dict[str, Any]) -> None:
    import logging

    known = logging.getLevelNamesMapping()
    assert [level for level in template["Parameters"]["LogLevel"]["AllowedValues"] if level not in known] == []


def test_the_role_may_write_its_log_and_ask_its_table_and_nothing_else(
    template: dict[str, Any], function: dict[str, Any]
) -> None:
    assert function["Role"] == {"!GetAtt": "LegCrampRole.Arn"}
    role = template["Resources"]["LegCrampRole"]["Properties"]
    assert "ManagedPolicyArns" not in role
    assert "Policies" not in function
    statements = [statement for policy in role["Policies"] for statement in policy["PolicyDocument"]["Statement"]]
    assert statements == [
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


def test_the_role_allows_each_call_that_memory_makes_and_no_other(template: dict[str, Any]) -> None:
    source = (LAMBDA / "leg_cramp" / "memory.py").read_text(encoding="utf-8")
    called = {name.replace("_", "").lower() for name in re.findall(r'_ask\("(\w+)"', source)}
    policies = template["Resources"]["LegCrampRole"]["Properties"]["Policies"]
    actions = [
        action
        for policy in policies
        for statement in policy["PolicyDocument"]["Statement"]
        for action in statement["Action"]
        if action.startswith("dynamodb:")
    ]
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


def test_every_name_that_is_referred_to_exists(template: dict[str, Any]) -> None:
    names = set(template["Parameters"]) | set(template["Resources"])
    text = (ROOT / "template.yaml").read_text(encoding="utf-8")
    referred = re.findall(r"!(?:Ref|GetAtt) (\w+)", text)
    assert [name for name in referred if name not in names] == []


def test_the_functions_arn_is_given_out_for_the_manifest(template: dict[str, Any]) -> None:
    assert {"!GetAtt": "LegCrampFunction.Arn"} in [output["Value"] for output in template["Outputs"].values()]
