"""Door 1: AWS Lambda. An Alexa event in, a response out, and never an exception."""

import json
import os
from pathlib import Path
from typing import Any, cast

from ask_sdk_model import RequestEnvelope

from leg_cramp.content import words_for
from leg_cramp.skill import create
from leg_cramp.speech import ssml

_skill = create()

# The requests that are answered in speech; every other type takes an empty response.
_SPOKEN = {"LaunchRequest", "IntentRequest"}


def handler(event: object, context: object) -> dict[str, Any]:
    """Answer one Alexa event; `context` is Lambda's and is not used.

    Never raises: what cannot be answered gets a kind sentence, or an empty response where Alexa
    allows no speech, and one log line without anything that the person said.
    """
    if not _is_ours(event):
        _log("refused: the event is for another skill")
        return _empty()
    try:
        envelope = _skill.serializer.deserialize(json.dumps(event), RequestEnvelope)
        answer = _skill.serializer.serialize(_skill.invoke(envelope, context))
    except Exception as fault:  # noqa: BLE001  the last place where a sentence can still be said
        _log(f"not answered: {type(fault).__name__} at {_place(fault)}")
        return _apology(event)
    return cast(dict[str, Any], answer)


def _is_ours(event: object) -> bool:
    """Tell whether the event is for the skill in SKILL_ID, where that is set."""
    skill_id = os.environ.get("SKILL_ID")
    return not skill_id or _dig(event, "context", "System", "application", "applicationId") == skill_id


def _apology(event: object) -> dict[str, Any]:
    kind = _dig(event, "request", "type")
    if kind == "CanFulfillIntentRequest":
        return {"version": "1.0", "response": {"canFulfillIntent": {"canFulfill": "NO"}}}
    if isinstance(kind, str) and kind not in _SPOKEN:
        return _empty()
    locale = _dig(event, "request", "locale")
    words = words_for(locale if isinstance(locale, str) else None)
    spoken = ssml([words.text("talk.fault")], words.tree("hold"))
    return {
        "version": "1.0",
        "response": {
            "outputSpeech": {"type": "SSML", "ssml": f"<speak>{spoken}</speak>"},
            "shouldEndSession": True,
        },
    }


def _empty() -> dict[str, Any]:
    return {"version": "1.0", "response": {}}


def _dig(event: object, *keys: str) -> object:
    for key in keys:
        event = event.get(key) if isinstance(event, dict) else None
    return event


def _place(fault: BaseException) -> str:
    """Return file and line of the fault: its message may hold what the person said."""
    trace = fault.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"


def _log(line: str) -> None:
    """Log one line; Lambda's log format makes it JSON, and LOG_LEVEL says what is kept."""
    import logging  # eight milliseconds that the first help does not pay for

    log = logging.getLogger("leg_cramp")
    level = os.environ.get("LOG_LEVEL", "INFO")
    log.setLevel(level if level in logging.getLevelNamesMapping() else "INFO")
    log.error(line)
