"""The desk speaker: a stand-in for a smart speaker, for tests, the terminal, and whoever has no Amazon account."""

from speaker.device import Device
from speaker.doors import DoorError
from speaker.engine import Speaker
from speaker.envelope import Permission
from speaker.touch import TouchError
from speaker.turn import Turn

__all__ = ["Device", "DoorError", "Permission", "Speaker", "TouchError", "Turn"]
