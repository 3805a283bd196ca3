"""What a screen shows of a reply: its data, its document, and what may be touched."""

import json
import re
from datetime import time
from typing import Any

import pytest

from leg_cramp import pace, pictures
from leg_cramp.content import words_for
from leg_cramp.schedule import EVERY_DAY, WEEKDAYS, Plan
from leg_cramp.screen import Said, directive, properties
from leg_cramp.shown import TOUCHES, Kind, Shown
from leg_cramp.speech import Hold, Part, Voice, Wait
from leg_cramp.state import Question

WORDS = words_for("en-GB")
KEYS = {"kind", "title", "text", "picture", "pictureLabel", "stepNumber", "stepCount", "bigText", "hint", "disclaimer"}
KEYS |= {"crowded", "holdSeconds", "holdStartsAfterMs", "sides", "buttons"}
STEP = Shown(Kind.STEP, "calf", 2, 5)


def said(*parts: Part, question: Question | None = Question.EASING, in_guide: bool = True, notice: str = "") -> Said:
    return Said(parts, parts, Voice.SOFT, question, notice, in_guide)


def data(shown: Shown, spoken: Said) -> dict[str, Any]:
    return properties(shown, spoken, WORDS)


def touches(shown: Shown, spoken: Said) -> list[str]:
    return [button["touch"] for button in data(shown, spoken)["buttons"]]


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_screen_has_every_key(kind: Kind) -> None:
    assert set(data(Shown(kind), said("Rest.", question=None))) == KEYS
    assert data(Shown(kind), said("Rest."))["kind"] == kind


def test_a_step_shows_its_words_number_drawing_and_question() -> None:
    shown = data(STEP, said("Pull.", Hold(20), notice="General."))
    assert shown["title"] == "Step 2 of 5"
    assert (shown["stepNumber"], shown["stepCount"]) == (2, 5)
    assert shown["text"] == "Pull."
    assert shown["picture"] == "calf"
    assert "toes pulled up" in shown["pictureLabel"]
    assert shown["hint"] == "Is it easing?"
    assert shown["disclaimer"] == "General."


def test_a_first_help_without_a_place_in_the_guide_has_no_number() -> None:
    assert data(Shown(Kind.STEP, "calf", 0, 6), said("Pull."))["title"] == ""


def test_a_hold_is_counted_from_where_the_speech_begins_it() -> None:
    shown = data(STEP, Said(("Pull.", Hold(20)), ("Pull.", "General.", Hold(20)), Voice.SOFT))
    [start] = pace.hold_starts(("Pull.", "General.", Hold(20)), WORDS.tree("hold"), Voice.SOFT)
    assert (shown["holdSeconds"], shown["holdStartsAfterMs"]) == (20, round(start * 1000))
    assert shown["sides"] == []


def test_silence_is_not_counted() -> None:
    shown = data(STEP, said("Walk.", Wait(10)))
    assert (shown["holdSeconds"], shown["holdStartsAfterMs"]) == (0, 0)


def test_each_side_has_its_own_count_and_is_no_part_of_the_words() -> None:
    quiet = Hold(10, announced=False)
    shown = data(STEP, said("Lean in.", "Left leg.", quiet, "Now the right.", quiet, "Well done."))
    assert shown["text"] == "Lean in. Well done."
    assert [side["label"] for side in shown["sides"]] == ["Left leg.", "Now the right."]
    first, second = (side["startsAfterMs"] for side in shown["sides"])
    assert first == shown["holdStartsAfterMs"]
    assert 10_000 < second - first < 12_000


def test_danger_has_the_number_of_the_place_large() -> None:
    shown = data(Shown(Kind.DANGER), said("Call 999 now."))
    assert (shown["bigText"], shown["title"]) == ("999", "Emergency number")


def test_where_no_number_is_known_the_words_alone_are_shown() -> None:
    shown = properties(Shown(Kind.DANGER), said("Call now."), words_for("en-ZA"))
    assert (shown["bigText"], shown["title"], shown["text"]) == ("", "", "Call now.")


@pytest.mark.parametrize(
    ("days", "named"),
    [(EVERY_DAY, "every night"), (WEEKDAYS, "on weekdays"), (frozenset({"friday"}), "every Friday")],
)
def test_a_reminder_has_its_time_large_and_its_days(days: frozenset[str], named: str) -> None:
    shown = data(Shown(Kind.REMINDER, plan=Plan(time(21, 45), days)), said("Done."))
    assert (shown["bigText"], shown["title"]) == ("9:45 PM", named)


def test_a_reminder_without_a_plan_has_only_its_title() -> None:
    shown = data(Shown(Kind.REMINDER), said("None.", question=None))
    assert (shown["bigText"], shown["title"]) == ("", "Reminder")


def test_the_first_middle_and_last_step_have_the_keys_that_lead_somewhere() -> None:
    assert touches(Shown(Kind.STEP, steps=5), said("Pull.")) == ["repeat", "next"]
    assert touches(Shown(Kind.STEP, step=1, steps=5), said("Pull.")) == ["repeat", "next"]
    assert touches(Shown(Kind.STEP, step=2, steps=5), said("Pull.")) == ["previous", "repeat", "next"]
    assert touches(Shown(Kind.STEP, step=5, steps=5), said("Pull.")) == ["previous", "repeat"]


def test_after_the_guide_there_is_no_moving_about() -> None:
    spoken = said("Well done.", question=Question.OFFER_REMINDER, in_guide=False)
    assert touches(Shown(Kind.STEP, step=2, steps=2), spoken) == ["repeat"]


@pytest.mark.parametrize("question", [Question.WANT_MORE, Question.ANOTHER_TIP])
def test_next_is_more_of_what_is_told(question: Question) -> None:
    assert touches(Shown(Kind.TIP), said("Rest.", question=question, in_guide=False)) == ["repeat", "next"]


@pytest.mark.parametrize("kind", Kind)
def test_once_the_session_is_closed_there_is_nothing_to_touch(kind: Kind) -> None:
    assert touches(Shown(kind, step=2, steps=5), said("Rest.", question=None)) == []


def test_every_touch_has_a_word_and_an_intent() -> None:
    assert set(WORDS.tree("screen.keys")) == set(TOUCHES)


def test_many_words_are_set_smaller_and_beside_something_sooner() -> None:
    many = "Keep breathing. " * 10
    assert data(Shown(), said(many))["crowded"] is False
    assert data(Shown(), said(many * 2))["crowded"] is True
    assert data(STEP, said(many))["crowded"] is True
    assert data(Shown(Kind.DANGER), said(many))["crowded"] is True
    assert data(Shown(), said(many, Hold(10)))["crowded"] is True


def test_the_document_is_apl_that_amazons_renderer_knows_and_imports_nothing() -> None:
    document = directive(STEP, said("Pull."), WORDS)["document"]
    assert (document["type"], document["version"], document["theme"]) == ("APL", "1.4", "dark")
    assert document["background"] == "#0b0807"
    assert "import" not in document


def test_only_the_drawing_and_the_layout_that_are_needed_are_sent() -> None:
    page = directive(STEP, said("Pull."), WORDS)["document"]
    assert page["graphics"] == {"picture": pictures.graphic("calf")}
    assert "Count" in page["layouts"]
    big = directive(Shown(Kind.DANGER), said("Call."), WORDS)["document"]
    assert "graphics" not in big
    assert "Count" not in big["layouts"]
    assert "Big" in big["layouts"]


def test_one_document_leaves_nothing_behind_in_the_next() -> None:
    before = json.dumps(directive(Shown(Kind.DANGER), said("Call."), WORDS))
    directive(STEP, said("Pull."), WORDS)
    assert json.dumps(directive(Shown(Kind.DANGER), said("Call."), WORDS)) == before


def test_every_value_that_the_documents_show_is_in_the_data() -> None:

    texts = [json.dumps(directive(shown, said("x"), WORDS)["document"]) for shown in (STEP, Shown(Kind.DANGER))]
    assert set(re.findall(r"said\.(\w+)", "".join(texts))) <= KEYS
