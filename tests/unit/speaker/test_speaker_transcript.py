"""The transcript format, and that a transcript fails when the skill says something else."""

from typing import Any

import pytest

from speaker import script, transcript
from speaker.transcript import FormatError
from unit.speaker.cloud_caller import ASK_FOR, Caller, reminder

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


# Permission, time, the app, faults

BEDTIME = """# A reminder
permission: accepts
fault: settings:503

U: remind me
A: I need a permission.
ALEXA: Do you give Leg Cramp Guide permission to update your reminders? ...
U: I approve
A: Done.
TIME: 2026-11-24T00:00
RINGS: 2026-11-22 22:00 Time for your bedtime stretch
RINGS: 2026-11-23 22:00 Time for your bedtime stretch
APP: deletes the reminder
TIME: 2026-11-25T00:00
FAULT: reminders:503
U: remind me
A: I need a permission. Refused.
"""


@pytest.fixture
def setting(skill: Any, answers: Any, monkeypatch: pytest.MonkeyPatch, model: Any) -> Any:
    """A skill that asks for the permission, and sets a reminder for ten once it has it."""

    def answer(event: dict[str, Any]) -> dict[str, Any]:
        if event["request"]["type"].startswith("Reminders."):
            return {}
        if event["request"]["type"] != "Connections.Response":
            asks = answers("I need a permission.", ends=True)
            asks["response"]["directives"] = [ASK_FOR]
            return dict(asks)
        system = event["context"]["System"]
        made = Caller(system["apiEndpoint"], system["apiAccessToken"])("POST", body=reminder())
        return dict(answers("Done." if made.status == 200 else "Refused.", ends=True))

    hear_with(monkeypatch, model)
    skill.answer = answer
    return skill


def test_a_story_of_a_reminder_is_played_from_permission_to_fault(setting: Any) -> None:
    assert transcript.play(transcript.parse(BEDTIME), setting) is None
    assert [event["request"]["type"] for event in setting.events] == [
        "IntentRequest",
        "Connections.Response",
        "Reminders.ReminderDeleted",
        "IntentRequest",
        "Connections.Response",
    ]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("permission: accepts", "permission: declines", "makes the person say 'No'"),
        ("to update your reminders", "to update your lists", "expected Alexa to ask"),
        ("U: I approve\n", "U: no\n", "makes the person say 'I approve'"),
        ("A: Done.", "A: Refused.", "heard:    Done."),
        ("2026-11-23 22:00", "2026-11-23 21:00", "rang:\n    2026-11-22 22:00"),
        ("RINGS: 2026-11-23 22:00 Time for your bedtime stretch\n", "", "rang:\n    2026-11-22 22:00"),
        ("APP: deletes the reminder\n", "", "2026-11-24 22:00 Time for"),
        ("FAULT: reminders:503\n", "", "heard:    I need a permission. Done."),
        (
            "ALEXA: Do you give Leg Cramp Guide permission to update your reminders? ...\n",
            "",
            "does not say so: Do you",
        ),
    ],
)
def test_each_line_of_such_a_story_can_differ(setting: Any, old: str, new: str, says: str) -> None:
    assert old in BEDTIME
    assert says in str(transcript.play(transcript.parse(BEDTIME.replace(old, new)), setting))


def test_a_question_of_alexas_that_is_not_put_is_a_difference(
    skill: Any, answers: Any, monkeypatch: pytest.MonkeyPatch, model: Any
) -> None:
    hear_with(monkeypatch, model)
    skill.answer = lambda _: answers("Rest.", ends=True)
    story = transcript.parse("# T\nU: calf\nA: Rest.\nALEXA: May it?\nU: I approve\nA: Done.\n")
    assert "did not ask for a permission" in str(transcript.play(story, skill))


def test_a_question_at_the_very_end_is_not_overlooked(setting: Any) -> None:
    story = transcript.parse("# T\nU: remind me\nA: I need a permission.\n")
    assert "at the end" in str(transcript.play(story, setting))


def test_three_dots_stand_for_any_number_of_rings(setting: Any) -> None:
    first, _, rest = BEDTIME.partition("RINGS:")
    _, app, rest = rest.partition("APP:")
    assert transcript.play(transcript.parse(f"{first}RINGS: ...\n{app}{rest}"), setting) is None


@pytest.mark.parametrize("deed", script.APP)
def test_each_deed_in_the_app_reaches_the_skill_or_the_cloud(setting: Any, deed: str) -> None:
    story = BEDTIME.partition("TIME:")[0] + f"APP: {deed}\n"
    assert transcript.play(transcript.parse(story), setting) is None
    kinds = {
        "deletes the reminder": "Reminders.ReminderDeleted",
        "gives the permission": "AlexaSkillEvent.SkillPermissionAccepted",
        "takes back the permission": "AlexaSkillEvent.SkillPermissionChanged",
        "disables the skill": "AlexaSkillEvent.SkillDisabled",
        "enables the skill": "AlexaSkillEvent.SkillEnabled",
    }
    assert setting.events[-1]["request"]["type"] == kinds[deed]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("U: one\nA: x\nALEXA: May it?\nA: y\n", "line 5: after 'ALEXA:'"),
        ("ALEXA: May it?\nU: one\nA: x\n", "line 2: 'ALEXA:'"),
        ("U: one\nA: x\nTIME: soon\n", "line 4: 'soon'"),
        ("U: one\nA: x\nTIME: 2026-11-24T00:00Z\n", "line 4: .* has a zone"),
        ("U: one\nA: x\nRINGS: 2026-11-22 22:00 x\n", "line 4: 'RINGS:'"),
        ("U: one\nA: x\nAPP: explodes\n", "line 4: in the app"),
        ("U: one\nA: x\nFAULT: weather:503\n", "line 4: weather:503"),
        ("fault: weather:503\nU: one\nA: x\n", "line 2: weather:503"),
        ("U: one\nTIME: 2026-11-24T00:00\n", "line 2: there is no 'A:'"),
        ("U: one\nA: x\nSET: mood sleepy\n", "line 4: 'SET:' changes locale, device, zone, permission; not 'mood'"),
        ("U: one\nA: x\nSET: device fridge\n", "line 4: 'fridge' is not one of speaker"),
        ("device: fridge\nU: one\nA: x\n", "line 2: 'fridge' is not one of speaker"),
        ("locale: english\nU: one\nA: x\n", "line 2: 'english' is not a locale"),
        ("zone: Mars\nU: one\nA: x\n", "line 2: 'Mars' is not a time zone"),
        ("now: later\nU: one\nA: x\n", "line 2: 'later' is not a local time"),
        ("permission: maybe\nU: one\nA: x\n", "line 2: 'maybe' is not one of granted"),
    ],
)
def test_a_line_that_makes_no_sense_there_is_named(text: str, says: str) -> None:
    with pytest.raises(FormatError, match=says):
        transcript.parse(f"# T\n{text}")


def test_a_touch_is_written_as_a_turn_and_a_change_holds_from_its_line_on(
    skill: Any, answers: Any, monkeypatch: pytest.MonkeyPatch, model: Any
) -> None:
    hear_with(monkeypatch, model)

    def answer(event: dict[str, Any]) -> dict[str, Any]:
        drawn = answers(event["request"]["type"].rpartition(".")[2] + "?")
        if "Viewport" in event["context"]:
            drawn["response"]["directives"] = [{"type": "Alexa.Presentation.APL.RenderDocument", "token": "screen"}]
        return dict(drawn)

    skill.answer = answer
    story = "# T\nU: calf\nA: IntentRequest?\nSET: device hub\nU: calf\nA: ...\nU: [touch next]\nA: UserEvent?\n"
    assert transcript.play(transcript.parse(story), skill) is None
    without = story.replace("SET: device hub\n", "")
    assert transcript.play(transcript.parse(without), skill) == "line 6: a speaker has no screen to touch"


def test_a_time_that_is_over_is_a_difference(skill: Any, monkeypatch: pytest.MonkeyPatch, model: Any) -> None:
    hear_with(monkeypatch, model)
    story = transcript.parse("# T\nU: calf\nA: ...\n(listening)\nTIME: 2026-11-21T00:00\n")
    assert "a clock does not go back" in str(transcript.play(story, skill))
    far = transcript.parse("# T\nU: calf\nA: ...\n(listening)\nTIME: 2056-11-21T00:00\n")
    assert "more than ten years" in str(transcript.play(far, skill))


def hear_with(monkeypatch: pytest.MonkeyPatch, model: Any) -> None:
    from speaker import engine
    from speaker.ear import Ear

    monkeypatch.setattr(engine, "_ear", lambda _locale: Ear(model))
