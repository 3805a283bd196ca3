"""Answers: what was named is put together by the rules of its table."""

import pytest

from leg_cramp.answers import answer
from leg_cramp.content import Words, words_for
from leg_cramp.turn import UNLISTED

TREE = {
    "places": {"default": {"town": "Town"}},
    "muscles": {"any": "a leg muscle", "calf": "the calf"},
    "activities": {"running": {"name": "running", "kind": "listed"}, "yoga": {"name": "yoga", "kind": "other"}},
    "medications": {
        "a": {"name": "drug a of {town}", "kind": "plain_kind"},
        "b": {"name": "drug b", "kind": "warned"},
        "c": {"name": "drug c", "kind": "warned"},
        "d": {"name": "drug d", "kind": "warned", "plain": True},
        "own": {"kind": "own", "say": "This one is different in {town}."},
    },
    "medication_kinds": {"plain_kind": {}, "warned": {"note": "Note.", "care": "Own care.", "warning": "Warning."}},
    "treatments": {"ice": "Cold may help.", "heat": "Warmth may help."},
    "answers": {
        "causes": {"say": "Many things, in {the_muscle}."},
        "exercise": {"say": "Exercise.", "listed": "Listed: {named}.", "other": "Other: {named}."},
        "treatment": {"say": "Stretch.", "unlisted": "Not on the list."},
        "medication": {
            "say": "Some medicines.",
            "one_named": "{named} can.",
            "two_named": "{one} and {other} both can.",
            "unlisted": "Unknown.",
            "care": "General care.",
        },
    },
}
WORDS = Words("en-US", TREE.__getitem__)


@pytest.mark.parametrize(
    ("topic", "named", "said"),
    [
        ("causes", [], "Many things, in a leg muscle."),
        ("causes", ["calf"], "Many things, in the calf."),
        ("causes", ["elbow"], "Many things, in a leg muscle."),
        ("exercise", [], "Exercise."),
        ("exercise", ["running"], "Listed: running."),
        ("exercise", ["yoga"], "Other: yoga."),
        ("exercise", [UNLISTED], "Exercise."),
        ("treatment", [], "Stretch."),
        ("treatment", ["ice"], "Cold may help."),
        ("treatment", ["ice", "heat"], "Cold may help. Warmth may help."),
        ("treatment", ["ice", UNLISTED], "Cold may help. Not on the list."),
        ("treatment", [UNLISTED, "elsewhere"], "Not on the list."),
        ("medication", [], "Some medicines."),
        ("medication", [UNLISTED], "Unknown."),
        ("medication", ["own"], "This one is different in Town."),
    ],
)
def test_an_answer_names_what_was_named(topic: str, named: list[str], said: str) -> None:
    assert answer(WORDS, topic, named) == said


@pytest.mark.parametrize(
    ("named", "said"),
    [
        (["a"], "rug a of Town can. General care."),
        (["b"], "rug b can. Note. Own care. Warning."),
        (["d"], "rug d can. Own care. Warning."),
        (["b", "c"], "rug b and drug c both can. Own care. Warning."),
        (["a", "b"], "rug a of Town and drug b both can. General care. Warning."),
        (["b", UNLISTED], "rug b can. Unknown. Own care. Warning."),
        (["b", "own"], "rug b can. This one is different in Town. Own care. Warning."),
    ],
)
def test_a_listed_medicine_gets_its_kinds_care_and_every_kinds_warning(named: list[str], said: str) -> None:
    # The first letter may be a capital: the name may begin the sentence.
    assert answer(WORDS, "medication", named)[1:] == said


def test_no_listed_kind_leaves_its_warning_out_when_two_are_named() -> None:
    words = words_for("en-US")
    medicines, kinds = words.tree("medications"), words.tree("medication_kinds")
    warned = [each for each, entry in medicines.items() if "warning" in kinds[entry["kind"]]]
    assert len(warned) > 5
    for each in warned:
        for other in ("naproxen", UNLISTED, "albuterol"):
            for named in ([each, other], [other, each]):
                assert kinds[medicines[each]["kind"]]["warning"] in answer(words, "medication", named)


@pytest.mark.parametrize("topic", ["medication", "condition"])
def test_an_unlisted_one_is_said_to_be_unlisted_and_never_denied(topic: str) -> None:
    said = answer(words_for("en-GB"), topic, [UNLISTED])
    assert said.startswith("I don't have that one on my list. Ask your ")
    assert "no" not in said.lower().split()
