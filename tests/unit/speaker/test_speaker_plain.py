"""Speech markup turned into text that people read."""

import pytest

from speaker import plain


@pytest.mark.parametrize(
    ("ssml", "text"),
    [
        ("<speak>Stretch it.</speak>", "Stretch it."),
        ("<speak>Hold.<break time='1s'/>Two.</speak>", "Hold. … Two."),
        ('<speak>Hold.<break time="999ms"/>Two.</speak>', "Hold. Two."),
        ('<speak>One<break time="10s"/><break time="10s"/>two</speak>', "One … two"),
        ('<speak>Done.<break time="2s"/></speak>', "Done."),
        ("<speak>Salt &amp; water &lt;now&gt;</speak>", "Salt & water <now>"),
        ('<speak>Dial <sub alias="nine one one">911</sub>.</speak>', "Dial nine one one."),
        ('<speak><amazon:effect name="whispered">Quiet</amazon:effect>.</speak>', "Quiet."),
        ("<speak><p>One.</p><p>Two.</p></speak>", "One. Two."),
        ('<speak>a<break strength="strong"/>b</speak>', "a b"),
        ("  plain   text ", "plain text"),
    ],
)
def test_speech_becomes_plain_text(ssml: str, text: str) -> None:
    assert plain.text(ssml) == text


def test_speech_of_either_type_or_none_is_read() -> None:
    assert plain.spoken({"type": "PlainText", "text": "3 < 4"}) == "3 < 4"
    assert plain.spoken({"type": "SSML", "ssml": "<speak>Hi</speak>"}) == "Hi"
    assert plain.spoken(None) == ""
    assert plain.spoken({"type": "SSML"}) == ""
