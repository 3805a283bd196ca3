"""Every screen on every viewport, drawn by Amazon's renderer: it can be read, counts in time, and can be touched."""

import copy
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from browser.screens import collection, look
from browser.screens.renderer import Renderer
from browser.screens.viewports import VIEWPORTS, Viewport
from leg_cramp.shown import Kind

VALIDATOR = Path(__file__).parent / "screens" / "validate.mjs"
LOW, SMALL = VIEWPORTS[:2]
ROUND = next(viewport for viewport in VIEWPORTS if viewport.shape == "ROUND")
# Device-independent pixels: the least for the words themselves, and where they are many.
LEAST, LEAST_CROWDED, LEAST_LOW, LEAST_ROUND = 40, 34, 32, 22
Json = dict[str, Any]


@pytest.fixture(scope="module")
def screens() -> dict[str, Json]:
    return collection.conversations() | collection.steps()


@pytest.fixture
def renderer(browser: Browser) -> Iterator[Renderer]:
    renderer = Renderer(browser)
    yield renderer
    assert renderer.problems() == []
    renderer.page.close()


@pytest.fixture
def timed(browser: Browser) -> Iterator[Renderer]:
    renderer = Renderer(browser, clock=True)
    yield renderer
    renderer.page.close()


def data(screen: Json) -> Json:
    properties: Json = screen["datasources"]["screen"]["properties"]
    return properties


def texts(renderer: Renderer) -> list[str]:
    return [text["text"] for text in look.seen(renderer)["texts"]]


def test_every_kind_of_screen_is_looked_at(screens: dict[str, Json]) -> None:
    assert {data(screen)["kind"] for screen in screens.values()} == set(Kind)


@pytest.mark.parametrize("viewport", VIEWPORTS, ids=lambda viewport: viewport.name)
def test_everything_can_be_seen_and_read(screens: dict[str, Json], viewport: Viewport, renderer: Renderer) -> None:
    wrong = []
    for name, screen in screens.items():
        renderer.show(screen, viewport)
        boxes = look.seen(renderer)
        wrong += [f"{name}: {fault}" for fault in look.faults(boxes, viewport)]
        if boxes["hidden"] and viewport.shape != "ROUND":
            wrong.append(f"{name}: {boxes['hidden']} pixels have to be scrolled for")
        for part in ("title", "text", "bigText", "hint", "disclaimer"):
            if data(screen)[part] and data(screen)[part] not in {text["text"] for text in boxes["texts"]}:
                wrong.append(f"{name}: {part} is not there")
    assert wrong == []


@pytest.mark.parametrize("viewport", VIEWPORTS, ids=lambda viewport: viewport.name)
def test_the_words_are_large(screens: dict[str, Json], viewport: Viewport, renderer: Renderer) -> None:
    for screen in (screens["first_calf"], screens["danger"]):
        renderer.show(screen, viewport)
        [words] = [text for text in look.seen(renderer)["texts"] if text["text"] == data(screen)["text"]]
        least = {LOW: LEAST_LOW, ROUND: LEAST_ROUND}.get(viewport, LEAST_CROWDED if data(screen)["crowded"] else LEAST)
        assert round(words["size"] / viewport.scale) >= least


def test_the_check_would_see_what_cannot_be_read(screens: dict[str, Json], renderer: Renderer) -> None:
    def faults(change: dict[str, str], viewport: Viewport = SMALL) -> str:
        text = json.dumps(screens["first_calf"])
        for old, new in change.items():
            assert old in text
            text = text.replace(old, new)
        renderer.show(json.loads(text), viewport)
        return "; ".join(look.faults(look.seen(renderer), viewport))

    assert faults({}) == ""
    assert "too little contrast" in faults({"#b3967a": "#3a3028"})
    assert "bright ground" in faults({"#0b0807": "#d0c0b0"})
    assert "is cut off" in faults({'"height": "@keySize"': '"height": "12dp"'})
    assert "overlap" in faults({'"lineHeight": 1.2': '"lineHeight": 1.2, "position": "absolute"'})
    assert "off the screen" in faults({'"width": "344dp"': '"width": "470dp"', "Keep that leg": "x " * 40}, ROUND)


def test_amazons_validator_finds_nothing_wrong(screens: dict[str, Json]) -> None:
    documents = {name: screen["document"] for name, screen in screens.items()}
    assert {name: found for name, found in validated(documents).items() if found} == {}


def test_amazons_validator_would_find_a_wrong_name(screens: dict[str, Json]) -> None:
    document = copy.deepcopy(screens["first_calf"]["document"])
    document["layouts"]["Title"]["item"]["fontSizee"] = 3
    assert "fontSizee" in str(validated({"wrong": document}))


def validated(documents: dict[str, Json]) -> dict[str, list[str]]:
    answer = subprocess.run(
        ["node", VALIDATOR], input=json.dumps(documents), capture_output=True, text=True, check=True
    )
    found: dict[str, list[str]] = json.loads(answer.stdout)
    assert set(found) == set(documents)
    return found


def test_the_drawing_is_drawn_line_by_line(screens: dict[str, Json], renderer: Renderer) -> None:
    drawn = {data(screen)["picture"]: screen for screen in screens.values() if data(screen)["picture"]}
    assert len(drawn) > 20
    for screen in drawn.values():
        renderer.show(screen, SMALL)
        [drawing] = look.seen(renderer)["drawings"]
        assert drawing["paths"] == len(screen["document"]["graphics"]["picture"]["items"])


@pytest.mark.parametrize("viewport", [SMALL, ROUND], ids=lambda viewport: viewport.name)
def test_a_hold_counts_down_on_the_screen_when_it_begins_and_not_before(
    screens: dict[str, Json], viewport: Viewport, timed: Renderer
) -> None:
    screen = screens["first_calf"]
    start = data(screen)["holdStartsAfterMs"]
    assert start > 5_000
    timed.show(screen, viewport)
    timed.let_pass(start - 300)
    assert counted(timed) == []
    timed.let_pass(600)
    assert counted(timed) == [10]
    timed.let_pass(5_000)
    assert counted(timed) == [5]
    assert list(look.faults(look.seen(timed), viewport)) == []
    timed.let_pass(4_000)
    assert counted(timed) == [1]
    timed.let_pass(1_000)
    assert counted(timed) == []


def test_each_side_of_a_bedtime_stretch_is_named_and_counted_in_turn(screens: dict[str, Json], timed: Renderer) -> None:
    screen = screens["bedtime_wall"]
    assert len(data(screen)["sides"]) == 6
    timed.show(screen, SMALL)
    passed = 0
    for side in data(screen)["sides"]:
        timed.let_pass(side["startsAfterMs"] + 2_500 - passed)
        passed = side["startsAfterMs"] + 2_500
        assert counted(timed) == [8]
        assert side["label"] in texts(timed)
        assert list(look.faults(look.seen(timed), SMALL)) == []


def counted(renderer: Renderer) -> list[int]:
    return [int(text) for text in texts(renderer) if text.isdecimal()]


@pytest.mark.parametrize("viewport", VIEWPORTS, ids=lambda viewport: viewport.name)
def test_a_touch_sends_what_its_key_says(screens: dict[str, Json], viewport: Viewport, timed: Renderer) -> None:
    timed.show(screens["calf_rub"], viewport)
    timed.let_pass(1_000)
    for label in ("Back", "Repeat", "Next"):
        timed.page.get_by_text(label, exact=True).hover()
        timed.page.mouse.down()
        timed.let_pass(100)
        timed.page.mouse.up()
        timed.let_pass(100)
    assert timed.touches() == [["previous"], ["repeat"], ["next"]]


def test_there_is_nothing_to_touch_once_the_session_is_closed(screens: dict[str, Json], renderer: Renderer) -> None:
    for name in ("emergency", "reminder_set", "goodbye"):
        renderer.show(screens[name], SMALL)
        assert not {"Back", "Repeat", "Next"} & set(texts(renderer))


@pytest.mark.parametrize(("locale", "number"), [("en-US", "911"), ("en-GB", "999"), ("en-IN", "112"), ("en-AU", "000")])
def test_the_emergency_number_of_the_place_is_the_largest_thing(locale: str, number: str, renderer: Renderer) -> None:
    renderer.show(collection.conversations(locale)["emergency"], SMALL)
    largest = max(look.seen(renderer)["texts"], key=lambda text: text["size"])
    assert largest["text"] == number
    assert largest["size"] >= 150
