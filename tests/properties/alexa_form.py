"""What Alexa takes as an answer: the shape, the speech, and where there may be none."""

import json
from typing import Any

from contract.ssml_form import TAGS, tree

Json = dict[str, Any]

SPOKEN = frozenset({"LaunchRequest", "IntentRequest", "Alexa.Presentation.APL.UserEvent"})
# Speech is allowed here too, but a skill may also leave it.
MAY_BE_SPOKEN = frozenset({"Connections.Response"})
LONGEST_SSML = 8_000
LONGEST_RESPONSE = 120_000
SCREEN = "Alexa.Presentation.APL.RenderDocument"


def check(answer: object, kind: object) -> None:
    """Fail unless `answer` is one that Alexa takes for a request of type `kind`; a type that is no text gets speech."""
    assert isinstance(answer, dict)
    json.dumps(answer)
    assert answer["version"] == "1.0"
    assert set(answer) <= {"version", "response", "sessionAttributes", "userAgent"}
    response = answer["response"]
    if kind == "CanFulfillIntentRequest":
        assert set(response) == {"canFulfillIntent"}
        assert response["canFulfillIntent"]["canFulfill"] in {"YES", "NO", "MAYBE"}
    elif not isinstance(kind, str) or kind in SPOKEN or (kind in MAY_BE_SPOKEN and response):
        check_speech(response)
    else:
        assert response == {}


def check_speech(response: Json) -> None:
    """Fail unless something is said that Alexa can say, and the microphone is open exactly after a question."""
    said = plain(response)
    for directive in response.get("directives") or []:
        if directive["type"] != SCREEN:
            assert "shouldEndSession" not in response
            return
        check_screen(directive)
    is_open = response["shouldEndSession"] is False
    assert said.endswith("?") == is_open, said
    if is_open:
        assert plain(response["reprompt"]).endswith("?")


def check_screen(directive: Json) -> None:
    """Fail unless this is a document of ours, small enough for Alexa."""
    assert set(directive) == {"type", "token", "document", "datasources"}
    assert directive["document"]["type"] == "APL"
    assert len(json.dumps(directive)) <= LONGEST_RESPONSE


def plain(spoken: Json) -> str:
    """Return the words of the outputSpeech in `spoken`. Fails if Alexa would refuse it."""
    speech = spoken["outputSpeech"]
    assert speech["type"] == "SSML"
    assert len(speech["ssml"]) <= LONGEST_SSML
    spoken_tree = tree(speech["ssml"])
    assert {element.tag for element in spoken_tree.iter()} <= TAGS
    words = " ".join("".join(spoken_tree.itertext()).split())
    assert words
    return words
