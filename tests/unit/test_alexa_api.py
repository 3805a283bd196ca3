"""Alexa's HTTP services: what is sent, what is made of every answer, and that no answer is waited for too long."""

from __future__ import annotations

import json
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from leg_cramp.alexa_api import AlexaApi
from leg_cramp.api_errors import ApiError, Reason
from unit.scripted_server import (
    CUT_OFF,
    NOT_HTTP,
    SILENCE,
    Drip,
    Hang,
    Raw,
    Reply,
    Script,
    as_json,
    scripted_server,
    unused_port,
)

BODY = {"trigger": {"type": "SCHEDULED_ABSOLUTE"}}
WRITTEN = as_json({"alertToken": "abc", "status": "ON"})
REFUSED = Reply(503)


@pytest.fixture
def alexa() -> Iterator[Script]:
    with scripted_server() as script:
        yield script


def api(alexa: Script, seconds: float = 3.5) -> AlexaApi:
    return AlexaApi(alexa.url, "secret-token", seconds)


def methods(alexa: Script) -> list[str]:
    return [asked.method for asked in alexa.asked]


# What is sent, and what comes back


def test_the_zone_is_asked_of_the_settings_service_with_the_token(alexa: Script) -> None:
    alexa.replies = [as_json("Asia/Kolkata")]
    assert api(alexa).time_zone("amzn1.ask/device") == "Asia/Kolkata"
    assert alexa.asked[0].path == "/v2/devices/amzn1.ask%2Fdevice/settings/System.timeZone"
    assert alexa.asked[0].headers["authorization"] == "Bearer secret-token"


def test_a_reminder_is_posted_as_json_and_its_token_comes_back(alexa: Script) -> None:
    alexa.replies = [WRITTEN]
    assert api(alexa).create(BODY) == "abc"
    [asked] = alexa.asked
    assert (asked.method, asked.path, asked.body) == ("POST", "/v1/alerts/reminders", BODY)
    assert asked.headers["content-type"] == "application/json"


def test_a_reminder_is_replaced_under_its_token_and_may_get_another(alexa: Script) -> None:
    alexa.replies = [as_json({"alertToken": "new"})]
    assert api(alexa).update("old/one", BODY) == "new"
    assert (alexa.asked[0].method, alexa.asked[0].path) == ("PUT", "/v1/alerts/reminders/old%2Fone")
    assert alexa.asked[0].body == BODY


@pytest.mark.parametrize("reply", [Reply(200), Reply(204), Reply(404)], ids=["200", "204", "already gone"])
def test_deleting_is_done_when_the_reminder_is_gone(alexa: Script, reply: Reply) -> None:
    alexa.replies = [reply]
    api(alexa).delete("abc")
    assert (alexa.asked[0].method, alexa.asked[0].path) == ("DELETE", "/v1/alerts/reminders/abc")


def test_the_list_is_read_as_alexa_really_sends_it(alexa: Script) -> None:
    trigger = {
        "type": "SCHEDULED_ABSOLUTE",
        "scheduledTime": "2026-11-22T21:45:00.000",
        "recurrence": {"startDateTime": "", "recurrenceRules": ["FREQ=DAILY;BYHOUR=21;BYMINUTE=45;"]},
    }
    entries = [
        {"alertToken": "a", "status": "ON", "trigger": trigger, "alertInfo": {"spokenInfo": {}}, "novelty": 1},
        {"alertToken": "b", "status": "COMPLETED", "trigger": None},
        {"status": "ON"},
    ]
    alexa.replies = [as_json({"totalCount": "3", "alerts": entries, "links": None})]
    first, second = api(alexa).reminders()
    assert (first.token, first.is_on, first.trigger) == ("a", True, trigger)
    assert (second.token, second.is_on, second.trigger) == ("b", False, {})


def test_nobody_has_reminders_at_first(alexa: Script) -> None:
    alexa.replies = [as_json({"totalCount": "0", "alerts": []})]
    assert api(alexa).reminders() == ()


def test_one_connection_serves_the_calls_of_several_turns(alexa: Script) -> None:
    alexa.replies = [as_json("Asia/Kolkata"), as_json({"alerts": []}), Reply(204), WRITTEN]
    first = api(alexa)
    first.time_zone("d")
    first.reminders()
    first.delete("abc")
    api(alexa).create(BODY)
    assert len({asked.connection for asked in alexa.asked}) == 1


def test_a_connection_that_lay_idle_is_not_used_again(alexa: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    alexa.replies = [as_json("Asia/Kolkata"), WRITTEN]
    api(alexa).time_zone("d")
    monkeypatch.setattr("leg_cramp.http_call._IDLE_SECONDS", 0.0)
    api(alexa).create(BODY)
    assert len({asked.connection for asked in alexa.asked}) == 2


# Answers that say no

CODES = [
    (400, "TRIGGER_SCHEDULED_TIME_IN_PAST", Reason.TIME_IN_PAST),
    (400, "UNSUPPORTED_TRIGGER_RECURRENCE", Reason.BAD_RECURRENCE),
    (400, "UNSUPPORTED_TRIGGER_RECURRENCE_INTERVAL", Reason.BAD_RECURRENCE),
    (400, "INVALID_ALERT_INFO", Reason.BAD_REQUEST),
    (401, "UNAUTHORIZED", Reason.NO_PERMISSION),
    (401, "", Reason.NO_PERMISSION),
    (403, "DEVICE_NOT_SUPPORTED", Reason.DEVICE_NOT_SUPPORTED),
    (403, "MAX_REMINDERS_EXCEEDED", Reason.TOO_MANY),
    (403, "NOT_IN_SESSION", Reason.NOT_IN_SESSION),
    (403, "ACCESS_DENIED", Reason.NO_PERMISSION),
    (403, "A_NEW_CODE", Reason.FORBIDDEN),
    (404, "ALERT_NOT_FOUND", Reason.NOT_FOUND),
    (409, "", Reason.CONFLICT),
    (418, "", Reason.UNEXPECTED),
    (302, "", Reason.UNEXPECTED),
    (429, "RATE_EXCEEDED", Reason.TOO_OFTEN),
    (500, "INTERNAL_ERROR", Reason.SERVER_TROUBLE),
    (503, "", Reason.SERVER_TROUBLE),
    (504, "", Reason.SERVER_TROUBLE),
]


@pytest.mark.parametrize(("status", "code", "reason"), CODES)
def test_each_refusal_has_its_reason(alexa: Script, status: int, code: str, reason: Reason) -> None:
    alexa.replies = [as_json({"code": code, "message": "no"}, status)]
    with pytest.raises(ApiError) as caught:
        api(alexa).create(BODY)
    assert (caught.value.reason, caught.value.status) == (reason, status)
    assert caught.value.may_have_happened == (status >= 500)
    assert methods(alexa) == ["POST"]


def test_a_permission_not_yet_asked_for_is_told_from_other_403s_and_400s(alexa: Script) -> None:
    prose = {"message": "Access to this resource has not yet been requested."}
    alexa.replies = [as_json(prose, 403), as_json(prose, 400)]
    for reason in (Reason.NO_PERMISSION, Reason.BAD_REQUEST):
        with pytest.raises(ApiError) as caught:
            api(alexa).reminders()
        assert caught.value.reason is reason


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"[" * 100_000, b"\xff", b'{"code": 7}'])
def test_a_broken_error_body_leaves_the_status_to_speak(alexa: Script, body: bytes) -> None:
    alexa.replies = [Reply(403, body)]
    with pytest.raises(ApiError) as caught:
        api(alexa).create(BODY)
    assert caught.value.reason is Reason.FORBIDDEN


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"{", b"7", b"{}", b"null", b"[" * 100_000, b"\xff", b" " * 2_000_000]
)
def test_a_broken_good_answer_is_never_taken_for_done(alexa: Script, body: bytes) -> None:
    alexa.replies = [Reply(200, body)] * 8
    calls: dict[str, Callable[[], object]] = {
        "zone": lambda: api(alexa).time_zone("d"),
        "list": lambda: api(alexa).reminders(),
        "create": lambda: api(alexa).create(BODY),
        "update": lambda: api(alexa).update("abc", BODY),
    }
    for name, call in calls.items():
        with pytest.raises(ApiError) as caught:
            call()
        assert caught.value.reason in (Reason.BROKEN_ANSWER, Reason.CUT_OFF), name
        assert caught.value.may_have_happened == (name in ("create", "update")), name


def test_a_device_without_a_zone_says_so(alexa: Script) -> None:
    alexa.replies = [Reply(204)]
    with pytest.raises(ApiError) as caught:
        api(alexa).time_zone("d")
    assert caught.value.reason is Reason.NOT_SET


# One more try, only where it is safe


@pytest.mark.parametrize("fault", [REFUSED, CUT_OFF, SILENCE, NOT_HTTP], ids=["503", "cut off", "silence", "not http"])
def test_reading_and_deleting_are_tried_once_more(alexa: Script, fault: object) -> None:
    alexa.replies = [fault, as_json("Asia/Kolkata"), fault, as_json({"alerts": []}), fault, Reply(204)]
    assert api(alexa).time_zone("d") == "Asia/Kolkata"
    assert api(alexa).reminders() == ()
    api(alexa).delete("abc")
    assert methods(alexa) == ["GET"] * 4 + ["DELETE"] * 2


def test_there_is_no_third_try(alexa: Script) -> None:
    alexa.replies = [REFUSED, REFUSED]
    with pytest.raises(ApiError) as caught:
        api(alexa).reminders()
    assert caught.value.reason is Reason.SERVER_TROUBLE
    assert methods(alexa) == ["GET", "GET"]


def test_a_delete_that_arrived_before_its_answer_was_lost_is_done(alexa: Script) -> None:
    alexa.replies = [SILENCE, Reply(404)]
    api(alexa).delete("abc")
    assert methods(alexa) == ["DELETE", "DELETE"]


@pytest.mark.parametrize("fault", [REFUSED, CUT_OFF, SILENCE, NOT_HTTP], ids=["503", "cut off", "silence", "not http"])
def test_a_write_is_sent_once_and_owns_up_that_it_may_have_arrived(alexa: Script, fault: object) -> None:
    alexa.replies = [fault, fault]
    writes: list[Callable[[], str]] = [lambda: api(alexa).create(BODY), lambda: api(alexa).update("abc", BODY)]
    for write in writes:
        with pytest.raises(ApiError) as caught:
            write()
        assert caught.value.may_have_happened
    assert methods(alexa) == ["POST", "PUT"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 429])
def test_a_refusal_is_not_asked_again(alexa: Script, status: int) -> None:
    alexa.replies = [Reply(status)]
    with pytest.raises(ApiError):
        api(alexa).reminders()
    assert methods(alexa) == ["GET"]


# Time


@pytest.mark.parametrize("slowness", [Hang(), Drip()], ids=["hangs", "drips"])
def test_a_slow_service_is_left_behind_while_it_is_still_busy(alexa: Script, slowness: object) -> None:
    alexa.replies = [slowness]
    with pytest.raises(ApiError) as caught:
        api(alexa, seconds=0.25).create(BODY)
    assert caught.value.reason is Reason.TIMEOUT
    assert caught.value.may_have_happened
    assert not alexa.over.is_set()


def test_one_call_may_not_use_up_the_whole_turn(alexa: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leg_cramp.alexa_api.CALL_SECONDS", 0.2)
    alexa.replies = [Hang(), as_json("Asia/Kolkata")]
    assert api(alexa, seconds=20).time_zone("d") == "Asia/Kolkata"


def test_once_the_turn_is_used_up_nothing_more_is_sent(alexa: Script) -> None:
    now = [100.0]
    client = AlexaApi(alexa.url, "secret-token", seconds=3.5, clock=lambda: now[0])
    alexa.replies = [as_json("Asia/Kolkata")]
    now[0] = 103.4
    assert client.time_zone("d") == "Asia/Kolkata"
    now[0] = 103.6
    with pytest.raises(ApiError) as caught:
        client.create(BODY)
    assert caught.value.reason is Reason.TIMEOUT
    assert not caught.value.may_have_happened
    assert methods(alexa) == ["GET"]


def test_without_time_for_it_there_is_no_second_try(alexa: Script) -> None:
    now = iter([100.0, 103.0, 103.4])
    client = AlexaApi(alexa.url, "secret-token", seconds=3.5, clock=lambda: next(now))
    alexa.replies = [REFUSED]
    with pytest.raises(ApiError) as caught:
        client.reminders()
    assert caught.value.reason is Reason.SERVER_TROUBLE


def test_nobody_there_means_nothing_happened() -> None:
    with pytest.raises(ApiError) as caught:
        AlexaApi(f"http://127.0.0.1:{unused_port()}", "secret-token").create(BODY)
    assert caught.value.reason is Reason.UNREACHABLE
    assert not caught.value.may_have_happened


# Addresses, tokens, names


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "api.amazonalexa.com",
        "http://api.amazonalexa.com",
        "http://127.0.0.1.example.com",
        "ftp://127.0.0.1",
        "file:///etc/passwd",
        "https://",
        "https://user:pw@api.amazonalexa.com",
        "https://a b",
        "https://a\r\nb",
        "https://host:99999",
        "http://[::1",
    ],
)
def test_a_token_is_not_sent_to_an_odd_address(endpoint: str) -> None:
    with pytest.raises(ApiError) as caught:
        AlexaApi(endpoint, "secret-token").reminders()
    assert caught.value.reason is Reason.BAD_ENDPOINT


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 that vouches for itself, with its key in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "loopback")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(datetime(2020, 1, 1)).not_valid_after(datetime(2099, 1, 1))
    address = x509.IPAddress(ip_address("127.0.0.1"))
    builder = builder.add_extension(x509.SubjectAlternativeName([address]), critical=False)
    path = tmp_path_factory.mktemp("tls") / "loopback.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(builder.sign(key, SHA256()).public_bytes(Encoding.PEM) + private)
    return path


@pytest.mark.parametrize("trusted", [True, False])
def test_over_https_only_a_certificate_that_is_trusted_gets_the_token(
    certificate: Path, monkeypatch: pytest.MonkeyPatch, trusted: bool
) -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with scripted_server(tls) as script:
        script.replies = [as_json("Asia/Kolkata")]
        client = AlexaApi(script.url, "secret-token")
        if trusted:
            assert client.time_zone("d") == "Asia/Kolkata"
            return
        with pytest.raises(ApiError) as caught:
            client.time_zone("d")
        assert caught.value.reason is Reason.UNREACHABLE
        assert script.asked == []


@pytest.mark.parametrize("token", ["", "a\r\nX-Evil: 1", "tökén"])
def test_a_token_that_is_none_is_not_sent(alexa: Script, token: str) -> None:
    with pytest.raises(ApiError) as caught:
        AlexaApi(alexa.url, token).reminders()
    assert caught.value.reason is Reason.NO_TOKEN
    assert alexa.asked == []


def test_a_redirect_is_not_followed_with_the_token(alexa: Script) -> None:
    with scripted_server() as elsewhere:
        location = f"{elsewhere.url}/v1/alerts/reminders".encode()
        alexa.replies = [Raw(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + location + b"\r\n\r\n")]
        with pytest.raises(ApiError) as caught:
            api(alexa).reminders()
        assert caught.value.reason is Reason.UNEXPECTED
        assert elsewhere.asked == []


@pytest.mark.parametrize("token", ["", ".", ".."])
def test_no_reminder_means_no_call_that_could_hit_the_whole_list(alexa: Script, token: str) -> None:
    api(alexa).delete(token)
    with pytest.raises(ApiError) as caught:
        api(alexa).update(token, BODY)
    assert caught.value.reason is Reason.NOT_FOUND
    assert alexa.asked == []


def test_an_error_says_nothing_that_was_private(alexa: Script) -> None:
    alexa.replies = [as_json({"code": "X", "message": "Mary at 22:00"}, 400)]
    with pytest.raises(ApiError) as caught:
        api(alexa).create(BODY)
    assert str(caught.value) == "bad_request (status 400)"


def test_importing_the_client_loads_no_network_library() -> None:
    code = "import sys, json, leg_cramp.alexa_api; print(json.dumps(sorted(sys.modules)))"
    home = Path(__file__).parents[2] / "lambda"
    run = subprocess.run([sys.executable, "-c", code], cwd=home, capture_output=True, text=True, check=True)
    assert {"http.client", "ssl", "requests", "urllib3"}.isdisjoint(json.loads(run.stdout))
