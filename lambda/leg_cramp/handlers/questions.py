"""Everything a person asks: causes, the night, exercise, medicines, pregnancy, the doctor, prevention."""

from dataclasses import replace

from ..answers import answer
from ..reply import Reply
from ..state import Limit, Question
from ..turn import Turn
from . import offers

TIPS = "tips"  # what State.told begins with when prevention tips were told last; the page follows

# Which slots name the things that a topic is asked about; a topic not listed here names none.
NAMED_BY = {
    "causes": ("muscle",),
    "why_night": ("muscle",),
    "exercise": ("activity",),
    "condition": ("condition", "second_condition"),
    "medication": ("medication", "second_medication"),
    "treatment": ("treatment", "second_treatment"),
}


def about(topic: str, turn: Turn) -> Reply:
    """Answer this topic, and by name what was named."""
    return _tell(turn, topic, turn.named(*NAMED_BY.get(topic, ())))


def pregnancy(turn: Turn) -> Reply:
    """Answer, and leave the rubbing out of what follows: the sources disagree on it in pregnancy."""
    careful = replace(turn.state, limits=turn.state.limits | {Limit.RUB})
    return _tell(replace(turn, state=careful), "pregnancy", ())


def medication(turn: Turn) -> Reply:
    """A medicine as the cause; what is only known as a remedy is answered as one."""
    named = turn.named(*NAMED_BY["medication"])
    remedies = turn.words.tree("treatments")
    causes = turn.words.tree("medications")
    topic = "treatment" if any(each in remedies and each not in causes for each in named) else "medication"
    return _tell(turn, topic, named)


def treatment(turn: Turn) -> Reply:
    """A remedy; as the answer to "which one do you take?" its name is that of a medicine."""
    topic = "medication" if turn.state.question is Question.WHICH_MEDICATION else "treatment"
    return _tell(turn, topic, turn.named(*NAMED_BY["treatment"]))


def tips(turn: Turn) -> Reply:
    """Say the first few prevention tips."""
    return _page(turn, 0)


def more(turn: Turn) -> Reply:
    """Say the next tips, or the long form of the answer that was told last."""
    topic, _, page = (turn.state.told or "").partition(" ")
    if topic == TIPS:
        return _page(turn, _number(page) + 1)
    longer = f"{topic}_more"
    if turn.words.has(f"answers.{longer}"):
        return _tell(turn, longer, ())
    question = turn.state.question or _following(turn, Question.CRAMPING_NOW)
    return Reply((turn.words.text("talk.nothing_more"),), replace(turn.state, question=question))


def tell_again(turn: Turn) -> Reply | None:
    """Say the answer again that `told` names; None if it names none."""
    topic, *named = (turn.state.told or "").split(" ")
    if topic == TIPS:
        return _page(turn, _number("".join(named)))
    return _tell(turn, topic, tuple(named)) if turn.words.has(f"answers.{topic}.say") else None


def _tell(turn: Turn, topic: str, named: tuple[str, ...]) -> Reply:
    asks = "next" if named or not turn.words.has(f"answers.{topic}.next_unnamed") else "next_unnamed"
    following = _following(turn, Question(turn.words.tree(f"answers.{topic}.{asks}")))
    state = replace(turn.state, question=following, told=" ".join((topic, *named)))
    return Reply((answer(turn.words, topic, named),), state, informs=True)


def _page(turn: Turn, page: int) -> Reply:
    pages = turn.words.tree("prevention.pages")
    page = min(page, len(pages) - 1)
    if page == len(pages) - 1 and not turn.state.muscle:
        last = f"{pages[page]} {turn.words.text('prevention.all_told')}"
        return offers.after(turn, (last,), turn.words.text("guide.good_night"))
    state = replace(turn.state, question=_following(turn, Question.WANT_MORE), told=f"{TIPS} {page}")
    return Reply((pages[page],), state, informs=True)


def _following(turn: Turn, question: Question) -> Question:
    """Return the question after an answer: in mid-guide, always whether to go back to it."""
    return Question.BACK_TO_STRETCH if turn.state.muscle else question


def _number(text: str) -> int:
    # Python refuses to read a number of thousands of digits, which an old session might hold.
    return int(text) if text.isdecimal() and len(text) < 10 else 0
