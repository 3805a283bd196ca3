"""A table as DynamoDB keeps one, as far as the skill uses it: GetItem, PutItem, and two conditions.

Whatever else is asked for is refused, so that a skill which begins to use more shows it at once.
"""

import json
import re
from typing import Any

Json = dict[str, Any]

KEY = "id"
# The item's own book-keeping, and no memory of the person.
BOOKKEEPING = {KEY, "expires", "stamp", "erased_at"}
PREFIX = "com.amazonaws.dynamodb.v20120810#"
_ABSENT = re.compile(r"attribute_not_exists\((\w+)\)")
_EQUAL = re.compile(r"(\w+) = (:\w+)")
_GET = {"TableName", "Key", "ConsistentRead", "ReturnConsumedCapacity"}
_PUT = {"TableName", "Item", "ReturnConsumedCapacity", "ConditionExpression", "ExpressionAttributeValues"}


class TableError(Exception):
    """An error answer of DynamoDB's: its HTTP status and its name."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        """Take what the answer will hold."""
        super().__init__(message)
        self.status = status
        self.body: Json = {"__type": PREFIX + code, "message": message}


class Table:
    """Items under a key `id`, which is text."""

    def __init__(self) -> None:
        """Start empty."""
        self.items: dict[str, Json] = {}

    def remembered(self) -> Json:
        """Give what is kept about the person, as plain values; {} for nothing, or for the mark that an erase leaves."""
        return {
            name: _plain(value)
            for item in self.items.values()
            for name, value in item.items()
            if name not in BOOKKEEPING
        }

    def call(self, operation: str, body: bytes) -> Json:
        """Carry out one operation of the JSON protocol and give the answer. Raises TableError."""
        try:
            request = json.loads(body)
        except ValueError as error:
            raise TableError("SerializationException", "the body is not JSON") from error
        if operation == "GetItem":
            answer = self._get(_only(request, _GET))
        elif operation == "PutItem":
            answer = self._put(_only(request, _PUT))
        else:
            raise TableError("UnknownOperationException", f"{operation} is not an operation of this stand-in")
        if request.get("ReturnConsumedCapacity") == "TOTAL":
            units = 1.0 if operation == "PutItem" or request.get("ConsistentRead") else 0.5
            answer["ConsumedCapacity"] = {"TableName": request["TableName"], "CapacityUnits": units}
        return answer

    def _get(self, request: Json) -> Json:
        if set(request.get("Key", {})) != {KEY}:
            raise TableError("ValidationException", "The provided key element does not match the schema")
        item = self.items.get(_key(request["Key"]))
        return {} if item is None else {"Item": item}

    def _put(self, request: Json) -> Json:
        key = _key(request.get("Item", {}))
        condition = request.get("ConditionExpression")
        if condition and not _holds(condition, request.get("ExpressionAttributeValues", {}), self.items.get(key, {})):
            raise TableError("ConditionalCheckFailedException", "The conditional request failed")
        self.items[key] = request["Item"]
        return {}


def _only(request: Json, known: set[str]) -> Json:
    if unknown := set(request) - known:
        raise TableError("ValidationException", f"this stand-in does not know {', '.join(sorted(unknown))}")
    return request


def _key(attributes: Json) -> str:
    value = attributes.get(KEY, {}).get("S")
    if not isinstance(value, str) or not value:
        raise TableError("ValidationException", f"One or more parameter values were invalid: the key {KEY} is missing")
    return value


def _holds(condition: str, values: Json, item: Json) -> bool:
    if absent := _ABSENT.fullmatch(condition):
        return absent[1] not in item
    if equal := _EQUAL.fullmatch(condition):
        return equal[1] in item and item[equal[1]] == values.get(equal[2])
    raise TableError("ValidationException", f"this stand-in does not know the condition {condition!r}")


def _plain(attribute: Json) -> Any:
    [(kind, value)] = attribute.items()
    if kind == "L":
        return [_plain(each) for each in value]
    return int(value) if kind == "N" else value
