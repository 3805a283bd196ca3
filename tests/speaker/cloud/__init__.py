"""The Alexa cloud behind the speaker: reminders, settings, permissions and a table, over HTTP on loopback."""

from speaker.cloud.account import Cloud
from speaker.cloud.reminders import Rang

__all__ = ["Cloud", "Rang"]
