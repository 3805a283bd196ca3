"""Which intent and slots the ear makes of what a person says."""

import pytest

from speaker.ear import FALLBACK, Ear, How
from speaker.nearest import Guess


@pytest.mark.parametrize(
    ("said", "intent", "ids"),
    [
        ("What should I do for a leg cramp?", "ReliefIntent", {}),
        ("calf", "ReliefIntent", {"muscle": "calf"}),
        ("my lower leg is cramping", "ReliefIntent", {"muscle": "calf"}),
        ("i have a cramp in my back of my leg", "ReliefIntent", {"muscle": "hamstring"}),
        ("my calf is swollen", "DangerSignIntent", {"muscle": "calf", "symptom": "swelling"}),
        (
            "my calf is red and hot",
            "DangerSignIntent",
            {"muscle": "calf", "symptom": "redness", "second_symptom": "warmth"},
        ),
        ("I cant breathe!!", "DangerSignIntent", {"symptom": "short_of_breath"}),
        ("do I have DVT", "DangerSignIntent", {"symptom": "blood_clot"}),
        ("does atorvastatin cause leg cramps", "MedicationIntent", {"medication": "statins"}),
        ("yeah", "AMAZON.YesIntent", {}),
        ("yes it is", "AMAZON.YesIntent", {}),
        ("nope", "AMAZON.NoIntent", {}),
        ("stop", "AMAZON.StopIntent", {}),
    ],
)
def test_an_utterance_that_equals_a_sample_is_heard_exactly(
    ear: Ear, said: str, intent: str, ids: dict[str, str]
) -> None:
    heard = ear.hear(said)
    assert (heard.intent, heard.how) == (intent, How.EXACT)
    assert {name: slot.id for name, slot in heard.slots.items() if slot.value} == ids


def test_every_slot_of_the_intent_is_there_also_an_empty_one(ear: Ear) -> None:
    heard = ear.hear("my calf is swollen")
    assert set(heard.slots) == {"symptom", "second_symptom", "muscle"}
    assert heard.slots["second_symptom"].value is None


def test_a_slot_holds_the_words_as_they_were_spoken(ear: Ear) -> None:
    assert ear.hear("I can't breathe").slots["symptom"].value == "i can't breathe"


def test_times_become_values_also_beside_another_slot(ear: Ear) -> None:
    heard = ear.hear("remind me at 9:45 every night")
    assert (heard.slots["time"].value, heard.slots["recurrence"].id) == ("21:45", "daily")
    assert ear.hear("it has hurt for 20 minutes").slots["length"].value == "PT20M"


def test_a_name_that_no_list_holds_fills_a_slot_without_a_match(ear: Ear) -> None:
    heard = ear.hear("I take zolpidem")
    assert (heard.intent, heard.how) == ("MedicationIntent", How.EXACT)
    assert (heard.slots["medication"].value, heard.slots["medication"].id) == ("zolpidem", None)


def test_of_two_kinds_that_fit_an_unlisted_name_the_one_with_similar_names_wins(ear: Ear) -> None:
    assert ear.hear("does rosuvastatin cause leg cramps").intent == "MedicationIntent"
    assert ear.hear("does liver disease cause leg cramps").intent == "ConditionIntent"


def test_known_words_are_no_unlisted_name(ear: Ear) -> None:
    # "calf" is a muscle, so it is not a medicine that the list lacks; and "it" names nothing.
    assert ear.hear("does calf cause leg cramps").intent != "MedicationIntent"
    assert ear.hear("i take it").intent != "MedicationIntent"


@pytest.mark.parametrize(
    "said",
    [
        "Alexa, open Leg Cramp Guide",
        "leg cramp guide",
        "hey alexa start the leg cramp guide please",
        "talk to leg cramp guide",
        "launch leg cramp guide skill",
    ],
)
def test_the_name_alone_opens_the_skill(ear: Ear, said: str) -> None:
    heard = ear.hear(said)
    assert (heard.intent, heard.named) == (None, True)


@pytest.mark.parametrize(
    "said",
    [
        "alexa, ask leg cramp guide how long will this cramp last",
        "ask leg cramp guide about how long will this cramp last",
        "how long will this cramp last using leg cramp guide",
        "open leg cramp guide and how long will this cramp last",
    ],
)
def test_a_question_with_the_name_is_heard_without_it(ear: Ear, said: str) -> None:
    heard = ear.hear(said)
    assert (heard.intent, heard.how, heard.named) == ("DurationIntent", How.EXACT, True)


def test_the_wake_word_alone_does_not_call_the_skill_by_name(ear: Ear) -> None:
    heard = ear.hear("alexa, next")
    assert (heard.intent, heard.named) == ("AMAZON.NextIntent", False)


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("so how long will a cramp last", "DurationIntent"),
        ("my calf is crampin", "ReliefIntent"),
        ("what do i do for a leg cramp", "ReliefIntent"),
        ("i have got a cramp in my foot", "ReliefIntent"),
    ],
)
def test_a_paraphrase_is_heard_as_the_nearest(ear: Ear, said: str, intent: str) -> None:
    heard = ear.hear(said)
    assert (heard.intent, heard.how) == (intent, How.NEAREST)


def test_the_nearest_carries_its_slots_and_tells_its_sample(ear: Ear) -> None:
    heard = ear.hear("i have got a cramp in my foot")
    assert heard.slots["muscle"].id == "foot"
    assert heard.sample == "i have a cramp in my {muscle}"


@pytest.mark.parametrize(
    "said",
    ["what's the weather tomorrow", "purple monkey dishwasher", "how do i stop a dog", "???", "\u65e5\u672c", "alexa"],
)
def test_what_is_near_to_nothing_falls_back(ear: Ear, said: str) -> None:
    heard = ear.hear(said)
    assert (heard.intent, heard.how) == (FALLBACK, How.NEAREST)


def test_exit_leaves_the_skill(ear: Ear) -> None:
    assert ear.hear("exit").leaves
    assert not ear.hear("stop").leaves


@pytest.mark.parametrize(
    ("score", "lead", "counts"), [(0.8, 0.0, True), (0.6, 0.2, True), (0.6, 0.01, False), (0.4, 0.4, False)]
)
def test_a_middling_guess_counts_only_when_no_other_intent_is_as_near(score: float, lead: float, counts: bool) -> None:
    assert Guess(None, score, (), lead).near_enough is counts


def test_the_next_best_are_told_closest_first_one_for_each_intent(ear: Ear) -> None:
    best = ear.next_best("ask leg cramp guide does my swollen calf cause leg cramps", 9)
    assert [each.intent for each in best][:2] == ["DangerSignIntent", "ReliefIntent"]
    assert len({each.intent for each in best}) == len(best)
    assert best == sorted(best, key=lambda each: -each.score)
    assert all(0 < each.score <= 1 and each.sample for each in best)
    assert ear.next_best("ask leg cramp guide does my swollen calf cause leg cramps", 1) == best[:1]


def test_the_next_best_of_what_is_exact_begins_with_it(ear: Ear) -> None:
    first, *_ = ear.next_best("how do i stop a leg cramp", 3)
    assert (first.intent, round(first.score, 3)) == ("ReliefIntent", 1.0)


def test_nothing_comes_near_to_no_words(ear: Ear) -> None:
    assert ear.next_best("open leg cramp guide", 3) == []
