"""What a person does at the page: each route does one thing at one desk, and tells what came of it."""

from collections.abc import Callable
from datetime import timedelta
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from flask import Blueprint, Response, jsonify, request

from speaker import pictures
from speaker.cloud import faults
from speaker.device import Device
from speaker.doors import Json
from speaker.envelope import Permission
from speaker.household import APP
from speaker.page import shown
from speaker.page.desk import Desk
from speaker.page.desks import Desks
from speaker.page.doorway import Kind as DoorKind
from speaker.page.errors import PageError
from speaker.page.phrases import groups, locales

LONGEST_STEP = timedelta(days=31)
Act = Callable[[Desk, Json], None]


def routes(desks: Desks, *, renderer: bool) -> Blueprint:
    """Return the routes under /api. `renderer` tells the page whether Amazon's renderer is there."""
    api = Blueprint("api", __name__, url_prefix="/api")

    @api.get("/choices")
    def choices() -> Response:
        return jsonify({**_choices(), "renderer": renderer})

    @api.post("/desks")
    def add() -> Response:
        name = desks.add()
        return jsonify({"id": name, **shown.whole(desks.find(name))})

    @api.get("/desks/<name>")
    def look(name: str) -> Response:
        desk = desks.find(name)
        with desk.lock:
            return jsonify(shown.whole(desk))

    @api.get("/pictures/<name>.svg")
    def picture(name: str) -> Response:
        try:
            return Response(pictures.svg(name), mimetype="image/svg+xml")
        except FileNotFoundError as error:
            raise PageError(f"There is no picture {name}.", 404) from error

    @api.get("/desks/<name>/phrases")
    def phrases(name: str) -> Response:
        found = groups(desks.find(name).speaker.ear.model)
        return jsonify([{"title": each.title, "intent": each.intent, "phrases": each.phrases} for each in found])

    @api.post("/desks/<name>/keep")
    def keep(name: str) -> Response:
        desk = desks.find(name)
        with desk.lock:
            kept = desk.keep(_text(_body(), "title"))
        return jsonify({"text": kept.text, "difference": kept.difference})

    @api.post("/desks/<name>/<act>")
    def do(name: str, act: str) -> Response:
        desk = desks.find(name)
        if act not in _ACTS:
            raise PageError(f"There is nothing like {act} to do here.", 404)
        with desk.lock:
            before = desk.entries
            count = len(before)
            _ACTS[act](desk, _body())
            # Another list is another night: all of it is new.
            return jsonify(
                shown.whole(desk, since=count if desk.entries is before else 0) | {"anew": desk.entries is not before}
            )

    return api


def _time(desk: Desk, body: Json) -> None:
    if "to" in body:
        desk.set_clock(_text(body, "to"))
    elif body.get("next"):
        desk.go_to_next_ring()
    else:
        minutes = body.get("minutes")
        if not isinstance(minutes, int) or not 0 < minutes <= LONGEST_STEP // timedelta(minutes=1):
            raise PageError("Time goes on by whole minutes, a month at most at once.")
        desk.go_on(timedelta(minutes=minutes))


def _again(desk: Desk, body: Json) -> None:
    sent = body.get("request")
    if not isinstance(sent, dict):
        raise PageError("A request is a JSON object.")
    desk.send_again(sent)


_ACTS: dict[str, Act] = {
    "say": lambda desk, body: desk.say(_text(body, "words")),
    "set": lambda desk, body: desk.change(_text(body, "name"), _text(body, "value")),
    "door": lambda desk, body: desk.choose_door(_text(body, "kind"), _text(body, "url")),
    "app": lambda desk, body: desk.use_app(_text(body, "what")),
    "play": lambda desk, body: desk.play(_text(body, "text")),
    "anew": lambda desk, _: desk.begin_anew(),
    "time": _time,
    "again": _again,
}


def _body() -> Json:
    body = request.get_json()
    if not isinstance(body, dict):
        raise PageError("A JSON object is needed.")
    return body


def _text(body: Json, name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str):
        raise PageError(f"{name} must be a text.")
    return value


@cache
def _choices() -> dict[str, Any]:
    """What the pickers offer."""
    return {
        "locales": locales(),
        "devices": [each.value for each in Device],
        "permissions": [each.value for each in Permission],
        "doors": [each.value for each in DoorKind],
        "zones": sorted(available_timezones()),
        "app": APP,
        "faults": {each.value: faults.known(each) for each in faults.Service},
    }
