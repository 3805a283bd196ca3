"""Door 1: AWS Lambda. An Alexa event in, a response out, and never an exception."""

import json
from typing import Any, cast

from leg_cramp.door import empty, is_ours, kindly
from leg_cramp.skill import create

_skill = create()
# By name: the SDK is imported after our package, which makes it load only what an answer needs.
_ENVELOPE = "ask_sdk_model.request_envelope.RequestEnvelope"


def handler(event: object, context: object) -> dict[str, Any]:
    """Answer one Alexa event; `context` is Lambda's and is not used.

    Never raises: what cannot be answered gets a kind sentence, or an empty response where Alexa
    allows no speech, and one log line without anything that the person said.
    """

    def answer() -> dict[str, Any]:
        envelope = _skill.serializer.deserialize(json.dumps(event), _ENVELOPE)
        return cast(dict[str, Any], _skill.serializer.serialize(_skill.invoke(envelope, context)))

    return kindly(event, answer) if is_ours(event) else empty()
