"""A danger sign that somebody names -> how urgent it is. Pure. The levels are those of Mayo, NHS and Merck."""

from collections.abc import Iterable
from enum import IntEnum


class Level(IntEnum):
    """How soon somebody should be seen; the higher wins."""

    ROUTINE = 1  # an ordinary appointment
    SOON = 2  # in the next day or two
    RIGHT_AWAY = 3  # the same day or night
    EMERGENCY = 4  # the emergency number, now


# The ids are those of the slot type SYMPTOM in the interaction model. Where the sources differ, the
# more cautious level stands (a cramp of more than ten minutes: NHS once urgent, now routine).
LEVELS = {
    "emergency": Level.EMERGENCY,
    "short_of_breath": Level.EMERGENCY,
    "chest_pain": Level.EMERGENCY,
    "coughing_blood": Level.EMERGENCY,
    "collapse": Level.EMERGENCY,
    "confusion": Level.EMERGENCY,
    "overheated": Level.EMERGENCY,
    "cold_leg": Level.EMERGENCY,
    "lockjaw": Level.EMERGENCY,
    "bladder": Level.EMERGENCY,
    "swelling": Level.RIGHT_AWAY,
    "redness": Level.RIGHT_AWAY,
    "warmth": Level.RIGHT_AWAY,
    "throbbing": Level.RIGHT_AWAY,
    "blood_clot": Level.RIGHT_AWAY,
    "dark_urine": Level.RIGHT_AWAY,
    "not_easing": Level.RIGHT_AWAY,
    "toxin": Level.RIGHT_AWAY,
    "wound": Level.RIGHT_AWAY,
    "weakness": Level.RIGHT_AWAY,
    "numbness": Level.RIGHT_AWAY,
    "cannot_move": Level.RIGHT_AWAY,
    "twitching": Level.RIGHT_AWAY,
    "fluid_loss": Level.RIGHT_AWAY,
    "torn": Level.RIGHT_AWAY,
    "walking_pain": Level.SOON,
    "new_medicine": Level.SOON,
    "heavy_drinking": Level.SOON,
    "sleep_loss": Level.ROUTINE,
    "shrinking_muscle": Level.ROUTINE,
    "several_a_night": Level.ROUTINE,
    "spreading": Level.ROUTINE,
}

# Signs that may each wait till the morning's doctor, and together may not: a blocked artery shows
# as a leg that is numb and cannot move; then its own words are those of the cold leg.
TOGETHER = {frozenset({"numbness", "cannot_move"}): "cold_leg"}

# Signs of a possible clot: no rubbing, and chest and breath are asked about.
MAY_BE_A_CLOT = frozenset({"swelling", "redness", "warmth", "throbbing", "blood_clot"})


def foremost(signs: Iterable[str]) -> str | None:
    """Return the sign to speak about: the most urgent, and of equals the one named last."""
    known = [sign for sign in signs if sign in LEVELS]
    known += [sign for together, sign in TOGETHER.items() if together <= set(known)]
    return max(reversed(known), key=lambda sign: LEVELS[sign], default=None)


def urgency(signs: Iterable[str]) -> Level | None:
    """Return the level of all these signs together, or None if none of them is known."""
    sign = foremost(signs)
    return LEVELS[sign] if sign else None
