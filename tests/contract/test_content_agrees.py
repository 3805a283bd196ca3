"""The content file, the code and the interaction model agree: keys, ids, places, and a source above each fact."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import leg_cramp
from contract.written import every_table, every_word
from leg_cramp.content import BEDTIME, FOLDER, words_for
from leg_cramp.handlers.relief import LIMITS
from leg_cramp.state import Question
from leg_cramp.triage import LEVELS
from speaker.model import load

CODE = Path(leg_cramp.__file__).parent
WORDS = words_for("en-US")
LOCALES = ("en-US", "en-GB", "en-CA", "en-AU", "en-IN")
SOURCE = re.compile(r"\b(S\d+|F\d+[a-f]?|D|M|V2|2\.\d)\b")
# Keys whose whole name is put together in the code; what fills them is held by the tests of ids below.
BUILT = (
    r"places\..+",
    r"answers\.\w+_more\.(say|next)",
    r"talk\.(help|fallback)_in_(guide|reminder)",
    r"(medications|conditions)\..+",
    r"(medication|condition)_kinds\..+",
    r"answers\.exercise\.(listed|other)",
    r"answers\.\w+\.(say|next|next_unnamed)",
    r"reminders\.trouble\.\w+",
    r"plan\.(every_night|every_day|weekdays|weekends|days)",
)


def leaves(branch: Any = None, name: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in (every_table() if branch is None else branch).items():
        path = f"{name}.{key}" if name else key
        if isinstance(value, dict):
            yield from leaves(value, path)
        else:
            yield path, value


@cache
def code() -> tuple[ast.AST, ...]:
    """Return every node of the skill's code."""
    files = [CODE.parent / "lambda_function.py", *CODE.rglob("*.py")]
    return tuple(node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))))


def calls(*names: str) -> Iterator[str]:
    """Give the texts that calls of these functions and methods take."""
    for node in code():
        if isinstance(node, ast.Call) and (getattr(node.func, "attr", "") or getattr(node.func, "id", "")) in names:
            yield from (arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str))


def keys_in_code() -> set[str]:
    """Return what the code names of the content: dotted names, and whole tables that it asks for."""
    heads = "|".join(map(re.escape, every_table()))
    texts = {node.value for node in code() if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    dotted = {text for text in texts if re.fullmatch(rf"({heads})(\.\w+)+", text)}
    return dotted | set(calls("tree", "text", "has"))


def patterns_in_code() -> set[str]:
    """Return the f-strings of the code that begin with a table of the content, as patterns."""
    heads = "|".join(map(re.escape, every_table()))
    found = set()
    for node in code():
        if isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
            found.add("".join("[^.]+" if part is None else re.escape(str(part)) for part in parts))
    return {pattern for pattern in found if re.match(rf"({heads})\\\.", pattern)}


def test_every_key_that_the_code_names_exists() -> None:
    # later("reminders.set_") names a handler, not a sentence.
    keys = keys_in_code() - set(calls("later"))
    assert len(keys) > 30
    assert [key for key in sorted(keys) if not WORDS.has(key)] == []
    every = [name for name, _ in leaves()]
    assert [p for p in patterns_in_code() if not any(re.match(rf"{p}(\.|$)", name) for name in every)] == []


def test_every_sentence_is_used_by_the_code() -> None:
    keys, built = keys_in_code(), patterns_in_code()

    def used(name: str) -> bool:
        parts = name.split(".")
        heads = {".".join(parts[:n]) for n in range(1, len(parts) + 1)}
        if heads & keys or any(re.fullmatch(pattern, name) for pattern in BUILT):
            return True
        return any(re.fullmatch(pattern, head) for pattern in built for head in heads)

    assert [name for name, _ in leaves() if not used(name)] == []


def test_every_question_has_its_words_and_no_other_is_written() -> None:
    asked = WORDS.tree("questions")
    assert set(asked) == set(Question)
    assert all(set(words) == {"ask", "reprompt"} for words in asked.values())
    followed = {value for name, value in leaves() if re.fullmatch(r"answers\.\w+\.next(_unnamed)?", name)}
    followed |= {step.question for muscle in muscles() for step in WORDS.steps(muscle)} - {""}
    assert followed <= set(Question)


def muscles() -> list[str]:
    guides = [name for name, value in WORDS.tree("relief").items() if isinstance(value, dict) and "steps" in value]
    positions = [name for name, value in WORDS.tree(BEDTIME).items() if isinstance(value, dict)]
    return [*guides, *(f"{BEDTIME}_{position}" for position in positions)]


# ------------------------------------------------------------------ ids: content and model


@cache
def ids(slot_type: str) -> frozenset[str]:
    """Return the ids of a slot type; a value without one goes by its name."""
    return frozenset(value.id or value.name for value in load("en-US").phrases[slot_type].values())


@pytest.mark.parametrize(
    ("table", "slot_types"),
    [
        ("activities", ("ACTIVITY",)),
        ("conditions", ("CONDITION",)),
        ("medications", ("MEDICATION",)),
        ("treatments", ("TREATMENT", "MEDICATION")),
        ("danger.signs", ("SYMPTOM",)),
    ],
)
def test_every_id_of_the_content_can_be_said(table: str, slot_types: tuple[str, ...]) -> None:
    sayable = {each for slot_type in slot_types for each in ids(slot_type)}
    assert set(WORDS.tree(table)) - sayable == set()


def test_every_muscle_of_the_model_has_a_guide_and_a_name() -> None:
    guides = {muscle for muscle in muscles() if not muscle.startswith(BEDTIME)} - {"any"}
    assert ids("MUSCLE") == guides | {"thigh"}
    assert set(WORDS.tree("muscles")) == ids("MUSCLE") | {"any"}


def test_every_limit_and_symptom_of_the_model_is_handled() -> None:
    assert ids("LIMIT") == set(LIMITS)
    assert ids("SYMPTOM") == set(LEVELS) == set(WORDS.tree("danger.signs"))


def test_every_slot_that_the_code_reads_is_in_the_model() -> None:
    read = set(calls("slot", "named"))
    assert len(read) >= 8
    declared = {slot for intent in load("en-US").intents.values() for slot in intent.slots}
    assert read - declared == set()


def test_each_kind_that_is_named_is_written_and_each_written_one_is_named() -> None:
    for table in ("medication", "condition"):
        named = {entry["kind"] for entry in WORDS.tree(f"{table}s").values() if "name" in entry}
        assert named == set(WORDS.tree(f"{table}_kinds"))
        assert all(("name" in entry) != ("say" in entry) for entry in WORDS.tree(f"{table}s").values())
    kinds = {entry["kind"] for entry in WORDS.tree("activities").values()}
    assert all(WORDS.has(f"answers.exercise.{kind}") for kind in kinds)


# ------------------------------------------------------------------ places, braces and sources


@pytest.mark.parametrize("locale", [*LOCALES, "default"])
def test_a_place_overrides_only_what_every_place_has(locale: str) -> None:
    places = WORDS.tree("places")
    assert set(places) == {*LOCALES, "default"}
    assert set(places[locale]) <= set(places["default"])


def test_every_brace_is_filled_and_every_place_word_is_used() -> None:
    filled = {"named", "one", "other", "the_muscle", "count", "number", "when", "old", "time", "days", "day", "every"}
    filled |= {"first"}
    braces = {brace for _, value in leaves() for brace in re.findall(r"\{(\w+)\}", str(value))}
    assert braces - filled == set(WORDS.place)


def test_a_source_stands_above_each_fact() -> None:
    assert without_source(every_word()) == []


def test_a_fact_without_a_source_is_found() -> None:
    text = '[tips]\n# S1\na = "A."\n[treatments]\nb = "B."\n# may help\nc = "C."'
    assert without_source(text) == ['b = "B."', 'c = "C."']
    assert without_source('[[relief.x.steps]]\n# F18\nsay = "a"\n[[relief.x.steps]]\nsay = "b"') == ['say = "b"']


def without_source(text: str) -> list[str]:
    """Return the facts whose comment, or the lack of one, names no source; a new table needs its own."""
    facts = r"relief\.\w+(\.steps)?|answers\.\w+|danger\.signs|tips|treatments|prevention|bedtime\.\w+\.steps"
    table, sourced, missing = "", False, []
    for line in text.splitlines():
        if header := re.fullmatch(r"\[+([\w.-]+)\]+", line):
            table, sourced = header[1], False
        elif line.lstrip().startswith("#"):
            sourced = bool(SOURCE.search(line))
        elif re.match(r'\s*(\w+ = )?"', line) and re.fullmatch(facts, table):
            exempt = re.match(r"(next|next_unnamed|lead|question|all_told) =", line)
            if not sourced and not exempt:
                missing.append(line.strip()[:60])
    return missing


def test_every_source_that_is_cited_is_listed() -> None:
    listed = set(re.findall(r"^- (S\d+)", (Path(FOLDER) / "SOURCES.md").read_text(encoding="utf-8"), re.M))
    comments = "\n".join(re.findall(r"^\s*#.*", every_word(), re.M))
    # "S1 to S50" in the head of the file is the range, not a citation.
    cited = set(re.findall(r"\bS\d+", comments.replace("S1 to S50", "")))
    assert cited - listed == set()
