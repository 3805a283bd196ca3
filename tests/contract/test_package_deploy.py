"""`make deploy`: the steps, their order, one line for whatever fails. sam and ask are stand-ins that take notes."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from contract import deploy
from contract.deploy import DeployError, Settings, settings
from contract.small_source import small_source
from contract.template import ROOT

SKILL = "amzn1.ask.skill.0a1b2c3d-0000-4000-8000-00000000000f"
OTHER = "amzn1.ask.skill.0a1b2c3d-0000-4000-8000-0000000000aa"
ARN = "arn:aws:lambda:eu-west-1:123456789012:function:stack-LegCrampFunction-AbC:live"
OUTPUTS = json.dumps(
    [{"OutputKey": "Other", "OutputValue": "x"}, {"OutputKey": "LegCrampAliasArn", "OutputValue": ARN}]
)
STATES = json.dumps({"askcliStatesVersion": "2020-03-31", "profiles": {"default": {"skillId": SKILL}}})
# Each notes its words; sam gives the outputs in $OUTPUTS; ask notes, as the real one does, the skill that it made.
SAM = """echo "sam $*" >> "$NOTES"
[ "$1" != "$FAILS" ] || exit 1
[ "$1" != list ] || printf '%s' "$OUTPUTS"
"""
ASK = """address=$(grep -o 'arn:aws:lambda[^"]*' skill-package/skill.json | head -n 1)
echo "ask $* ${address:-without an address}" >> "$NOTES"
[ "${address:+complete}" != "$FAILS" ] && [ "${address:-new}" != "$FAILS" ] || exit 1
mkdir -p .ask && { [ -e .ask/ask-states.json ] || printf '%s' "$STATES" > .ask/ask-states.json; }
"""
NEW = "ask deploy --profile default --target skill-metadata without an address"
COMPLETE = f"ask deploy --profile default --target skill-metadata {ARN}"
LIST = "sam list stack-outputs --stack-name night --output json"


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A project with something built, and stand-ins on PATH."""
    (tmp_path / ".aws-sam" / "build").mkdir(parents=True)
    (tmp_path / ".aws-sam" / "build" / "template.yaml").write_text("Resources: {}", "utf-8")
    _tool(tmp_path, "sam", SAM)
    _tool(tmp_path, "ask", ASK)
    environ = {"PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin", "NOTES": f"{tmp_path / 'notes'}", "FAILS": "nothing"}
    for name, value in (environ | {"OUTPUTS": OUTPUTS, "STATES": STATES}).items():
        monkeypatch.setenv(name, value)
    return Settings("night", "", ("LogLevel=DEBUG",), "", "", tmp_path, small_source(tmp_path / "model"))


def _tool(folder: Path, name: str, script: str) -> None:
    tool = folder / "bin" / name
    tool.parent.mkdir(exist_ok=True)
    tool.write_text(f"#!/bin/sh\n{script}", "utf-8")
    tool.chmod(0o755)


def _notes(bench: Settings) -> list[str]:
    """What was asked of sam and ask, in order, and forgotten then."""
    notes = bench.root / "notes"
    told = notes.read_text("utf-8").splitlines() if notes.exists() else []
    notes.unlink(missing_ok=True)
    return told


def _function(bench: Settings, skill: str = SKILL) -> str:
    parameters = ["LogLevel=DEBUG", f"SkillId={skill}"]
    return (
        "sam deploy --stack-name night --resolve-s3 --capabilities CAPABILITY_IAM --no-fail-on-empty-changeset "
        f"--parameter-overrides {' '.join(parameters)} Release={deploy.release(bench.built, parameters)}"
    )


def _fails(bench: Settings, match: str) -> None:
    with pytest.raises(DeployError, match=match) as failed:
        deploy.deploy(bench)
    assert len(str(failed.value).splitlines()) == 1


def _known(bench: Settings, states: str = STATES) -> None:
    bench.states.parent.mkdir(parents=True)
    bench.states.write_text(states, "utf-8")


def test_the_first_run_makes_the_skill_then_the_function_then_completes_the_skill(bench: Settings) -> None:
    assert deploy.deploy(bench) == ARN
    assert _notes(bench) == [NEW, _function(bench), LIST, COMPLETE]


def test_the_next_run_makes_no_second_skill(bench: Settings) -> None:
    deploy.deploy(bench)
    _notes(bench)
    deploy.deploy(bench)
    assert _notes(bench) == [_function(bench), LIST, COMPLETE]


def test_a_skill_that_is_there_already_is_taken_up_and_remembered(bench: Settings) -> None:
    taken_up = Settings("night", OTHER, ("LogLevel=DEBUG",), "", "", bench.root, bench.source)
    deploy.deploy(taken_up)
    assert _notes(bench) == [_function(bench, OTHER), LIST, COMPLETE]
    deploy.deploy(bench)
    assert _notes(bench)[0] == _function(bench, OTHER)


@pytest.mark.parametrize("tool", ["sam", "ask"])
def test_without_a_tool_nothing_is_begun(bench: Settings, tool: str) -> None:
    (bench.root / "bin" / tool).unlink()
    _fails(bench, f"^{tool} is missing: ")
    assert _notes(bench) == []


def test_a_package_that_cannot_be_is_told_before_anything_is_sent(bench: Settings) -> None:
    _known(bench)
    bad = Settings("night", "", (), "http://no.lock", "", bench.root, bench.source)
    _fails(bad, "^No package: PRIVACY_URL")
    assert _notes(bench) == []


def test_another_skill_than_the_one_of_this_folder_is_refused(bench: Settings) -> None:
    _known(bench)
    _fails(Settings("night", OTHER, (), "", "", bench.root, bench.source), f"^SKILL_ID is another skill than {SKILL}")
    assert _notes(bench) == []


@pytest.mark.parametrize("states", ["{", "[]", '{"profiles": 3}', '{"profiles": {"default": []}}', "{}"])
def test_a_damaged_note_of_the_skill_makes_no_second_one(bench: Settings, states: str) -> None:
    _known(bench, states)
    _fails(bench, r"ask-states\.json cannot be read")
    assert _notes(bench) == []


def test_when_no_skill_was_made_the_function_waits(bench: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAILS", "new")
    _fails(bench, r"^`ask deploy` failed, see above\. No skill was made\. .* `make deploy SKILL_ID=…`")
    assert _notes(bench) == [NEW]


def test_a_new_skill_whose_id_nobody_noted_stops_there(bench: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STATES", '{"profiles": {}}')
    _fails(bench, r"^The ASK CLI noted no skill's id .* `make deploy SKILL_ID=…`")
    assert _notes(bench) == [NEW]


def test_a_function_that_was_not_deployed_leaves_the_skill_alone_and_the_next_run_goes_on(
    bench: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAILS", "deploy")
    _fails(bench, r"^`sam deploy` failed, see above\. The function was not deployed, .* AWS_DEFAULT_REGION")
    assert _notes(bench) == [NEW, _function(bench)]
    monkeypatch.setenv("FAILS", "nothing")
    deploy.deploy(bench)
    assert _notes(bench) == [_function(bench), LIST, COMPLETE]


def test_a_stack_that_cannot_be_asked_leaves_the_skill_alone(bench: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    _known(bench)
    monkeypatch.setenv("FAILS", "list")
    _fails(bench, r"^`sam list` failed, see above\. The function is deployed, but the stack night does not tell")
    assert _notes(bench) == [_function(bench), LIST]


@pytest.mark.parametrize("outputs", ["", "{}", "[3]", '[{"OutputKey": "Other", "OutputValue": "x"}]', "<html>"])
def test_a_stack_without_an_address_leaves_the_skill_alone(
    bench: Settings, monkeypatch: pytest.MonkeyPatch, outputs: str
) -> None:
    _known(bench)
    monkeypatch.setenv("OUTPUTS", outputs)
    _fails(bench, r"^The function is deployed, but the stack night does not tell its address\.")
    assert _notes(bench) == [_function(bench), LIST]


def test_a_skill_that_was_not_told_is_told_by_the_next_run(bench: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAILS", "complete")
    _fails(bench, r"^`ask deploy` failed, see above\. The function is deployed, but the skill was not told\.")
    assert _notes(bench) == [NEW, _function(bench), LIST, COMPLETE]
    monkeypatch.setenv("FAILS", "nothing")
    deploy.deploy(bench)
    assert _notes(bench) == [_function(bench), LIST, COMPLETE]


def test_a_release_is_another_when_code_or_parameters_are_and_only_then(bench: Settings) -> None:
    first = deploy.release(bench.built, ["A=1", "B=2"])
    assert deploy.release(bench.built, ["B=2", "A=1"]) == first
    assert deploy.release(bench.built, ["A=1", "B=3"]) != first
    (bench.built / "LegCrampFunction").mkdir()
    (bench.built / "LegCrampFunction" / "module.py").write_text("A = 1", "utf-8")
    second = deploy.release(bench.built, ["A=1", "B=2"])
    (bench.built / "LegCrampFunction" / "module.py").write_text("A = 2", "utf-8")
    assert len({first, second, deploy.release(bench.built, ["A=1", "B=2"])}) == 3


def test_what_the_environment_says_is_taken() -> None:
    taken = settings(
        {"SKILL_ID": SKILL, "PARAMETERS": "LogLevel=DEBUG  AlarmEmail=a@b.org", "PRIVACY_URL": "https://c.org"}
    )
    assert taken == Settings(
        "leg-cramp-guide", SKILL, ("LogLevel=DEBUG", "AlarmEmail=a@b.org"), "https://c.org", "", ROOT
    )
    assert settings({"STACK": "night"}).stack == "night"


@pytest.mark.parametrize("parameters", ["AlarmMail=a@b.org", "LogLevel", "SkillId=x", "Release=ab", "LogLevel=INFO x"])
def test_a_parameter_that_sam_would_pass_over_is_refused(parameters: str) -> None:
    with pytest.raises(DeployError, match=r"^PARAMETERS: .* is not Name=value, with a name of Architecture, "):
        settings({"PARAMETERS": parameters})


def test_the_command_fails_with_one_clear_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert deploy.main({"SKILL_ID": "amzn1.ask.skill.ABC"}) == 2
    assert capsys.readouterr().err == (
        "deploy: SKILL_ID 'amzn1.ask.skill.ABC' is no skill's id: amzn1.ask.skill. and then a UUID in lower case.\n"
    )


def test_make_builds_first_and_finds_its_own_sam() -> None:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    shown = subprocess.run(["make", "-n", "deploy"], cwd=ROOT, env=environ, capture_output=True, text=True, check=True)
    built, deployed = shown.stdout.index("sam build"), shown.stdout.index("contract.deploy")
    assert built < deployed
    assert f'PATH="{ROOT}/.venv-sam/bin:$PATH"' in shown.stdout
