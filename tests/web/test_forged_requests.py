"""What Alexa did not send, did not send now, or did not send to us gets a 400, and a line that says why."""

import logging

import pytest
from forgeries import FORGED
from knocking import Alexa, Knock, Service, seconds

from web import certificates
from web.refused import Why

SLOW = ("a certificate host that never answers", "a certificate host that never ends")


def refused(service: Service, knock: Knock, caplog: pytest.LogCaptureFixture) -> str:
    """Knock, see that there is a 400 and one line, and return the line."""
    caplog.clear()
    with caplog.at_level(logging.DEBUG, logger="leg_cramp"):
        answer = service.asked(knock)
    assert answer.status_code == 400
    assert "speak" not in answer.text
    [line] = [record.getMessage() for record in caplog.records]
    return line


@pytest.mark.parametrize("name", [name for name in FORGED if name not in SLOW])
def test_what_is_forged_gets_a_400_and_one_line(
    name: str, alexa: Alexa, service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    why, forge = FORGED[name]
    assert refused(service, forge(alexa), caplog) == f"refused: {why.value}"


@pytest.mark.parametrize("name", [name for name, (why, _) in FORGED.items() if why is Why.ADDRESS])
def test_nobody_but_alexas_certificate_host_is_ever_asked(name: str, alexa: Alexa, service: Service) -> None:
    service.asked(FORGED[name][1](alexa))
    assert service.host.asked == []


@pytest.mark.parametrize("signature", ["", "no base64!"])
def test_no_certificate_is_fetched_for_what_can_be_no_signature(signature: str, alexa: Alexa, service: Service) -> None:
    assert service.asked(alexa.knock().with_(signature=signature)).status_code == 400
    assert service.host.asked == []


def test_forgeries_wait_for_each_other_and_not_for_ever(
    alexa: Alexa, service: Service, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(certificates, "FETCH_SECONDS", 0.1)
    for _ in range(certificates.MOST_FETCHES):
        service.keys._fetching.acquire()
    assert refused(service, alexa.knock(), caplog) == f"refused: {Why.NOT_FETCHED.value}"
    assert service.host.asked == []
    service.keys._fetching.release()
    assert service.asked(alexa.knock()).status_code == 200


@pytest.mark.parametrize("name", SLOW)
def test_a_slow_certificate_host_costs_no_more_than_its_time(
    name: str, alexa: Alexa, service: Service, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(certificates, "FETCH_SECONDS", 0.5)
    why, forge = FORGED[name]
    assert refused(service, forge(alexa), caplog) == f"refused: {why.value}"
    assert len(service.host.asked) == 1


def test_a_request_that_is_sent_again_later_is_refused(
    alexa: Alexa, service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    knock = alexa.knock()
    assert service.asked(knock).status_code == 200
    service.clock.now += seconds(151)
    assert refused(service, knock, caplog) == f"refused: {Why.WRONG_TIME.value}"


def test_a_request_for_another_skill_is_refused(
    alexa: Alexa, service: Service, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKILL_ID", "amzn1.ask.skill.another")
    assert refused(service, alexa.knock(), caplog) == "refused: the event is for another skill"
