"""The README's pictures of the desk speaker's page: `python -m browser.page.screenshots FOLDER`."""

import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, expect

from browser.page.visitor import Visitor, served
from browser.screens.renderer import chromium

DESK, PHONE = {"width": 1120, "height": 640}, {"width": 360, "height": 640}


def counting(person: Visitor) -> None:
    """In the middle of a hold, which the hub counts too."""
    person.page.get_by_label("Hub", exact=True).check()
    person.say("my calf is cramping")
    expect(person.page.frame_locator("#picture iframe").get_by_text("pull your toes up").first).to_be_visible()
    person.pass_time_until("now", person.stage.locator(".piece.count").first)


def ringing(person: Visitor) -> None:
    """A reminder set the evening before, with its permission, rings."""
    person.say("remind me to stretch every night at ten")
    person.say("yes")
    person.page.get_by_role("button", name="To the next ring").click()
    expect(person.stage.locator(".ring")).to_be_visible()
    person.hear_out()


def listening(person: Visitor) -> None:
    """Eight seconds, three of them over."""
    person.say("what should i do for a leg cramp")
    person.hear_out()
    person.pass_time(3)


PICTURES: dict[str, tuple[dict[str, int], Callable[[Visitor], None]]] = {
    "counting": (DESK, counting),
    "ringing": (DESK, ringing),
    "listening": (PHONE, listening),
}


def take(browser: Browser, folder: Path) -> None:
    """Take every picture."""
    folder.mkdir(parents=True, exist_ok=True)
    with served() as address:
        for name, (size, stage) in PICTURES.items():
            person = Visitor(browser, address, size=size)
            person.page.emulate_media(reduced_motion="reduce")
            stage(person)
            person.page.evaluate("scrollTo(0, 0)")
            person.page.screenshot(path=folder / f"{name}.png")
            person.leave()


if __name__ == "__main__":
    with chromium() as running:
        take(running, Path(sys.argv[1]))
