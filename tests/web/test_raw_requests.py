"""Whatever comes over the wire, the real server answers it or hangs up, and goes on."""

import json
import re
import socket
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from knocking import Alexa, Service, event, serving

from web.server import MOST_HEADER_BYTES
from web_service import create_app


@pytest.fixture(scope="module")
def address() -> Iterator[tuple[str, int]]:
    """Where a server in development listens."""
    with serving(create_app(development=True)) as address:
        yield address


def statuses(sent: bytes, address: tuple[str, int]) -> list[int]:
    """Send these bytes and no more, read to the end, and return the status of each answer. Fails after ten seconds."""
    got = b""
    with closing(socket.create_connection(address, timeout=10)) as connection:
        # It may hang up before it has read everything; what it said is here all the same.
        with suppress(OSError):
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
        with suppress(ConnectionError):
            while chunk := connection.recv(65536):
                got += chunk
    return [int(status) for status in re.findall(rb"HTTP/1\.[01] (\d{3}) ", got)]


def post(*headers: str, body: bytes = b"") -> bytes:
    lines = ["POST / HTTP/1.1", "Host: x", "Connection: close", *headers]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


GOOD = json.dumps(event()).encode()
LENGTH = f"Content-Length: {len(GOOD)}"


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (post(LENGTH, body=GOOD), [200]),
        (post("Transfer-Encoding: chunked", body=b"%x\r\n%s\r\n0\r\n\r\n" % (len(GOOD), GOOD)), [200]),
        (post("Content-Length: 3", body=b"abc"), [400]),
        (post(), [400]),
        (post("Content-Length: -1"), [400]),
        (post("Content-Length: many"), [400]),
        (post("Content-Length: 3", "Content-Length: 4", body=b"abc"), [400]),
        (post("Transfer-Encoding: chunked", body=b"zz\r\nabc"), [400]),
        (post(f"Content-Length: {10**9}"), [413]),
        (post("no header at all"), [400]),
        (b"\0\0\0\0\r\n\r\n", [400]),
        (b"POST / HTTP/1.1\r\n", []),
    ],
)  # fmt: skip
def test_the_server_takes_a_bad_request_for_one_and_goes_on(
    sent: bytes, expected: list[int], address: tuple[str, int]
) -> None:
    assert statuses(sent, address) == expected
    assert statuses(post(LENGTH, body=GOOD), address) == [200]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (post("Transfer-Encoding: chunked", body=b"%x\r\n" % 10**6 + b"x" * 10**6), 413),
        (post(f"X: {'x' * MOST_HEADER_BYTES}"), 431),
    ],
    ids=["body", "headers"],
)
def test_what_goes_on_too_long_is_cut_off(sent: bytes, status: int, address: tuple[str, int]) -> None:
    # The network may drop the answer of a server that has hung up on the rest.
    assert statuses(sent, address) in ([status], [])
    assert statuses(post(LENGTH, body=GOOD), address) == [200]


@settings(max_examples=100, deadline=None)
@given(head=st.sampled_from([b"", b"POST / HTTP/1.1\r\n", b"GET /health HTTP/1.1\r\nHost: x\r\n"]), rest=st.binary())
def test_the_server_survives_any_bytes(head: bytes, rest: bytes, address: tuple[str, int]) -> None:
    assert not [status for status in statuses(head + rest + b"\r\n\r\n", address) if status == 500]


def test_double_headers_are_told_apart_on_the_real_way(alexa: Alexa, service: Service) -> None:
    with serving(service.client.application) as where:
        service.host.replies[:] = [alexa.chain()]
        address, signature = (f"{name}: {value}" for name, value in alexa.knock(body=GOOD).all_headers())
        assert statuses(post(LENGTH, address, signature, body=GOOD), where) == [200]
        assert statuses(post(LENGTH, address, signature, signature, body=GOOD), where) == [400]
        assert statuses(post(LENGTH, address, address, signature, body=GOOD), where) == [400]


def test_whoever_sends_one_request_for_ever_is_cut_off_and_others_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.server.IDLE_SECONDS", 0.0)
    monkeypatch.setattr("web.server.LOOK_SECONDS", 0.01)
    with (
        serving(create_app(development=True)) as address,
        closing(socket.create_connection(address, timeout=10)) as slow,
    ):
        slow.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nX-Padding: ")
        with suppress(ConnectionError):
            assert slow.recv(1) == b"", "it hangs up"
        assert statuses(b"GET /health HTTP/1.0\r\n\r\n", address) == [200]
