"""template.yaml against the code: what it names is there, what it allows is needed."""

import ast
import importlib.util
import re
from pathlib import Path
from typing import Any

import pytest

import pack
from contract.template import ROOT, TEMPLATE, load

LAMBDA = ROOT / "lambda"
# What Lambda itself puts into the environment; the code may read these without the template naming them.
LAMBDAS_OWN = re.compile(r"^(AWS_.*|_HANDLER|TZ|LANG|PATH)$")


@pytest.fixture(scope="module")
def template() -> dict[str, Any]:
    return load()


@pytest.fixture
def function(template: dict[str, Any]) -> dict[str, Any]:
    properties = template["Resources"]["LegCrampFunction"]["Properties"]
    assert isinstance(properties, dict)
    return properties


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
    assert variables["PICTURES_URL"] == {"!Ref": "PicturesUrl"}


def test_the_code_reads_each_variable_that_the_template_sets_and_no_unknown_one(function: dict[str, Any]) -> None:
    read = set[str]().union(*(environment_reads(path) for path in packed_modules()))
    known = set(function["Environment"]["Variables"])
    assert known - read == set()
    assert {name for name in read - known if not LAMBDAS_OWN.match(name)} == set()


def test_every_name_that_is_referred_to_exists(template: dict[str, Any]) -> None:
    names = set(template["Parameters"]) | set(template["Resources"]) | {"AWS"}
    text = TEMPLATE.read_text(encoding="utf-8")
    referred = re.findall(r"!(?:Ref|GetAtt) (\w+)", text) + re.findall(r"\$\{(\w+)", text)
    assert [name for name in referred if name not in names] == []
    conditions = re.findall(r"(?:!If(?: \[|\n *- )|Condition: )(\w+)", text)
    assert set(conditions) == set(template["Conditions"])


def test_no_region_account_or_partition_is_written_down() -> None:
    """Comments name a region where they name a price."""
    code = "\n".join(line.partition("# ")[0] for line in TEMPLATE.read_text(encoding="utf-8").splitlines())
    assert re.findall(r"\b(?:us|eu|ap|ca|sa)-[a-z]+-\d\b|\b\d{12}\b|arn:", code) == []


@pytest.mark.parametrize("address", ["", "https://pictures.org", "https://b.s3.amazonaws.com/leg/cramp"])
def test_an_address_of_pictures_is_accepted(template: dict[str, Any], address: str) -> None:
    assert re.search(template["Parameters"]["PicturesUrl"]["AllowedPattern"], address)
    assert template["Parameters"]["PicturesUrl"]["Default"] == ""


@pytest.mark.parametrize(
    "address", ["http://pictures.org", "pictures.org", "https://", "https://p.org/", "https://p.org/?a"]
)
def test_what_is_no_https_address_without_a_slash_at_its_end_is_refused(template: dict[str, Any], address: str) -> None:
    assert not re.search(template["Parameters"]["PicturesUrl"]["AllowedPattern"], address)


def test_whatever_can_be_found_by_a_tag_has_it(template: dict[str, Any]) -> None:
    untagged = {"AWS::CloudWatch::Dashboard", "AWS::Logs::MetricFilter"}
    taggable = {name: found for name, found in template["Resources"].items() if found["Type"] not in untagged}
    tags = {name: found["Properties"].get("Tags") for name, found in taggable.items()}
    assert tags.pop("LegCrampFunction") == {"Project": "leg-cramp-guide"}
    assert len(tags) > 10
    assert [name for name in tags if tags[name] != [{"Key": "Project", "Value": "leg-cramp-guide"}]] == []
