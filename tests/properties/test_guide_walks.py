"""Random walks through a guide against a small model of the place: questions never move it, steps move it by one."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from leg_cramp.content import words_for
from leg_cramp.guide import Step
from speaker.engine import Speaker
from speaker.turn import Turn

MUSCLES = ("calf", "hamstring", "quadriceps", "foot", "toes", "shin", "inner_thigh", "hip")
SAID = {"hamstring": "hamstring", "quadriceps": "front of my thigh", "inner_thigh": "inner thigh"}
LIMITS = {"reach": "reach", "stand": "stand", "bed": "stand"}
# What is asked on the way, and the limit that it brings for the steps that follow.
ASKED = {
    "CausesIntent": None,
    "WhyAtNightIntent": None,
    "ExerciseIntent": None,
    "HydrationIntent": None,
    "ConditionIntent": None,
    "MedicationIntent": None,
    "TreatmentIntent": None,
    "DoctorIntent": None,
    "DurationIntent": None,
    "PreventionIntent": None,
    "TipIntent": None,
    "OutOfScopeIntent": None,
    "PregnancyIntent": "rub",
    "AMAZON.MoreIntent": None,
}
STAYING = ("AMAZON.FallbackIntent", "AMAZON.HelpIntent", "AMAZON.PauseIntent")


class Walk(RuleBasedStateMachine):
    """Somebody in the guide, and where they should be in it."""

    @initialize(muscle=st.sampled_from(MUSCLES))
    def begin(self, muscle: str) -> None:
        self.muscle, self.index = muscle, 0
        self.limits: set[str] = set()
        self.told_step, self.silent = True, False
        self.steps = words_for("en-US").steps(muscle)
        self.speaker = Speaker(table=False)
        self.ask("ReliefIntent", muscle=SAID.get(muscle, muscle))

    @rule()
    def next_step(self) -> None:
        self.go(self.after())
        self.hear_step(self.ask("AMAZON.NextIntent"))

    @rule()
    def it_still_hurts(self) -> None:
        self.go(self.after())
        self.hear_step(self.ask("StillHurtsIntent"))

    @rule()
    def previous_step(self) -> None:
        self.go(max((i for i in self.usable() if i < self.index), default=0))
        self.hear_step(self.ask("AMAZON.PreviousIntent"))

    @rule()
    def start_over(self) -> None:
        self.go(0)
        self.hear_step(self.ask("AMAZON.StartOverIntent"))

    @rule()
    def resume(self) -> None:
        self.settle()
        self.hear_step(self.ask("AMAZON.ResumeIntent"))

    @rule()
    def repeat(self) -> None:
        if self.told_step:
            self.settle()
        turn = self.ask("AMAZON.RepeatIntent")
        if self.told_step:
            self.hear_step(turn)

    @rule(limit=st.sampled_from(sorted(LIMITS)))
    def cannot(self, limit: str) -> None:
        self.limits.add(LIMITS[limit])
        self.settle()
        self.hear_step(self.ask("AdaptStretchIntent", limit=limit))

    @rule(intent=st.sampled_from(STAYING))
    def say_what_is_no_question(self, intent: str) -> None:
        self.ask(intent)

    @rule(intent=st.sampled_from(sorted(ASKED)))
    def ask_something(self, intent: str) -> None:
        self.limits |= {limit for limit in [ASKED[intent]] if limit}
        before = self.speaker.session_attributes.get("told")
        self.ask(intent)
        self.told_step = self.told_step and self.speaker.session_attributes.get("told") == before

    @precondition(lambda self: not self.silent)
    @rule()
    def say_nothing(self) -> None:
        self.silent = True
        assert self.speaker.wait().text.endswith("?")

    @rule()
    def answer_the_open_question(self) -> None:
        question = self.speaker.session_attributes["question"]
        if question in {"ready", "back_to_stretch"}:
            self.settle()
            self.hear_step(self.ask("AMAZON.YesIntent"))
        elif question == "easing":
            self.go(self.after())
            self.hear_step(self.ask("AMAZON.NoIntent"))
        elif question == "past_ten_minutes":
            self.go(0)
            self.hear_step(self.ask("AMAZON.NoIntent"))

    @invariant()
    def is_where_it_should_be(self) -> None:
        kept = self.speaker.session_attributes
        assert (kept["muscle"], kept["step"]) == (self.muscle, self.index)
        assert set(kept.get("limits", [])) == self.limits

    def ask(self, intent: str, **slots: str) -> Turn:
        self.silent = False
        turn = self.speaker.intend(intent, **slots)
        assert turn.open, turn.text
        assert turn.text.endswith("?")
        return turn

    def hear_step(self, turn: Turn) -> None:
        self.told_step = True
        assert wording(self.steps[self.index], self.limits)[1:] in turn.text

    def usable(self) -> list[int]:
        return [i for i, step in enumerate(self.steps) if is_usable(step, self.limits)]

    def after(self) -> int:
        return min((i for i in self.usable() if i > self.index), default=len(self.steps) - 1)

    def go(self, index: int) -> None:
        self.index = index

    def settle(self) -> None:
        # A step that has become unusable gives way to the next one.
        self.index = self.index if self.index in self.usable() else self.after()


def is_usable(step: Step, limits: set[str]) -> bool:
    needs = {"stand"} if step.standing and not step.bed else set()
    return not (needs | ({"rub"} if step.rubs else set())) & limits


def wording(step: Step, limits: set[str]) -> str:
    if "stand" in limits and step.bed:
        return step.bed
    return step.reach if "reach" in limits and step.reach else step.say


Walk.TestCase.settings = settings(
    max_examples=60, stateful_step_count=25, derandomize=True, deadline=None, database=None
)
test_a_walk_through_the_guide_stays_in_its_place = Walk.TestCase
