"""The leg cramp skill: event -> door -> skill -> handler -> (guide, triage) -> Reply -> response."""

from . import lazy_sdk

# Before the first module that imports the SDK, which is every door and most rooms.
lazy_sdk.install()
