"""The drawings: each one is made of lines that Alexa's vector graphics know, and stays inside its frame."""

import re
from math import hypot

import pytest

from leg_cramp import pictures
from speaker.pictures import svg

EVERY = sorted(pictures.names())


def test_there_are_drawings() -> None:
    assert {"calf", "towel", "foot", "quadriceps", "wall"} <= set(EVERY)


@pytest.mark.parametrize("name", EVERY)
def test_a_drawing_is_a_vector_graphic_of_plain_lines(name: str) -> None:
    graphic = pictures.graphic(name)
    assert (graphic["type"], graphic["version"]) == ("AVG", "1.1")
    assert (graphic["width"], graphic["height"]) == (720, 480)
    for item in graphic["items"]:
        assert item["type"] == "path"
        assert re.fullmatch(r"(?:[MLHVCQSTAZhvlcqz]|[-\d., ])+", item["pathData"])
        assert item["strokeWidth"] >= pictures.LINE


@pytest.mark.parametrize("name", EVERY)
def test_a_drawing_shows_something_and_what_to_do_with_it(name: str) -> None:
    inks = {item["stroke"] for item in pictures.graphic(name)["items"]}
    assert pictures.INK in inks
    assert inks & {pictures.ARROW, pictures.MUSCLE}


@pytest.mark.parametrize("name", EVERY)
def test_an_arrow_lies_inside_the_frame_with_its_head(name: str) -> None:
    for item in pictures.graphic(name)["items"]:
        if item["stroke"] == pictures.ARROW:
            numbers = [float(number) for number in re.findall(r"-?[\d.]+", item["pathData"])]
            assert all(pictures.LINE / 2 <= x <= 720 - pictures.LINE / 2 for x in numbers[::2])
            assert all(pictures.LINE / 2 <= y <= 480 - pictures.LINE / 2 for y in numbers[1::2])


def test_limbs_of_one_layer_grow_together_under_one_outline() -> None:
    inks = [item["stroke"] for item in pictures.DRAW["body"]([[40, "M0 0 L10 0"], [30, "M10 0 L20 0"]])]
    assert inks == [pictures.INK, pictures.INK, pictures.SKIN, pictures.SKIN]


def test_an_arrows_head_is_at_its_tip_and_points_away_from_the_bend() -> None:
    shaft, head = pictures.DRAW["arrow"]([[0, 0, 50, 0, 100, 0]])
    assert shaft["pathData"] == "M0 0 Q50 0 100 0"
    left, tip, right = re.findall(r"(-?\d+) (-?\d+)", head["pathData"])
    assert tip == ("100", "0")
    for barb in (left, right):
        assert float(barb[0]) < 100
        assert hypot(float(barb[0]) - 100, float(barb[1])) == pytest.approx(pictures.HEAD, abs=1)


def test_an_unknown_drawing_is_not_found() -> None:
    with pytest.raises(FileNotFoundError):
        pictures.graphic("nose")


@pytest.mark.parametrize("name", EVERY)
def test_the_svg_has_every_line_of_the_graphic_and_fills_none_black(name: str) -> None:
    drawn = svg(name)
    for item in pictures.graphic(name)["items"]:
        assert f'd="{item["pathData"]}"' in drawn
        assert f'stroke-width="{item["strokeWidth"]}"' in drawn
    assert drawn.count("<path") == drawn.count("fill=") - 1 == len(pictures.graphic(name)["items"])
