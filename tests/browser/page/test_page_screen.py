"""The device's screen on the page: by Amazon's renderer, and as a plain picture of the same data."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, expect

from browser.page.visitor import Visitor, served

DEVICES = ["Hub", "Round", "TV"]


@pytest.fixture(scope="module")
def rendered() -> Iterator[str]:
    with served() as url:
        yield url


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(renderer=Path(tmp_path_factory.mktemp("nothing"))) as url:
        yield url


def in_front_of(device: str, browser: Browser, address: str) -> Visitor:
    person = Visitor(browser, address)
    person.page.get_by_label(device, exact=True).check()
    expect(person.page.locator("#picture")).to_contain_text("The screen is dark.")
    return person


def frame(person: Visitor) -> FrameLocator:
    return person.page.frame_locator("#picture iframe")


@pytest.mark.parametrize("device", DEVICES)
def test_amazons_renderer_draws_the_step(browser: Browser, rendered: str, device: str) -> None:
    person = in_front_of(device, browser, rendered)
    person.say("calf")
    expect(frame(person).get_by_text("pull your toes up").first).to_be_visible()
    box = person.page.locator("#picture").bounding_box()
    assert box
    ratio = {"Hub": 1.6, "Round": 1.0, "TV": 16 / 9}[device]
    assert abs(box["width"] / box["height"] - ratio) < 0.05
    person.leave()


def test_a_key_on_the_screen_does_what_the_voice_does(browser: Browser, rendered: str) -> None:
    person = in_front_of("Hub", browser, rendered)
    person.say("calf")
    following = frame(person).get_by_text("Next").first
    expect(following).to_be_visible()
    # The renderer takes a touch at its next frame, as soon as it has one.
    person.pass_time(1)
    following.click()
    person.pass_time(2)
    expect(person.stage).to_contain_text("You [touch next]")
    expect(person.stage).to_contain_text("touched next")
    person.leave()


@pytest.mark.parametrize("device", DEVICES)
def test_without_the_renderer_a_plain_picture_shows_the_same(browser: Browser, plain: str, device: str) -> None:
    person = in_front_of(device, browser, plain)
    person.say("calf")
    picture = person.page.locator("#picture .plain")
    expect(picture).to_contain_text("Step 1 of")
    expect(picture).to_contain_text("pull your toes up")
    assert person.page.evaluate("document.querySelector('#picture img').naturalWidth") > 0
    picture.get_by_role("button", name="Next").click()
    expect(person.stage).to_contain_text("You [touch next]")
    person.leave()


def test_the_plain_picture_counts_the_hold_down(browser: Browser, plain: str) -> None:
    person = in_front_of("Hub", browser, plain)
    person.say("calf")
    count = person.page.locator("#picture .count")
    expect(count).to_have_text("10")
    person.pass_time_until("^9 ", count)
    person.pass_time(9)
    expect(count).to_have_text("0")
    person.leave()


def test_the_emergency_number_is_large(browser: Browser, plain: str) -> None:
    person = in_front_of("Hub", browser, plain)
    person.say("my chest hurts")
    expect(person.page.locator("#picture .big")).to_have_text("911")
    person.leave()


def test_a_device_without_a_screen_shows_none(browser: Browser, rendered: str) -> None:
    person = in_front_of("Hub", browser, rendered)
    person.page.get_by_label("No screen").check()
    expect(person.page.locator("#picture")).to_be_hidden()
    expect(person.page.locator("#ring")).to_be_visible()
    person.leave()


def test_a_renderer_that_fails_gives_way_to_the_plain_picture(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.js").write_text("// nothing", encoding="utf-8")
    with served(renderer=tmp_path) as address:
        person = in_front_of("Hub", browser, address)
        person.say("calf")
        expect(person.page.locator("#picture .plain")).to_contain_text("pull your toes up")
        assert all("AplRenderer" in complaint for complaint in person.complaints)
        person.complaints.clear()
        person.leave()
