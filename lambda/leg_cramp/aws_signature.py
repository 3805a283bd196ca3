"""Signs one request to an AWS service: Signature Version 4, as AWS describes it. Pure: the time is handed in.

boto3 signs too, but its import takes longer than the first help may wait; tests hold the two against each other.
"""

import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256


def signed(
    service: str, host: str, headers: Mapping[str, str], body: bytes, at: datetime, environ: Mapping[str, str]
) -> dict[str, str]:
    """Return the headers of a POST to "/" with those that sign it.

    `host` has the port where it is not the usual one; `at` is aware. Credentials and region are those that Lambda
    puts into the environment; KeyError if one is missing.
    """
    moment = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    scope = f"{moment[:8]}/{environ['AWS_REGION']}/{service}/aws4_request"
    named = {**headers, "Host": host, "X-Amz-Date": moment}
    if token := environ.get("AWS_SESSION_TOKEN"):
        named["X-Amz-Security-Token"] = token
    lines = sorted((name.lower(), value.strip()) for name, value in named.items())
    names = ";".join(name for name, _ in lines)
    listed = "".join(f"{name}:{value}\n" for name, value in lines)
    asked = f"POST\n/\n\n{listed}\n{names}\n{sha256(body).hexdigest()}"
    text = f"AWS4-HMAC-SHA256\n{moment}\n{scope}\n{sha256(asked.encode()).hexdigest()}"
    key = f"AWS4{environ['AWS_SECRET_ACCESS_KEY']}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    signature = hmac.new(key, text.encode(), "sha256").hexdigest()
    credential = f"{environ['AWS_ACCESS_KEY_ID']}/{scope}"
    proof = f"AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders={names}, Signature={signature}"
    return {**named, "Authorization": proof}
