"""Deploy everything: the function, and the skill with the function's address in it. `make deploy` runs this.

The function wants the skill's id, and the skill the function's address. So the very first run makes a skill without an
address, and every run then brings function and skill up to date. A run that failed is run again.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from contract import template
from contract.skill_package import SOURCE, PackageError, package

SKILL_ID = re.compile(r"amzn1\.ask\.skill\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# The profile that ask-resources.json names, and that `ask configure` makes.
PROFILE = "default"
OURS = ("SkillId", "Release")
TOOLS = {
    "sam": "sam is missing: `make build` installs it.",
    "ask": f"ask is missing: install the ASK CLI (npm: ask-cli), then run `ask configure` for the profile {PROFILE}.",
}


class DeployError(Exception):
    """A step failed; the message is one line, says why, and what to do."""


@dataclass(frozen=True)
class Settings:
    """What is deployed, and as what. `parameters` are the template's, as Name=value."""

    stack: str
    skill_id: str
    parameters: tuple[str, ...]
    privacy_url: str
    terms_url: str
    root: Path = template.ROOT
    source: Path = SOURCE

    @property
    def out(self) -> Path:
        """The folder of the skill package, where the ASK CLI keeps the skill's id in .ask."""
        return self.root / ".build"

    @property
    def built(self) -> Path:
        """The folder that `sam build` made."""
        return self.root / ".aws-sam" / "build"

    @property
    def states(self) -> Path:
        """The ASK CLI's own note of which skill this folder deploys."""
        return self.out / ".ask" / "ask-states.json"


def settings(environ: Mapping[str, str]) -> Settings:
    """Return the settings that the environment holds. DeployError for one that cannot be used."""
    skill_id, parameters = environ.get("SKILL_ID", ""), tuple(environ.get("PARAMETERS", "").split())
    if skill_id and not SKILL_ID.fullmatch(skill_id):
        raise DeployError(f"SKILL_ID {skill_id!r} is no skill's id: amzn1.ask.skill. and then a UUID in lower case.")
    # sam passes over a name that it does not know, without a word.
    known = [name for name in template.load()["Parameters"] if name not in OURS]
    for parameter in parameters:
        name, equals, _ = parameter.partition("=")
        if name not in known or not equals:
            raise DeployError(f"PARAMETERS: {parameter!r} is not Name=value, with a name of {', '.join(known)}.")
    return Settings(
        stack=environ.get("STACK") or "leg-cramp-guide",
        skill_id=skill_id,
        parameters=parameters,
        privacy_url=environ.get("PRIVACY_URL", ""),
        terms_url=environ.get("TERMS_URL", ""),
    )


def deploy(wanted: Settings) -> str:
    """Deploy, and return the address that Alexa now calls. DeployError at the first step that fails."""
    for tool, advice in TOOLS.items():
        if not shutil.which(tool):
            raise DeployError(advice)
    with tempfile.TemporaryDirectory() as trial:
        # Before anything is sent: a fault of the package would else show only when the function is out.
        _package(replace(wanted, root=Path(trial)))
    skill_id = _skill(wanted)
    _function(wanted, skill_id)
    address = _address(wanted)
    _say("3 of 3: the skill, with the function's address")
    for line in _package(wanted, address):
        _say(line)
    _ask(wanted, "The function is deployed, but the skill was not told. Run `make deploy` again, as you ran it now.")
    return address


def _skill(wanted: Settings) -> str:
    """Return the id of the skill, which is made if there is none. A skill that is there is never made again."""
    known = _known_skill(wanted)
    if known and wanted.skill_id not in ("", known):
        raise DeployError(
            f"SKILL_ID is another skill than {known}, which {wanted.states} names: remove one of the two."
        )
    if not known and wanted.skill_id:
        states = {"askcliStatesVersion": "2020-03-31", "profiles": {PROFILE: {"skillId": wanted.skill_id}}}
        wanted.states.parent.mkdir(parents=True, exist_ok=True)
        wanted.states.write_text(json.dumps(states, indent=2), encoding="utf-8")
        known = wanted.skill_id
    if known:
        _say(f"1 of 3: the skill is there, {known}")
        return known
    _say("1 of 3: a new skill, without an address")
    _package(wanted)
    # The ASK CLI notes the id only when all went well; Amazon may have made the skill before that.
    advice = "If the developer console shows the skill all the same, run `make deploy SKILL_ID=…` with its id."
    _ask(wanted, f"No skill was made. {advice}")
    if made := _known_skill(wanted):
        return made
    raise DeployError(f"The ASK CLI noted no skill's id in {wanted.states}. {advice}")


def _known_skill(wanted: Settings) -> str:
    """Return the id of the skill that this folder deploys, or nothing."""
    if not wanted.states.exists():
        return ""
    try:
        profile = json.loads(wanted.states.read_text(encoding="utf-8"))["profiles"].get(PROFILE, {})
        known = str(profile.get("skillId") or "")
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        # Going on would make a second skill.
        raise DeployError(f"{wanted.states} cannot be read: mend it, or give SKILL_ID and remove it.") from error
    return known


def _function(wanted: Settings, skill_id: str) -> None:
    _say(f"2 of 3: the function, in the stack {wanted.stack}")
    parameters = [*wanted.parameters, f"SkillId={skill_id}"]
    command = ["sam", "deploy", "--stack-name", wanted.stack, "--resolve-s3", "--capabilities", "CAPABILITY_IAM"]
    command += ["--no-fail-on-empty-changeset", "--parameter-overrides", *parameters]
    _run(
        [*command, f"Release={release(wanted.built, parameters)}"],
        wanted.root,
        "The function was not deployed, and the skill is as it was. It takes AWS credentials and a region of Alexa's "
        "(AWS_PROFILE, AWS_DEFAULT_REGION). Run `make deploy` again once that is mended; if it was the stack's first, "
        f"`sam delete --stack-name {wanted.stack}` first, for CloudFormation updates no stack whose making failed.",
    )


def release(built: Path, parameters: list[str]) -> str:
    """Return a name for what is deployed: 64 hexadecimal digits, another for other files or parameters."""
    digest = hashlib.sha256(json.dumps(sorted(parameters)).encode())
    for path in sorted(path for path in built.rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(built)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _address(wanted: Settings) -> str:
    advice = (
        f"The function is deployed, but the stack {wanted.stack} does not tell its address. Run `make deploy` again."
    )
    command = ["sam", "list", "stack-outputs", "--stack-name", wanted.stack, "--output", "json"]
    told = _run(command, wanted.root, advice, stdout=subprocess.PIPE)
    try:
        outputs = {output["OutputKey"]: str(output["OutputValue"]) for output in json.loads(told)}
        return outputs["LegCrampAliasArn"]
    except (ValueError, LookupError, TypeError) as error:
        raise DeployError(advice) from error


def _package(wanted: Settings, address: str = "") -> list[str]:
    try:
        return package(wanted.out, address, wanted.privacy_url, wanted.terms_url, wanted.source)
    except PackageError as error:
        first, *more = str(error).splitlines()
        raise DeployError(
            f"No package: {first}" + (f" (and {len(more)} more: `make package`)" if more else "")
        ) from error


def _ask(wanted: Settings, advice: str) -> None:
    _run(["ask", "deploy", "--profile", PROFILE, "--target", "skill-metadata"], wanted.out, advice)


def _run(command: list[str], folder: Path, advice: str, **how: Any) -> str:
    """Run a command in a folder; return what it printed if that is caught. DeployError with the advice if it fails."""
    environ = os.environ | {"SAM_CLI_TELEMETRY": "0"}
    done = subprocess.run(command, cwd=folder, env=environ, check=False, text=True, **how)
    if done.returncode != 0:
        raise DeployError(f"`{command[0]} {command[1]}` failed, see above. {advice}")
    return done.stdout or ""


def _say(line: str) -> None:
    print(f"deploy: {line}", flush=True)


def main(environ: Mapping[str, str]) -> int:
    """Deploy as the environment says. Exit code 0, or 2 with one line that says what is the matter."""
    try:
        address = deploy(settings(environ))
    except DeployError as error:
        print(f"deploy: {error}", file=sys.stderr)
        return 2
    _say(f"done. Alexa calls {address}")
    return 0


if __name__ == "__main__":
    sys.exit(main(os.environ))
