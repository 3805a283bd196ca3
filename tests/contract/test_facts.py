"""Every fact of the article, F1 to F24: a plain question reaches it, with the article's hedges; and its traps."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from contract.written import every_table, every_word
from leg_cramp.answers import answer
from leg_cramp.content import words_for
from speaker import Speaker


@dataclass(frozen=True)
class Fact:
    """One fact: what is said, turn by turn ("|" between), and what must be heard after the last of it."""

    name: str
    said: str
    heard: tuple[str, ...]


NIGHT = "why do i get leg cramps at night"
CAUSES = "what causes leg cramps"
DOCTOR = "when should i see a doctor about leg cramps"
FACTS = (
    Fact("F1", CAUSES, ("many different things can lead to a cramp",)),
    Fact("F2", CAUSES, ("often, there's no clear reason",)),
    Fact("F2", NIGHT, ("often, there's no explanation",)),
    Fact("F3", NIGHT, ("at night, legs are slightly bent and feet point down",)),
    Fact("F4", NIGHT, ("some have suggested this tightening sets off a spasm",)),
    Fact("F5", "how can i prevent leg cramps | more | more", ("cut down on whatever brings your cramps on",)),
    Fact("F6", f"{CAUSES} | tell me more", ("some activities make lower leg cramps more likely",)),
    Fact("F7a", "does running cause leg cramps", ("running can make lower leg cramps more likely",)),
    Fact("F7b", "can lifting weights give me leg cramps", ("leg weights can make lower leg cramps more likely",)),
    Fact("F7c", "does playing soccer cause leg cramps", ("soccer can make lower leg cramps more likely",)),
    Fact("F7a-c", f"{CAUSES} | tell me more", ("running, leg weights, and sports with a lot of running",)),
    Fact("F8", CAUSES, ("some experts say tired muscles are the leading cause",)),
    Fact("F9", "does hot weather cause leg cramps", ("heat raises the risk", "when your leg muscles are tired")),
    Fact("F10", "does dehydration cause leg cramps", ("tired muscles", "when you're short of water")),
    Fact("F9, F10", "can exercise cause leg cramps | tell me more", ("heat, and not drinking enough, raise the risk",)),
    Fact("F11", "does drinking water help | tell me more", ("plenty of water can prevent", "come from activity")),
    Fact("F11", "does running cause leg cramps", ("drink plenty of water",)),
    Fact("F12", "can exercise cause leg cramps", ("take it easy, and don't exercise when you're tired",)),
    Fact("F13", "can pregnancy cause leg cramps", ("pregnancy can raise the risk",)),
    Fact("F14", "which conditions cause leg cramps", ("some health conditions can raise the risk",)),
    Fact("F15", "can pregnancy cause leg cramps", ("with more cramps than usual, ask your doctor",)),
    Fact("F15", "can diabetes cause leg cramps", ("more cramps than usual, it may be wise to ask your doctor",)),
    Fact("F16a", "can birth control pills cause leg cramps", ("birth control pills can contribute",)),
    Fact("F16b", "can water pills cause leg cramps", ("diuretics can contribute",)),
    Fact("F16c", "can salbutamon cause leg cramps", ("salbutamol", "can contribute")),
    Fact("F16d", "can naproxen cause leg cramps", ("naproxen can contribute",)),
    Fact("F16e", "can albuterol cause leg cramps", ("albuterol", "can contribute")),
    Fact("F16f", "can statins cause leg cramps", ("statins can contribute",)),
    Fact(
        "F16a-f",
        "which medicines cause leg cramps",
        ("can contribute", "birth control pills, diuretics, albuterol or salbutamol, naproxen and statins"),
    ),
    Fact("F17, F18", "what should i do for a leg cramp", ("stretch the muscle gently, and rub it",)),
    Fact("F19", "my calf is cramping", ("pull your toes up toward your shin",)),
    Fact(
        "F20",
        "my calf is cramping | still hurts | still hurts | still hurts",
        ("walk slowly on your heels, if the pain isn't unbearable",),
    ),
    Fact("F21", "how long does a leg cramp last", ("generally, just minutes",)),
    Fact("F22", DOCTOR, ("see your doctor if cramps keep coming",)),
    Fact("F23", "is there a medicine for leg cramps", ("no medicine is made just for cramps that keep coming back",)),
    Fact("F24", "is there a medicine for leg cramps", ("if another problem is behind them, treating that could help",)),
    Fact("F24", f"{DOCTOR} | tell me more", ("treating another problem behind them could bring relief",)),
)


def answer_to(said: str, locale: str = "en-US") -> str:
    speaker = Speaker(locale=locale)
    return [speaker.say(words.strip()) for words in said.split("|")][-1].text


@pytest.mark.parametrize("locale", ["en-US", "en-GB"])
@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{fact.name} {fact.said}")
def test_a_fact_of_the_article_is_heard_when_it_is_asked_about(fact: Fact, locale: str) -> None:
    text = answer_to(fact.said, locale).lower()
    assert [each for each in fact.heard if each not in text] == [], text


def test_no_fact_of_the_article_is_left_out() -> None:
    named = {name for fact in FACTS for name in re.findall(r"F\d+[a-f]?", fact.name)}
    assert named >= {f"F{n}" for n in range(1, 25) if n not in (7, 16)}
    assert named >= {"F7a", "F7b", "F7c", *(f"F16{letter}" for letter in "abcdef")}


# ------------------------------------------------------------------ the article's traps


def sentences() -> Iterator[tuple[str, str]]:
    """Give every text of the content with its name."""

    def walk(name: str, branch: object) -> Iterator[tuple[str, str]]:
        if isinstance(branch, str):
            yield name, branch
        elif isinstance(branch, dict):
            for key, value in branch.items():
                yield from walk(f"{name}.{key}" if name else key, value)
        elif isinstance(branch, list):
            for at, value in enumerate(branch):
                yield from walk(f"{name}.{at}", value)

    yield from walk("", every_table())


def saying(pattern: str) -> list[str]:
    return [f"{name}: {text}" for name, text in sentences() if re.search(pattern, text, re.I)]


def test_trap_1_it_is_the_heels_and_never_the_tiptoes() -> None:
    assert saying(r"tip ?-?toes?|(walk|stand|rise|up) on (your|the) toes|balls? of your feet") == []
    assert len(saying(r"on your heels")) == 1


def test_trap_2_toes_go_up_toward_the_shin_and_nobody_is_told_to_flex() -> None:
    assert saying(r"\b(dorsi)?flex(es|ed|ing)?\b") == []
    assert "up toward your shin" in answer_to("my calf is cramping")
    # Toes are pointed only for the shin; in every other place they are kept from it.
    pointing = [text for text in saying(r"point(ed)?\b.*toes|toes.*point(ed)?\b") if "relief.shin" not in text]
    assert all(re.search(r"not to sleep|from pointing|not with your toes", text) for text in pointing), pointing


@pytest.mark.parametrize("medicine", words_for("en-US").tree("medications"))
def test_trap_3_a_medicine_can_contribute_and_is_never_said_to_cause_or_to_be_stopped(medicine: str) -> None:
    for locale in ("en-US", "en-GB"):
        said = answer(words_for(locale), "medication", [medicine])
        assert "can contribute to leg cramps" in said
        assert re.search("doctor|pharmacist", said)
        assert not re.search(r"\bcaus(e|es|ing)\b|\bstop\b|\bdose|\bmilligram|\d", said, re.I), said


@pytest.mark.parametrize(
    "asked",
    [
        "should i stop taking my statin",
        "should i stop my water pills",
        "can i stop taking the pill",
        "should i come off my statins",
        "should i stop my inhaler",
    ],
)
def test_trap_3_whether_to_stop_a_medicine_is_never_answered_with_yes(asked: str) -> None:
    text = answer_to(asked)
    assert not text.lower().startswith("yes"), text
    assert re.search("doctor|pharmacist", text), text


def test_trap_4_what_the_article_does_not_say_has_another_source() -> None:
    # The article's own facts are F1 to F24; a hold, warmth, cold, magnesium and the ten minutes are not among them.
    lines = words_lines()
    for word in ("magnesium =", "ice =", "heat =", "try something warm", "past ten minutes"):
        at = next(n for n, line in enumerate(lines) if word in line)
        comment = next(line for line in reversed(lines[:at]) if line.startswith("#"))
        assert re.search(r"\bS\d+", comment), (word, comment)


def words_lines() -> list[str]:
    return every_word().splitlines()


def test_trap_5_no_list_of_conditions_is_said_to_be_the_articles() -> None:
    assert saying(r"\barticle\b") == []
    text = answer_to("which conditions cause leg cramps")
    assert "diabetes, kidney or liver disease, thyroid problems and poor circulation are among them" in text.lower()


def test_trap_6_a_suggestion_stays_a_suggestion() -> None:
    assert not [text for text in saying("leading cause") if "some experts say" not in text.lower()]
    assert not [text for text in saying("sets off a spasm") if "some have suggested" not in text.lower()]
    assert saying(r"\b(always|never fails|proves|certainly|definitely|will prevent|prevents)\b") == []


@pytest.mark.parametrize("locale", ["en-US", "en-GB"])
def test_trap_7_salbutamon_albuterol_and_salbutamol_are_one_medicine(locale: str) -> None:
    answers = {answer_to(f"can {name} cause leg cramps", locale) for name in ("salbutamon", "albuterol", "salbutamol")}
    assert len(answers) == 1
    first, second = ("albuterol", "salbutamol") if locale == "en-US" else ("salbutamol", "albuterol")
    assert f"{first}, also called {second}, can contribute" in answers.pop().lower()
