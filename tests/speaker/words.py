"""Text as a microphone would write it down: lower-case words, no digits, no punctuation."""

import re
import unicodedata

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety"
ONES = _ONES.split()
TENS = _TENS.split()
ORDINALS = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth"}

_CLOCK = re.compile(r"\b(\d{1,2})[:.](\d{2})(?!\d)")
_SPOKEN = re.compile(r"[a-z' ]*")
_NOT_SPOKEN = re.compile(r"[^a-z0-9' ]+")


def number(value: int) -> str:
    """Say a whole number from 0 to 9999 in words, without "and"; larger ones digit by digit."""
    if value < 20:
        return ONES[value]
    if value < 100:
        return TENS[value // 10] + ("" if value % 10 == 0 else " " + ONES[value % 10])
    if value < 1000:
        return f"{ONES[value // 100]} hundred" + ("" if value % 100 == 0 else " " + number(value % 100))
    if value < 10_000:
        return f"{ONES[value // 1000]} thousand" + ("" if value % 1000 == 0 else " " + number(value % 1000))
    return " ".join(ONES[int(digit)] for digit in str(value))


def _clock(match: re.Match[str]) -> str:
    hour, minute = int(match[1]), int(match[2])
    if minute == 0:
        return number(hour) + " "
    return f"{number(hour)} {'oh ' if minute < 10 else ''}{number(minute)} "


def heard(text: str) -> tuple[str, ...]:
    """Turn typed text into spoken words.

    Digits become number words ("9:45 pm" -> nine forty five pm), curly apostrophes straight ones, and a spelled
    abbreviation single letters ("D.V.T." -> d v t). Apostrophes inside words stay.
    """
    if _SPOKEN.fullmatch(text):
        return tuple(text.split())
    plain = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = plain.replace("\u2019", "'").replace("\u2018", "'").replace("&", " and ").replace("%", " percent ")
    for digits, word in ORDINALS.items():
        plain = re.sub(rf"\b{digits}\b", word, plain)
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", plain)
    plain = _CLOCK.sub(_clock, plain)
    plain = re.sub(r"\d+", lambda match: f" {number(int(match[0][:18]))} ", plain)
    words = _NOT_SPOKEN.sub(" ", plain).split()
    return tuple(word for word in (word.strip("'") for word in words) if word)


def fold(words: tuple[str, ...]) -> list[tuple[str, str]]:
    """Fold what sounds the same, as pairs of (folded, as spoken).

    Apostrophes go, and a run of spelled letters becomes one word (d v t -> dvt). People type "cant", "dvt" and "9 pm"
    where a model says "can't", "d v t" and "nine p m"; both sides are folded.
    """
    folded: list[tuple[str, str]] = []
    run: list[str] = []
    for word in (*words, ""):
        if len(word) == 1 and (run or word != "i"):
            run.append(word)
            continue
        folded.extend(_fold_run(run))
        run = []
        if word:
            folded.append((word.replace("'", ""), word))
    return folded


def key(words: tuple[str, ...]) -> tuple[str, ...]:
    """Give the folded words alone: what utterances, samples and slot values are compared by."""
    return tuple(folded for folded, _ in fold(words))


def _fold_run(run: list[str]) -> list[tuple[str, str]]:
    if run[:1] == ["a"] and run != ["a", "m"]:
        return [("a", "a"), *_fold_run(run[1:])]
    return [("".join(run), " ".join(run))] if run else []
