"""A story that is written can be read again, whatever is in it."""

from dataclasses import replace
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from speaker import story
from speaker.household import APP
from speaker.script import parse
from speaker.story import AppDoes, Breaks, Changes, Exchange, Step, TimePasses, Transcript

word = st.text("Aa9'.,?!:;()[]#-", min_size=1, max_size=9)
words = st.lists(word, min_size=1, max_size=20).map(" ".join)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(lambda moment: moment.replace(microsecond=0))
first = st.builds(Exchange, st.just(0), words | st.just(""), words | st.just(""), st.sampled_from([None, True, False]))
steps = st.one_of(
    first,
    st.builds(TimePasses, st.just(0), moments, st.lists(words, max_size=3).map(tuple)),
    st.builds(AppDoes, st.just(0), st.sampled_from(APP)),
    st.builds(Breaks, st.just(0), st.sampled_from(["", "reminders:503", "table:down,settings:slow"])),
    st.builds(Changes, st.just(0), st.just("device"), st.sampled_from(["hub", "speaker"])),
)
headers = st.fixed_dictionaries({}, optional={"locale": st.just("en-GB"), "now": st.just("2026-11-22T03:00")})


@given(words, headers, first, st.lists(steps, max_size=4))
def test_what_is_written_reads_as_what_it_was(title: str, header: dict[str, str], one: Step, more: list[Step]) -> None:
    told = Transcript(title, header, (one, *more))
    read = parse(story.write(told))
    assert replace(read, steps=tuple(replace(step, line=0) for step in read.steps)) == told


def test_a_question_of_alexas_stands_before_the_answer_to_it() -> None:
    asked = Exchange(0, "I approve", "Done.", asked="Do you give it?")
    text = story.write(Transcript("T", {}, (Exchange(0, "yes", "I need it."), asked)))
    assert text == "# T\n\nU: yes\nA: I need it.\nALEXA: Do you give it?\nU: I approve\nA: Done.\n"


def test_long_answers_are_broken_and_indented() -> None:
    text = story.write(Transcript("T", {}, (Exchange(0, "yes", "word " * 40 + "end"),)))
    lines = text.splitlines()
    assert max(len(line) for line in lines) <= story.WIDTH
    assert lines[4].startswith("   word")
