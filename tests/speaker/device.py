"""The devices a person may own, and what each tells a skill about itself."""

from enum import Enum
from typing import Any

# The version that Amazon's renderer for browsers draws, so that nothing is sent which could not be looked at.
APL = {"Alexa.Presentation.APL": {"runtime": {"maxVersion": "1.4"}}}


class Device(Enum):
    """A kind of Alexa device."""

    SPEAKER = "speaker"
    HUB = "hub"
    ROUND = "round"
    TV = "tv"

    @property
    def has_screen(self) -> bool:
        """Whether it can draw."""
        return self is not Device.SPEAKER

    @property
    def interfaces(self) -> dict[str, Any]:
        """Its `supportedInterfaces`."""
        return dict(APL) if self.has_screen else {}

    @property
    def viewport(self) -> dict[str, Any]:
        """What it adds to `context`: its size and shape in pixels; nothing without a screen."""
        if not self.has_screen:
            return {}
        width, height, dpi, shape, mode, inputs = _SCREENS[self]
        viewport = {
            "mode": mode,
            "shape": shape,
            "pixelWidth": width,
            "pixelHeight": height,
            "currentPixelWidth": width,
            "currentPixelHeight": height,
            "dpi": dpi,
            "touch": inputs,
            "keyboard": [] if inputs else ["DIRECTION"],
            "video": {"codecs": ["H_264_42", "H_264_41"]},
        }
        typed = {
            "type": "APL",
            "id": "main",
            "shape": shape,
            "dpi": dpi,
            "presentationType": "STANDARD",
            "canRotate": False,
            "configuration": {
                "current": {
                    "mode": mode,
                    "video": {"codecs": ["H_264_42", "H_264_41"]},
                    "size": {"type": "DISCRETE", "pixelWidth": width, "pixelHeight": height},
                }
            },
        }
        return {"Viewport": viewport, "Viewports": [typed]}


_SCREENS: dict[Device, tuple[int, int, int, str, str, list[str]]] = {
    Device.HUB: (1280, 800, 160, "RECTANGLE", "HUB", ["SINGLE"]),
    Device.ROUND: (480, 480, 160, "ROUND", "HUB", ["SINGLE"]),
    Device.TV: (1920, 1080, 320, "RECTANGLE", "TV", []),
}
