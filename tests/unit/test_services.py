"""What a turn may reach outside of itself: how long it may take, and what is logged when it fails."""

import logging
from dataclasses import replace
from datetime import UTC, datetime
from time import monotonic

import pytest

from leg_cramp import services
from leg_cramp.alexa_api import TURN_SECONDS
from leg_cramp.api_errors import ApiError, Reason
from leg_cramp.content import words_for
from leg_cramp.memory import new_client
from leg_cramp.remembered import Remembered
from leg_cramp.state import State
from leg_cramp.turn import Caller, Turn
from unit.scripted_server import as_json, scripted_server, unused_port

NIGHT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
CALLER = Caller(token="token", device_id="device", user_id="amzn1.ask.account.PERSON")


def turn_at(url: str) -> Turn:
    return Turn(words_for("en-GB"), State(), asked_at=NIGHT, caller=replace(CALLER, endpoint=url))


def test_alexas_services_are_not_asked_when_a_turn_has_no_time_left() -> None:
    with scripted_server() as server:
        turn = replace(turn_at(server.url), began=monotonic() - services.ALEXA_UNTIL)
        with pytest.raises(ApiError) as told:
            services.alexa(turn).reminders()
    assert told.value.reason is Reason.TIMEOUT
    assert server.asked == []


def test_a_turn_with_its_whole_time_asks() -> None:
    with scripted_server() as server:
        server.replies.append(as_json({"totalCount": "0", "alerts": [], "links": ""}))
        assert services.alexa(turn_at(server.url)).reminders() == ()
    assert services.ALEXA_UNTIL + services.VOICE_SECONDS < 7
    assert TURN_SECONDS + services.VOICE_SECONDS + 4 < 7


def test_the_choice_is_asked_for_again_until_memory_has_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    told = iter([None, Remembered()])
    monkeypatch.setattr("leg_cramp.memory.glance", lambda *_: next(told))
    with scripted_server() as server:
        server.replies.append(as_json("Europe/London"))
        first = services.learn_voice(turn_at(server.url), State())
        assert (first.zone, first.whisper) == ("Europe/London", None)
        second = services.learn_voice(turn_at(server.url), first)
    assert (second.zone, second.whisper) == ("Europe/London", True), "nobody chose, so the night is whispered"
    assert len(server.asked) == 1


def test_a_table_that_cannot_be_had_is_one_line_in_the_log_and_names_nobody(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("TABLE_NAME", "legs")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", f"http://127.0.0.1:{unused_port()}")
    monkeypatch.setattr("leg_cramp.memory._shared_client", new_client)
    with caplog.at_level(logging.ERROR, logger="leg_cramp"):
        assert services.remembered(turn_at("")) is None
    assert [record.getMessage() for record in caplog.records if record.name == "leg_cramp"] == ["memory: broken"]
