"""The stand-in for the table answers as a real DynamoDB server does, call for call, and fails on demand."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from moto.server import ThreadedMotoServer

from leg_cramp.memory import TableMemory
from leg_cramp.remembered import MemoryUnavailableError, Remembered, Trouble
from speaker.cloud import Cloud, faults
from speaker.cloud.clock import Clock
from speaker.cloud.table import Table

Json = dict[str, Any]
NIGHT = datetime(2026, 11, 22, 3, 0)
ID = {"id": {"S": "a"}}
ITEM = {**ID, "stamp": {"S": "one"}, "bedtime": {"S": "22:00"}, "tips": {"L": [{"S": "x"}, {"BOOL": True}]}}
NEXT = {**ID, "stamp": {"S": "two"}, "expires": {"N": "1795000000"}}
ABSENT = {"ConditionExpression": "attribute_not_exists(stamp)"}


def seen(stamp: str) -> Json:
    return {"ConditionExpression": "stamp = :seen", "ExpressionAttributeValues": {":seen": {"S": stamp}}}


def home(broken: str = "") -> Cloud:
    return Cloud(Clock(NIGHT, "Europe/London"), "device-1", granted=False, faults=faults.read(broken))


def client(address: str, seconds: float = 5.0) -> Any:
    return boto3.client(
        "dynamodb",
        endpoint_url=address,
        region_name="us-east-1",
        aws_access_key_id="testing",
        aws_secret_access_key="testing",
        config=Config(read_timeout=seconds, retries={"mode": "standard", "total_max_attempts": 1}),
    )


@pytest.fixture(scope="module")
def real() -> Iterator[Any]:
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    made = client(f"http://{host}:{port}")
    yield made
    made.close()
    server.stop()


@pytest.fixture
def both(real: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., tuple[Json, Json]]]:
    """Does the same to moto's server and to the stand-in, and gives both answers."""
    monkeypatch.delenv("TABLE_NAME", raising=False)
    cloud = home()
    name = cloud.table_environment()["TABLE_NAME"]
    stand_in = client(cloud.table_environment()["AWS_ENDPOINT_URL_DYNAMODB"])
    real.create_table(
        TableName=name,
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )

    def do(operation: str, **arguments: Any) -> tuple[Json, Json]:
        arguments = {"TableName": name, "ReturnConsumedCapacity": "TOTAL", **arguments}
        return answer(real, operation, arguments), answer(stand_in, operation, arguments)

    yield do
    real.delete_table(TableName=name)
    stand_in.close()


def answer(to: Any, operation: str, arguments: Json) -> Json:
    try:
        got: Json = getattr(to, operation)(**arguments)
    except ClientError as error:
        return {"code": error.response["Error"]["Code"], "status": status(error.response)}
    # moto reckons half a unit for every read; how many it is matters to nobody here.
    used = got["ConsumedCapacity"]["TableName"]
    return {**got, "ConsumedCapacity": used, "ResponseMetadata": status(got)}


def status(response: Any) -> int:
    code: int = response["ResponseMetadata"]["HTTPStatusCode"]
    return code


def test_what_was_never_put_is_not_there(both: Callable[..., tuple[Json, Json]]) -> None:
    real, ours = both("get_item", Key=ID, ConsistentRead=True)
    assert "Item" not in real
    assert ours == real


def test_what_was_put_is_got_attribute_for_attribute(both: Callable[..., tuple[Json, Json]]) -> None:
    real, ours = both("put_item", Item=ITEM)
    assert ours == real
    real, ours = both("get_item", Key=ID, ConsistentRead=True)
    assert real["Item"] == ITEM
    assert ours == real


@pytest.mark.parametrize(
    ("before", "condition", "kept"),
    [
        (None, ABSENT, True),
        (ITEM, ABSENT, False),
        ({**ID, "bedtime": {"S": "22:00"}}, ABSENT, True),
        (ITEM, seen("one"), True),
        (ITEM, seen("two"), False),
        (None, seen("one"), False),
    ],
)
def test_a_condition_keeps_or_refuses(
    both: Callable[..., tuple[Json, Json]], before: Json | None, condition: Json, kept: bool
) -> None:
    if before:
        both("put_item", Item=before)
    real, ours = both("put_item", Item=NEXT, **condition)
    assert ours == real
    assert real.get("code") == (None if kept else "ConditionalCheckFailedException")
    real, ours = both("get_item", Key=ID)
    assert real.get("Item") == (NEXT if kept else before)
    assert ours == real


@pytest.mark.parametrize(
    ("operation", "arguments"),
    [
        ("get_item", {"Key": {"other": {"S": "a"}}}),
        ("put_item", {"Item": {"stamp": {"S": "one"}}}),
        ("get_item", {"Key": ID, "TableName": "another"}),
    ],
)
def test_a_call_that_is_wrong_is_refused_alike(
    both: Callable[..., tuple[Json, Json]], operation: str, arguments: Json
) -> None:
    real, ours = both(operation, **arguments)
    assert real["status"] == 400
    assert ours == real


@pytest.mark.parametrize(
    ("operation", "body"),
    [
        ("DeleteItem", b'{"TableName": "t"}'),
        ("PutItem", b'{"Item": {"id": {"S": "a"}}, "ReturnValues": "ALL_OLD"}'),
        ("PutItem", b'{"Item": {"id": {"S": "a"}}, "ConditionExpression": "size(stamp) > 3"}'),
        ("GetItem", b"{"),
    ],
)
def test_what_the_stand_in_does_not_know_it_refuses_and_does_not_guess(operation: str, body: bytes) -> None:
    cloud = home()
    refused = cloud.answer_table(operation, body)
    assert refused.status == 400
    assert cloud.table.items == {}


def test_what_is_remembered_is_shown_without_the_tables_own_book_keeping() -> None:
    table = Table()
    table.items["a"] = {**ITEM, "expires": {"N": "1795000000"}}
    assert table.remembered() == {"bedtime": "22:00", "tips": ["x", True]}
    table.items["a"] = {**NEXT, "erased_at": {"N": "1794000000"}}
    assert table.remembered() == {}


# The skill's own memory, over it


def memory(cloud: Cloud, seconds: float = 5.0, later: timedelta = timedelta()) -> TableMemory:
    environment = cloud.table_environment()
    made = client(environment["AWS_ENDPOINT_URL_DYNAMODB"], seconds)
    return TableMemory(lambda: made, environment["TABLE_NAME"], "person", NIGHT.replace(tzinfo=UTC) + later)


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Cloud:
    monkeypatch.delenv("TABLE_NAME", raising=False)
    return home()


def test_the_skills_memory_keeps_and_erases_over_the_stand_in(cloud: Cloud) -> None:
    memory(cloud).change(lambda _: Remembered(whisper=True, tips_told=("water",)))
    assert memory(cloud).read() == Remembered(whisper=True, tips_told=("water",))
    assert cloud.state()["memory"] == {"whisper": True, "tips_told": ["water"]}
    memory(cloud, later=timedelta(seconds=1)).erase()
    assert memory(cloud, later=timedelta(seconds=2)).read() == Remembered()
    assert cloud.state()["memory"] == {}


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [
        ("403", Trouble.NOT_ALLOWED),
        ("404", Trouble.NO_TABLE),
        ("429", Trouble.THROTTLED),
        ("ProvisionedThroughputExceededException", Trouble.THROTTLED),
        ("500", Trouble.BROKEN),
        ("503", Trouble.BROKEN),
        ("slow", Trouble.SLOW),
        ("cut", Trouble.BROKEN),
        ("garbage", Trouble.BROKEN),
        ("down", Trouble.BROKEN),
    ],
)
def test_each_fault_of_the_table_reaches_the_skill_as_what_it_is(cloud: Cloud, fault: str, trouble: Trouble) -> None:
    cloud.faults = faults.read(f"table:{fault}")
    with pytest.raises(MemoryUnavailableError) as caught:
        memory(cloud, seconds=0.2).read()
    cloud.released.set()
    assert caught.value.trouble is trouble


@pytest.mark.parametrize(("fault", "kept"), [("slow", True), ("cut", True), ("503", False), ("down", False)])
def test_only_behind_a_slow_or_cut_answer_something_was_kept(cloud: Cloud, fault: str, kept: bool) -> None:
    cloud.faults = faults.read(f"table:{fault}")
    name = cloud.table_environment()["TABLE_NAME"]
    # boto3 does not notice that an answer is cut, so whether it complains is not the matter here.
    with suppress(BotoCoreError, ClientError):
        client(cloud.table_environment()["AWS_ENDPOINT_URL_DYNAMODB"], 0.2).put_item(TableName=name, Item=ITEM)
    cloud.released.set()
    assert bool(cloud.table.items) is kept


def test_a_table_that_was_given_from_outside_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for given in ("mine", ""):
        monkeypatch.setenv("TABLE_NAME", given)
        assert home().table_environment() == {}


def test_the_environment_reads_no_real_account(cloud: Cloud) -> None:
    environment = cloud.table_environment()
    assert environment["AWS_ENDPOINT_URL_DYNAMODB"].startswith("http://127.0.0.1:")
    assert environment["AWS_CONFIG_FILE"] == environment["AWS_SHARED_CREDENTIALS_FILE"] == os.devnull
