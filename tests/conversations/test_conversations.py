"""Every transcript in this folder, played to the skill."""

from pathlib import Path

import pytest

from speaker import transcript

STORIES = sorted(Path(__file__).parent.glob("*.txt"))


def test_there_are_stories_to_play() -> None:
    assert STORIES


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_the_conversation_goes_as_written(path: Path) -> None:
    story = transcript.read(path)
    if difference := transcript.play(story):
        pytest.fail(f"{path.name}: {story.title}\n{difference}", pytrace=False)
