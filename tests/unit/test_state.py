"""The state between two turns: it survives the way through Alexa, and what is damaged starts fresh."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leg_cramp.state import VERSION, Limit, Question, State, from_attributes

names = st.none() | st.text(min_size=1, max_size=20)
states = st.builds(
    State,
    muscle=st.just("calf"),
    step=st.integers(0, 20),
    limits=st.frozensets(st.sampled_from(Limit)),
    question=st.none() | st.sampled_from(Question),
    told=names,
    signs=st.lists(st.text(max_size=20), max_size=4).map(tuple),
    plan=names,
    disclaimed=st.booleans(),
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
FULL = {
    "version": VERSION,
    "muscle": "calf",
    "step": 2,
    "limits": ["reach"],
    "question": "easing",
    "told": "step",
    "signs": ["swelling"],
    "plan": "22:00",
    "disclaimed": True,
}


@settings(deadline=None)
@given(states)
def test_a_state_comes_back_as_it_was(state: State) -> None:
    assert from_attributes(json.loads(json.dumps(state.attributes()))) == state


def test_a_fresh_start_carries_its_version_and_nothing_else() -> None:
    assert State().attributes() == {"version": VERSION}
    assert from_attributes({"version": VERSION}) == State()


def test_everything_is_carried_under_its_name() -> None:
    assert from_attributes(FULL).attributes() == FULL


def test_a_step_without_a_muscle_is_not_carried() -> None:
    assert State(step=3).attributes() == {"version": VERSION}


def test_a_whole_number_may_come_back_as_a_float() -> None:
    assert from_attributes(FULL | {"step": 2.0}).step == 2


@pytest.mark.parametrize(
    "broken",
    [
        {"version": VERSION + 1},
        {"version": str(VERSION)},
        {"muscle": 7},
        {"step": -1},
        {"step": 1.5},
        {"step": True},
        {"step": "2"},
        {"step": None},
        {"limits": "reach"},
        {"limits": ["fly"]},
        {"limits": [1]},
        {"question": "what"},
        {"question": 1},
        {"told": ["step"]},
        {"signs": "swelling"},
        {"signs": [None]},
        {"plan": 22},
    ],
)
def test_a_damaged_state_or_one_of_another_version_starts_fresh(broken: dict[str, Any]) -> None:
    assert from_attributes(FULL | broken) == State()


@pytest.mark.parametrize("attributes", [None, [], "calf", 1, {}, {"muscle": "calf"}])
def test_what_is_no_state_starts_fresh(attributes: object) -> None:
    assert from_attributes(attributes) == State()


def test_only_a_true_yes_has_said_the_disclaimer() -> None:
    assert not from_attributes({"version": VERSION, "disclaimed": "yes"}).disclaimed
    assert from_attributes({"version": VERSION, "disclaimed": True}).disclaimed


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(FULL)), anything))
def test_nothing_that_stands_in_the_attributes_is_a_crash(attributes: dict[str, Any]) -> None:
    assert isinstance(from_attributes({"version": VERSION} | attributes), State)
