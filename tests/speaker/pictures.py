"""The line drawings as SVG, for the desk speaker's page, and as the PNGs that cards show.

`python -m speaker.pictures FOLDER` writes the PNGs; it needs resvg-py.
"""

import sys
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from leg_cramp import pictures

BACKGROUND = "#0b0807"
# What a vector graphic of Alexa's calls things -> what SVG calls them.
ATTRIBUTES = {
    "pathData": "d",
    "fill": "fill",
    "stroke": "stroke",
    "strokeWidth": "stroke-width",
    "strokeLineCap": "stroke-linecap",
    "strokeLineJoin": "stroke-linejoin",
    "strokeDashArray": "stroke-dasharray",
}


def svg(name: str) -> str:
    """Return the drawing as an SVG of its own. Raises FileNotFoundError if there is none of this name."""
    graphic = pictures.graphic(name)
    size = f"{graphic['width']} {graphic['height']}"
    paths = "".join(_path(item) for item in graphic["items"])
    ground = f'<rect width="100%" height="100%" fill="{BACKGROUND}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}">{ground}{paths}</svg>'


def _path(item: dict[str, Any]) -> str:
    # What is not filled in an AVG has no fill; an SVG would fill it black.
    drawn = {"fill": "none", **{ATTRIBUTES[key]: _text(value) for key, value in item.items() if key != "type"}}
    return f"<path {' '.join(f'{name}={quoteattr(value)}' for name, value in drawn.items())}/>"


def _text(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def write_pngs(folder: Path) -> None:
    """Write every drawing as a PNG as large as a card shows it; what was there before goes."""
    import resvg_py  # only whoever changes a drawing needs it

    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    for name in sorted(pictures.names()):
        (folder / f"{name}.png").write_bytes(bytes(resvg_py.svg_to_bytes(svg_string=svg(name))))


if __name__ == "__main__":
    write_pngs(Path(sys.argv[1]))
