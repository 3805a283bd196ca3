"""The only file that knows DynamoDB: keeps one Remembered per person, for a while, or not at all.

The key is a hash of Alexa's user id, so that the table does not name anybody by it. Such an id is long and random:
the hash cannot be guessed back, and whoever runs the skill and is asked to erase a person's record finds it with
`key_of(user_id)`. Needed from the role are GetItem and PutItem, no more: erasing writes a tombstone.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from threading import Lock
from time import monotonic
from typing import Any

from .remembered import Change, MemoryUnavailableError, NoMemory, Remembered, Trouble, from_plain, to_plain

KEEP = timedelta(days=180)  # After the last write.
TOMBSTONE = timedelta(days=2)  # Longer than Lambda goes on delivering a late event.
WAIT_SECONDS = 1.0  # To connect, and again to read: somebody is waiting for the answer.
_connecting = Lock()
_TRIES = 3  # Of a change that another device got in the way of.


@dataclass(frozen=True)
class _Item:
    record: Remembered
    stamp: str | None = None  # What the next write has to find; None: nothing that carries one.
    erased_at: int | None = None


class TableMemory(NoMemory):
    """Memory in a DynamoDB table, for one person and one turn. Methods raise MemoryUnavailableError."""

    keeps = True

    def __init__(self, connect: Callable[[], Any], table: str, user_id: str, asked_at: datetime) -> None:
        """`connect` gives the client, at first use. `asked_at` is the request's own timestamp, aware: it decides what
        has expired and what came before an erase.
        """
        self._connect, self._table = connect, table
        self._key = {"id": {"S": key_of(user_id)}}
        self._now = int(asked_at.timestamp())
        self._trouble: Trouble | None = None

    def read(self) -> Remembered:
        """See NoMemory."""
        return self._get().record

    def change(self, change: Change) -> Remembered:
        """See NoMemory. A change that leaves the record as it is writes nothing."""
        for _ in range(_TRIES):
            item = self._get()
            if item.erased_at is not None and item.erased_at >= self._now:
                return Remembered()  # Asked for before the person said "forget me".
            changed = change(item.record)
            if changed == item.record or self._replace(item, changed):
                return changed
        raise MemoryUnavailableError(Trouble.BUSY)

    def erase(self) -> None:
        """See NoMemory. Works blindly, so that it also stops a first write that is on its way."""
        self._put({"erased_at": {"N": str(self._now)}}, TOMBSTONE)

    def _get(self) -> _Item:
        return _item(self._ask("get_item", Key=self._key, ConsistentRead=True).get("Item") or {}, self._now)

    def _replace(self, seen: _Item, record: Remembered) -> bool:
        """Writes the record in place of the item that was seen; False if it is another by now."""
        attributes = {name: _attribute(value) for name, value in to_plain(record).items()}
        if seen.erased_at is not None:
            attributes["erased_at"] = {"N": str(seen.erased_at)}  # Still stops a change from before the erase.
        if seen.stamp is None:
            return self._put(attributes, KEEP, ConditionExpression="attribute_not_exists(stamp)")
        values = {":seen": {"S": seen.stamp}}
        return self._put(attributes, KEEP, ConditionExpression="stamp = :seen", ExpressionAttributeValues=values)

    def _put(self, attributes: dict[str, Any], keep: timedelta, **condition: Any) -> bool:
        expires = str(self._now + int(keep.total_seconds()))
        # A stamp and not a count: after an erase, a count could come round to a number that a late writer has seen.
        item = self._key | attributes | {"expires": {"N": expires}, "stamp": {"S": os.urandom(8).hex()}}
        return not self._ask("put_item", Item=item, **condition).get("refused")

    def _ask(self, operation: str, **arguments: Any) -> dict[str, Any]:
        if self._trouble is not None:
            raise MemoryUnavailableError(self._trouble)  # One wait a turn is enough.
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            call = getattr(self._connect(), operation)
            answer: dict[str, Any] = call(TableName=self._table, ReturnConsumedCapacity="TOTAL", **arguments)
        except (BotoCoreError, ClientError) as error:
            if _code(error) == "ConditionalCheckFailedException":
                return {"refused": True}
            self._trouble = _trouble(error)
            raise MemoryUnavailableError(self._trouble) from error
        # botocore takes any 200 for an answer, also a page of text. The capacity used shows that it is DynamoDB's.
        if "ConsumedCapacity" not in answer:
            self._trouble = Trouble.BROKEN
            raise MemoryUnavailableError(self._trouble)
        return answer


def open_memory(environ: Mapping[str, str], user_id: str | None, asked_at: datetime) -> NoMemory:
    """The memory for one turn: none without TABLE_NAME or a user id. Loads boto3 only when there is a table."""
    table = environ.get("TABLE_NAME")
    if not table or not user_id:
        return NoMemory()
    return TableMemory(_shared_client, table, user_id, asked_at)


def glance(environ: Mapping[str, str], user_id: str | None, asked_at: datetime, seconds: float) -> Remembered | None:
    """What is remembered, within `seconds`; None where there is no memory or it cannot be had in that time.

    For the first help, which has no time for boto3: one signed request does it.
    """
    import json
    from urllib.parse import urlsplit

    from .aws_signature import signed
    from .http_call import CallFailedError, EndpointError, caller_for

    table = environ.get("TABLE_NAME")
    if not table or not user_id:
        return None
    region = environ.get("AWS_REGION") or environ.get("AWS_DEFAULT_REGION") or ""
    address = environ.get("AWS_ENDPOINT_URL_DYNAMODB") or f"https://dynamodb.{region}.amazonaws.com"
    ends_at = monotonic() + seconds
    body = json.dumps({"TableName": table, "Key": {"id": {"S": key_of(user_id)}}, "ConsistentRead": True}).encode()
    headers = {"X-Amz-Target": "DynamoDB_20120810.GetItem", "Content-Type": "application/x-amz-json-1.0"}
    try:
        keys = _keys(environ, seconds)
        headers = signed("dynamodb", urlsplit(address).netloc, headers, body, asked_at, {**keys, "AWS_REGION": region})
        answer = caller_for(address).call("POST", "/", headers, body, ends_at - monotonic())
        if answer.status != 200:
            return None
        return _item(json.loads(answer.body).get("Item") or {}, int(asked_at.timestamp())).record
    except (EndpointError, CallFailedError, LookupError, TypeError, ValueError, AttributeError):
        return None  # No credentials, no answer, or one that is no item: the night's own voice will do.


def _keys(environ: Mapping[str, str], seconds: float) -> Mapping[str, str]:
    """The credentials in the environment, or those that Lambda hands out at an address of the machine (SnapStart).

    KeyError where there are neither: an account's files on a disk are boto3's business.
    """
    if "AWS_ACCESS_KEY_ID" in environ:
        return environ
    import json
    from urllib.parse import urlsplit

    from .http_call import caller_for

    where = urlsplit(environ["AWS_CONTAINER_CREDENTIALS_FULL_URI"])
    headers = {"Authorization": environ.get("AWS_CONTAINER_AUTHORIZATION_TOKEN", "")}
    answer = caller_for(f"{where.scheme}://{where.netloc}").call("GET", where.path, headers, None, seconds)
    told = json.loads(answer.body)
    names = {"AccessKeyId": "ACCESS_KEY_ID", "SecretAccessKey": "SECRET_ACCESS_KEY", "Token": "SESSION_TOKEN"}
    return {f"AWS_{ours}": str(told[theirs]) for theirs, ours in names.items()}


def key_of(user_id: str) -> str:
    """The table's key for Alexa's user id."""
    import hashlib  # Brings OpenSSL along, so not before there is a table.

    return hashlib.sha256(user_id.encode()).hexdigest()


def new_client() -> Any:
    """A DynamoDB client that tries once and gives up early. The environment tells region, credentials, address."""
    import boto3
    from botocore.config import Config

    once = {"mode": "standard", "total_max_attempts": 1}
    config = Config(connect_timeout=WAIT_SECONDS, read_timeout=WAIT_SECONDS, retries=once)
    return boto3.client("dynamodb", config=config)


@cache
def _shared_client() -> Any:
    with _connecting:  # A client may be shared between threads, but boto3 cannot make two at a time.
        return new_client()


def _item(found: Mapping[str, Any], now: int) -> _Item:
    plain = {name: _plain(value) for name, value in found.items()}
    stamp, expires, erased_at = plain.get("stamp"), plain.get("expires"), plain.get("erased_at")
    # The table sweeps expired items when it gets round to it, which can take days.
    if not isinstance(expires, int) or expires <= now:
        return _Item(Remembered(), stamp)
    return _Item(from_plain(plain), stamp, erased_at if isinstance(erased_at, int) else None)


def _code(error: Exception) -> str:
    response = getattr(error, "response", None) or {}  # Only an error that DynamoDB itself sent has one.
    return str(response.get("Error", {}).get("Code", ""))


_TROUBLES = {
    "ResourceNotFoundException": Trouble.NO_TABLE,
    "AccessDeniedException": Trouble.NOT_ALLOWED,
    "UnrecognizedClientException": Trouble.NOT_ALLOWED,
    "ExpiredTokenException": Trouble.NOT_ALLOWED,
    "ProvisionedThroughputExceededException": Trouble.THROTTLED,
    "RequestLimitExceeded": Trouble.THROTTLED,
    "ThrottlingException": Trouble.THROTTLED,
}


def _trouble(error: Exception) -> Trouble:
    from botocore.exceptions import ConnectTimeoutError, NoCredentialsError, ReadTimeoutError

    if isinstance(error, ConnectTimeoutError | ReadTimeoutError):
        return Trouble.SLOW
    if isinstance(error, NoCredentialsError):
        return Trouble.NOT_ALLOWED
    return _TROUBLES.get(_code(error), Trouble.BROKEN)


def _attribute(value: Any) -> dict[str, Any]:
    if isinstance(value, bool):
        return {"BOOL": value}
    return {"L": [{"S": text} for text in value]} if isinstance(value, list) else {"S": value}


def _plain(attribute: dict[str, Any]) -> Any:
    """A DynamoDB attribute as a Python value; None for the kinds that this skill does not write."""
    [(kind, value)] = attribute.items()
    if kind == "L":
        return [_plain(each) for each in value]
    if kind == "N":
        return int(value) if value.lstrip("-").isdigit() else None
    return value if kind in ("S", "BOOL") else None
