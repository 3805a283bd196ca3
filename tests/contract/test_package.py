"""`make package` writes a folder that the ASK CLI deploys, or says in a line why it cannot."""

import json
import shutil
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest

from contract import schema
from contract.model import LOCALES
from contract.skill_package import SOURCE, PackageError, main, package
from contract.small_source import small_source

ARN = "arn:aws:lambda:us-east-1:123456789012:function:LegCrampFunction-AbC123:live"
POLICY = "https://leg-cramp-guide.org/privacy"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return small_source(tmp_path / "interaction_model")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def _written(out: Path, name: str) -> Any:
    return json.loads((out / "skill-package" / name).read_text("utf-8"))


def _change(path: Path, part: str, value: object) -> None:
    document = json.loads(path.read_text("utf-8"))
    next(iter(document.values()))[part] = value
    path.write_text(json.dumps(document), "utf-8")


def test_the_package_has_the_layout_of_the_ask_cli(out: Path, source: Path) -> None:
    package(out, ARN, POLICY, source=source)
    files = {str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()}
    assert files == {
        "ask-resources.json",
        "skill-package/skill.json",
        "skill-package/assets/icons/small_icon.png",
        "skill-package/assets/icons/large_icon.png",
        *(f"skill-package/interactionModels/custom/{locale}.json" for locale in LOCALES),
    }
    profile = json.loads((out / "ask-resources.json").read_text("utf-8"))["profiles"]["default"]
    assert (out / profile["skillMetadata"]["src"] / "skill.json").is_file()


def test_each_locale_gets_the_one_english_model(out: Path, source: Path) -> None:
    package(out, ARN, source=source)
    ours = json.loads((source / "en.json").read_text("utf-8"))
    for locale in LOCALES:
        assert _written(out, f"interactionModels/custom/{locale}.json") == ours


def test_every_icon_that_the_manifest_names_is_in_the_package(out: Path, source: Path) -> None:
    package(out, ARN, source=source)
    for texts in _written(out, "skill.json")["manifest"]["publishingInformation"]["locales"].values():
        for part in ("smallIconUri", "largeIconUri"):
            assert (out / "skill-package" / texts[part].removeprefix("file://")).is_file()


@pytest.mark.parametrize("name", ["small_icon.png", "large_icon.png"])
def test_an_icon_is_a_drawing_and_no_empty_square(name: str) -> None:
    colours = _colours((SOURCE / "icons" / name).read_bytes())
    assert len(colours) > 20


def _colours(png: bytes) -> set[bytes]:
    """Return the different pixels of a PNG of 8-bit RGBA, read as stored: enough to tell a drawing from one colour."""
    data, at = b"", 8
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        data += png[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += length + 12
    pixels = zlib.decompress(data)
    return {pixels[each : each + 4] for each in range(1, len(pixels) - 3, 4)}


def test_a_function_becomes_the_endpoint(out: Path, source: Path) -> None:
    package(out, ARN, source=source)
    manifest = _written(out, "skill.json")["manifest"]
    assert manifest["apis"]["custom"]["endpoint"] == {"uri": ARN}
    assert manifest["events"]["endpoint"] == {"uri": ARN}


def test_an_https_address_becomes_an_endpoint_with_its_certificate(out: Path, source: Path) -> None:
    package(out, "https://skill.leg-cramp-guide.org/alexa", source=source)
    manifest = _written(out, "skill.json")["manifest"]
    ours = {"uri": "https://skill.leg-cramp-guide.org/alexa", "sslCertificateType": "Trusted"}
    assert [manifest["apis"]["custom"]["endpoint"], manifest["events"]["endpoint"]] == [ours, ours]


def test_the_events_and_the_permission_go_along(out: Path, source: Path) -> None:
    package(out, ARN, source=source)
    manifest, ours = _written(out, "skill.json")["manifest"], json.loads((SOURCE / "skill.json").read_text("utf-8"))
    assert manifest["events"]["subscriptions"] == ours["manifest"]["events"]["subscriptions"] != []
    assert manifest["permissions"] == ours["manifest"]["permissions"] != []


def test_the_links_go_to_every_locale(out: Path, source: Path) -> None:
    package(out, ARN, POLICY, "https://leg-cramp-guide.org/terms", source=source)
    assert _written(out, "skill.json")["manifest"]["privacyAndCompliance"]["locales"] == {
        locale: {"privacyPolicyUrl": POLICY, "termsOfUseUrl": "https://leg-cramp-guide.org/terms"} for locale in LOCALES
    }


@pytest.mark.parametrize(("endpoint", "policy"), [("", ""), (ARN, ""), (ARN, POLICY)])
def test_what_is_written_still_passes_the_schema(out: Path, source: Path, endpoint: str, policy: str) -> None:
    package(out, endpoint, policy, source=source)
    assert schema.errors(schema.MANIFEST, _written(out, "skill.json")) == []


def test_without_endpoint_and_policy_the_package_invents_none_and_says_so(out: Path, source: Path) -> None:
    told = package(out, source=source)
    manifest = _written(out, "skill.json")["manifest"]
    assert "endpoint" not in manifest["apis"]["custom"]
    assert "events" not in manifest  # Amazon refuses events that go nowhere.
    assert "locales" not in manifest["privacyAndCompliance"]
    assert [line.split(":")[0] for line in told] == ["No ENDPOINT", "No PRIVACY_URL"]


def test_with_everything_given_nothing_is_left_to_do(out: Path, source: Path) -> None:
    assert package(out, ARN, POLICY, source=source) == []


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://skill.leg-cramp-guide.org",
        "skill.leg-cramp-guide.org",
        "https://",
        "arn:aws:s3:::bucket",
        "arn:aws:lambda:us-east-1:12:function:short-account",
        "arn:aws:lambda:us-east-1:123456789012:function:",
    ],
)
def test_an_endpoint_that_alexa_cannot_call_is_refused(out: Path, source: Path, endpoint: str) -> None:
    with pytest.raises(PackageError, match=r"^ENDPOINT"):
        package(out, endpoint, source=source)
    assert not (out).exists()


@pytest.mark.parametrize(
    "link",
    [
        "http://leg-cramp-guide.org/privacy",
        "leg-cramp-guide.org/privacy",
        "https://example.com/privacy",
        "https://www.example.org/privacy",
        "https://policies.amazon.com/privacy",
        "https://my-bucket.s3.amazonaws.com/privacy.html",
        "https://localhost/privacy",
        "https://docs.aws/privacy",
    ],
)
def test_a_link_that_is_no_page_of_ones_own_is_refused(out: Path, source: Path, link: str) -> None:
    with pytest.raises(PackageError, match=r"^PRIVACY_URL"):
        package(out, ARN, link, source=source)
    with pytest.raises(PackageError, match=r"^TERMS_URL"):
        package(out, ARN, POLICY, link, source=source)


def test_a_fault_in_the_model_is_told_and_nothing_is_written(out: Path, source: Path) -> None:
    document = json.loads((source / "en.json").read_text("utf-8"))
    document["interactionModel"]["languageModel"]["intents"][0]["samples"].append("Call 911!")
    (source / "en.json").write_text(json.dumps(document), "utf-8")
    with pytest.raises(PackageError, match=r"en\.json: sample: .*'Call 911!'"):
        package(out, ARN, source=source)
    assert not (out).exists()


def test_a_fault_in_the_manifest_is_told(out: Path, source: Path) -> None:
    _change(source / "skill.json", "permissions", [{"name": "alexa::device_id:read"}])
    with pytest.raises(PackageError, match=r"skill\.json: declared: permissions"):
        package(out, ARN, source=source)


def test_what_the_schema_refuses_is_told(out: Path, source: Path) -> None:
    _change(source / "skill.json", "manifestVersion", "9")
    _change(source / "en.json", "prompt", [])
    with pytest.raises(PackageError) as refused:
        package(out, ARN, source=source)
    assert [line.split(": ")[:2] for line in str(refused.value).splitlines()] == [
        ["skill.json", "$.manifest.manifestVersion"],
        ["en.json", "$.interactionModel"],
    ]


def test_a_missing_or_broken_file_is_told(out: Path, source: Path) -> None:
    (source / "en.json").write_text("{", "utf-8")
    with pytest.raises(PackageError, match=r"^en\.json: "):
        package(out, ARN, source=source)
    (source / "en.json").unlink()
    with pytest.raises(PackageError, match=r"^en\.json: "):
        package(out, ARN, source=source)


def test_a_host_that_only_sounds_like_amazons_is_taken(out: Path, source: Path) -> None:
    assert package(out, ARN, "https://lawson-health.org/privacy", source=source) == []


def test_an_icon_of_the_wrong_size_is_told(out: Path, source: Path) -> None:
    shutil.copyfile(source / "icons" / "large_icon.png", source / "icons" / "small_icon.png")
    (source / "icons" / "large_icon.png").write_bytes(b"GIF89a")
    with pytest.raises(PackageError) as refused:
        package(out, ARN, source=source)
    assert str(refused.value).splitlines() == [
        "icons/small_icon.png: not a PNG of 108 by 108",
        "icons/large_icon.png: not a PNG of 512 by 512",
    ]


def test_packing_again_leaves_nothing_old_and_keeps_what_the_ask_cli_wrote(out: Path, source: Path) -> None:
    package(out, ARN, source=source)
    (out / ".ask").mkdir()
    (out / ".ask" / "ask-states.json").write_text("the skill's id", "utf-8")
    (out / "ask-resources.json").write_text("a second profile", "utf-8")
    (out / "skill-package" / "interactionModels" / "custom" / "de-DE.json").write_text("{}", "utf-8")
    package(out, ARN, source=source)
    assert not (out / "skill-package" / "interactionModels" / "custom" / "de-DE.json").exists()
    assert (out / ".ask" / "ask-states.json").read_text("utf-8") == "the skill's id"
    assert (out / "ask-resources.json").read_text("utf-8") == "a second profile"


def test_our_own_files_make_a_package(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--out", str(tmp_path), "--endpoint", ARN, "--privacy-url", POLICY]) == 0
    assert capsys.readouterr().out.startswith(f"{tmp_path / 'skill-package'} is ready")


def test_the_command_fails_with_a_clear_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--out", str(tmp_path), "--endpoint", "nowhere"]) == 2
    assert "ENDPOINT 'nowhere' is neither" in capsys.readouterr().err
