"""A small interaction model without a fault, for planting faults in."""

from typing import Any

from contract.model_lint import REQUIRED_BUILT_INS


def small_model(*others: str) -> dict[str, Any]:
    """Return a new copy: two custom intents, two slot types, and every built-in intent that is required.

    Other samples may be given, for an intent of their own.
    """
    intents = [
        _intent("ReliefIntent", {"muscle": "MUSCLE"}, "my leg hurts", "my {muscle} is cramping"),
        _intent(
            "DangerSignIntent",
            {"symptom": "SYMPTOM", "second_symptom": "SYMPTOM"},
            "{symptom}",
            "i have {symptom} and {second_symptom}",
        ),
        *([_intent("OtherIntent", {}, *others)] if others else []),
        *({"name": name, "slots": [], "samples": []} for name in sorted(REQUIRED_BUILT_INS)),
    ]
    types = [
        _type("MUSCLE", ("calf", "calves", "calf muscle"), ("inner thigh", "groin")),
        _type("SYMPTOM", ("chest pain", "a tight chest"), ("swelling", "swollen")),
    ]
    return {
        "interactionModel": {
            "languageModel": {
                "invocationName": "leg cramp guide",
                "modelConfiguration": {"fallbackIntentSensitivity": {"level": "LOW"}},
                "intents": intents,
                "types": types,
            }
        }
    }


def _intent(name: str, slots: dict[str, str], *samples: str) -> dict[str, Any]:
    return {
        "name": name,
        "slots": [{"name": slot, "type": kind} for slot, kind in slots.items()],
        "samples": list(samples),
    }


def _type(name: str, *values: tuple[str, ...]) -> dict[str, Any]:
    return {
        "name": name,
        "values": [
            {"id": value.replace(" ", "_"), "name": {"value": value, "synonyms": list(synonyms)}}
            for value, *synonyms in values
        ],
    }
