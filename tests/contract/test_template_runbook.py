"""The README's runbook: it knows every alarm, and what it says to paste does what it says."""

import json
import re
import subprocess

import pytest

from contract.template import ROOT, load, resources
from leg_cramp.memory import key_of

USER = "amzn1.ask.account.AEXAMPLE'S $ID"


@pytest.fixture(scope="module")
def runbook() -> str:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    return readme.partition("\n## Runbook\n")[2].partition("\n## ")[0]


def test_every_alarm_is_explained_and_no_other(runbook: str) -> None:
    assert sorted(re.findall(r"\w+Alarm\b", runbook)) == sorted(resources("AWS::CloudWatch::Alarm"))


def test_what_it_costs_is_worked_out_from_the_memory_and_the_alarms_there_are(runbook: str) -> None:
    memory = resources("AWS::Serverless::Function")["LegCrampFunction"]["MemorySize"]
    assert f"{memory:,}/1,024 GB" in runbook
    sum_ = runbook.replace("\u00d7", "*")
    found = re.search(r"1,000,000 \* \(([\d.]+) \+ 3 \* ([\d.]+)\) s \*\s[^*]*\* ([\d.]+) = ([\d.]+)", sum_)
    assert found
    first, later, price, total = (float(number) for number in found.groups())
    assert round(1_000_000 * (first + 3 * later) * memory / 1024 * price, 1) == total
    assert len(resources("AWS::CloudWatch::Alarm")) == 11
    assert "eleven alarms" in runbook


def test_the_command_that_erases_somebody_names_their_record(runbook: str) -> None:
    [hashing] = re.findall(r"^ +(KEY=.*)$", runbook, re.M)
    [key] = re.findall(r"--key (.*)$", runbook, re.M)
    quoted = USER.replace("'", "'\\''")
    script = hashing.replace("<amzn1.ask.account.…>", quoted) + f"\nprintf %s {key}"
    told = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True).stdout
    [attribute] = resources("AWS::DynamoDB::Table")["LegCrampTable"]["AttributeDefinitions"]
    assert json.loads(told) == {attribute["AttributeName"]: {attribute["AttributeType"]: key_of(USER)}}


def test_the_alias_that_is_rolled_back_is_the_one_that_alexa_calls(runbook: str) -> None:
    alias = resources("AWS::Serverless::Function")["LegCrampFunction"]["AutoPublishAlias"]
    assert f"--name {alias} " in runbook
    assert set(load()["Outputs"]) == {"LegCrampAliasArn", "LegCrampTableName", "LegCrampLogGroup", "DashboardUrl"}
