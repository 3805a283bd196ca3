"""The artefact behind Lambda's runtime emulator: it answers there as in process, and takes no stranger's call."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmark.emulator import ROOT, Emulator

EVENTS = {path.stem: path for path in sorted((ROOT / "tests" / "events").glob("*.json"))}
SECRET = "zanzibar hippopotamus"


def in_process(event: Path) -> Any:
    """What the same code says here, from the source tree, after the round trip through JSON."""
    from lambda_function import handler

    return json.loads(json.dumps(handler(json.loads(event.read_text(encoding="utf-8")), None)))


def without_python(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer without the SDK's note of the Python that it ran on, which may be another one here."""
    return {key: value for key, value in answer.items() if key != "userAgent"}


@pytest.mark.parametrize("name", EVENTS)
def test_the_artefact_answers_as_the_source_tree_does(emulator: Emulator, name: str) -> None:
    assert without_python(emulator.post(EVENTS[name].read_bytes())) == without_python(in_process(EVENTS[name]))


def test_another_skills_request_gets_no_help(emulator: Emulator) -> None:
    ours = EVENTS["relief"].read_bytes()
    stranger = ours.replace(b"00000000-0000-0000-0000-000000000000", b"11111111-0000-0000-0000-000000000000")
    assert emulator.post(stranger) != emulator.post(ours)


@pytest.mark.parametrize(
    "body",
    [b"{}", b"[]", b'"text"', b"null", b'{"version": "1.0", "request": {"type": "IntentRequest", "intent": 7}}'],
)
def test_a_malformed_event_is_no_error_on_lambda(emulator: Emulator, body: bytes) -> None:
    answer = emulator.post(body)
    assert "errorType" not in answer
    assert answer["version"] == "1.0"


def test_the_log_is_one_json_object_a_line_and_holds_nothing_that_was_said(emulator: Emulator) -> None:
    event = json.loads(EVENTS["relief_unknown_muscle"].read_text(encoding="utf-8"))
    event["request"]["intent"]["slots"]["muscle"]["value"] = SECRET
    del event["context"]
    before = emulator.log.stat().st_size
    emulator.post(json.dumps(event).encode())
    written = emulator.log.read_bytes()[before:].decode("utf-8")
    assert SECRET not in written
    ours = [json.loads(line) for line in written.splitlines() if line.startswith("{")]
    assert [line["level"] for line in ours] != []
