"""The transcript format, and that a transcript fails when the skill says something else."""

from typing import Any

import pytest

from speaker import transcript
from speaker.transcript import FormatError

STORY = """# A calf cramp
locale: en-GB
device: hub
now: 2026-11-22T03:00
zone: Europe/London
permission: declines

U: calf
A: Which ...

U:
A: Still there?
(listening)
U:
A:
(closes)
"""


def test_a_story_is_played_with_its_headers(skill: Any, monkeypatch: pytest.MonkeyPatch, model: Any) -> None:
    hear_with(monkeypatch, model)
    assert transcript.play(transcript.parse(STORY), skill) is None
    first = skill.events[0]
    assert first["request"]["locale"] == "en-GB"
    assert first["request"]["timestamp"] == "2026-11-22T03:00:00Z"
    assert "Viewport" in first["context"]


@pytest.mark.parametrize(
    ("pattern", "agrees"),
    [
        ("Which muscle?", True),
        ("Which ... muscle?", True),
        ("...", True),
        ("Which\n   muscle?", True),
        ("Which leg?", False),
        ("Which", False),
        ("muscle?", False),
        ("Which muscle? ... more", False),
        ("Which muscle.", False),
    ],
)
def test_the_answer_must_be_as_written(
    skill: Any, monkeypatch: pytest.MonkeyPatch, model: Any, pattern: str, agrees: bool
) -> None:
    hear_with(monkeypatch, model)
    difference = transcript.play(transcript.parse(f"# T\nU: calf\nA: {pattern}\n"), skill)
    assert (difference is None) is agrees


def test_a_difference_tells_the_line_and_both_sides(skill: Any, monkeypatch: pytest.MonkeyPatch, model: Any) -> None:
    hear_with(monkeypatch, model)
    difference = transcript.play(transcript.parse("# T\nU: calf\nA: Rest.\n"), skill)
    assert difference == "line 2, after the person said 'calf'\n  expected: Rest.\n  heard:    Which muscle?"


def test_a_statement_that_leaves_the_session_open_is_a_difference(
    skill: Any, monkeypatch: pytest.MonkeyPatch, model: Any, answers: Any
) -> None:
    hear_with(monkeypatch, model)
    skill.answer = lambda _: answers("Rest.")
    story = transcript.parse("# T\nU: calf\nA: Rest.\n")
    assert "expected: it closes" in str(transcript.play(story, skill))
    assert transcript.play(transcript.parse("# T\nU: calf\nA: Rest.\n(listening)\n"), skill) is None
    assert "but it listens" in str(transcript.play(transcript.parse("# T\nU: calf\nA: Rest.\n(closes)\n"), skill))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("U: hello\nA: hi\n", "line 1"),
        ("# T\nU: one\nU: two\nA: x\n", "line 2: there is no 'A:'"),
        ("# T\nA: x\n", "line 2"),
        ("# T\nU: one\nA: x\nA: y\n", "line 4"),
        ("# T\nmood: sleepy\nU: one\nA: x\n", "line 2"),
        ("# T\n", "no conversation"),
    ],
)
def test_a_transcript_that_cannot_be_read_names_its_line(text: str, says: str) -> None:
    with pytest.raises(FormatError, match=says):
        transcript.parse(text)


def hear_with(monkeypatch: pytest.MonkeyPatch, model: Any) -> None:
    from speaker import engine
    from speaker.ear import Ear

    monkeypatch.setattr(engine, "_ear", lambda _locale: Ear(model))
