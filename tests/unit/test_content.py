"""The words: found by name, filled for the place, by language; and read the same from TOML and from the built JSON."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from leg_cramp import content
from leg_cramp.content import FOLDER, Words, words_for
from leg_cramp.guide import Step

SOURCE = Path(FOLDER)
EMPTY = {".toml": "", ".json": "{}"}
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
    assert Words("en-GB", TREE.__getitem__).text("hello") == "Call 999 about an apple."
    assert Words("en-NZ", TREE.__getitem__).text("hello") == "Call the number about an apple."
    assert Words("en-GB", TREE.__getitem__).text("deep.er.say", named="you") == "Hi, you."


@pytest.mark.parametrize("name", ["nothing", "deep.nothing", "deep.er.nothing"])
def test_a_name_that_is_not_there_is_a_key_error_and_is_not_had(name: str) -> None:
    words = Words("en-GB", TREE.__getitem__)
    assert not words.has(name)
    with pytest.raises(KeyError):
        words.tree(name)
    assert words.has("deep.er")


def test_a_guide_is_the_muscles_steps_and_then_the_ending() -> None:
    steps = Words("en-GB", TREE.__getitem__).steps("calf")
    assert steps == (
        Step("pull, apple", hold=20),
        Step("hold", sides=("left apple",), question=""),
        Step("warm"),
        Step("call 999", question="past_ten_minutes"),
    )


def test_the_bedtime_routine_has_no_ending() -> None:
    words = Words("en-GB", TREE.__getitem__)
    assert words.steps("bedtime_sitting") == (Step("sit", hold=10),)
    assert words.has_steps("bedtime_sitting")
    assert words.has_steps("calf")


@pytest.mark.parametrize("muscle", ["elbow", "bedtime_flying", "bedtime_", "ending", "first"])
def test_a_guide_that_is_not_there_is_not_had(muscle: str) -> None:
    words = Words("en-GB", TREE.__getitem__)
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
    monkeypatch.setattr(content, "FOLDER", str(tmp_path))
    content._room.cache_clear()
    yield tmp_path
    content._room.cache_clear()


def write(folder: Path, language: str, suffix: str, first: str) -> None:
    """Write down a language of one sentence and no places; its other files are empty."""
    (folder / language).mkdir(exist_ok=True)
    for room in content.ROOMS:
        (folder / language / f"{room}{suffix}").write_text(first if room == "guide" else EMPTY[suffix], "utf-8")


def test_the_built_json_reads_the_same_as_the_toml(folder: Path) -> None:
    written = {}
    (folder / "en").mkdir()
    for room in content.ROOMS:
        words = tomllib.loads((SOURCE / "en" / f"{room}.toml").read_text(encoding="utf-8"))
        (folder / "en" / f"{room}.json").write_text(json.dumps(words), encoding="utf-8")
        written |= words
    built = words_for("en-GB")
    assert {name: built.tree(name) for name in written} == written
    assert built.text("danger.act.emergency") == "Call 999 now."
    assert built.steps("calf")[0].hold == 20


def test_the_built_json_goes_before_the_toml(folder: Path) -> None:
    write(folder, "en", ".toml", 'from = "toml"\nplaces = { default = {} }\n')
    assert words_for("en-US").tree("from") == "toml"
    content._room.cache_clear()
    write(folder, "en", ".json", '{"from": "json", "places": {"default": {}}}')
    assert words_for("en-US").tree("from") == "json"


def test_another_language_is_one_more_folder(folder: Path) -> None:
    write(folder, "en", ".toml", 'say = "Yes."\nplaces = { default = {} }\n')
    write(folder, "de", ".toml", 'say = "Ja."\nplaces = { default = {} }\n')
    assert words_for("de-AT").text("say") == "Ja."
    assert words_for("fr-FR").text("say") == "Yes."


@pytest.mark.parametrize("locale", ["../en-US", "..", "/etc", "en\0", "é", "e" * 5000, "en/guide"])
def test_a_locale_that_is_no_language_reads_nothing_else(locale: str) -> None:
    assert words_for(locale).text("disclaimer") == words_for("en-US").text("disclaimer")


def test_every_language_has_every_file_and_no_word_in_two() -> None:
    for language in (folder for folder in SOURCE.iterdir() if (folder / "guide.toml").exists()):
        assert {file.stem for file in language.iterdir()} == set(content.ROOMS)
        words = [tomllib.loads((language / f"{room}.toml").read_text(encoding="utf-8")) for room in content.ROOMS]
        assert sum(map(len, words)) == len(set().union(*words))


def test_the_first_help_opens_one_file() -> None:
    content._room.cache_clear()
    words_for("en-US").text("relief.first.any")
    assert content._room.cache_info().currsize == 1
