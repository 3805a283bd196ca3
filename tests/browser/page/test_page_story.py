"""The desk speaker's page in a real browser: a whole night, from the cramp to the reminder that rings."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Route, expect

from browser.page.conftest import Visit
from browser.page.visitor import Visitor, served
from speaker import transcript


def test_a_whole_night_from_the_cramp_to_the_ring(visit: Visit) -> None:
    person = visit()
    person.say("what should i do for a leg cramp")
    expect(person.stage.locator(".answer")).to_contain_text("Is it your calf, thigh, or foot?")
    person.say("calf")
    expect(person.stage.locator(".pause").first).to_contain_text("5 s")
    expect(person.stage.locator(".count")).to_have_text("five")
    person.say("next")
    person.say("it still hurts")
    person.say("better now")
    person.say("remind me to stretch every night at ten")
    expect(person.stage).to_contain_text("10 PM tonight and every night")
    person.say("yes")
    expect(person.stage).to_contain_text("Do you give Leg Cramp Guide permission")
    expect(person.stage).to_contain_text("You I approve")
    expect(person.page.locator("#reminders")).to_contain_text("22:00 every night")
    expect(person.page.get_by_label("Granted already")).to_be_checked()
    person.page.get_by_role("button", name="To the next ring").click()
    expect(person.stage.locator(".ring")).to_have_text(re.compile("22:00 It rings. Time for your bedtime stretch"))
    expect(person.page.locator("#clock")).to_contain_text("22:00")


def test_eight_seconds_of_silence_bring_the_question_again_and_eight_more_close(visit: Visit) -> None:
    person = visit()
    expect(person.status).to_have_text("Closed. Say something to begin.")
    person.say("calf")
    expect(person.status).to_have_text("Speaking.")
    person.hear_out()
    expect(person.status).to_have_text("Listening: 8 seconds")
    person.pass_time(3)
    expect(person.status).to_have_text("Listening: 5 seconds")
    person.pass_time(5)
    expect(person.stage).to_contain_text("You (silence)")
    expect(person.stage).to_contain_text("asks again")
    person.hear_out()
    expect(person.status).to_have_text("Asked again, and listening: 8 seconds")
    person.pass_time(8)
    expect(person.status).to_have_text("Closed. Say something to begin.")


def test_the_answer_takes_its_time_before_it_listens(visit: Visit) -> None:
    person = visit()
    person.say("calf")
    first = person.stage.locator(".piece").first
    expect(first).to_have_class(re.compile("now"))
    person.pass_time_until("now", person.stage.locator(".piece.pause").first)
    expect(person.status).to_have_text("Speaking.")
    person.pass_time_until("now", person.stage.locator(".piece.count").first)
    person.pass_time_until("Listening: ", person.status)
    expect(first).not_to_have_class(re.compile("now"))


def test_the_silence_waits_for_who_types_looks_elsewhere_or_does_not_want_it(visit: Visit) -> None:
    person = visit()
    person.say("calf")
    person.hear_out()
    person.page.fill("#words", "it st")
    person.pass_time(20)
    expect(person.status).to_have_text("Listening, and waiting for you.")
    person.page.fill("#words", "")
    person.page.locator("#zone").focus()
    person.pass_time(20)
    expect(person.status).to_have_text("Listening, and waiting for you.")
    person.page.locator("#words").focus()
    person.page.get_by_label("Fall silent after eight seconds").uncheck()
    person.page.locator("#words").focus()
    person.pass_time(20)
    expect(person.status).to_have_text("Listening, and waiting for you.")
    person.page.get_by_role("button", name="Say nothing").click()
    expect(person.stage).to_contain_text("You (silence)")


def test_a_conversation_is_kept_played_by_the_tests_and_played_back(visit: Visit, tmp_path: Path) -> None:
    person = visit()
    person.say("my calf is cramping")
    person.say("no")
    panel = person.open("keep")
    panel.get_by_label("Title").fill("A calf, at three")
    with person.page.expect_download() as download:
        panel.get_by_role("button", name="Keep this conversation").click()
    assert download.value.suggested_filename == "a_calf_at_three.txt"
    download.value.save_as(tmp_path / "kept.txt")
    expect(panel.get_by_role("status")).to_contain_text("Played again it goes the same")
    text = (tmp_path / "kept.txt").read_text(encoding="utf-8")
    assert panel.locator("#transcript").text_content() == text
    assert transcript.play(transcript.parse(text)) is None

    again = visit()
    again.open("keep").get_by_label("Open a transcript and play it").set_input_files(tmp_path / "kept.txt")
    expect(again.stage).to_contain_text("You my calf is cramping")
    again.pass_time(60)
    expect(again.stage).to_contain_text("You no")
    again.pass_time(60)
    expect(again.status).to_contain_text("Listening")
    expect(again.page.locator("#earlier")).to_contain_text("my calf is cramping")
    again.say("better now")


def test_a_file_that_is_no_transcript_is_told_and_takes_nothing_away(visit: Visit, tmp_path: Path) -> None:
    person = visit()
    person.say("calf")
    (tmp_path / "letter.txt").write_text("Dear Sir,\n", encoding="utf-8")
    person.page.on("dialog", lambda dialog: dialog.accept())
    person.open("keep").get_by_label("Open a transcript and play it").set_input_files(tmp_path / "letter.txt")
    expect(person.trouble).to_contain_text("This transcript cannot be read: line 1")
    expect(person.stage).to_contain_text("You calf")


def test_a_story_that_goes_otherwise_is_shown_up_to_there(visit: Visit, tmp_path: Path) -> None:
    person = visit()
    (tmp_path / "wrong.txt").write_text("# T\nU: calf\nA: Dance.\n", encoding="utf-8")
    person.open("keep").get_by_label("Open a transcript and play it").set_input_files(tmp_path / "wrong.txt")
    expect(person.stage.locator(".difference")).to_contain_text("expected: Dance.")


def test_a_reload_loses_nothing(visit: Visit) -> None:
    person = visit()
    person.say("calf")
    person.page.reload()
    expect(person.stage).to_contain_text("You calf")
    expect(person.status).to_contain_text("Listening")


def test_a_new_night_is_begun_only_when_somebody_means_it(visit: Visit) -> None:
    person = visit()
    person.say("calf")
    person.page.once("dialog", lambda dialog: dialog.dismiss())
    person.page.get_by_role("button", name="Begin a new night").click()
    person.say("no")
    expect(person.page.locator("#earlier")).to_contain_text("You calf")
    person.page.once("dialog", lambda dialog: dialog.accept())
    person.page.get_by_role("button", name="Begin a new night").click()
    expect(person.stage).to_be_empty()
    expect(person.status).to_contain_text("Closed")


def test_words_that_could_not_be_said_stay_where_they_were_typed(visit: Visit) -> None:
    person = visit()
    person.page.fill("#words", "a" * 1001)
    person.page.press("#words", "Enter")
    expect(person.trouble).to_contain_text("more than anybody says at once")
    assert len(person.page.input_value("#words")) == 1001


def test_a_speaker_that_is_gone_is_told_and_one_that_came_back_begins_anew(browser: Browser) -> None:
    with served() as address:
        person = Visitor(browser, address)
        person.say("calf")
        person.page.evaluate("sessionStorage.setItem('desk', 'gone')")
        person.page.route("**/api/desks/*/say", lambda route: route.abort())
        person.page.fill("#words", "foot")
        person.page.press("#words", "Enter")
        expect(person.trouble).to_contain_text("does not answer")
        person.page.unroute("**/api/desks/*/say")
        for _ in range(8):
            person.page.evaluate(
                "fetch('/api/desks', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: '{}'})"
            )
        person.page.press("#words", "Enter")
        expect(person.trouble).to_contain_text("cleared away")
        person.trouble.get_by_role("button", name="Begin a new night").click()
        expect(person.trouble).to_be_empty()
        assert person.page.input_value("#words") == "foot"
        person.page.press("#words", "Enter")
        expect(person.stage).to_contain_text("You foot")
        person.complaints.clear()
        person.leave()


def test_what_is_done_quickly_is_done_in_its_order_and_once(visit: Visit) -> None:
    person = visit()
    person.page.get_by_label("Locale").select_option("en-GB")
    person.page.fill("#words", "calf")
    person.page.press("#words", "Enter")
    person.page.press("#words", "Enter")
    expect(person.stage).to_contain_text("You calf")
    expect(person.page.locator("#clock")).to_contain_text("en-GB")
    expect(person.page.locator("#earlier")).to_be_hidden()


def test_words_typed_while_others_are_on_their_way_stay(visit: Visit) -> None:
    person = visit()

    def type_on(route: Route) -> None:
        person.page.fill("#words", "it still hurts")
        route.continue_()

    person.page.route("**/api/desks/*/say", type_on)
    person.page.fill("#words", "calf")
    person.page.press("#words", "Enter")
    expect(person.stage).to_contain_text("You calf")
    expect(person.page.locator("#words")).to_have_value("it still hurts")
