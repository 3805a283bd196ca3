"""Write the skill package that `ask deploy` takes: the manifest, one interaction model per locale, and the icons.

Everything is checked first; a fault is told and nothing is written. `make package` runs this.
"""

import argparse
import json
import re
import shutil
import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from contract import manifest_lint, model_lint, schema
from contract.model import LOCALES, Model

SOURCE = Path(__file__).parents[2] / "interaction_model"
ICONS = {"small_icon.png": 108, "large_icon.png": 512}
ASK_RESOURCES = {
    "askcliResourcesVersion": "2020-03-31",
    "profiles": {"default": {"skillMetadata": {"src": "./skill-package"}}},
}

LAMBDA_ARN = re.compile(r"arn:aws:lambda:[a-z]{2}(-[a-z]+)+-\d:\d{12}:function:[A-Za-z0-9_-]+(:[A-Za-z0-9_-]+)?")
# Amazon refuses links to its own sites; the others are reserved for examples and lead nowhere.
REFUSED_HOST = re.compile(
    r"alexa|amazon|(^|[.-])aws([.-]|$)|(^|\.)example\.(com|org|net)$|\.(example|invalid|test)$|^localhost$"
)


class PackageError(Exception):
    """The package cannot be written; each line of the message is one reason."""


def package(
    out: Path, endpoint: str = "", privacy_url: str = "", terms_url: str = "", source: Path = SOURCE
) -> list[str]:
    """Write out/skill-package and, unless it is there, out/ask-resources.json; return what is still to be done.

    The endpoint is a Lambda function's ARN or an https address; without one the package makes the skill, whose id the
    function needs, but nothing answers yet. The two links are https addresses of pages that exist, or empty. Raises
    PackageError when something is missing or a check fails; then nothing is written.
    """
    manifest, model = _read(source / "skill.json"), _read(source / "en.json")
    faults = [*_invalid(manifest, model), *_bad_icons(source / "icons")]
    faults += [*_bad_link("PRIVACY_URL", privacy_url), *_bad_link("TERMS_URL", terms_url), *_bad_endpoint(endpoint)]
    if faults:
        raise PackageError("\n".join(faults))
    links = {"privacyPolicyUrl": privacy_url, "termsOfUseUrl": terms_url}
    _complete(manifest["manifest"], endpoint, {name: link for name, link in links.items() if link})
    _write(out, manifest, model, source / "icons")
    return list(_still_to_do(endpoint, privacy_url))


def _read(path: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise PackageError(f"{path.name}: {error}") from error
    return found


def _invalid(manifest: dict[str, Any], model: dict[str, Any]) -> list[str]:
    """Return what the schema refuses, or else what the linters find: they need what the schema assures."""
    refused = [f"skill.json: {fault}" for fault in schema.errors(schema.MANIFEST, for_the_schema(manifest))]
    refused += [f"en.json: {fault}" for fault in schema.errors(schema.INTERACTION_MODEL, model)]
    if refused:
        return refused
    found = [f"skill.json: {finding}" for finding in manifest_lint.lint(manifest, Model.parse(model))]
    return found + [f"en.json: {finding}" for finding in model_lint.lint(model)]


def for_the_schema(document: dict[str, Any]) -> dict[str, Any]:
    """Return the manifest with a stand-in for the events' endpoint: the schema wants one, skill.json cannot know it."""
    manifest = document.get("manifest")
    events = manifest.get("events") if isinstance(manifest, dict) else None
    if not isinstance(manifest, dict) or not isinstance(events, dict):
        return document
    return document | {"manifest": manifest | {"events": events | {"endpoint": {"uri": "arn:"}}}}


def _bad_icons(folder: Path) -> Iterator[str]:
    for name, side in ICONS.items():
        start = (folder / name).read_bytes()[:24] if (folder / name).is_file() else b""
        # A PNG begins with eight fixed bytes, a chunk's length and name, then width and height.
        if start[:8] != b"\x89PNG\r\n\x1a\n" or struct.unpack(">II", start[16:24]) != (side, side):
            yield f"icons/{name}: not a PNG of {side} by {side}"


def _bad_link(name: str, link: str) -> Iterator[str]:
    address = urlsplit(link)
    if link and (address.scheme != "https" or not address.hostname or REFUSED_HOST.search(address.hostname)):
        yield f"{name} {link!r} is not the https address of a page of your own"


def _bad_endpoint(endpoint: str) -> Iterator[str]:
    address = urlsplit(endpoint)
    if endpoint and not LAMBDA_ARN.fullmatch(endpoint) and not (address.scheme == "https" and address.hostname):
        yield f"ENDPOINT {endpoint!r} is neither the ARN of a Lambda function nor an https address"


def _complete(manifest: dict[str, Any], endpoint: str, links: dict[str, str]) -> None:
    if endpoint:
        certificate = {} if LAMBDA_ARN.fullmatch(endpoint) else {"sslCertificateType": "Trusted"}
        for calls in (manifest["apis"]["custom"], manifest["events"]):
            calls["endpoint"] = {"uri": endpoint} | certificate
    else:
        del manifest["events"]  # Amazon takes none that go nowhere; the package with an ENDPOINT brings them.
    if links:
        manifest["privacyAndCompliance"]["locales"] = dict.fromkeys(LOCALES, links)


def _write(out: Path, manifest: dict[str, Any], model: dict[str, Any], icons: Path) -> None:
    folder = out / "skill-package"
    # Only our own folder goes: the ASK CLI keeps the skill's id beside it, in .ask.
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "interactionModels" / "custom").mkdir(parents=True)
    (folder / "assets" / "icons").mkdir(parents=True)
    (folder / "skill.json").write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", "utf-8")
    for locale in LOCALES:
        # As the linter measures it: without indentation, which would cost a third of the size that Amazon allows.
        text = json.dumps(model, ensure_ascii=False)
        (folder / "interactionModels" / "custom" / f"{locale}.json").write_text(text, "utf-8")
    for name in ICONS:
        shutil.copyfile(icons / name, folder / "assets" / "icons" / name)
    if not (out / "ask-resources.json").exists():
        (out / "ask-resources.json").write_text(json.dumps(ASK_RESOURCES, indent=2) + "\n", "utf-8")


def _still_to_do(endpoint: str, privacy_url: str) -> Iterator[str]:
    if not endpoint:
        yield "No ENDPOINT: this makes the skill, and its id. Deploy the function for that id, then give ENDPOINT=ARN."
    if not privacy_url:
        yield "No PRIVACY_URL: the skill can be tried; certification wants the address of your privacy policy."


def main(arguments: list[str]) -> int:
    """Run the packager from the command line. Exit code 0, or 2 with one line for each reason."""
    parser = argparse.ArgumentParser(description="Write the skill package that the ASK CLI deploys.")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write into")
    parser.add_argument("--endpoint", default="", help="the Lambda function's ARN, or an https address")
    parser.add_argument("--privacy-url", default="", help="the address of the privacy policy")
    parser.add_argument("--terms-url", default="", help="the address of the terms of use")
    given = parser.parse_args(arguments)
    try:
        open_points = package(given.out, given.endpoint, given.privacy_url, given.terms_url)
    except PackageError as error:
        print(f"No package was written.\n{error}", file=sys.stderr)
        return 2
    print(
        f"{given.out / 'skill-package'} is ready: run `ask deploy -t skill-metadata` in {given.out}.",
        *open_points,
        sep="\n",
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
