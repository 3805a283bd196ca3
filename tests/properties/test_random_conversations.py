"""1,000 random conversations with anything broken: no fault, no late answer, nothing untrue about the reminder."""

from datetime import timedelta
from random import Random

import pytest

from leg_cramp.content import words_for
from leg_cramp.triage import LEVELS, Level, urgency
from properties import people, witness
from properties.accounted import Stopwatch, accounted
from properties.conftest import Ear
from speaker import plain
from speaker.doors import Door
from speaker.engine import Speaker
from speaker.envelope import Json

BATCHES, BATCH, TURNS = 20, 50, 7
LATEST = 7.0  # seconds: the function's timeout; Alexa gives up after eight
FAULT = words_for("en-US").text("talk.fault").partition(".")[0]
DECLINED = "Okay, no reminder."
OFFER = "Want a nightly reminder"


class Conversation:
    """One home, one night, and what was promised there."""

    def __init__(self, number: int) -> None:
        """Begin the conversation of this number: the same one each time."""
        self.rng = Random(number)
        self.watch = Stopwatch(self.rng)
        self.speaker = people.speaker_for(self.rng, self.watched)
        self.watch.home = self.speaker.cloud
        self.promised: witness.Standing | None = None
        self.rests = False  # An offer was declined, and memory was there to keep it.

    def watched(self, door: Door) -> Door:
        """Look at each answer as it comes: how long it took, and whether it is true."""

        def knock(event: Json) -> Json:
            began, late, before = self.watch.now, self.watch.late, witness.Seen.of(self.speaker.cloud)
            answer = door(event)
            assert self.watch.now - began <= LATEST
            text = said(answer)
            assert FAULT not in text
            witness.check(text, before, witness.Seen.of(self.speaker.cloud))
            self.note(text, in_time=self.watch.late == late)
            return answer

        return knock

    def note(self, text: str, *, in_time: bool) -> None:
        """Keep what was promised."""
        if text.startswith(witness.STANDS):
            self.promised = witness.told(text)
        elif text.startswith((*witness.GONE, *witness.UNSURE)):
            self.promised = None
        if OFFER in text:
            assert not self.rests, "offered again on the night of a no"
        if text.startswith(DECLINED):
            self.rests = in_time and not self.speaker.cloud.faults
        if text.startswith("Done. I've forgotten"):
            assert self.speaker.cloud.state()["memory"] == {}
            self.rests = False

    def go_on(self) -> None:
        """Let one thing happen and one thing be said."""
        if people.live_on(self.rng, self.speaker):
            self.promised = None
        turn = people.speak(self.rng, self.speaker)
        assert turn.open == turn.text.endswith("?"), turn.text
        if self.rng.random() < 0.25:
            check_danger(self.rng, self.speaker)

    def feel_better(self) -> None:
        """The moment in which an offer is made: not on the night of a no."""
        if self.rests:
            self.speaker.break_down("")
            self.speaker.intend("BetterIntent")

    def sleep_a_week(self) -> None:
        """What was confirmed last has to ring, each night that it was confirmed for."""
        if self.promised is None:
            return
        now = self.speaker.now
        end = (now + timedelta(days=8)).replace(tzinfo=None, hour=23, minute=59)
        rang = {ring.at for ring in self.speaker.let_pass(end)}
        assert set(witness.rings_due(self.promised, now, 7)) <= rang


def said(answer: Json) -> str:
    return plain.spoken(answer.get("response", {}).get("outputSpeech"))


def check_danger(rng: Random, speaker: Speaker) -> None:
    """Somebody else in the same place names a danger sign, with every service down: the signs so far add up."""
    sign = rng.choice(list(LEVELS))
    other = Speaker(locale=speaker.locale, table=False, broken="reminders:down,settings:down")
    attributes = speaker.session_attributes
    if attributes:
        other.session_attributes = attributes
    text = other.intend("DangerSignIntent", symptom=sign.replace("_", " ")).text
    level = urgency((*attributes.get("signs", []), sign))
    assert level is not None
    assert level >= LEVELS[sign]
    number = words_for(speaker.locale).place["emergency_number"]
    opening = {
        Level.EMERGENCY: f"Call {number} now.",
        Level.RIGHT_AWAY: "Get medical help right away",
        Level.SOON: "See a doctor in the next day or two.",
        Level.ROUTINE: "Make an ordinary appointment with your doctor.",
    }
    assert text.startswith(opening[level]), (attributes, sign, text)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_whatever_is_said_and_broken_the_answer_is_true_and_in_time(batch: int, ear: Ear) -> None:
    promises = 0
    for number in range(batch * BATCH, (batch + 1) * BATCH):
        conversation = Conversation(number)
        try:
            with accounted(conversation.watch):
                for _ in range(TURNS):
                    conversation.go_on()
                promises += conversation.promised is not None
                conversation.feel_better()
                conversation.sleep_a_week()
        except Exception as fault:
            raise AssertionError(f"conversation {number}: {type(fault).__name__}: {fault}") from fault
        assert [line for line in ear.take() if line.startswith("leg_cramp not answered")] == []
    assert promises, "nothing was promised, so nothing was tested"
