"""Our interaction model has no fault that the linter knows, and the linter finds each fault that is planted."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contract.model import Model
from contract.model_lint import lint, size
from contract.small_model import small_model

EN = Path(__file__).parents[2] / "interaction_model" / "en.json"

Language = dict[str, Any]
Plant = Callable[[Language], object]


def _name(name: str) -> Plant:
    return lambda language: language.update(invocationName=name)


def _sample(sample: str, intent: int = 0) -> Plant:
    return lambda language: language["intents"][intent]["samples"].append(sample)


def _value(name: str, *synonyms: str, id_: str = "planted", type_: int = 0) -> Plant:
    return lambda language: language["types"][type_]["values"].append(
        {"id": id_, "name": {"value": name, "synonyms": list(synonyms)}}
    )


def _synonym(phrase: str, type_: int = 0) -> Plant:
    return lambda language: language["types"][type_]["values"][0]["name"]["synonyms"].append(phrase)


def _slot(name: str, kind: str) -> Plant:
    return lambda language: language["intents"][0]["slots"].append({"name": name, "type": kind})


def _intent(name: str, *samples: str) -> Plant:
    return lambda language: language["intents"].append({"name": name, "slots": [], "samples": list(samples)})


def _together(*plants: Plant) -> Plant:
    return lambda language: [plant(language) for plant in plants]


def _drop(name: str) -> Plant:
    return lambda language: language.update(intents=[each for each in language["intents"] if each["name"] != name])


def _forget_muscle(language: Language) -> None:
    language["intents"][0] |= {"slots": [], "samples": ["my calf is cramping"]}


# The rule that must find the fault, a piece of what it must say, and what is planted.
PLANTED: list[tuple[str, str, Plant]] = [
    ("invocation name", "two words or more", _name("cramps")),
    ("invocation name", "lower-case letters", _name("leg cramp guide 2")),
    ("invocation name", "lower-case letters", _name("Leg Cramp Guide")),
    ("invocation name", "an article", _name("the cramp")),
    ("invocation name", "own words: echo", _name("echo cramp guide")),
    ("invocation name", "own words: ask", _name("ask cramp guide")),
    ("repeated name", "'ReliefIntent' 2 times", _intent("ReliefIntent", "i am in pain")),
    ("repeated name", "'MUSCLE' 2 times", lambda language: language["types"].append(language["types"][0])),
    ("repeated name", "'muscle' 2 times", _slot("muscle", "MUSCLE")),
    ("name", "Relief2Intent", _intent("Relief2Intent", "i am in pain")),
    ("name", "side_", _together(_slot("side_", "MUSCLE"), _sample("oh my {side_}"))),
    ("missing built-in", "AMAZON.RepeatIntent", _drop("AMAZON.RepeatIntent")),
    ("missing built-in", "AMAZON.HelpIntent", _drop("AMAZON.HelpIntent")),
    ("undefined slot", "limb", _sample("my {limb} hurts")),
    ("unused slot", "side", _slot("side", "MUSCLE")),
    ("undefined type", "a SIDE", _together(_slot("side", "SIDE"), _sample("on my {side}"))),
    ("unused type", "MUSCLE", _forget_muscle),
    ("second slot", "second_muscle", _together(_slot("second_muscle", "SYMPTOM"), _sample("and {second_muscle}"))),
    ("no samples", "nobody can reach", _intent("LonelyIntent")),
    ("sample", "lower-case letters", _sample("My thigh hurts")),
    ("sample", "lower-case letters", _sample("what now?")),
    ("sample", "lower-case letters", _sample("it is 3 in the morning")),
    ("sample", "lower-case letters", _sample("my  thigh hurts")),
    ("sample", "lower-case letters", _sample("my thigh hurts ")),
    ("sample", "lower-case letters", _sample("at three pm. please")),
    ("sample", "a wake word", _sample("alexa my leg hurts")),
    ("sample", "call the skill", _sample("ask leg cramp guide for help")),
    ("sample", "slots in a row", _together(_slot("a", "MUSCLE"), _slot("b", "MUSCLE"), _sample("{muscle} {a} {b}"))),
    ("sample", "the same slot twice", _sample("{muscle} or {muscle}")),
    ("sample twice in an intent", "'my <MUSCLE> is cramping'", _sample("my {muscle} is-cramping")),
    ("sample in two intents", "my leg hurts", _sample("my leg-hurts", intent=1)),
    ("no values", "holds nothing", lambda language: language["types"][0].update(values=[])),
    ("repeated id", "'calf' 2 times", _value("calf'", id_="calf")),
    ("id", "'planted' is not 'back of the knee'", _value("back of the knee")),
    ("value", "lower-case letters", _synonym("Shin")),
    ("value", "lower-case letters", _synonym("calf (left)")),
    ("value", "lower-case letters", _synonym("my {muscle}")),
    ("value", "characters, more than", _synonym("very " * 30 + "sore calf")),
    ("repeated value", "'groin' 2 times", _synonym("groin")),
    ("repeated value", "'calf' 2 times", _synonym("calf")),
    ("too many", "251 intents", _together(*(_intent("I" * n, "x" * n) for n in range(1, 236)))),
]

# Two intents that can be the same sentence, which the finding must name.
AMBIGUOUS: dict[str, tuple[str, Plant]] = {
    "a sentence that a bare slot gives too": ("'a tight chest'", _sample("a tight chest")),
    "a sentence that a longer template gives too": (
        "'i have swelling and chest pain'",
        _sample("i have swelling and chest pain"),
    ),
    "two types that share a phrase": (
        "'my cramp is cramping'",
        _together(_synonym("cramp"), _synonym("cramp", 1), _sample("my {symptom} is cramping", 1)),
    ),
    "a phrase that holds another": ("'my bad calf'", _together(_synonym("my bad calf", 1), _sample("my bad {muscle}"))),
    "two short templates that cross": (
        "'my calf pain'",
        _together(_sample("{muscle} pain"), _synonym("my calf"), _synonym("calf pain", 1), _sample("my {symptom}", 1)),
    ),
    "a hyphen that nobody hears": ("'a tight chest'", _sample("a tight-chest")),
}


def test_our_model_has_no_fault() -> None:
    assert [str(finding) for finding in lint(json.loads(EN.read_text("utf-8")))] == []


def test_the_small_model_has_no_fault() -> None:
    assert lint(small_model()) == []


@pytest.mark.parametrize(("rule", "told", "plant"), PLANTED, ids=[f"{rule}: {told}" for rule, told, _ in PLANTED])
def test_a_planted_fault_is_found_and_nothing_else(rule: str, told: str, plant: Plant) -> None:
    model = small_model()
    plant(model["interactionModel"]["languageModel"])
    found = lint(model)
    assert [(finding.rule, told in str(finding)) for finding in found] == [(rule, True)]


@pytest.mark.parametrize("meeting", AMBIGUOUS)
def test_a_sentence_of_two_intents_is_found_once_slots_are_filled(meeting: str) -> None:
    sentence, plant = AMBIGUOUS[meeting]
    model = small_model()
    plant(model["interactionModel"]["languageModel"])
    assert [finding.rule for finding in lint(model)] == ["same sentence in two intents"]
    assert sentence in str(lint(model)[0])


def test_the_same_sentence_from_two_samples_of_one_intent_is_no_fault() -> None:
    model = small_model()
    _sample("my calf is cramping")(model["interactionModel"]["languageModel"])
    assert lint(model) == []


def test_samples_that_meet_for_one_reason_are_one_finding() -> None:
    model = small_model()
    shared = (_synonym("cramp"), _synonym("cramp", 1))
    samples = (_sample("oh no {muscle}"), _sample("oh no {symptom}", 1), _sample("my {symptom} is cramping", 1))
    _together(*shared, *samples)(model["interactionModel"]["languageModel"])
    found = [str(finding) for finding in lint(model)]
    assert len(found) == 1
    assert found[0].endswith("and 1 more such pairs")


def test_a_model_over_a_megabyte_and_a_half_is_too_large() -> None:
    assert [finding.rule for finding in size({"filler": "x" * 1_500_000})] == ["model size"]
    assert list(size({"filler": "x" * 1_400_000})) == []


def test_a_slot_may_carry_a_possessive_and_a_letter_may_be_spelled() -> None:
    model = small_model()
    _together(_sample("my {muscle}'s cramping"), _sample("at three p. m. my leg cramps"))(
        model["interactionModel"]["languageModel"]
    )
    assert lint(model) == []


def test_a_model_is_read_with_its_slots_and_values() -> None:
    model = Model.parse(small_model())
    assert model.invocation_name == "leg cramp guide"
    assert model.intents[1].types == {"symptom": "SYMPTOM", "second_symptom": "SYMPTOM"}
    assert [value.phrases for value in model.values["MUSCLE"]] == [
        ("calf", "calves", "calf muscle"),
        ("inner thigh", "groin"),
    ]
