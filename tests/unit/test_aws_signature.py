"""Our signature is the one that AWS's own library makes."""

from datetime import UTC, datetime
from unittest.mock import patch

import pytest
from botocore import auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from leg_cramp.aws_signature import signed

AT = datetime(2026, 11, 22, 3, 0, 12, tzinfo=UTC)
KEYS = {"AWS_REGION": "eu-west-1", "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "a/secret+key="}
HEADERS = {"X-Amz-Target": "DynamoDB_20120810.GetItem", "Content-Type": "application/x-amz-json-1.0"}


def by_botocore(host: str, body: bytes, token: str | None) -> str:
    """The Authorization header that botocore gives the same request at the same moment."""
    request = AWSRequest("POST", f"https://{host}/", data=body, headers=dict(HEADERS))
    credentials = Credentials(KEYS["AWS_ACCESS_KEY_ID"], KEYS["AWS_SECRET_ACCESS_KEY"], token)
    with patch.object(auth, "get_current_datetime", return_value=AT.replace(tzinfo=None)):
        auth.SigV4Auth(credentials, "dynamodb", KEYS["AWS_REGION"]).add_auth(request)
    return str(request.headers["Authorization"])


@pytest.mark.parametrize("token", [None, "a-session-token=="])
@pytest.mark.parametrize("body", [b"", b'{"TableName": "legs"}', '{"a": "é"}'.encode()])
@pytest.mark.parametrize("host", ["dynamodb.eu-west-1.amazonaws.com", "127.0.0.1:8000"])
def test_it_is_botocores(host: str, body: bytes, token: str | None) -> None:
    environ = KEYS | ({"AWS_SESSION_TOKEN": token} if token else {})
    headers = signed("dynamodb", host, HEADERS, body, AT, environ)
    assert headers["Authorization"] == by_botocore(host, body, token)
    assert headers.get("X-Amz-Security-Token") == token
    assert headers.items() >= HEADERS.items()


@pytest.mark.parametrize("missing", KEYS)
def test_without_credentials_or_region_there_is_nothing_to_sign_with(missing: str) -> None:
    environ = {name: value for name, value in KEYS.items() if name != missing}
    with pytest.raises(KeyError):
        signed("dynamodb", "localhost", HEADERS, b"", AT, environ)
