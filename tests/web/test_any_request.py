"""Any bytes, any JSON, any headers, at both doors: 200 or 400, in time, and never a failure."""

import base64
import json
from random import Random
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from knocking import Alexa, Knock, Service, event

from lambda_function import handler
from properties.mutations import mutated
from unit.scripted_server import Reply
from web.refused import Why
from web_service import create_app

NAMES = st.sampled_from(["SignatureCertChainUrl", "Signature-256", "Content-Type", "Content-Encoding", "Host", "X"])
# All that a header can hold; a line's end would end it.
VALUES = st.text(st.characters(codec="latin-1", exclude_characters="\r\n\0"), max_size=80)
HEADERS = st.lists(st.tuples(NAMES, VALUES), max_size=6)
PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
JSON = st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner))
# Hypothesis runs one test many times with one service, which is what a service is for.
many = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def client() -> FlaskClient:
    return create_app(development=True).test_client()


def ours(thing: object) -> Any:
    """Return an event of ours, made just now, with anything at all in its session and its request."""
    whole = event()
    whole["session"]["attributes"] = thing
    whole["request"]["intent"] = thing
    return whole


@many
@given(body=st.binary(max_size=200), headers=HEADERS)
def test_any_bytes_get_a_400_where_alexas_signature_is_asked_for(
    body: bytes, headers: list[tuple[str, str]], service: Service
) -> None:
    assert service.client.post("/", data=body, headers=headers).status_code == 400


@many
@given(body=st.binary(max_size=200), headers=HEADERS)
def test_any_bytes_get_an_answer_in_development(
    body: bytes, headers: list[tuple[str, str]], client: FlaskClient
) -> None:
    assert client.post("/", data=body, headers=headers).status_code == 400


@many
@given(thing=JSON)
def test_any_json_gets_the_same_answer_at_both_doors(thing: object, client: FlaskClient) -> None:
    # The skill's id has to be there, or there is nothing to compare.
    for whole in (ours(thing), {"context": event()["context"], "request": thing}):
        answer = client.post("/", data=json.dumps(whole))
        assert (answer.status_code, answer.get_json()) == (200, handler(json.loads(json.dumps(whole)), None))


@many
@given(thing=JSON)
def test_any_json_without_our_skills_id_is_refused_at_both_doors(thing: object, client: FlaskClient) -> None:
    assert client.post("/", data=json.dumps(thing)).status_code == 400
    assert handler(thing, None) == {"version": "1.0", "response": {}}


@many
@given(thing=JSON)
def test_anything_that_alexa_signed_is_answered(thing: object, alexa: Alexa, service: Service) -> None:
    answer = service.asked(alexa.knock(body=json.dumps(ours(thing)).encode()))
    assert answer.status_code == 200
    assert set(answer.get_json()) >= {"version", "response"}


def test_five_hundred_broken_events_get_the_same_answer_at_both_doors(client: FlaskClient) -> None:
    answered = 0
    for number in range(500):
        whole = mutated(Random(f"web {number}"))
        if isinstance(whole, dict) and isinstance(whole.get("context"), dict):
            whole["context"]["System"] = event()["context"]["System"] | {"apiEndpoint": "http://127.0.0.1:9"}
        try:
            body = json.dumps(whole)
            whole = json.loads(body)
        except (RecursionError, ValueError):
            continue  # Nobody could send that one.
        answer = client.post("/", data=body)
        assert answer.status_code in (200, 400), number
        if answer.status_code == 200:
            answered += 1
            assert answer.get_json() == handler(whole, None), number
    assert answered > 250


def test_no_broken_chain_is_trusted_or_fails_otherwise(
    alexa: Alexa, service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    leaf, between = (each.certificate.public_bytes(Encoding.DER) for each in (alexa.leaf(), alexa.between))
    for number in range(200):
        rng = Random(number)
        ders = [bytearray(leaf), bytearray(between)]
        der = rng.choice(ders)
        der[rng.randrange(len(der))] ^= rng.randint(1, 255)
        caplog.clear()
        assert service.asked(Knock(Reply(200, b"".join(map(pem, ders))))).status_code == 400
        assert caplog.messages == [f"refused: {Why.CHAIN.value}"], number


def pem(der: bytes) -> bytes:
    return b"-----BEGIN CERTIFICATE-----\n" + base64.encodebytes(der) + b"-----END CERTIFICATE-----\n"


def test_a_version_that_no_certificate_has_is_refused_too(
    alexa: Alexa, service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    der = bytearray(alexa.leaf().certificate.public_bytes(Encoding.DER))
    at = der.index(b"\xa0\x03\x02\x01\x02") + 4
    der[at] = 7
    assert service.asked(Knock(Reply(200, pem(bytes(der)) + alexa.between.pem))).status_code == 400
    assert caplog.messages == [f"refused: {Why.CHAIN.value}"]


def test_a_failure_while_verifying_is_a_400_and_a_line(caplog: pytest.LogCaptureFixture) -> None:
    def broken(*_: object) -> object:
        raise ZeroDivisionError("swollen calf")

    assert create_app(verify=broken).test_client().post("/", json=event()).status_code == 400
    assert caplog.messages == ["refused: ZeroDivisionError while verifying"]
