"""Session attributes of another version, or damaged in any way: every intent still gets a spoken answer."""

from itertools import product
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lambda_function import handler
from leg_cramp.content import words_for
from leg_cramp.skill import INTENTS
from leg_cramp.state import Question
from leg_cramp.triage import LEVELS
from properties import alexa_form
from properties.conftest import Ear
from properties.mutations import NOBODY
from properties.questions_asked import intent_body, some_slots
from speaker import envelope
from speaker.engine import NIGHT
from speaker.envelope import Home

WHEN = NIGHT.replace(tzinfo=ZoneInfo("Europe/London"))

HEADS = ("step", "first", "danger", "tip", "tips", "causes", "causes_more", "medication", "exercise", "prevention", "")
PLACES = ("calf", "any", "thigh", "hip", "first", "ending", "bedtime", "bedtime_bed", "bedtime_", "first_hold", "")
TAILS = (
    "any",
    "say",
    "next",
    "steps",
    "lead",
    "statins",
    "calf_stretch",
    "say.say",
    "7",
    "-1",
    "²",
    "9" * 5000,
    "",
    "?",
)


def glued(heads: tuple[str, ...], tails: tuple[str, ...]) -> list[str]:
    """Words that our attributes are made of, put together in ways that no version ever wrote."""
    return ["".join(parts) for parts in product(heads, (" ", ".", "_", ""), tails)]


NEAR = st.sampled_from(glued((*HEADS, *PLACES, "easing", "22:00", "24:00 monday"), TAILS))
TEXT = NEAR | st.text(max_size=8)
PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | TEXT
ANYTHING = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3), max_leaves=4
)


def attribute(*likely: Any) -> st.SearchStrategy[Any]:
    """Whatever is found under one key: as a rule something likely, else anything."""
    return st.one_of(*likely, TEXT, ANYTHING)


QUESTIONS = st.sampled_from([question.value for question in Question])
SOUND = st.fixed_dictionaries(
    {"version": st.just(1)},
    optional={
        "muscle": st.sampled_from(("calf", "foot", "hamstring", "any", "bedtime_sitting", "bedtime_bed")),
        "step": st.integers(0, 9),
        "limits": st.lists(st.sampled_from(("reach", "stand", "rub")), unique=True),
        "question": QUESTIONS,
        "told": st.sampled_from(("step", "first any", "causes", "medication statins", "tips 2", "tip calf_stretch")),
        "signs": st.lists(st.sampled_from(sorted(LEVELS)), max_size=3, unique=True),
        "plan": st.just("22:00 monday,tuesday"),
        "disclaimed": st.just(True),
    },
)
# One key or two at a time: an attribute that cannot be read at all is a fresh start, which hides the others.
DAMAGE = st.one_of(
    st.fixed_dictionaries({}, optional={"told": NEAR, "muscle": NEAR}),
    st.fixed_dictionaries({}, optional={"step": st.sampled_from((2.0, 1e308, float("inf"), True)) | attribute()}),
    st.fixed_dictionaries({}, optional={"plan": NEAR | attribute(), "signs": st.lists(TEXT, max_size=3)}),
    st.fixed_dictionaries({}, optional={"limits": attribute(), "question": QUESTIONS | attribute()}),
    st.fixed_dictionaries({}, optional={"version": st.sampled_from((0, 2, "1", None, 1.0)), "disclaimed": ANYTHING}),
    st.dictionaries(TEXT, ANYTHING, max_size=2),
)
ATTRIBUTES = st.builds(lambda sound, damage: {**sound, **damage}, SOUND, DAMAGE)
MOVES = tuple(f"AMAZON.{name}Intent" for name in ("Repeat", "Yes", "No", "Next", "Previous", "Resume"))


def some(examples: int) -> settings:
    """Settings for so many examples, the same ones each time."""
    known = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    return settings(max_examples=examples, derandomize=True, deadline=None, database=None, suppress_health_check=known)


def check_answer(intent: str, attributes: dict[str, Any], rng: Random, ear: Ear) -> None:
    locale = rng.choice(("en-US", "en-GB"))
    home = Home(api=NOBODY, token="token", user_id="amzn1.ask.account.EXAMPLE", granted=rng.random() < 0.5)
    request = envelope.request("IntentRequest", locale, WHEN, intent=intent_body(intent, some_slots(rng, intent)))
    session = envelope.session_block(home, "amzn1.echo-api.session.1", new=False, attributes=attributes)
    answer = handler(envelope.wrap(request, home, session=session), None)
    assert ear.take() == [], (intent, attributes)
    alexa_form.check(answer, "IntentRequest")
    assert alexa_form.plain(answer["response"]) != words_for(locale).text("talk.fault"), (intent, attributes)


@some(60)
@given(ATTRIBUTES, st.integers(0, 1_000))
def test_any_session_gets_a_spoken_answer_to_every_intent(ear: Ear, attributes: dict[str, Any], chance: int) -> None:
    rng = Random(chance)
    for intent in INTENTS:
        check_answer(intent, attributes, rng, ear)


@some(250)
@given(ATTRIBUTES, st.sampled_from(MOVES))
def test_any_session_can_be_moved_about_in(ear: Ear, attributes: dict[str, Any], intent: str) -> None:
    check_answer(intent, attributes, Random(0), ear)


def test_whatever_was_told_last_can_be_asked_for_again_and_for_more(ear: Ear) -> None:
    for told in glued(HEADS, TAILS):
        for intent in ("AMAZON.RepeatIntent", "AMAZON.MoreIntent"):
            check_answer(intent, {"version": 1, "told": told}, Random(0), ear)


def test_any_place_in_any_guide_can_be_left_and_returned_to(ear: Ear) -> None:
    for muscle in glued(PLACES, TAILS):
        for intent in ("AMAZON.NextIntent", "AMAZON.ResumeIntent"):
            check_answer(intent, {"version": 1, "muscle": muscle, "step": 2, "question": "easing"}, Random(0), ear)
