"""The first baseline: a handler that returns a constant. What is left is Python itself."""

from typing import Any


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:  # noqa: ARG001 - Lambda's own signature
    """Answer every request with the same sentence."""
    return {"version": "1.0", "response": {"outputSpeech": {"type": "PlainText", "text": "Stretch."}}}
