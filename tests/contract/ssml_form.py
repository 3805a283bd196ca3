"""Speech as Alexa reads it: SSML as a tree, and the tags that she knows and we use."""

from xml.etree import ElementTree

_ALEXA = "alexa"
TAGS = frozenset({"speak", "prosody", "break", "say-as", f"{{{_ALEXA}}}effect"})


def tree(ssml: str) -> ElementTree.Element:
    """Return the speech as a tree; its amazon: tags belong to no declared namespace, so one is put in."""
    assert ssml.startswith("<speak>"), ssml
    return ElementTree.fromstring(ssml.replace("<speak>", f'<speak xmlns:amazon="{_ALEXA}">', 1))
