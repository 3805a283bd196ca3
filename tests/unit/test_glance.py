"""A glance at memory for the first help: one signed request, no library, and never a wait."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from leg_cramp.memory import KEEP, glance, key_of
from leg_cramp.remembered import Remembered
from unit.scripted_server import CUT_OFF, SILENCE, Drip, Hang, Reply, as_json, scripted_server, unused_port

PERSON = "amzn1.ask.account.PERSON"
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
EXPIRES = {"N": str(int((NOW + KEEP).timestamp()))}
KEPT = as_json({"Item": {"id": {"S": key_of(PERSON)}, "whisper": {"BOOL": False}, "expires": EXPIRES}})
ENVIRON = {
    "TABLE_NAME": "memory",
    "AWS_REGION": "us-east-1",
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
}


def at(url: str, **changes: str) -> dict[str, str]:
    """The environment of a function whose table is there."""
    return ENVIRON | {"AWS_ENDPOINT_URL_DYNAMODB": url} | changes


def test_it_asks_once_for_one_persons_item_and_names_nobody() -> None:
    with scripted_server() as server:
        server.replies.append(KEPT)
        assert glance(at(server.url), PERSON, NOW, 5.0) == Remembered(whisper=False)
    [asked] = server.asked
    assert asked.body == {
        "TableName": "memory",
        "Key": {"id": {"S": key_of(PERSON)}},
        "ConsistentRead": True,
    }
    assert asked.headers["x-amz-target"] == "DynamoDB_20120810.GetItem"
    assert asked.headers["authorization"].startswith("AWS4-HMAC-SHA256 Credential=testing/20261122/us-east-1/dynamodb")


@pytest.mark.parametrize(
    "answer",
    [
        Reply(500, b"{}"),
        Reply(400, b'{"__type": "ResourceNotFoundException"}'),
        Reply(200, b"<html>"),
        Reply(200, b"\xff\xfe"),
        Reply(200, b"null"),
        Reply(200, b"[]"),
        as_json({"Item": 5}),
        as_json({"Item": {"whisper": True, "expires": EXPIRES}}),
        as_json({"Item": {"whisper": {}, "expires": EXPIRES}}),
        CUT_OFF,
        SILENCE,
        Hang(),
        Drip(),
    ],
    ids=lambda answer: f"{type(answer).__name__} {getattr(answer, 'body', b'')!r}",
)
def test_whatever_is_wrong_there_the_nights_own_voice_will_do(answer: object) -> None:
    with scripted_server() as server:
        server.replies.append(answer)
        kept = glance(at(server.url), PERSON, NOW, 0.2)
    assert kept is None or kept.whisper is None


def test_nothing_kept_is_an_answer_too() -> None:
    with scripted_server() as server:
        server.replies.append(as_json({}))
        assert glance(at(server.url), PERSON, NOW, 5.0) == Remembered()


def test_from_a_snapshot_it_takes_the_credentials_that_lambda_hands_out() -> None:
    handed = {
        "AccessKeyId": "handed",
        "SecretAccessKey": "secret",
        "Token": "token",
        "Expiration": "2026-11-22T06:00:00Z",
    }
    with scripted_server() as server:
        server.replies += [as_json(handed), KEPT]
        environ = {"TABLE_NAME": "memory", "AWS_DEFAULT_REGION": "us-east-1", "AWS_ENDPOINT_URL_DYNAMODB": server.url}
        environ["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = f"{server.url}/2021-10-23/credentials"
        environ["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "a-pass"
        assert glance(environ, PERSON, NOW, 5.0) == Remembered(whisper=False)
    asked, got = server.asked
    assert (asked.path, asked.headers["authorization"]) == ("/2021-10-23/credentials", "a-pass")
    assert got.headers["authorization"].startswith("AWS4-HMAC-SHA256 Credential=handed/20261122/us-east-1/")
    assert got.headers["x-amz-security-token"] == "token"


@pytest.mark.parametrize("missing", ["TABLE_NAME", "AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"])
def test_without_table_or_credentials_nothing_is_asked(missing: str) -> None:
    with scripted_server() as server:
        server.replies.append(KEPT)
        environ = {name: value for name, value in at(server.url).items() if name != missing}
        if missing == "AWS_REGION":
            del environ["AWS_ENDPOINT_URL_DYNAMODB"]
        assert glance(environ, PERSON, NOW, 5.0) is None
    assert server.asked == []


def test_a_table_that_is_not_there_or_no_time_left_is_no_memory() -> None:
    assert glance(at(f"http://127.0.0.1:{unused_port()}"), PERSON, NOW, 5.0) is None
    assert glance(at("http://table.example:8000"), PERSON, NOW, 5.0) is None
    assert glance(ENVIRON, None, NOW, 5.0) is None
    with scripted_server() as server:
        server.replies.append(KEPT)
        assert glance(at(server.url), PERSON, NOW, -1.0) is None


def test_it_loads_no_library_of_aws() -> None:
    code = f"""
import sys
from datetime import UTC, datetime
from leg_cramp.memory import glance
glance({at(f"http://127.0.0.1:{unused_port()}")!r}, "a person", datetime(2026, 11, 22, tzinfo=UTC), 1.0)
print({{"boto3", "botocore"}} & set(sys.modules))
"""
    folder = Path(__file__).resolve().parents[2] / "lambda"
    said = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "set()"
