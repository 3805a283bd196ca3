"""The page, served once for each module, and people who visit it."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from browser.page.visitor import Visitor, served

Visit = Callable[..., Visitor]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served() as url:
        yield url


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    visitors: list[Visitor] = []

    def come(**given: object) -> Visitor:
        visitors.append(Visitor(browser, address, **given))  # type: ignore[arg-type]
        return visitors[-1]

    yield come
    for visitor in visitors:
        visitor.leave()
