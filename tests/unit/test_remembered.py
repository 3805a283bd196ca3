"""What memory may hold: these few things, and never a word about health."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leg_cramp.remembered import NoMemory, Remembered, from_plain, to_plain

DECLINED = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
FULL = Remembered(
    bedtime=time(21, 45),
    whisper=True,
    declined_at=DECLINED,
    tips_told=("drink_water", "loose_covers"),
    alert_token="alert-1",
)

records = st.builds(
    Remembered,
    bedtime=st.none() | st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    whisper=st.none() | st.booleans(),
    declined_at=st.none()
    | st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.replace(second=0, microsecond=0)),
    tips_told=st.lists(st.from_regex(r"[a-z][a-z0-9_]{0,39}", fullmatch=True), max_size=5).map(tuple),
    alert_token=st.none() | st.text(min_size=1, max_size=50),
)


@given(records)
def test_a_record_survives_the_way_into_the_table_and_back(record: Remembered) -> None:
    assert from_plain(json.loads(json.dumps(to_plain(record)))) == record


def test_what_was_never_said_is_not_stored() -> None:
    assert to_plain(Remembered()) == {}
    assert to_plain(Remembered(whisper=False)) == {"whisper": False}


def test_nothing_but_the_five_agreed_things_has_a_place() -> None:
    assert set(to_plain(FULL)) == {"bedtime", "whisper", "declined_at", "tips_told", "alert_token"}
    with pytest.raises(TypeError):
        Remembered(muscle="calf")  # type: ignore[call-arg]


@pytest.mark.parametrize(
    "wrong",
    [
        {"bedtime": "my calf"},
        {"whisper": "pregnant"},
        {"whisper": 1},
        {"declined_at": "2026-11-20"},
        {"declined_at": datetime(2026, 11, 22, 3, 0)},
        {"tips_told": ["drink_water"]},
        {"tips_told": ("my leg is swollen",)},
        {"tips_told": ("x" * 41,)},
        {"tips_told": ("tip",) * 101},
        {"alert_token": ""},
        {"alert_token": "x" * 501},
        {"alert_token": 7},
    ],
)
def test_a_value_of_another_kind_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="memory"):
        Remembered(**wrong)


@pytest.mark.parametrize(
    "damage",
    [
        {"bedtime": "late"},
        {"bedtime": 7},
        {"bedtime": None},
        {"whisper": "yes"},
        {"declined_at": "yesterday"},
        {"tips_told": "drink_water"},
        {"tips_told": [7]},
        {"alert_token": []},
        {"declined_at": "2026-11-20T03:00"},
    ],
)
def test_one_damaged_field_is_forgotten_and_the_others_are_not(damage: dict[str, Any]) -> None:
    [name] = damage
    expected = to_plain(FULL)
    del expected[name]
    assert to_plain(from_plain(to_plain(FULL) | damage)) == expected


def test_a_field_of_another_version_is_left_alone() -> None:
    assert from_plain(to_plain(FULL) | {"cramps": ["monday"]}) == FULL


@pytest.mark.parametrize(("rest", "may"), [(0, False), (7 * 24 - 1, False), (7 * 24, True), (9000, True)])
def test_a_declined_offer_rests_for_seven_days(rest: int, may: bool) -> None:
    declined = Remembered(declined_at=DECLINED)
    assert declined.may_offer(DECLINED + timedelta(hours=rest)) is may


def test_who_never_declined_may_be_offered() -> None:
    assert Remembered().may_offer(DECLINED)


def test_nothing_is_offered_beside_a_reminder_that_is_on() -> None:
    assert not Remembered(alert_token="alert-1").may_offer(DECLINED)


def test_the_last_tip_is_the_one_told_last() -> None:
    assert FULL.last_tip == "loose_covers"
    assert Remembered().last_tip is None


def test_no_memory_keeps_nothing_and_disturbs_nobody() -> None:
    memory = NoMemory()
    assert memory.change(lambda _: FULL) == FULL
    memory.erase()
    assert memory.read() == Remembered()
    assert not memory.keeps
