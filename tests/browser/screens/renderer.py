"""Amazon's renderer in a headless Chromium: documents in, pictures and boxes out. Nothing leaves this process."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route, sync_playwright

from browser.screens.viewports import Viewport

HERE = Path(__file__).parent
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
RENDERER = HERE.parent / "node_modules" / "apl-viewhost-web" / "index.js"
FILES = {"http://screens.test/": HERE / "harness.html", "http://screens.test/renderer.js": RENDERER}
# Half a pixel is lost where a viewport is no whole number of device-independent pixels: nobody sees it.
ROUNDED = "has bounds that is bigger than parent bounds"


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Renderer:
    """One page that shows one screen after the other."""

    def __init__(self, browser: Browser, *, clock: bool = False) -> None:
        """Open the page and start the engine. With `clock` its time only passes in `let_pass`."""
        self.page: Page = browser.new_page()
        if clock:
            self.page.clock.install(time=0)
        self.page.route("**/*", _answer)
        self.page.goto("http://screens.test/")

    def show(self, directive: dict[str, Any], viewport: Viewport) -> None:
        """Draw the document. Raises playwright's Error if the renderer does not take it."""
        self.page.set_viewport_size({"width": viewport.width, "height": viewport.height})
        self.page.evaluate("([directive, viewport]) => show(directive, viewport)", [directive, viewport.for_renderer()])

    def let_pass(self, milliseconds: int) -> None:
        """Let time pass on the page's clock."""
        self.page.clock.run_for(milliseconds)

    def problems(self) -> list[str]:
        """Return what the renderer had to complain of since the page was opened."""
        return [line for line in self.page.evaluate("problems") if ROUNDED not in line]

    def touches(self) -> list[list[Any]]:
        """Return what was sent to the skill."""
        sent: list[list[Any]] = self.page.evaluate("touched")
        return sent

    def picture(self, path: Path) -> None:
        """Write what is to be seen as a PNG."""
        self.page.screenshot(path=path)


def _answer(route: Route) -> None:
    file = FILES.get(route.request.url)
    if file is None:
        route.abort()
    else:
        route.fulfill(path=file)
