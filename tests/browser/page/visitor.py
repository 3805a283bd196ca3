"""The desk speaker's page, served for a test, and somebody who uses it. Time stands still until the test moves it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect
from werkzeug.serving import make_server

from speaker.page.desks import Desks
from speaker.page.server import RENDERER, create_app

HERE = Path(__file__).parents[1]
AXE = (HERE / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
WIDE, NARROW = {"width": 1920, "height": 1080}, {"width": 360, "height": 760}


@contextmanager
def served(renderer: Path = RENDERER) -> Iterator[str]:
    """Serve the page and give its address."""
    desks = Desks()
    server = make_server("127.0.0.1", 0, create_app(desks, renderer), threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        desks.close()


class Visitor:
    """Somebody at the page. What the browser complained of, and every address it asked, is kept."""

    def __init__(self, browser: Browser, address: str, *, size: dict[str, int] = WIDE, before: str = "") -> None:
        """Open the page; `before` is a script that runs ahead of the page's own."""
        context = browser.new_context(viewport=size, accept_downloads=True)  # type: ignore[arg-type]
        self.address = address
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.page: Page = context.new_page()
        context.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda message: self._note(message.type, message.text))
        self.page.clock.install(time="2026-11-22T03:00:00")
        if before:
            self.page.add_init_script(before)
        self.page.goto(address)
        expect(self.page.locator("#clock")).not_to_be_empty()
        self.page.clock.pause_at("2026-11-22T04:00:00")

    def _note(self, kind: str, text: str) -> None:
        # An answer of 400 or 410 is the browser's error too, and the page's business.
        if kind in {"error", "warning"} and "the server responded with a status of 4" not in text:
            self.complaints.append(text)

    @property
    def stage(self) -> Locator:
        """What is said now."""
        return self.page.locator("#stage")

    @property
    def status(self) -> Locator:
        """What the light means."""
        return self.page.locator("#status")

    @property
    def trouble(self) -> Locator:
        """What the person is told went wrong."""
        return self.page.locator("#trouble")

    def say(self, words: str) -> None:
        """Type words and send them, and wait until they were answered."""
        self.page.fill("#words", words)
        self.page.press("#words", "Enter")
        expect(self.page.locator("#words")).to_have_value("")
        expect(self.stage.locator(".you").first).to_contain_text(words)

    def pass_time(self, seconds: float) -> None:
        """Let the page's own clock go on."""
        self.page.clock.run_for(round(seconds * 1000))

    def pass_time_until(self, pattern: str, locator: Locator, most: int = 60) -> None:
        """Let the page's clock go on second by second until an element's text or class matches."""
        for _ in range(most):
            if re.search(pattern, f"{locator.text_content()} {locator.get_attribute('class')}"):
                return
            self.pass_time(1)
        raise AssertionError(f"{pattern} did not come within {most} seconds")

    def hear_out(self) -> None:
        """Let the answer be said to its end."""
        self.page.keyboard.press("Escape")

    def open(self, panel: str) -> Locator:
        """Open a panel and give it."""
        details = self.page.locator(f"#{panel}")
        if details.get_attribute("open") is None:
            details.locator("summary").click()
        return details

    def complains(self) -> list[dict[str, Any]]:
        """Ask axe-core what is not accessible."""
        # It waits by the page's clock.
        self.page.clock.resume()
        self.page.evaluate(AXE)
        found: list[dict[str, Any]] = self.page.evaluate(
            "axe.run().then(r => r.violations.map(v => ({id: v.id, nodes: v.nodes.map(n => n.html.slice(0, 200))})))"
        )
        return found

    def overflow(self) -> int:
        """Give how many pixels the page is wider than its window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    def leave(self) -> None:
        """Close the tab. Fails if the browser complained, or asked anything but the page's own server."""
        self.page.context.close()
        elsewhere = [url for url in self.asked if not url.startswith((self.address, "data:", "blob:"))]
        assert not elsewhere, elsewhere
        assert not self.complaints, self.complaints
