"""The page for everybody: by keyboard alone, with a screen reader, on small and wide windows, without motion."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browser.page.conftest import Visit
from browser.page.visitor import NARROW, WIDE, Visitor, served

State = Callable[[Visitor], None]


def fresh(_: Visitor) -> None:
    pass


def answered(person: Visitor) -> None:
    person.say("calf")
    person.hear_out()


def asked_again(person: Visitor) -> None:
    answered(person)
    person.pass_time(8)
    expect(person.stage).to_contain_text("asks again")


def permitted(person: Visitor) -> None:
    person.say("remind me to stretch every night at ten")
    person.say("yes")
    person.hear_out()


def all_open(person: Visitor) -> None:
    person.say("my calf has been crampng a lot tonite")
    for panel in ("night", "faults", "phrases", "keep", "understood", "json", "kept"):
        person.open(panel)
    expect(person.page.locator("#phrases .phrase").first).to_be_visible()
    person.open("keep").get_by_label("Title").fill("A night")
    person.page.get_by_role("button", name="Keep this conversation").click()
    expect(person.page.locator("#transcript")).to_be_visible()


def troubled(person: Visitor) -> None:
    person.page.fill("#words", "a" * 1001)
    person.page.press("#words", "Enter")
    expect(person.trouble).not_to_be_empty()


def before_a_screen(device: str) -> State:
    def state(person: Visitor) -> None:
        person.page.get_by_label(device, exact=True).check()
        person.say("calf")
        expect(person.page.locator("#picture > *")).to_be_visible()

    state.__name__ = f"before_a_{device.lower()}"
    return state


STATES = [fresh, answered, asked_again, permitted, all_open, troubled]
STATES += [before_a_screen(device) for device in ("Hub", "Round", "TV")]


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["360", "1920"])
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_nothing_is_inaccessible_and_nothing_overflows(visit: Visit, state: State, size: dict[str, int]) -> None:
    person = visit(size=size)
    state(person)
    assert person.complains() == []
    assert person.overflow() <= 0


def test_the_plain_picture_is_accessible(browser: Browser, tmp_path: Path) -> None:
    with served(renderer=tmp_path) as address:
        for size in (NARROW, WIDE):
            person = Visitor(browser, address, size=size)
            before_a_screen("Round")(person)
            assert person.complains() == []
            assert person.overflow() <= 0
            person.leave()


def test_everything_can_be_done_by_keyboard(visit: Visit) -> None:
    person = visit()
    keyboard = person.page.keyboard
    expect(person.page.locator("#words")).to_be_focused()
    keyboard.type("calf")
    keyboard.press("Enter")
    expect(person.stage).to_contain_text("You calf")
    expect(person.page.locator("#words")).to_be_focused()
    reached = set()
    for _ in range(80):
        keyboard.press("Tab")
        reached.add(person.page.evaluate("(e => (e.id || e.name || e.textContent).trim())(document.activeElement)"))
    wanted = {"silence", "hush", "aloud", "patience", "device", "permission", "until", "zone", "locale", "Move"}
    wanted |= {"Look inside", "The night", "Request and response", "Phrases to try", "Begin a new night"}
    assert wanted - {"aloud"} <= reached


def test_what_is_said_is_announced(visit: Visit) -> None:
    person = visit()
    expect(person.page.get_by_role("log", name="What is said now")).to_have_attribute("aria-live", "polite")
    expect(person.page.get_by_role("textbox", name="Say something to the guide")).to_be_visible()
    troubled(person)
    expect(person.page.get_by_role("alert")).to_contain_text("more than anybody says at once")
    expect(person.page.locator("#words")).to_have_attribute("aria-describedby", "trouble")


def test_nothing_moves_for_who_wants_no_motion(visit: Visit) -> None:
    person = visit()
    person.page.emulate_media(reduced_motion="no-preference")
    person.say("calf")
    moving = "getComputedStyle(document.querySelector('#ring .light')).animationName"
    assert person.page.evaluate(moving) == "breathe"
    person.page.emulate_media(reduced_motion="reduce")
    assert person.page.evaluate(moving) == "none"
    still = (
        "[...document.querySelectorAll('*')].every(e => getComputedStyle(e).animationName === 'none'"
        " && parseFloat(getComputedStyle(e).transitionDuration) === 0)"
    )
    assert person.page.evaluate(still)
