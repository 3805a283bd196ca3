"""Conversations full of bodies, drugs and symptoms: none of it in logs, memory, cards, reminders or error texts.

In the session there are only words of ours: the place, the open question, and which answer was told.
"""

from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest

from leg_cramp import skill, turn
from leg_cramp.remembered import Remembered
from properties import closed_vocabulary as closed
from properties import people
from properties.conftest import Ear
from properties.questions_asked import intent_body, model, some_slots
from speaker.doors import Door
from speaker.engine import Speaker
from speaker.envelope import Json

BATCHES, BATCH, TURNS = 5, 24, 12
MARKER = "zanzibar"
FREE = (MARKER, f"my {MARKER} is throbbing", f"{MARKER}ol forte 20 milligrams", f"twelve weeks and a {MARKER}")
HEALTH = {"MUSCLE", "LIMIT", "ACTIVITY", "CONDITION", "MEDICATION", "TREATMENT", "SYMPTOM"}
# They are heard most often here: where people say what is nobody's business.
TELLING = tuple(name for name, intent in model().intents.items() if HEALTH & set(intent.slots.values()))


@dataclass
class Confidant:
    """Somebody who tells everything, and remembers all that they have said."""

    rng: Random
    said: set[str] = field(default_factory=lambda: {MARKER})

    def tell(self, speaker: Speaker) -> None:
        """Say something about oneself; at times in a slot that Alexa has not resolved."""
        intent = self.rng.choice((*TELLING, "SetReminderIntent"))
        body = intent_body(intent, some_slots(self.rng, intent))
        for slot in body.get("slots", {}).values():
            if self.rng.random() < 0.3:
                slot["value"] = self.rng.choice(FREE)
                slot.pop("slotValue", None)
                if self.rng.random() < 0.5:
                    slot.pop("resolutions", None)
                else:
                    nothing = {"authority": MARKER, "status": {"code": "ER_SUCCESS_NO_MATCH"}}
                    slot["resolutions"] = {"resolutionsPerAuthority": [nothing]}
            # A time that was said may be kept; a story in its place may not.
            if intent in TELLING or MARKER in str(slot.get("value")):
                self.said |= words_of(slot)
        speaker.send("IntentRequest", intent=body)


def words_of(slot: Json) -> set[str]:
    words = {str(slot.get("value") or MARKER).lower()}
    for authority in (slot.get("resolutions") or {}).get("resolutionsPerAuthority", []):
        words |= {str(entry["value"]["id"]) for entry in authority.get("values", [])}
    return words


def looked_after(door: Door, locale: str) -> Door:
    """Look at every answer on its way."""

    def knock(event: Json) -> Json:
        answer = door(event)
        closed.check_response(answer["response"], locale)
        closed.check_attributes(answer.get("sessionAttributes") or {})
        return answer

    return knock


def converse(rng: Random, ear: Ear) -> bool:
    """Have a conversation, and look at all that is left of it. Tells whether anything was kept at all."""
    confidant = Confidant(rng)
    speaker = people.speaker_for(rng, lambda door: looked_after(door, "en-US"), locale="en-US")
    for _ in range(TURNS):
        if rng.random() < 0.5:
            confidant.tell(speaker)
        else:
            people.speak(rng, speaker)
        closed.check_cloud(speaker.cloud)
        closed.check_log(ear.take(), confidant.said)
    return bool(speaker.cloud.table.items) and bool(speaker.cloud.reminders.standing())


@pytest.mark.parametrize("batch", range(BATCHES))
def test_nothing_that_was_said_is_kept_or_logged(batch: int, ear: Ear, capfd: pytest.CaptureFixture[str]) -> None:
    numbers = range(batch * BATCH, (batch + 1) * BATCH)
    kept = [converse(Random(f"private {number}"), ear) for number in numbers]
    assert any(kept), "no reminder and no memory, so nothing was tested"
    assert capfd.readouterr() == ("", "")


def test_nothing_that_was_said_is_in_the_log_of_a_fault(
    ear: Ear, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    rng, faults = Random(5), 0

    def failing(handler_input: Any) -> Any:
        nonlocal faults
        if rng.random() < 0.5:
            faults += 1
            raise ValueError(str(handler_input.request_envelope))
        return turn.read(handler_input)

    monkeypatch.setattr(skill, "read", failing)
    for number in range(20):
        converse(Random(f"faulty {number}"), ear)
    assert faults > 40
    assert capfd.readouterr() == ("", "")


def test_memory_has_no_room_for_anything_else() -> None:
    assert set(Remembered.__dataclass_fields__) == {
        "bedtime",
        "whisper",
        "declined_at",
        "tips_told",
        "alert_token",
    }


@pytest.mark.parametrize(
    "leak",
    [
        {"told": f"medication {MARKER}"},
        {"told": MARKER},
        {"muscle": f"my {MARKER}"},
        {"signs": ["swelling", MARKER]},
        {"plan": f"22:00 monday {MARKER}"},
        {"note": MARKER},
        {"step": MARKER},
    ],
)
def test_the_check_would_see_a_word_in_the_session(leak: Json) -> None:
    with pytest.raises(AssertionError):
        closed.check_attributes({"version": 1, **leak})


def test_the_checks_would_see_a_word_in_the_log_in_memory_or_in_a_reminder() -> None:
    with pytest.raises(AssertionError):
        closed.check_log(["botocore.hooks sent calf"], {"calf"})
    with pytest.raises(AssertionError):
        closed.check_log([f"leg_cramp not answered: ValueError {MARKER}"], set())
    speaker = Speaker()
    for leak in ({"note": {"S": "x"}}, {"bedtime": {"S": "calf"}}, {"tips_told": {"L": [{"S": "statins"}]}}):
        speaker.cloud.table.items["one"] = leak
        with pytest.raises(AssertionError):
            closed.check_cloud(speaker.cloud)
