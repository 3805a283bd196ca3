"""The page's server: who may talk to it, and that everything wrong is told in words."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from speaker.page.desks import Desks
from speaker.page.server import create_app

Json = dict[str, Any]
HERE = "http://127.0.0.1:8000"


@pytest.fixture
def desks() -> Iterator[Desks]:
    desks = Desks(most=2)
    yield desks
    desks.close()


@pytest.fixture
def client(desks: Desks, tmp_path: Path) -> FlaskClient:
    return create_app(desks, renderer=tmp_path).test_client()


@pytest.fixture
def desk(client: FlaskClient) -> str:
    return str(post(client, "desks").json["id"])


def post(client: FlaskClient, path: str, body: Any = None, origin: str = HERE) -> TestResponse:
    return client.post(f"/api/{path}", json=body or {}, base_url=HERE, headers={"Origin": origin})


def act(client: FlaskClient, desk: str, name: str, /, **body: Any) -> Json:
    answer = post(client, f"desks/{desk}/{name}", body)
    assert answer.status_code == 200, answer.json
    return dict(answer.json)


def refused(client: FlaskClient, desk: str, name: str, /, **body: Any) -> str:
    answer = post(client, f"desks/{desk}/{name}", body)
    assert answer.status_code == 400
    return str(answer.json["error"])


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8000", "10.0.0.1:8000", "[::2]:8000", ""])
def test_whoever_comes_by_another_name_is_refused(client: FlaskClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}, buffered=True).status_code == 403


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000"])
def test_loopback_is_served(client: FlaskClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}, buffered=True).status_code == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1:8000", "http://127.0.0.1:8001"])
def test_what_another_page_sends_is_refused(client: FlaskClient, origin: str) -> None:
    assert post(client, "desks", origin=origin).status_code == 403


def test_a_form_and_a_post_from_nowhere_are_refused(client: FlaskClient) -> None:
    form = client.post("/api/desks", data={"a": "b"}, base_url=HERE, headers={"Origin": HERE})
    bare = client.post("/api/desks", json={}, base_url=HERE)
    assert (form.status_code, bare.status_code) == (403, 403)


def test_everything_is_guarded_by_a_policy(client: FlaskClient) -> None:
    for path in ("/", "/static/app.js", "/api/choices", "/nothing"):
        headers = client.get(path, base_url=HERE, buffered=True).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'self'")
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
    frame = client.get("/static/screen.html", base_url=HERE, buffered=True)
    assert "unsafe-eval" in frame.headers["Content-Security-Policy"]


def test_nothing_but_the_pages_own_files_is_served(client: FlaskClient) -> None:
    for path in ("/static/../server.py", "/static/%2e%2e/server.py", "/renderer/index.js", "/static/nothing.js"):
        assert client.get(path, base_url=HERE).status_code == 404


def test_the_renderer_is_offered_where_it_is_installed_and_fetches_no_fonts(desks: Desks, tmp_path: Path) -> None:
    face = "src: url('https://fonts.example/Far.ttf');"
    (tmp_path / "index.js").write_text(f"// renderer {face}", encoding="utf-8")
    client = create_app(desks, renderer=tmp_path).test_client()
    assert client.get("/api/choices", base_url=HERE).json["renderer"] is True
    script = client.get("/renderer/index.js", base_url=HERE)
    assert script.mimetype == "text/javascript"
    assert script.text.startswith("// renderer src: local(")
    assert "https" not in script.text


def test_a_turn_tells_what_was_said_heard_sent_and_what_is_kept(client: FlaskClient, desk: str) -> None:
    came = act(client, desk, "say", words=" my  calf is cramping ")
    [turn] = came["entries"]
    assert (turn["kind"], turn["said"], turn["open"]) == ("turn", "my calf is cramping", True)
    assert {piece["kind"] for piece in turn["pieces"]} == {"words", "pause", "count"}
    heard = turn["understood"]
    assert (heard["intent"], heard["how"]) == ("ReliefIntent", "exact")
    assert [(slot["name"], slot["id"]) for slot in heard["slots"] if slot["listed"]] == [("muscle", "calf")]
    assert heard["next"]
    assert all(each["intent"] != "ReliefIntent" for each in heard["next"])
    assert turn["request"]["request"]["intent"]["name"] == "ReliefIntent"
    assert turn["response"]["response"]["outputSpeech"]
    assert came["state"]["session"] == turn["response"]["sessionAttributes"]
    assert came["state"]["count"] == 1


def test_silence_asks_again_with_the_words_of_the_reprompt_and_then_closes(client: FlaskClient, desk: str) -> None:
    act(client, desk, "say", words="calf")
    [again] = act(client, desk, "say", words="")["entries"]
    assert again["reprompted"]
    assert again["pieces"][0]["text"] == again["text"]
    closed = act(client, desk, "say", words="  ")
    assert not closed["state"]["open"]
    assert closed["state"]["session"] == {}


def test_the_tab_sees_all_again_after_a_reload(client: FlaskClient, desk: str) -> None:
    first = act(client, desk, "say", words="calf")
    again = client.get(f"/api/desks/{desk}", base_url=HERE).json
    assert again["entries"] == first["entries"]


def test_each_tab_has_a_desk_of_its_own_and_the_one_left_alone_longest_goes(client: FlaskClient, desk: str) -> None:
    act(client, desk, "say", words="calf")
    second = post(client, "desks").json["id"]
    assert act(client, second, "say", words="foot")["state"]["count"] == 1
    act(client, desk, "say", words="no")
    post(client, "desks")
    assert post(client, f"desks/{second}/say", {"words": "no"}).status_code == 410
    assert act(client, desk, "say", words="no")["state"]["count"] == 3


@pytest.mark.parametrize(
    ("name", "body", "says"),
    [
        ("say", {"words": "a" * 1001}, "1001 characters are more than anybody says at once"),
        ("say", {"words": 3}, "words must be a text"),
        ("say", {"words": "[touch next]"}, "A speaker has no screen to touch."),
        ("set", {"name": "locale", "value": "english"}, "english is not a locale like en-GB."),
        ("set", {"name": "zone", "value": "Mars"}, "Mars is not a time zone like Europe/London."),
        ("set", {"name": "device", "value": ""}, "Nothing is not one of speaker, hub, round, tv."),
        ("set", {"name": "fault", "value": "weather:503"}, "weather:503 does not begin with a service"),
        ("set", {"name": "mood", "value": "sleepy"}, "mood is not a setting here."),
        ("time", {"to": "soon"}, "soon is not a local time like 2026-11-22T03:00."),
        ("time", {"to": "2026-03-08T02:30"}, "does not exist in America/New_York"),
        ("time", {"next": True}, "No reminder is set, so nothing would ring."),
        ("time", {"minutes": 0}, "Time goes on by whole minutes"),
        ("time", {"minutes": "5"}, "Time goes on by whole minutes"),
        ("door", {"kind": "back", "url": ""}, "back is not one of process, web, lambda."),
        ("door", {"kind": "lambda", "url": ""}, "A Lambda endpoint needs its address"),
        ("door", {"kind": "lambda", "url": "http://10.0.0.1/"}, "nothing that is said here leaves it"),
        ("door", {"kind": "web", "url": "https://example.org"}, "nothing that is said here leaves it"),
        ("door", {"kind": "web", "url": "127.0.0.1:80"}, "is not an address like http://127.0.0.1:8000/"),
        ("app", {"what": "explodes"}, "explodes is not one of deletes the reminder"),
        ("again", {"request": "{}"}, "A request is a JSON object."),
        ("play", {"text": "hello"}, "This transcript cannot be read: line 1: a transcript opens with its title"),
        ("play", {"text": "# T\nU: one\n"}, "line 2: there is no 'A:' after this 'U:'."),
        ("keep", {"title": " "}, "A title of 1 to 120 characters is needed"),
        ("keep", {"title": "T"}, "This cannot be kept yet: there is no conversation in it."),
    ],
)
def test_what_cannot_be_done_is_told(client: FlaskClient, desk: str, name: str, body: Json, says: str) -> None:
    assert says in refused(client, desk, name, **body)
    assert client.get(f"/api/desks/{desk}", base_url=HERE).json["entries"] == []


def test_a_body_that_is_none_and_one_too_large_are_told(client: FlaskClient, desk: str) -> None:
    headers = {"Origin": HERE, "Content-Type": "application/json"}
    for data, status in ((b"{", 400), (b"[]", 400), (b'"' + b"a" * 1_000_001 + b'"', 413)):
        answer = client.post(f"/api/desks/{desk}/say", data=data, base_url=HERE, headers=headers)
        assert answer.status_code == status
        assert answer.json["error"]
    assert post(client, f"desks/{desk}/explode").status_code == 404


def test_pictures_are_served_by_name_only(client: FlaskClient) -> None:
    assert client.get("/api/pictures/calf.svg", base_url=HERE).mimetype == "image/svg+xml"
    for name in ("nothing", "..%2fdocument", "%2e%2e"):
        assert client.get(f"/api/pictures/{name}.svg", base_url=HERE).status_code == 404


def test_the_pickers_are_filled_from_what_there_is(client: FlaskClient) -> None:
    choices = client.get("/api/choices", base_url=HERE).json
    assert choices["devices"] == ["speaker", "hub", "round", "tv"]
    assert "en-GB" in choices["locales"]
    assert "Europe/London" in choices["zones"]
    assert set(choices["faults"]) == {"reminders", "settings", "table", "permission"}
