"""What is to be seen of a screen, and what is wrong with it."""

import re
from collections.abc import Iterator
from itertools import combinations
from math import hypot
from pathlib import Path
from typing import Any

from browser.screens.renderer import Renderer
from browser.screens.viewports import Viewport

BOXES = (Path(__file__).parent / "boxes.js").read_text(encoding="utf-8")
LEAST_CONTRAST = 4.5
NEARLY_BLACK = 0.01  # relative luminance
SLACK = 1.5  # pixels that rounding may cost
Json = dict[str, Any]


def seen(renderer: Renderer) -> Json:
    """Return all texts and drawings on the screen with their boxes, and how much has to be scrolled for."""
    boxes: Json = renderer.page.evaluate(BOXES)
    return boxes


def faults(boxes: Json, viewport: Viewport) -> Iterator[str]:
    """Tell each thing that a person could not see, or not read."""
    visible = [(text["text"], text["visible"]) for text in boxes["texts"]]
    visible = [(text, box) for text, box in visible if box["bottom"] - box["top"] > SLACK]
    for text in boxes["texts"]:
        if text["lost"] > SLACK:
            yield f"{text['text']!r} is cut off by {text['lost']:.0f} pixels"
        if contrast(text["colour"], text["behind"]) < LEAST_CONTRAST:
            yield f"{text['text']!r} has too little contrast"
        if luminance(text["behind"]) > NEARLY_BLACK * 1.5:
            yield f"{text['text']!r} is on a bright ground"
    for text, box in visible:
        if not inside(box, viewport):
            yield f"{text!r} is off the screen"
    drawn = [("the drawing", drawing["visible"]) for drawing in boxes["drawings"]]
    for (one, box), (other, its) in combinations(visible + drawn, 2):
        if overlap(box, its):
            yield f"{one!r} and {other!r} overlap"


def inside(box: Json, viewport: Viewport) -> bool:
    """Tell whether a box is on the screen; on a round one all of its corners are in the circle."""
    if viewport.shape == "ROUND":
        radius = viewport.width / 2
        corners = ((box[x] - radius, box[y] - radius) for x in ("left", "right") for y in ("top", "bottom"))
        return all(hypot(*corner) <= radius + SLACK for corner in corners)
    right, bottom = viewport.width + SLACK, viewport.height + SLACK
    return box["left"] >= -SLACK and box["top"] >= -SLACK and box["right"] <= right and box["bottom"] <= bottom


def overlap(one: Json, other: Json) -> bool:
    """Tell whether two boxes share more than a hair."""
    wide = min(one["right"], other["right"]) - max(one["left"], other["left"])
    high = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return bool(wide > SLACK and high > SLACK)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two CSS colours, as WCAG counts it: 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of a CSS colour "rgb(…)", 0 to 1."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
