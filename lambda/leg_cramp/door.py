"""What both doors share: whose event it is, and the kind sentence for what cannot be answered."""

import os
from collections.abc import Callable
from typing import Any

from .content import words_for
from .log import log
from .speech import ssml

# The requests that are answered in speech; every other type takes an empty response.
_SPOKEN = {"LaunchRequest", "IntentRequest", "Alexa.Presentation.APL.UserEvent"}


def is_ours(event: object) -> bool:
    """Tell whether the event is for the skill in SKILL_ID, where that is set; if it is not, log one line."""
    skill_id = os.environ.get("SKILL_ID")
    if not skill_id or _dig(event, "context", "System", "application", "applicationId") == skill_id:
        return True
    log("refused: the event is for another skill")
    return False


def kindly(event: object, answer: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Return `answer()`; never raises.

    Where it fails, the event gets a kind sentence, or an empty response if Alexa allows no speech, and one log line
    without anything that the person said.
    """
    try:
        return answer()
    except Exception as fault:  # noqa: BLE001  the last place where a sentence can still be said
        log(f"not answered: {type(fault).__name__} at {_place(fault)}")
        return _apology(event)


def empty() -> dict[str, Any]:
    """Return the response that says nothing."""
    return {"version": "1.0", "response": {}}


def _apology(event: object) -> dict[str, Any]:
    kind = _dig(event, "request", "type")
    if kind == "CanFulfillIntentRequest":
        return {"version": "1.0", "response": {"canFulfillIntent": {"canFulfill": "NO"}}}
    if isinstance(kind, str) and kind not in _SPOKEN:
        return empty()
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


def _dig(event: object, *keys: str) -> object:
    for key in keys:
        event = event.get(key) if isinstance(event, dict) else None
    return event


def _place(fault: BaseException) -> str:
    """Return file and line of the fault: its message may hold what the person said."""
    trace = fault.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}" if trace else "?"
