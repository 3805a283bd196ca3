"""The web service itself: what it shows, what it takes, and that it answers as door 1 does."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from knocking import EVENTS, OUR_ID, Json

import pack
from lambda_function import handler
from leg_cramp.memory import KEEP
from leg_cramp.remembered import Remembered
from web import pages
from web.server import MOST_BYTES
from web_service import SettingsError, create_app

ROOT = Path(__file__).resolve().parents[2]
# How the privacy page names each thing that memory may hold.
TOLD = {
    "bedtime": "Your bedtime",
    "alert_token": "The mark by which Alexa knows that reminder",
    "tips_told": "Which tips you have heard",
    "declined_at": "When you last said no to a reminder",
    "whisper": "Whether you asked the skill to whisper",
}


@pytest.fixture
def app() -> Flask:
    return create_app(development=True)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def load(name: str) -> Json:
    event: Json = json.loads((EVENTS / f"{name}.json").read_text(encoding="utf-8"))
    return event


@pytest.mark.parametrize("name", [path.stem for path in sorted(EVENTS.glob("*.json"))])
def test_both_doors_give_the_same_answer(name: str, client: FlaskClient) -> None:
    answer = client.post("/", json=load(name))
    assert answer.status_code == 200
    assert answer.get_json() == handler(load(name), None)


@pytest.mark.parametrize("unset", [None, ""])
def test_without_a_skill_id_it_is_not_made(unset: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SKILL_ID")
    if unset is not None:
        monkeypatch.setenv("SKILL_ID", unset)
    with pytest.raises(SettingsError, match="SKILL_ID"):
        create_app()
    assert create_app(development=True).test_client().post("/", json=load("relief")).status_code == 200


def test_as_it_is_made_without_further_word_it_verifies() -> None:
    assert create_app().test_client().post("/", json=load("relief")).status_code == 400


def test_in_development_another_skills_requests_are_refused_too(client: FlaskClient) -> None:
    event = load("relief")
    event["context"]["System"]["application"]["applicationId"] = f"{OUR_ID}-another"
    assert client.post("/", json=event).status_code == 400


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH"])
def test_only_a_post_is_taken(method: str, client: FlaskClient) -> None:
    assert client.open("/", method=method).status_code == 405


@pytest.mark.parametrize("path", ["/alexa", "/privacy/", "/static/x", "/pictures/", "/pictures/../privacy.html"])
def test_there_is_nothing_at_another_path(path: str, client: FlaskClient) -> None:
    assert client.get(path).status_code == 404


def test_a_body_may_be_so_long_and_no_longer(client: FlaskClient) -> None:
    event = json.dumps(load("relief")).encode()
    assert client.post("/", data=event.ljust(MOST_BYTES)).status_code == 200
    assert client.post("/", data=event.ljust(MOST_BYTES + 1)).status_code == 413


def test_it_says_that_it_is_well(client: FlaskClient) -> None:
    answer = client.get("/health")
    assert (answer.status_code, answer.text) == (200, "ok\n")


def test_a_picture_is_sent_to_whoever_asks(
    client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "calf.png").write_bytes(b"\x89PNG")
    (tmp_path / "calf.txt").write_text("no picture", encoding="utf-8")
    monkeypatch.setattr(pages, "PICTURES", tmp_path)
    answer = client.get("/pictures/calf.png")
    assert (answer.status_code, answer.data, answer.mimetype) == (200, b"\x89PNG", "image/png")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    answer.close()
    for other in ("thigh.png", "calf.txt", "..%2fpages.png", "%2e%2e/pages.png"):
        assert client.get(f"/pictures/{other}").status_code == 404


class _Page(HTMLParser):
    """The text of a page as it is read, and where its links lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.links, self.places = "", [], set[str | None]()
        self.feed(re.sub(r"<style>.*</style>", "", page, flags=re.DOTALL))
        self.text = " ".join(self.text.split())

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value for name, value in attrs if name in ("href", "src")]
        self.places |= {value for name, value in attrs if name == "id"}

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture
def privacy(client: FlaskClient) -> _Page:
    answer = client.get("/privacy")
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    page = answer.text
    answer.close()
    return _Page(page)


def test_the_privacy_page_names_everything_that_may_be_kept_and_nothing_else(privacy: _Page) -> None:
    assert set(TOLD) == set(Remembered.__dataclass_fields__)
    for told in TOLD.values():
        assert told in privacy.text
    assert f"{KEEP.days} days" in privacy.text
    assert "Body part, symptom, medicine and pregnancy" in privacy.text


def test_the_privacy_page_leads_to_forget_me_and_loads_nothing(privacy: _Page) -> None:
    assert privacy.links == ["#forget-me"]
    assert privacy.places == {"forget-me"}
    model = json.loads((ROOT / "interaction_model" / "en.json").read_text(encoding="utf-8"))["interactionModel"]
    intents = {intent["name"]: intent["samples"] for intent in model["languageModel"]["intents"]}
    assert "forget me" in intents["ForgetMeIntent"]
    assert f"ask {model['languageModel']['invocationName']} to forget me" in privacy.text


def test_nothing_of_the_web_service_goes_to_lambda(tmp_path: Path) -> None:
    pack.copy_sources(ROOT / "lambda", tmp_path)
    taken = [path.relative_to(tmp_path) for path in tmp_path.rglob("*")]
    assert {path.parts[0] for path in taken} == {"lambda_function.py", "leg_cramp"}
    flask = [
        path for path in tmp_path.rglob("*.py") if re.search(r"^\s*(from|import) (flask|web)", path.read_text(), re.M)
    ]
    assert flask == []
