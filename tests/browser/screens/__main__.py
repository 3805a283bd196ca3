"""Write a picture of every screen on every viewport: `python -m browser.screens FOLDER`. A hold is shown half way."""

import sys
from pathlib import Path

from browser.screens import collection
from browser.screens.renderer import Renderer, chromium
from browser.screens.viewports import VIEWPORTS


def main(folder: Path) -> None:
    """Write the pictures into `folder`; those of before go."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    screens = collection.conversations() | collection.steps()
    with chromium() as browser:
        renderer = Renderer(browser, clock=True)
        for viewport in VIEWPORTS:
            for name, directive in screens.items():
                renderer.show(directive, viewport)
                shown = directive["datasources"]["screen"]["properties"]
                renderer.let_pass(shown["holdStartsAfterMs"] + shown["holdSeconds"] * 500 + 200)
                renderer.picture(folder / f"{name}-{viewport.name}.png")
    print(f"{len(screens) * len(VIEWPORTS)} pictures in {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
