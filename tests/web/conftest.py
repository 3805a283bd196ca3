"""For every test of the web service: the stand-in for Alexa, and a service that trusts her authority."""

from collections.abc import Iterator

import authority
import pytest
from knocking import OUR_ID, Alexa, Clock, Service

from unit.scripted_server import scripted_server
from web.certificates import AlexaKeys
from web.verifier import Verifier
from web_service import create_app


@pytest.fixture(autouse=True)
def _by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKILL_ID", OUR_ID)
    for name in ("TABLE_NAME", "LOG_LEVEL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def alexa() -> Alexa:
    root = authority.root()
    return Alexa(root, authority.intermediate(root))


@pytest.fixture
def service(alexa: Alexa) -> Iterator[Service]:
    clock = Clock()
    with scripted_server() as host:
        keys = AlexaKeys([alexa.root.certificate], clock, host.url)
        yield Service(create_app(verify=Verifier(keys, clock).verify).test_client(), host, clock, keys)
