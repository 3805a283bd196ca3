"""The screens that the skill is shown on: what Amazon calls small and large hubs, the round spot, and the TV."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Viewport:
    """A screen: its size in pixels, and how many of them make 160 device-independent ones."""

    name: str
    width: int
    height: int
    dpi: int = 160
    shape: str = "RECTANGLE"
    mode: str = "HUB"

    @property
    def scale(self) -> float:
        """Pixels for each device-independent pixel."""
        return self.dpi / 160

    def for_renderer(self) -> dict[str, Any]:
        """Return what the renderer wants to know."""
        return {**asdict(self), "isRound": self.shape == "ROUND"}


VIEWPORTS = (
    Viewport("hub_low", 960, 480),
    Viewport("hub_small", 1024, 600),
    Viewport("hub_large", 1280, 800),
    Viewport("hub_dense", 1280, 800, dpi=213),
    Viewport("round", 480, 480, shape="ROUND"),
    Viewport("tv", 1920, 1080, dpi=320, mode="TV"),
)
