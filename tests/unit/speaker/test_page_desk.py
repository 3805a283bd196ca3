"""A desk: the night can be set up and goes on, what was said can be kept, played back and sent again."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from speaker import doors, transcript
from speaker.cloud import faults
from speaker.page import phrases, shown
from speaker.page.desk import Desk
from speaker.page.doorway import Doorway
from speaker.page.errors import PageError
from speaker.page.history import Failed, Probe
from speaker.transcript import Played

CONVERSATIONS = Path(__file__).parents[2] / "conversations"


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.close()


def kinds(desk: Desk) -> list[str]:
    return [shown.entry(each, desk.speaker.ear)["kind"] for each in desk.entries]


def night(desk: Desk) -> None:
    """A whole night: help, a reminder with its permission, a device carried along, a fault, the ring."""
    for words in ("what should i do for a leg cramp", "calf", "next", "", "no", "better now"):
        desk.say(words)
    desk.say("remind me to stretch every night at ten")
    desk.say("yes")
    desk.change("fault", "settings:503")
    desk.change("zone", "America/Chicago")
    desk.change("device", "hub")
    desk.say("what should i do for a leg cramp")
    desk.go_to_next_ring()
    desk.use_app("deletes the reminder")
    desk.change("fault", "")
    desk.go_on(timedelta(days=1))


def test_a_night_is_kept_as_a_transcript_that_plays_unchanged(desk: Desk) -> None:
    night(desk)
    kept = desk.keep("A night")
    assert kept.difference is None
    assert transcript.play(transcript.parse(kept.text)) is None
    for line in (
        "# A night",
        "ALEXA: Do you give Leg Cramp Guide",
        "U: I approve",
        "SET: device hub",
        "FAULT: settings:503",
        "RINGS: 2026-11-22 21:00",
        "APP: deletes the reminder",
    ):
        assert line in kept.text


def test_what_is_kept_and_opened_again_is_the_same_night(desk: Desk) -> None:
    night(desk)
    kept, before = desk.keep("A night"), kinds(desk)
    desk.play(kept.text)
    assert (kinds(desk), desk.title) == (before, "A night")
    assert desk.keep("A night") == kept
    desk.say("calf")
    assert kinds(desk) == [*before, "turn"]


@pytest.mark.parametrize("name", ["first_reminder", "reminder_permission_no", "silence", "memory_out_of_order"])
def test_the_projects_own_conversations_play_back(desk: Desk, name: str) -> None:
    desk.play((CONVERSATIONS / f"{name}.txt").read_text(encoding="utf-8"))
    assert all(isinstance(each, Played) and each.difference is None for each in desk.entries)
    assert desk.keep("again").difference is None


def test_a_play_stops_at_what_differs_and_what_was_heard_can_be_kept(desk: Desk) -> None:
    desk.play("# T\nU: calf\nA: Dance.\nU: no\nA: ...\n")
    last = shown.entry(desk.entries[-1], desk.speaker.ear)
    assert kinds(desk) == ["turn"]
    assert "expected: Dance." in last["difference"]
    assert desk.keep("T").difference is None


def test_what_goes_otherwise_when_played_again_is_told_as_it_is_kept(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    speech = {"outputSpeech": {"type": "PlainText", "text": "From elsewhere."}, "shouldEndSession": True}
    monkeypatch.setattr(doors, "at_url", lambda _url: lambda _event: {"version": "1.0", "response": speech})
    desk.choose_door("lambda", "http://127.0.0.1:1/")
    desk.say("calf")
    kept = desk.keep("T")
    assert "A: From elsewhere." in kept.text
    assert "expected: From elsewhere." in str(kept.difference)


def test_a_transcript_that_cannot_be_read_takes_nothing_away(desk: Desk) -> None:
    desk.say("calf")
    with pytest.raises(PageError, match="line 2"):
        desk.play("# T\nX: calf\n")
    assert kinds(desk) == ["turn"]


def test_before_anything_was_said_the_night_itself_is_set_up(desk: Desk) -> None:
    for name, value in (("locale", "en-GB"), ("device", "round"), ("permission", "declines"), ("fault", "table:down")):
        desk.change(name, value)
    desk.set_clock("2026-07-01T04:00")
    assert desk.entries == []
    desk.say("calf")
    turn = desk.entries[0]
    assert isinstance(turn, Played)
    sent = (turn.turn.request if turn.turn else None) or {}
    context, request = sent["context"], sent["request"]
    assert (request["timestamp"], request["locale"]) == ("2026-07-01T03:00:00Z", "en-GB")
    assert context["Viewport"]["shape"] == "ROUND"
    written = {line for line in desk.keep("T").text.splitlines() if line and line[0].islower()}
    assert written == {
        "now: 2026-07-01T04:00",
        "locale: en-GB",
        "device: round",
        "permission: declines",
        "fault: table:down",
    }


def test_the_clock_goes_on_and_never_back(desk: Desk) -> None:
    desk.say("calf")
    with pytest.raises(PageError, match="A clock does not go back"):
        desk.set_clock("2026-11-22T02:00")
    desk.set_clock("2026-11-22T04:00")
    assert desk.speaker.now.hour == 4
    assert not desk.speaker.open
    with pytest.raises(PageError, match="more than ten years"):
        desk.set_clock("2096-11-22T02:00")


def test_a_new_night_keeps_the_settings_and_nothing_else(desk: Desk) -> None:
    desk.change("locale", "en-GB")
    desk.say("calf")
    desk.begin_anew()
    assert (desk.entries, desk.speaker.locale, desk.speaker.open) == ([], "en-GB", False)


def test_an_edited_request_is_sent_beside_the_conversation(desk: Desk) -> None:
    desk.say("calf")
    before = desk.speaker.session_attributes
    turn = desk.entries[0]
    assert isinstance(turn, Played)
    assert turn.turn
    assert turn.turn.request
    edited = {**turn.turn.request, "request": {**turn.turn.request["request"], "type": "LaunchRequest"}}
    desk.send_again(edited)
    probe = desk.entries[-1]
    assert isinstance(probe, Probe)
    assert probe.response["response"]["outputSpeech"]
    assert desk.speaker.session_attributes == before
    assert desk.keep("T").difference is None


def test_a_door_where_nobody_is_is_told_and_the_conversation_goes_on(desk: Desk) -> None:
    desk.choose_door("lambda", "http://127.0.0.1:9/")
    desk.say("calf")
    desk.send_again({})
    desk.use_app("enables the skill")
    assert all(isinstance(each, Failed) and "http://127.0.0.1:9/" in each.why for each in desk.entries)
    assert shown.state(desk)["memory"] is None
    desk.choose_door("process", "")
    desk.say("calf")
    assert kinds(desk) == ["failed", "failed", "failed", "turn"]


def test_the_web_service_is_started_for_a_desk_shares_its_memory_and_ends_with_it(desk: Desk) -> None:
    desk.choose_door("web", "")
    for words in ("remind me to stretch every night at ten", "yes"):
        desk.say(words)
    assert kinds(desk) == ["turn", "turn", "turn"], desk.doorway.log
    assert shown.state(desk)["memory"]["bedtime"] == "22:00"
    assert any("listening on http://127.0.0.1" in line for line in desk.doorway.log)
    url = next(line for line in desk.doorway.log if "listening on" in line).split("listening on ")[1].split()[0]
    desk.close()
    desk.choose_door("lambda", url)
    desk.say("calf")
    assert kinds(desk)[-1] == "failed"


def test_what_the_skill_logs_behind_the_door_is_shown(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKILL_ID", "another")
    desk.say("calf")
    assert list(desk.doorway.log) == ["ERROR refused: the event is for another skill"]


def test_only_addresses_of_this_machine_are_doors() -> None:
    from speaker.page.doorway import Kind

    doorway = Doorway()
    for url in ("http://localhost:1/", "http://127.0.0.2:1/", "http://[::1]:1/"):
        doorway.choose(Kind.LAMBDA, url)
        assert doorway.url == url
    for url in ("http://localhost.example:1/", "http://0.0.0.0:1/", "ftp://127.0.0.1/", "http://192.168.0.1/"):
        with pytest.raises(PageError):
            doorway.choose(Kind.WEB, url)


def test_a_screen_is_told_with_its_size_and_what_it_shows(desk: Desk) -> None:
    assert shown.screen(desk) is None
    desk.change("device", "tv")
    screen = shown.screen(desk)
    assert screen
    assert screen["shown"] is None
    assert screen["viewport"] == {
        "mode": "TV",
        "shape": "RECTANGLE",
        "pixelWidth": 1920,
        "pixelHeight": 1080,
        "dpi": 320,
    }
    desk.speaker.screen = {"token": "screen", "document": {"type": "APL"}, "datasources": {"screen": {}}}
    assert (shown.screen(desk) or {})["shown"] == {"document": {"type": "APL"}, "datasources": {"screen": {}}}


def test_every_phrase_to_try_is_heard_as_what_it_stands_under(desk: Desk) -> None:
    groups = phrases.groups(desk.speaker.ear.model)
    assert len(groups) > 30
    for group in groups:
        assert 1 <= len(group.phrases) <= phrases.MOST
        for phrase in group.phrases:
            assert desk.speaker.ear.hear(phrase).intent == group.intent, phrase


def test_every_fault_that_is_offered_can_be_had() -> None:
    for service in faults.Service:
        offered = faults.known(service)
        assert len(set(offered)) == len(offered)
        for fault in offered:
            [(hit, read)] = faults.read(f"{service.value}:{fault}").items()
            assert (hit, faults.written(service, read)) == (service, fault)
