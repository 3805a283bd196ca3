"""Memory on a real DynamoDB server over HTTP: kept, expired, shared by two devices, erased, and out of reach."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from moto.server import ThreadedMotoServer

from leg_cramp import memory as memory_module
from leg_cramp.memory import KEEP, TOMBSTONE, TableMemory, glance, key_of, new_client, open_memory
from leg_cramp.remembered import MemoryUnavailableError, Remembered, Trouble
from unit.scripted_server import CUT_OFF, SILENCE, Hang, Reply, as_json, scripted_server, unused_port

TABLE = "memory"
PERSON = "amzn1.ask.account.PERSON"
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
At = Callable[..., TableMemory]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Sets the address of DynamoDB, with credentials that are none."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    memory_module._shared_client.cache_clear()
    yield lambda url: monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", url)
    memory_module._shared_client.cache_clear()


@pytest.fixture
def table(server: str, account: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    account(server)
    monkeypatch.setattr(memory_module, "WAIT_SECONDS", 10.0)  # A busy machine is no fault of the table's.
    client = new_client()
    client.create_table(
        TableName=TABLE,
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    yield client
    client.delete_table(TableName=TABLE)
    client.close()


@pytest.fixture
def at(table: Any) -> At:
    """A person's memory as a turn sees it that began so long after NOW."""
    return lambda later=timedelta(), person=PERSON: TableMemory(lambda: table, TABLE, person, NOW + later)


def items(table: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = table.scan(TableName=TABLE)["Items"]
    return found


def whisper(record: Remembered) -> Remembered:
    return replace(record, whisper=True)


def ten(record: Remembered) -> Remembered:
    return replace(record, bedtime=time(22, 0))


# Kept


def test_what_was_kept_is_there_the_next_night(at: At) -> None:
    assert at().read() == Remembered()
    assert at().change(ten) == Remembered(bedtime=time(22, 0))
    assert at(timedelta(days=1)).read() == Remembered(bedtime=time(22, 0))


def test_one_person_does_not_see_anothers(at: At) -> None:
    at().change(ten)
    assert at(person="amzn1.ask.account.OTHER").read() == Remembered()


def test_the_item_holds_what_rule_six_allows_and_not_the_user_id(at: At, table: Any) -> None:
    full = Remembered(time(22, 0), True, NOW, ("drink_water",), "alert-1")
    at().change(lambda _: full)
    [item] = items(table)
    agreed = {"bedtime", "whisper", "declined_at", "tips_told", "alert_token"}
    assert set(item) == {"id", "expires", "stamp"} | agreed
    assert item["id"] == {"S": key_of(PERSON)}
    assert PERSON not in json.dumps(item)
    assert at().read() == full


def test_a_change_that_changes_nothing_writes_nothing(at: At, table: Any) -> None:
    at().change(ten)
    [before] = items(table)
    at(SECOND).change(ten)
    assert items(table) == [before]


def test_a_field_taken_back_leaves_the_table(at: At, table: Any) -> None:
    at().change(ten)
    at(SECOND).change(lambda record: replace(record, bedtime=None, whisper=False))
    assert "bedtime" not in items(table)[0]


# Expired


def test_an_expired_record_is_gone_for_readers_before_the_table_sweeps_it(at: At, table: Any) -> None:
    at().change(ten)
    assert at(KEEP - SECOND).read() == Remembered(bedtime=time(22, 0))
    assert at(KEEP).read() == Remembered()
    assert at(KEEP).change(whisper) == Remembered(whisper=True)
    assert "bedtime" not in items(table)[0]


def test_each_write_starts_the_time_anew_in_seconds_since_1970(at: At, table: Any) -> None:
    at().change(ten)
    at(timedelta(days=100)).change(whisper)
    assert int(items(table)[0]["expires"]["N"]) == int((NOW + timedelta(days=100) + KEEP).timestamp())


@pytest.mark.parametrize("expires", [None, {"S": "never"}, {"NULL": True}, {"N": "1.5"}])
def test_an_item_that_does_not_say_when_it_expires_is_not_read(at: At, table: Any, expires: Any) -> None:
    item = {"id": {"S": key_of(PERSON)}, "bedtime": {"S": "22:00"}}
    table.put_item(TableName=TABLE, Item=item | ({"expires": expires} if expires else {}))
    assert at().read() == Remembered()
    assert at().change(whisper) == Remembered(whisper=True)


# Two devices


def test_two_devices_at_once_do_not_undo_each_other(at: At) -> None:
    others = iter([lambda: at().change(ten)])

    def meanwhile(record: Remembered) -> Remembered:
        next(others, lambda: None)()
        return whisper(record)

    assert at().change(meanwhile) == Remembered(bedtime=time(22, 0), whisper=True)
    assert at().read() == Remembered(bedtime=time(22, 0), whisper=True)


def test_who_is_always_overtaken_is_told_and_overwrites_nothing(at: At) -> None:
    minutes = iter(range(60))

    def overtaken(record: Remembered) -> Remembered:
        at().change(lambda other: replace(other, bedtime=time(21, next(minutes))))
        return whisper(record)

    with pytest.raises(MemoryUnavailableError) as caught:
        at().change(overtaken)
    assert caught.value.trouble is Trouble.BUSY
    assert at().read() == Remembered(bedtime=time(21, 2))


# Erased


def test_erasing_leaves_a_tombstone_that_tells_nothing_and_expires(at: At, table: Any) -> None:
    at().change(ten)
    at(SECOND).erase()
    [item] = items(table)
    assert set(item) == {"id", "erased_at", "expires", "stamp"}
    assert int(item["expires"]["N"]) == int((NOW + SECOND + TOMBSTONE).timestamp())
    assert at(2 * SECOND).read() == Remembered()


def test_a_write_that_was_on_its_way_does_not_bring_the_person_back(at: At, table: Any) -> None:
    at().change(ten)

    def meanwhile_erased(record: Remembered) -> Remembered:
        at(SECOND).erase()
        return whisper(record)

    assert at().change(meanwhile_erased) == Remembered()
    assert set(items(table)[0]) == {"id", "erased_at", "expires", "stamp"}


def test_a_first_write_that_was_on_its_way_does_not_either(at: At) -> None:
    def meanwhile_erased(record: Remembered) -> Remembered:
        at(SECOND).erase()
        return ten(record)

    assert at().change(meanwhile_erased) == Remembered()
    assert at(2 * SECOND).read() == Remembered()


def test_a_turn_of_the_same_second_counts_as_before_the_erase(at: At) -> None:
    at().erase()
    assert at().change(ten) == Remembered()
    assert at().read() == Remembered()


def test_who_comes_back_after_an_erase_starts_with_nothing_and_is_kept_again(at: At) -> None:
    at().change(whisper)
    at(SECOND).erase()
    assert at(2 * SECOND).change(ten) == Remembered(bedtime=time(22, 0))
    assert at(3 * SECOND).read() == Remembered(bedtime=time(22, 0))


def test_even_after_a_new_start_a_turn_from_before_the_erase_writes_nothing(at: At) -> None:
    at(SECOND).erase()
    at(2 * SECOND).change(ten)
    assert at().change(whisper) == Remembered()
    assert at(3 * SECOND).read() == Remembered(bedtime=time(22, 0))


def test_erasing_who_was_never_there_is_no_error(at: At) -> None:
    at().erase()
    assert at(SECOND).read() == Remembered()


# Out of reach


def dynamo_error(code: str, status: int = 400) -> Reply:
    return as_json({"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "message": "no"}, status)


FAULTS = [
    (dynamo_error("ResourceNotFoundException"), Trouble.NO_TABLE),
    (dynamo_error("AccessDeniedException"), Trouble.NOT_ALLOWED),
    (dynamo_error("UnrecognizedClientException"), Trouble.NOT_ALLOWED),
    (dynamo_error("ExpiredTokenException"), Trouble.NOT_ALLOWED),
    (dynamo_error("ThrottlingException"), Trouble.THROTTLED),
    (dynamo_error("ProvisionedThroughputExceededException"), Trouble.THROTTLED),
    (dynamo_error("RequestLimitExceeded"), Trouble.THROTTLED),
    (dynamo_error("ValidationException"), Trouble.BROKEN),
    (dynamo_error("InternalServerError", 500), Trouble.BROKEN),
    (Reply(503, b"<html>"), Trouble.BROKEN),
    (Reply(200, b"<html>"), Trouble.BROKEN),
    (Reply(200, b""), Trouble.BROKEN),
    (CUT_OFF, Trouble.BROKEN),
    (SILENCE, Trouble.BROKEN),
    (Hang(), Trouble.SLOW),
]


@pytest.mark.parametrize(("fault", "trouble"), FAULTS, ids=lambda value: getattr(value, "value", None))
def test_each_fault_of_the_table_has_its_name_and_is_met_once_a_turn(
    account: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, fault: Any, trouble: Trouble
) -> None:
    monkeypatch.setattr(memory_module, "WAIT_SECONDS", 0.2)
    with scripted_server() as script:
        account(script.url)
        script.replies = [fault] * 3
        for turn in range(3):
            memory = open_memory({"TABLE_NAME": TABLE}, PERSON, NOW)
            calls: list[Callable[[], object]] = [memory.read, partial(memory.change, ten), memory.erase]
            for call in (calls[turn], memory.read):
                with pytest.raises(MemoryUnavailableError) as caught:
                    call()
                assert caught.value.trouble is trouble
            assert len(script.asked) == turn + 1


def test_a_write_that_fails_after_a_good_read_is_not_taken_for_kept(account: Callable[[str], None]) -> None:
    with scripted_server() as script:
        account(script.url)
        script.replies = [as_json({"ConsumedCapacity": {"TableName": TABLE}}), dynamo_error("ThrottlingException")]
        with pytest.raises(MemoryUnavailableError) as caught:
            open_memory({"TABLE_NAME": TABLE}, PERSON, NOW).change(ten)
    assert caught.value.trouble is Trouble.THROTTLED


def test_a_table_that_is_not_there_is_said_to_be_missing(table: Any) -> None:
    with pytest.raises(MemoryUnavailableError) as caught:
        TableMemory(lambda: table, "another", PERSON, NOW).read()
    assert caught.value.trouble is Trouble.NO_TABLE


def test_nobody_at_the_address_is_trouble_like_any_other(account: Callable[[str], None]) -> None:
    account(f"http://127.0.0.1:{unused_port()}")
    with pytest.raises(MemoryUnavailableError) as caught:
        open_memory({"TABLE_NAME": TABLE}, PERSON, NOW).read()
    assert caught.value.trouble is Trouble.BROKEN


@pytest.mark.usefixtures("account")
def test_a_machine_without_a_region_is_trouble_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    with pytest.raises(MemoryUnavailableError) as caught:
        open_memory({"TABLE_NAME": TABLE}, PERSON, NOW).read()
    assert caught.value.trouble is Trouble.BROKEN


def test_an_error_names_the_trouble_and_not_the_person() -> None:
    assert str(MemoryUnavailableError(Trouble.SLOW)) == "slow"


# Only when needed


@pytest.mark.parametrize(
    ("environ", "person"), [({}, PERSON), ({"TABLE_NAME": ""}, PERSON), ({"TABLE_NAME": TABLE}, None)]
)
def test_without_a_table_or_a_person_there_is_no_memory(environ: dict[str, str], person: str | None) -> None:
    assert not open_memory(environ, person, NOW).keeps


def test_the_table_named_in_the_environment_is_the_one_used(table: Any) -> None:
    memory = open_memory({"TABLE_NAME": TABLE}, PERSON, NOW)
    assert memory.keeps
    memory.change(ten)
    assert len(items(table)) == 1


def test_opening_a_memory_loads_no_boto3() -> None:
    code = (
        "import sys, json, datetime; from leg_cramp.memory import open_memory;"
        "open_memory({'TABLE_NAME': 'memory'}, 'person', datetime.datetime.now(datetime.UTC));"
        "print(json.dumps(sorted(sys.modules)))"
    )
    home = Path(__file__).parents[2] / "lambda"
    run = subprocess.run([sys.executable, "-c", code], cwd=home, capture_output=True, text=True, check=True)
    assert {"boto3", "botocore", "urllib3"}.isdisjoint(json.loads(run.stdout))


def test_the_client_tries_once_and_waits_a_second(account: Callable[[str], None]) -> None:
    account("http://127.0.0.1:9")
    config = new_client().meta.config
    assert (config.connect_timeout, config.read_timeout) == (1.0, 1.0)
    assert config.retries["total_max_attempts"] == 1


def test_a_glance_sees_what_was_written(at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without boto3: see test_glance.py."""
    monkeypatch.setenv("TABLE_NAME", TABLE)
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    at().change(lambda record: replace(record, whisper=True))
    assert glance(os.environ, PERSON, NOW, 5.0) == Remembered(whisper=True)
    assert glance(os.environ, PERSON, NOW + KEEP + SECOND, 5.0) == Remembered()
    at(SECOND).erase()
    assert glance(os.environ, PERSON, NOW + 2 * SECOND, 5.0) == Remembered()
