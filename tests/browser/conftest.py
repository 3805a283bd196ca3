"""One Chromium for all tests here. What is missing on this machine is said in one line before anything runs."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browser.screens.renderer import CHROMIUM, RENDERER, chromium

NEEDED = {
    "Chromium": (Path(CHROMIUM).exists(), "apt-get install chromium"),
    "espeak-ng": (shutil.which("espeak-ng"), "apt-get install espeak-ng"),
    "Node": (shutil.which("node"), "install Node 20 or later, with npm"),
    "Amazon's renderer": (RENDERER.exists(), "make test-browser"),
}


def pytest_sessionstart() -> None:
    """Stop with exit code 2 and one line for all that is missing."""
    missing = [f"{name} ({cure})" for name, (found, cure) in NEEDED.items() if not found]
    if missing:
        pytest.exit(f"the browser tests need {', '.join(missing)}", returncode=2)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running
