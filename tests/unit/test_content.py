"""The words: found by name, filled for the place, by language; and read the same from TOML and from the built JSON."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from leg_cramp import content
from leg_cramp.content import FOLDER, Words, words_for
from leg_cramp.guide import Step

TREE = {
    "places": {"default": {"number": "the number", "fruit": "apple"}, "en-GB": {"number": "999"}},
    "hello": "Call {number} about an {fruit}.",
    "deep": {"er": {"say": "Hi, {named}."}},
    "relief": {
        "calf": {
            "steps": [{"say": "pull, {fruit}", "hold": 20}, {"say": "hold", "sides": ["left {fruit}"], "question": ""}]
        },
        "ending": {"warmth": {"say": "warm"}, "last": {"say": "call {number}", "question": "past_ten_minutes"}},
    },
    "bedtime": {"begin": "Begin.", "sitting": {"steps": [{"say": "sit", "hold": 10}]}},
}


def test_a_name_is_a_path_and_its_braces_are_filled_from_the_place() -> None:
    assert Words("en-GB", TREE).text("hello") == "Call 999 about an apple."
    assert Words("en-NZ", TREE).text("hello") == "Call the number about an apple."
    assert Words("en-GB", TREE).text("deep.er.say", named="you") == "Hi, you."


@pytest.mark.parametrize("name", ["nothing", "deep.nothing", "deep.er.nothing"])
def test_a_name_that_is_not_there_is_a_key_error_and_is_not_had(name: str) -> None:
    words = Words("en-GB", TREE)
    assert not words.has(name)
    with pytest.raises(KeyError):
        words.tree(name)
    assert words.has("deep.er")


def test_a_guide_is_the_muscles_steps_and_then_the_ending() -> None:
    steps = Words("en-GB", TREE).steps("calf")
    assert steps == (
        Step("pull, apple", hold=20),
        Step("hold", sides=("left apple",), question=""),
        Step("warm"),
        Step("call 999", question="past_ten_minutes"),
    )


def test_the_bedtime_routine_has_no_ending() -> None:
    words = Words("en-GB", TREE)
    assert words.steps("bedtime_sitting") == (Step("sit", hold=10),)
    assert words.has_steps("bedtime_sitting")
    assert words.has_steps("calf")


@pytest.mark.parametrize("muscle", ["elbow", "bedtime_flying", "bedtime_", "ending", "first"])
def test_a_guide_that_is_not_there_is_not_had(muscle: str) -> None:
    words = Words("en-GB", TREE)
    assert not words.has_steps(muscle)
    with pytest.raises(KeyError):
        words.steps(muscle)


@pytest.mark.parametrize("locale", ["en-US", "en-NZ", "en", "fr-FR", "", None, "x-y-z"])
def test_a_language_without_words_is_answered_in_english(locale: str | None) -> None:
    assert words_for(locale).text("questions.easing.ask") == "Is it easing?"


def test_a_place_that_is_not_listed_gets_no_other_places_number() -> None:
    for locale in ("en-NZ", "en-ZA", "fr-FR", None):
        said = words_for(locale).text("danger.act.emergency")
        assert said == "Call your local emergency number now."


@pytest.mark.parametrize(
    ("locale", "key", "word"),
    [
        ("en-US", "emergency_number", "911"),
        ("en-CA", "emergency_number", "911"),
        ("en-GB", "emergency_number", "999"),
        ("en-AU", "emergency_number", "000"),
        ("en-IN", "emergency_number", "112"),
        ("en-GB", "nurse_line", "111"),
        ("en-US", "bottom", "buttocks"),
        ("en-GB", "bottom", "bottom"),
        ("en-US", "albuterol", "albuterol, also called salbutamol,"),
        ("en-IN", "albuterol", "salbutamol, also called albuterol,"),
        ("en-US", "painkiller", "acetaminophen"),
        ("en-CA", "painkiller", "acetaminophen"),
        ("en-GB", "painkiller", "paracetamol"),
        ("en-AU", "painkiller", "paracetamol"),
    ],
)
def test_what_differs_from_place_to_place(locale: str, key: str, word: str) -> None:
    assert words_for(locale).place[key] == word


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give an empty folder that the words are read from."""
    forget = (content.languages.cache_clear, content._language.cache_clear)
    monkeypatch.setattr(content, "FOLDER", tmp_path)
    for each in forget:
        each()
    yield tmp_path
    for each in forget:
        each()


def test_the_built_json_reads_the_same_as_the_toml(folder: Path) -> None:
    written = (FOLDER / "en.toml").read_text(encoding="utf-8")
    (folder / "en.json").write_text(json.dumps(tomllib.loads(written)), encoding="utf-8")
    assert not (folder / "en.toml").exists()
    built = words_for("en-GB")
    assert built.tree("questions") == tomllib.loads(written)["questions"]
    assert built.tree("danger") == tomllib.loads(written)["danger"]
    assert built.text("danger.act.emergency") == "Call 999 now."
    assert built.steps("calf")[0].hold == 20


def test_the_built_json_goes_before_the_toml(folder: Path) -> None:
    (folder / "en.toml").write_text('from = "toml"\nplaces = { default = {} }\n', encoding="utf-8")
    assert words_for("en-US").tree("from") == "toml"
    content._language.cache_clear()
    (folder / "en.json").write_text('{"from": "json", "places": {"default": {}}}', encoding="utf-8")
    assert words_for("en-US").tree("from") == "json"


def test_another_language_is_one_more_file(folder: Path) -> None:
    (folder / "en.toml").write_text('say = "Yes."\nplaces = { default = {} }\n', encoding="utf-8")
    (folder / "de.toml").write_text('say = "Ja."\nplaces = { default = {} }\n', encoding="utf-8")
    assert words_for("de-AT").text("say") == "Ja."
    assert words_for("fr-FR").text("say") == "Yes."
