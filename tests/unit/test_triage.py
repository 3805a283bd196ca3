"""Triage: the most urgent sign wins, whatever the order, and some signs weigh more together."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leg_cramp.triage import LEVELS, MAY_BE_A_CLOT, TOGETHER, Level, foremost, urgency

signs = st.lists(st.sampled_from(sorted(LEVELS)), min_size=1, max_size=6)


def test_the_levels_are_in_the_order_of_haste() -> None:
    assert sorted(Level) == [Level.ROUTINE, Level.SOON, Level.RIGHT_AWAY, Level.EMERGENCY]


@pytest.mark.parametrize(
    ("named", "foremost_sign"),
    [
        (["swelling", "short_of_breath"], "short_of_breath"),
        (["short_of_breath", "swelling"], "short_of_breath"),
        (["sleep_loss", "walking_pain", "redness"], "redness"),
        (["swelling", "redness"], "redness"),
        (["nonsense", "sleep_loss"], "sleep_loss"),
    ],
)
def test_the_most_urgent_sign_is_spoken_about_and_of_equals_the_last(named: list[str], foremost_sign: str) -> None:
    assert foremost(named) == foremost_sign


@pytest.mark.parametrize("named", [["numbness", "cannot_move"], ["cannot_move", "sleep_loss", "numbness"]])
def test_a_numb_leg_that_cannot_move_is_an_emergency_of_the_cold_leg(named: list[str]) -> None:
    assert foremost(named) == "cold_leg"
    assert urgency(named) is Level.EMERGENCY
    assert urgency(["numbness"]) is urgency(["cannot_move"]) is Level.RIGHT_AWAY


@pytest.mark.parametrize("named", [[], ["nonsense"], ["?", ""]])
def test_no_known_sign_has_no_level(named: list[str]) -> None:
    assert foremost(named) is None
    assert urgency(named) is None


@settings(deadline=None)
@given(signs, st.randoms())
def test_the_order_does_not_change_the_level_and_another_sign_never_lowers_it(named: list[str], chance: object) -> None:
    level = urgency(named)
    assert level is not None
    assert level >= max(LEVELS[sign] for sign in named)
    mixed = list(named)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert urgency(mixed) == level
    assert (urgency(named[:-1]) or Level.ROUTINE) <= level


def test_every_sign_that_the_rules_name_has_a_level() -> None:
    assert set(LEVELS) >= MAY_BE_A_CLOT
    assert all(LEVELS[sign] is Level.RIGHT_AWAY for sign in MAY_BE_A_CLOT)
    for together, sign in TOGETHER.items():
        assert together <= set(LEVELS)
        assert LEVELS[sign] > max(LEVELS[each] for each in together)
