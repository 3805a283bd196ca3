"""For every property: no table, no skill id, nothing on the network but loopback, and an ear for all logging."""

import logging
import socket
from collections.abc import Iterator
from typing import Any

import pytest


class Ear(logging.Handler):
    """Hears every line that anything logs."""

    def __init__(self) -> None:
        """Listen to all levels."""
        super().__init__(logging.DEBUG)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record."""
        self.records.append(record)

    def take(self) -> list[str]:
        """Give the lines heard since the last time, each with the trace of an exception that came with it."""
        form = logging.Formatter("%(name)s %(message)s")
        lines, self.records = [form.format(record) for record in self.records], []
        return lines


@pytest.fixture(autouse=True)
def _by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SKILL_ID", "TABLE_NAME", "LOG_LEVEL"):
        monkeypatch.delenv(name, raising=False)
    connect = socket.socket.connect

    def only_here(self: socket.socket, address: Any) -> None:
        assert not isinstance(address, tuple) or address[0] in {"127.0.0.1", "::1", "localhost"}, address
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", only_here)


@pytest.fixture
def ear() -> Iterator[Ear]:
    """Everything that is logged while the test runs, on all levels."""
    heard, root = Ear(), logging.getLogger()
    before = root.level
    root.addHandler(heard)
    root.setLevel(logging.DEBUG)
    yield heard
    root.removeHandler(heard)
    root.setLevel(before)
