"""The guide: which step comes next, and in which words, for somebody who cannot do everything."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leg_cramp.guide import Step, back, forward, picture, place, settled, usable, wording
from leg_cramp.state import Limit

LIE = Step("lie", hold=20, reach="lie with a towel")
RUB = Step("rub", rubs=True)
STAND = Step("stand", standing=True)
WALK = Step("walk", standing=True, bed="shake the leg")
END = Step("call", question="past_ten_minutes")
STEPS = (LIE, RUB, STAND, WALK, END)
NONE: frozenset[Limit] = frozenset()
steps = st.lists(st.sampled_from((LIE, RUB, STAND, WALK)), max_size=6).map(lambda some: (LIE, *some, END))
limits = st.frozensets(st.sampled_from(Limit))


def only(*some: Limit) -> frozenset[Limit]:
    return frozenset(some)


@pytest.mark.parametrize(
    ("step", "limits", "words"),
    [
        (LIE, NONE, "lie"),
        (LIE, only(Limit.REACH), "lie with a towel"),
        (LIE, only(Limit.STAND), "lie"),
        (LIE, only(Limit.STAND, Limit.REACH), "lie with a towel"),
        (WALK, only(Limit.STAND), "shake the leg"),
        (WALK, only(Limit.REACH), "walk"),
        (Step("a", reach="b", bed="c"), only(Limit.STAND, Limit.REACH), "c"),
    ],
)
def test_a_step_is_said_for_what_the_person_can_do(step: Step, limits: frozenset[Limit], words: str) -> None:
    assert wording(step, limits) == words


def test_a_standing_step_without_a_version_for_bed_is_left_out_for_somebody_who_cannot_stand() -> None:
    assert not usable(STAND, only(Limit.STAND))
    assert usable(WALK, only(Limit.STAND))
    assert usable(STAND, only(Limit.REACH, Limit.RUB))


def test_a_rubbing_step_is_left_out_where_rubbing_may_harm() -> None:
    assert not usable(RUB, only(Limit.RUB))
    assert usable(RUB, only(Limit.STAND, Limit.REACH))


@pytest.mark.parametrize(
    ("limits", "way"),
    [
        (NONE, [0, 1, 2, 3, 4, 4]),
        (only(Limit.RUB), [0, 2, 3, 4, 4, 4]),
        (only(Limit.STAND), [0, 1, 3, 4, 4, 4]),
        (only(Limit.STAND, Limit.RUB), [0, 3, 4, 4, 4, 4]),
    ],
)
def test_next_goes_over_what_is_left_out_and_stays_at_the_last(limits: frozenset[Limit], way: list[int]) -> None:
    walked = [0]
    while len(walked) < len(way):
        walked.append(forward(STEPS, walked[-1], limits))
    assert walked == way


@pytest.mark.parametrize(("limits", "way"), [(NONE, [4, 3, 2, 1, 0, 0]), (only(Limit.STAND, Limit.RUB), [4, 3, 0, 0])])
def test_previous_goes_the_same_way_back_and_stays_at_the_first(limits: frozenset[Limit], way: list[int]) -> None:
    walked = [4]
    while len(walked) < len(way):
        walked.append(back(STEPS, walked[-1], limits))
    assert walked == way


@pytest.mark.parametrize(("index", "place"), [(0, 0), (1, 2), (4, 4), (5, 4), (99, 4)])
def test_a_place_that_cannot_be_used_is_the_next_that_can(index: int, place: int) -> None:
    assert settled(STEPS, index, only(Limit.RUB)) == place


@settings(deadline=None)
@given(steps, st.integers(0, 20), limits)
def test_every_move_from_anywhere_lands_on_a_step_that_can_be_given(
    some: tuple[Step, ...], index: int, limits: frozenset[Limit]
) -> None:
    for move in (forward, back, settled):
        assert usable(some[move(some, index, limits)], limits)


@settings(deadline=None)
@given(steps, limits)
def test_next_and_then_previous_is_where_one_was(some: tuple[Step, ...], limits: frozenset[Limit]) -> None:
    for index in range(len(some) - 1):
        if usable(some[index], limits):
            assert back(some, forward(some, index, limits), limits) == index


DRAWN = Step("pull", reach="pull the towel", bed="lie", picture="calf", reach_picture="towel", bed_picture="shake")


def test_the_drawing_is_that_of_the_words_that_are_said() -> None:
    for some in (NONE, only(Limit.REACH), only(Limit.STAND)):
        wanted = {"pull": "calf", "pull the towel": "towel", "lie": "shake"}[wording(DRAWN, some)]
        assert picture(DRAWN, some) == wanted
    assert picture(RUB, only(Limit.REACH)) == ""


def test_the_place_counts_only_the_steps_that_are_given() -> None:
    assert place(STEPS, 3, NONE) == (4, 5)
    assert place(STEPS, 3, only(Limit.STAND)) == (3, 4)
    assert place(STEPS, 4, only(Limit.STAND, Limit.RUB)) == (3, 3)
