"""SSML turned into the text that a person would read."""

import re
from html import unescape

PAUSE_SECONDS = 1.0
_SUB = re.compile(r"<sub\s[^>]*?alias=(\"[^\"]*\"|'[^']*')[^>]*>.*?</sub>", re.DOTALL)
_BREAK = re.compile(r"<break\b[^>]*?time=[\"']\s*([\d.]+)\s*(ms|s)\s*[\"'][^>]*>")
_SPACING_TAG = re.compile(r"</?(?:p|s|break|audio|speak)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")


def text(speech: str) -> str:
    """Give the words of `speech` (SSML, or plain text): tags off, entities decoded, aliases spoken.

    A break of a second or more becomes " … "; several in a row are one.
    """
    words = _SUB.sub(lambda match: match[1][1:-1], speech)
    words = _BREAK.sub(_pause, words)
    words = unescape(_TAG.sub("", _SPACING_TAG.sub(" ", words)))
    words = re.sub(r"\s+", " ", words)
    words = re.sub(r"(?:… ?)+", "… ", words)
    return re.sub(r" ([,.?!;:])", r"\1", words).strip(" …")


def spoken(output: object) -> str:
    """Give the plain text of an `outputSpeech` object; "" for none or for one without words."""
    if not isinstance(output, dict):
        return ""
    if output.get("type") == "SSML":
        return text(str(output.get("ssml") or ""))
    return re.sub(r"\s+", " ", str(output.get("text") or "")).strip()


def _pause(match: re.Match[str]) -> str:
    seconds = float(match[1]) / (1000 if match[2] == "ms" else 1)
    return " … " if seconds >= PAUSE_SECONDS else " "
