"""What Alexa sent just now is answered, however she wrote it down; her chain of certificates is fetched once."""

import json
from datetime import timedelta

import authority
import pytest
from authority import NOW
from forgeries import made
from knocking import ADDRESS, Alexa, Knock, Service, event, seconds

from unit.scripted_server import Reply
from web import certificates

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    "address",
    [
        ADDRESS,
        "https://s3.amazonaws.com:443/echo.api/echo-api-cert-12.pem",
        "HTTPS://S3.AmazonAWS.com/echo.api/echo-api-cert-12.pem",
        "https://s3.amazonaws.com/echo.api/../echo.api/echo-api-cert-12.pem",
        "https://s3.amazonaws.com/./echo.api//echo-api-cert-12.pem",
        "https://s3.amazonaws.com//echo.api/echo-api-cert-12.pem#x?y=%2e",
    ],
)
def test_an_address_of_alexas_is_normalised_before_it_is_asked(address: str, alexa: Alexa, service: Service) -> None:
    assert service.asked(alexa.knock(address=address)).status_code == 200
    assert [asked.path for asked in service.host.asked] == ["/echo.api/echo-api-cert-12.pem"]


@pytest.mark.parametrize(
    ("name", "ago"), [("relief", 150), ("relief", -150), ("skill_disabled", 3600), ("skill_enabled", -3600)]
)
def test_what_alexa_sent_within_the_time_is_answered(name: str, ago: int, alexa: Alexa, service: Service) -> None:
    knock = alexa.knock(body=made(name, NOW - seconds(ago)))
    assert service.asked(knock).status_code == 200


def test_a_chain_may_bring_its_root_along(alexa: Alexa, service: Service) -> None:
    assert service.asked(Knock(Reply(200, alexa.chain().body + alexa.root.pem))).status_code == 200


def test_a_certificate_may_have_more_names(alexa: Alexa, service: Service) -> None:
    chain = alexa.chain(names=["echo-api.example.com", authority.ALEXA])
    assert service.asked(Knock(chain)).status_code == 200


def test_the_bytes_are_verified_as_they_came(alexa: Alexa, service: Service) -> None:
    body = json.dumps(event(note="caf\xe9 \u2603"), ensure_ascii=False, indent=3).replace("\n", "\r\n").encode()
    assert service.asked(alexa.knock(body=body)).status_code == 200


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "x"])
def test_the_body_is_read_as_it_is_whatever_it_says_that_it_is(kind: str, alexa: Alexa, service: Service) -> None:
    knock = alexa.knock()
    headers = (*knock.all_headers(), ("Content-Type", kind))
    assert service.asked(knock.with_(headers=headers)).status_code == 200


def test_what_is_alexas_and_cannot_be_understood_gets_the_kind_sentence(
    alexa: Alexa, service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    answer = service.asked(alexa.knock(body=made(intent=["my secret swollen calf"])))
    assert answer.status_code == 200
    assert "Please ask me again." in answer.get_json()["response"]["outputSpeech"]["ssml"]
    [line] = [record.getMessage() for record in caplog.records]
    assert line.startswith("not answered: ")
    assert "secret" not in caplog.text


def test_a_chain_is_fetched_once_until_it_expires(alexa: Alexa, service: Service) -> None:
    chain = alexa.chain(until=NOW + DAY)

    def code() -> int:
        return service.asked(Knock(chain, body=made(at=service.clock.now))).status_code

    assert [code(), code(), code()] == [200, 200, 200]
    assert len(service.host.asked) == 1
    service.clock.now = NOW + DAY
    assert (code(), len(service.host.asked)) == (200, 1)
    service.clock.now += seconds(1)
    assert (code(), len(service.host.asked)) == (400, 2)
    chain = alexa.chain()
    assert (code(), len(service.host.asked)) == (200, 3)


def test_a_chain_is_not_used_for_a_time_before_its_own(alexa: Alexa, service: Service) -> None:
    chain = alexa.chain(since=NOW)
    assert service.asked(Knock(chain)).status_code == 200
    service.clock.now -= seconds(1)
    assert service.asked(Knock(chain)).status_code == 400


def test_what_was_refused_is_not_kept(alexa: Alexa, service: Service) -> None:
    assert service.asked(Knock(Reply(404))).status_code == 400
    assert service.asked(alexa.knock()).status_code == 200


def test_only_so_many_chains_are_kept(alexa: Alexa, service: Service) -> None:
    addresses = [f"https://s3.amazonaws.com/echo.api/{number}.pem" for number in range(certificates.MOST_KEPT + 1)]
    for address in [*addresses, addresses[-1], addresses[1]]:
        assert service.asked(alexa.knock(address=address)).status_code == 200
    # The last and the second are still there, the first had to go.
    assert len(service.host.asked) == len(addresses)
    assert service.asked(alexa.knock(address=addresses[0])).status_code == 200
    assert len(service.host.asked) == len(addresses) + 1
