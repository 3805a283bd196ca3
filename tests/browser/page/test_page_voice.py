"""The page's voice and ear, with a browser's own put in their place: what is said how, and what is heard."""

import re

from playwright.sync_api import expect

from browser.page.conftest import Visit

VOICES = """
  const say = [];
  window.said = say;
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  const voices = [
    { name: "far", lang: "en-US", localService: false },
    { name: "british", lang: "en-GB", localService: true },
    { name: "here", lang: "en-US", localService: true },
  ];
  let current = null;
  Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => voices,
    speak(utterance) {
      current = utterance;
      say.push({ text: utterance.text, rate: utterance.rate, volume: utterance.volume, pitch: utterance.pitch,
        voice: utterance.voice.name });
      setTimeout(() => current === utterance && utterance.onend(), 1000);
    },
    cancel() { current = null; },
    addEventListener() {},
  } });
"""
EAR = """
  window.ears = [];
  window.SpeechRecognition = class {
    static async available() { return window.hearsHere; }
    start() { window.ears.push(this); }
  };
"""
HEAR = """
  const ear = window.ears.at(-1);
  const result = Object.assign([{ transcript: "my calf is cramping" }], { isFinal: true });
  ear.onresult({ results: [result] });
  ear.onend();
"""


def test_night_speech_is_whispered_softly_and_slower_by_a_voice_of_this_machine(visit: Visit) -> None:
    person = visit(before=VOICES)
    person.say("calf")
    person.pass_time(30)
    said = person.page.evaluate("window.said")
    assert [each["voice"] for each in said] == ["here"] * len(said)
    assert said[0]["text"].startswith("For the calf")
    assert said[1]["text"] == "five"
    assert 0 < said[0]["volume"] < 0.5
    assert 0.7 < said[0]["rate"] < 0.9
    assert said[0]["pitch"] < 1


def test_an_emergency_is_spoken_aloud(visit: Visit) -> None:
    person = visit(before=VOICES)
    person.say("my chest hurts")
    said = person.page.evaluate("window.said[0]")
    assert (said["volume"], said["pitch"]) == (1, 1)
    assert "9 1 1" in said["text"]


def test_pauses_last_as_long_as_they_say(visit: Visit) -> None:
    person = visit(before=VOICES)
    person.say("calf")
    person.pass_time(1)
    assert len(person.page.evaluate("window.said")) == 1
    person.pass_time(4.9)
    assert len(person.page.evaluate("window.said")) == 1
    person.pass_time(0.2)
    assert [each["text"] for each in person.page.evaluate("window.said")][1:] == ["five"]


def test_escape_hushes_it_and_it_listens(visit: Visit) -> None:
    person = visit(before=VOICES)
    person.say("calf")
    expect(person.status).to_have_text("Speaking.")
    person.page.keyboard.press("Escape")
    expect(person.status).to_have_text("Listening: 8 seconds")
    person.page.get_by_label("Read aloud").uncheck()
    person.say("no")
    assert len(person.page.evaluate("window.said")) == 1


def test_speaking_into_an_answer_takes_its_place(visit: Visit) -> None:
    person = visit(before=VOICES)
    person.say("calf")
    person.say("no")
    person.pass_time(1)
    said = [each["text"][:8] for each in person.page.evaluate("window.said")]
    assert len(said) == 2
    expect(person.status).to_have_text("Speaking.")


def test_the_voice_follows_the_locale(visit: Visit) -> None:
    person = visit(before=VOICES)
    person.page.get_by_label("Locale").select_option("en-GB")
    expect(person.page.locator("#clock")).to_contain_text("Europe/London")
    person.say("calf")
    assert person.page.evaluate("window.said[0].voice") == "british"


def test_a_reminder_that_rings_is_read_out(visit: Visit) -> None:
    person = visit(before=VOICES)
    person.page.get_by_label("Granted already").check()
    person.say("remind me to stretch every night at ten")
    person.say("yes")
    person.page.get_by_role("button", name="To the next ring").click()
    expect(person.stage.locator(".ring")).to_be_visible()
    assert person.page.evaluate("window.said.at(-1).text") == "Time for your bedtime stretch"


def test_without_a_voice_of_its_own_the_machine_says_nothing(visit: Visit) -> None:
    person = visit(before=VOICES.replace("localService: true", "localService: false"))
    expect(person.page.get_by_label("Read aloud")).to_be_disabled()
    person.say("calf")
    assert person.page.evaluate("window.said") == []
    person.pass_time_until("now", person.stage.locator(".piece.pause").first)


def test_what_is_spoken_to_it_is_said(visit: Visit) -> None:
    person = visit(before=EAR + "window.hearsHere = 'available';")
    person.page.get_by_role("button", name="Speak").click()
    person.page.wait_for_function("window.ears.length === 1")
    assert person.page.evaluate("window.ears[0].processLocally")
    person.page.evaluate(HEAR)
    expect(person.stage).to_contain_text("You my calf is cramping")


def test_an_ear_that_sends_the_sound_away_is_used_only_when_asked_twice(visit: Visit) -> None:
    person = visit(before=EAR + "window.hearsHere = 'unavailable';")
    speak = person.page.get_by_role("button", name="Speak")
    speak.click()
    expect(person.trouble).to_contain_text("sending the sound to its maker")
    assert person.page.evaluate("window.ears") == []
    speak.click()
    person.page.wait_for_function("window.ears.length === 1")
    person.page.evaluate("window.ears[0].onerror({ error: 'not-allowed' }); window.ears[0].onend();")
    expect(person.trouble).to_have_text(re.compile("does not let this page listen"))


def test_a_browser_without_an_ear_offers_none(visit: Visit) -> None:
    person = visit(before="delete window.SpeechRecognition; delete window.webkitSpeechRecognition;")
    expect(person.page.get_by_role("button", name="Speak")).to_be_hidden()
