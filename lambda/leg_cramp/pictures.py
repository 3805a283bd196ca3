"""The line drawings of the movements: a few strokes each in screens/pictures -> an Alexa Vector Graphic. Pure.

A drawing is a JSON list of layers, from the back to the front. A layer has one key, its kind:

    {"prop": ["M0 440 H720"]}              bed, chair, wall, towel: path data
    {"far": [[36, "M300 250 L380 340"]]}   the limbs on the far side: [width, path data of the middle line]
    {"body": [[36, "M300 250 L380 340"]]}  the limbs on the near side; those of one layer grow together
    {"shape": ["M10 10 … Z"]}              what is no limb: path data of the outline
    {"muscle": [[20, "M310 260 L370 330"]]}  what is stretched or rubbed
    {"ghost": ["M10 10 …"]}                where the movement comes from
    {"arrow": [[x, y, cx, cy, x2, y2]]}    where it goes: start, bend and tip
"""

import json
from functools import cache
from math import atan2, cos, sin
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "screens" / "pictures"
WIDTH, HEIGHT = 720, 480

LINE = 7  # the one weight of every line
INK, FAR_INK, SKIN = "#e0a56b", "#8a6443", "#2a1d14"
PROP, TOWEL, MUSCLE, ARROW = "#6d5646", "#a98f78", "#b4552f", "#f3dcb0"
HEAD, SPREAD = 26, 0.55  # of an arrow: length, and half its angle in radians

Path_ = dict[str, Any]


def names() -> frozenset[str]:
    """Return the names of all drawings."""
    return frozenset(file.stem for file in FOLDER.glob("*.json"))


@cache
def graphic(name: str) -> dict[str, Any]:
    """Return the drawing as an Alexa Vector Graphic of WIDTH by HEIGHT. Raises FileNotFoundError if there is none."""
    layers = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    items = [path for layer in layers for kind, lines in layer.items() for path in DRAW[kind](lines)]
    return {"type": "AVG", "version": "1.1", "width": WIDTH, "height": HEIGHT, "items": items}


def _limbs(lines: list[Any], ink: str) -> list[Path_]:
    """Draw each limb wide and then, over all of them, a little narrower: what is left is one outline round them all."""
    outline = [_stroke(data, ink, width + 2 * LINE) for width, data in lines]
    return outline + [_stroke(data, SKIN, width) for width, data in lines]


def _shapes(lines: list[Any]) -> list[Path_]:
    return [_stroke(data, INK, LINE) | {"fill": SKIN} for data in lines]


def _arrows(lines: list[Any]) -> list[Path_]:
    return [path for line in lines for path in _arrow(*line)]


def _arrow(x: float, y: float, bend_x: float, bend_y: float, tip_x: float, tip_y: float) -> list[Path_]:
    back = atan2(bend_y - tip_y, bend_x - tip_x)
    barbs = [(tip_x + HEAD * cos(back + turn), tip_y + HEAD * sin(back + turn)) for turn in (SPREAD, -SPREAD)]
    (left_x, left_y), (right_x, right_y) = barbs
    head = f"M{left_x:.0f} {left_y:.0f} L{tip_x} {tip_y} L{right_x:.0f} {right_y:.0f}"
    return [_stroke(f"M{x} {y} Q{bend_x} {bend_y} {tip_x} {tip_y}", ARROW, LINE), _stroke(head, ARROW, LINE)]


def _stroke(data: str, ink: str, width: float) -> Path_:
    return {
        "type": "path",
        "pathData": data,
        "stroke": ink,
        "strokeWidth": width,
        "strokeLineCap": "round",
        "strokeLineJoin": "round",
    }


DRAW = {
    "towel": lambda lines: [_stroke(data, TOWEL, LINE * 2) for data in lines],
    "prop": lambda lines: [_stroke(data, PROP, LINE) for data in lines],
    "far": lambda lines: _limbs(lines, FAR_INK),
    "body": lambda lines: _limbs(lines, INK),
    "shape": _shapes,
    "muscle": lambda lines: [_stroke(data, MUSCLE, width) for width, data in lines],
    "ghost": lambda lines: [_stroke(data, FAR_INK, LINE) | {"strokeDashArray": [2, 18]} for data in lines],
    "arrow": _arrows,
}
