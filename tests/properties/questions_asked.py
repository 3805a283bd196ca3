"""What a person may ask, as requests: every intent, with values from the model and words that it does not list."""

from functools import cache
from random import Random
from typing import Any

from speaker import envelope
from speaker.model import Model, load

# What Alexa makes of a time that was said; the last two are none.
TIMES = ("22:00", "21:30", "10:00", "00:30", "12:00", "17:15", "NI", "EV", "MO", "AF", "25:99", "later on")
UNLISTED = "a sore wobbly zanzibar"
HEARS = "en-US"  # One model serves every locale.


@cache
def model() -> Model:
    """Return the interaction model."""
    return load(HEARS)


@cache
def values(kind: str) -> tuple[str, ...]:
    """Return what can be said for a slot of this type, an unlisted thing among it."""
    if kind == "AMAZON.TIME":
        return TIMES
    listed = sorted({value.name for value in model().phrases[kind].values()})
    # Days have no values that are not listed: Alexa would not have heard the intent.
    return tuple(listed) if kind == "RECURRENCE" else (*listed, UNLISTED)


def some_slots(rng: Random, intent: str) -> dict[str, str]:
    """Fill each slot of the intent, or leave it empty."""
    kinds = model().intents[intent].slots
    filled = {name: rng.choice(values(kind)) for name, kind in kinds.items() if rng.random() < 0.6}
    # Alexa has no second thing without a first.
    return {name: said for name, said in filled.items() if name.removeprefix("second_") in filled}


def intent_body(intent: str, slots: dict[str, str]) -> dict[str, Any]:
    """Build the `intent` object of a request."""
    return envelope.intent(intent, envelope.slots_for(model(), intent, slots), model())
