"""The panels of the page: what was understood, request and response, the night, the faults, the door, the phrases."""

import json
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import expect

from browser.page.conftest import Visit


def test_it_tells_what_it_understood_and_the_next_best(visit: Visit) -> None:
    person = visit()
    person.say("my calf is cramping")
    panel = person.page.locator("#understood")
    expect(panel.locator(".intent")).to_have_text("ReliefIntentexact")
    expect(panel.get_by_role("row", name=re.compile("muscle calf calf"))).to_be_visible()
    expect(panel.get_by_role("table", name="The next best").locator("tbody tr").first).to_contain_text("%")
    person.say("i have a crampp in my calf now")
    expect(panel.locator(".intent")).to_have_text("ReliefIntentnearest")
    expect(panel).to_contain_text("The closest sample is")
    person.say("purple elephants juggle slowly")
    expect(panel).to_contain_text("Nothing comes near enough.")


def test_an_earlier_turn_can_be_looked_into(visit: Visit) -> None:
    person = visit()
    person.say("my calf is cramping")
    person.say("no")
    person.page.locator("#earlier").get_by_role("button", name="Look inside").click()
    expect(person.page.locator("#understood")).to_contain_text("ReliefIntent")
    assert json.loads(person.page.input_value("#request"))["request"]["intent"]["name"] == "ReliefIntent"


def test_a_request_can_be_edited_and_sent_again(visit: Visit) -> None:
    person = visit()
    person.say("calf")
    panel = person.open("json")
    request = json.loads(person.page.input_value("#request"))
    request["request"]["intent"] = {"name": "AMAZON.HelpIntent", "confirmationStatus": "NONE"}
    edited = json.dumps(request)
    person.page.fill("#request", edited)
    panel.get_by_role("button", name="Send again").click()
    expect(person.stage).to_contain_text("A request of your own")
    assert "outputSpeech" in (panel.locator("#response").text_content() or "")
    assert person.page.input_value("#request") == edited


def test_a_request_that_is_not_json_is_told_and_stays(visit: Visit) -> None:
    person = visit()
    person.say("calf")
    panel = person.open("json")
    person.page.fill("#request", "{ nearly")
    panel.get_by_role("button", name="Send again").click()
    expect(person.trouble).to_contain_text("This request is not JSON")
    person.say("no")
    assert person.page.input_value("#request") == "{ nearly"
    panel.get_by_role("button", name="Show it as it was sent").click()
    assert json.loads(person.page.input_value("#request"))["request"]["intent"]


def test_session_memory_and_log_are_shown(visit: Visit) -> None:
    person = visit()
    person.page.get_by_label("Granted already").check()
    person.say("remind me to stretch every night at ten")
    expect(person.page.locator("#kept .session")).to_contain_text('"question"')
    person.say("yes")
    expect(person.page.locator("#kept .memory")).to_contain_text('"bedtime": "22:00"')
    expect(person.page.locator("#kept .log")).to_have_text("Nothing was logged.")


@pytest.mark.parametrize(
    ("choice", "asked", "said"),
    [
        ("Granted already", False, ""),
        ("Asked, says yes", True, "You I approve"),
        ("Asked, says no", True, "You No"),
        ("Asked, says nothing", True, "You (silence)"),
    ],
)
def test_each_answer_to_the_permission(visit: Visit, choice: str, asked: bool, said: str) -> None:
    person = visit()
    person.page.get_by_label(choice, exact=True).check()
    person.say("remind me to stretch every night at ten")
    person.say("yes")
    question = person.stage.get_by_text("Do you give Leg Cramp Guide permission")
    expect(question).to_have_count(1 if asked else 0)
    expect(person.stage).to_contain_text(said)
    there = "22:00" if choice in {"Granted already", "Asked, says yes"} else "None is set."
    expect(person.page.locator("#reminders")).to_contain_text(there)


def test_clock_zone_and_locale_are_moved(visit: Visit) -> None:
    person = visit()
    clock = person.page.locator("#clock")
    expect(clock).to_have_text("Sun 22 Nov, 03:00 · America/New_York · en-US")
    person.page.get_by_label("Locale").select_option("en-AU")
    expect(clock).to_contain_text("Australia/Sydney · en-AU")
    person.page.get_by_label("Zone").fill("Europe/Paris")
    person.page.get_by_label("Zone").press("Enter")
    expect(clock).to_contain_text("03:00 · Europe/Paris")
    person.page.get_by_label("Clock", exact=True).fill("2026-07-01T14:30")
    person.page.get_by_label("Clock", exact=True).press("Enter")
    expect(clock).to_contain_text("Wed 1 Jul, 14:30")
    person.say("calf")
    assert json.loads(person.page.input_value("#request"))["request"]["timestamp"] == "2026-07-01T12:30:00Z"
    person.page.get_by_role("button", name="10 minutes on").click()
    expect(clock).to_contain_text("14:40")
    person.page.get_by_label("Clock", exact=True).fill("2026-07-01T10:00")
    person.page.get_by_label("Clock", exact=True).press("Enter")
    expect(person.trouble).to_contain_text("A clock does not go back")


def test_a_zone_that_there_is_not_is_told_and_stays_to_be_mended(visit: Visit) -> None:
    person = visit()
    person.page.get_by_label("Zone").fill("Europe/Pariss")
    person.page.get_by_label("Zone").press("Enter")
    expect(person.trouble).to_contain_text("Europe/Pariss is not a time zone")
    assert person.page.get_by_label("Zone").input_value() == "Europe/Pariss"


def test_each_service_can_fail_and_be_mended(visit: Visit) -> None:
    person = visit()
    person.page.get_by_label("Granted already").check()
    panel = person.open("faults")
    panel.get_by_label("Reminders").select_option("503")
    person.say("remind me to stretch every night at ten")
    person.say("yes")
    expect(person.page.locator("#reminders")).to_contain_text("None is set.")
    panel.get_by_label("Memory table").select_option("down")
    expect(person.stage).to_contain_text("From here on this fails: reminders:503,table:down.")
    expect(panel.get_by_label("Reminders")).to_have_value("503")
    for service in ("Reminders", "Memory table"):
        panel.get_by_label(service).select_option("")
    expect(person.stage).to_contain_text("Everything works again.")
    person.say("remind me to stretch every night at ten")
    person.say("yes")
    expect(person.page.locator("#reminders")).to_contain_text("22:00")


def test_the_app_gives_takes_and_deletes(visit: Visit) -> None:
    person = visit()
    person.page.get_by_role("button", name="Give the permission").click()
    expect(person.stage).to_contain_text("In the app: the person gives the permission.")
    expect(person.page.get_by_label("Granted already")).to_be_checked()
    person.say("remind me to stretch every night at ten")
    person.say("yes")
    person.page.get_by_role("button", name="Delete the reminder").click()
    expect(person.page.locator("#reminders")).to_contain_text("None is set.")


def test_the_web_service_is_a_door(visit: Visit) -> None:
    person = visit()
    person.open("faults").get_by_label("Web service").check()
    person.page.fill("#words", "calf")
    person.page.press("#words", "Enter")
    expect(person.stage).to_contain_text("You calf", timeout=30_000)
    expect(person.page.locator("#kept .log")).to_contain_text("listening on http://127.0.0.1")


def test_a_lambda_endpoint_is_a_door_and_one_elsewhere_is_none(visit: Visit) -> None:
    class Endpoint(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            speech = {"outputSpeech": {"type": "PlainText", "text": "From the endpoint."}, "shouldEndSession": True}
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps({"version": "1.0", "response": speech}).encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    Thread(target=server.serve_forever, daemon=True).start()
    person = visit()
    panel = person.open("faults")
    panel.get_by_label("Its address").fill("http://192.0.2.1/")
    # The page takes the choice back at once, so it is not checked afterwards.
    panel.get_by_label("Lambda endpoint").click()
    expect(person.trouble).to_contain_text("is not on this machine")
    expect(panel.get_by_label("In process")).to_be_checked()
    panel.get_by_label("Its address").fill(f"http://127.0.0.1:{server.server_port}/")
    panel.get_by_label("Lambda endpoint").check()
    person.say("calf")
    expect(person.stage).to_contain_text("From the endpoint.")
    expect(person.page.locator("#kept .memory")).to_have_text("It is kept behind that door.")
    server.shutdown()
    server.server_close()
    person.page.fill("#words", "calf")
    person.page.press("#words", "Enter")
    expect(person.stage).to_contain_text("No answer: no answer from http://127.0.0.1")


def test_phrases_from_the_model_are_said_at_a_click(visit: Visit) -> None:
    person = visit()
    panel = person.open("phrases")
    panel.get_by_role("button", name="what can you do").click()
    expect(person.stage).to_contain_text("You what can you do")
    expect(person.page.locator("#understood .intent")).to_contain_text("AMAZON.HelpIntent")
