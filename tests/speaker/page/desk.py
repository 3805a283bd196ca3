"""One tab's desk: a speaker with a person in front of it, and all that has happened there."""

from datetime import datetime, timedelta
from threading import RLock

from speaker import checks, transcript
from speaker.doors import DoorError
from speaker.engine import NIGHT
from speaker.envelope import Json
from speaker.options import LONGEST_TURN
from speaker.page.doorway import Doorway, Kind
from speaker.page.errors import PageError
from speaker.page.history import Entry, Failed, Kept, Probe, keep
from speaker.story import AppDoes, Breaks, Changes
from speaker.touch import TouchError
from speaker.transcript import Played

SETTINGS = ("locale", "device", "zone", "permission", "fault")


class Desk:
    """A desk. What a method adds to `entries` tells what it did; all raise PageError for what cannot be done."""

    def __init__(self) -> None:
        """Set up a speaker at three in the morning."""
        self.lock = RLock()
        self.doorway = Doorway()
        self.title = ""
        self.entries: list[Entry] = []
        self._begin({})

    def begin_anew(self) -> None:
        """Begin another night with the same settings: nothing said, nothing kept."""
        self._begin(self.headers)

    def say(self, words: str) -> None:
        """Say something; nothing is a silence, and "[touch next]" touches the screen."""
        words = " ".join(words.split())
        if len(words) > LONGEST_TURN:
            raise PageError(f"{len(words)} characters are more than anybody says at once; {LONGEST_TURN} are the most.")
        try:
            turn = self.speaker.do(words)
        except TouchError as error:
            raise PageError(f"{str(error).capitalize()}.") from error
        except DoorError as error:
            self.entries.append(Failed(words, str(error)))
            return
        self.entries += [Played(transcript.exchange(each), each) for each in transcript.as_heard(turn)]

    def change(self, name: str, value: str) -> None:
        """Change one of SETTINGS from here on. Before anything has happened it is the night itself that changes."""
        if name not in SETTINGS:
            raise PageError(f"{name} is not a setting here.")
        try:
            if not self.entries:
                if name != "fault":
                    checks.setting(name, value)
                self._begin({**self.headers, name: value})
            elif name == "fault":
                self.speaker.break_down(value)
                self.entries.append(Played(Breaks(0, value)))
            else:
                self.speaker.change(name, value)
                self.entries.append(Played(Changes(0, name, value)))
        except ValueError as error:
            raise PageError(str(error) if name == "fault" else f"{value or 'Nothing'} {error}.") from error

    def choose_door(self, kind: str, url: str) -> None:
        """Knock at another door from now on."""
        try:
            self.doorway.choose(checks.choice(kind, Kind), url.strip())
        except ValueError as error:
            raise PageError(f"{kind} {error}.") from error

    def set_clock(self, value: str) -> None:
        """Let time pass until a local time. Before anything has happened the clock can be set to any."""
        try:
            until = checks.local_time(value, self.speaker.cloud.clock.zone.key)
        except ValueError as error:
            raise PageError(f"{value or 'Nothing'} {error}.") from error
        if self.entries:
            self._let_pass(until)
        else:
            self._begin({**self.headers, "now": value})

    def go_on(self, length: timedelta) -> None:
        """Let so much time pass."""
        self._let_pass(self._local(self.speaker.cloud.clock.utc + length))

    def go_to_next_ring(self) -> None:
        """Let time pass until a reminder rings."""
        cloud = self.speaker.cloud
        coming = [alert.timing.next(cloud.clock.utc) for alert in cloud.reminders.standing()]
        rings = [ring for ring in coming if ring is not None]
        if not rings:
            raise PageError("No reminder is set, so nothing would ring.")
        self._let_pass(self._local(min(rings)))

    def use_app(self, what: str) -> None:
        """Do something in the Alexa app, one of household.APP."""
        try:
            self.speaker.use_app(what)
        except ValueError as error:
            raise PageError(f"{what} {error}.") from error
        except DoorError as error:
            self.entries.append(Failed(what, str(error)))
            return
        self.entries.append(Played(AppDoes(0, what)))

    def send_again(self, request: Json) -> None:
        """Send an edited request beside the conversation: the session stays what it was."""
        try:
            self.entries.append(Probe(request, self.doorway(request)))
        except DoorError as error:
            self.entries.append(Failed("", str(error)))

    def play(self, text: str) -> None:
        """Open a transcript and play it from its beginning, up to the first thing that differs."""
        try:
            opened = transcript.parse(text)
        except transcript.FormatError as error:
            raise PageError(f"This transcript cannot be read: {error}.") from error
        self._begin(opened.headers)
        self.title = opened.title
        try:
            self.entries += transcript.perform(opened, self.speaker)
        except DoorError as error:
            self.entries.append(Failed("", str(error)))

    def keep(self, title: str) -> Kept:
        """Write the conversation down as a transcript."""
        self.title = title
        return keep(title, self.headers, self.entries)

    def close(self) -> None:
        """Leave the desk: what was started for it ends."""
        self.doorway.close()

    def _begin(self, headers: dict[str, str]) -> None:
        self.headers = dict(headers)
        self.entries = []
        self.speaker = transcript.speaker_for(self.headers, self.doorway)
        self.headers.setdefault("now", NIGHT.isoformat(timespec="minutes"))
        self.doorway.serve(self.speaker.cloud)

    def _let_pass(self, until: datetime) -> None:
        try:
            rang = self.speaker.let_pass(until)
        except ValueError as error:
            raise PageError(f"{str(error).capitalize()}. A new night can begin at any time.") from error
        except DoorError as error:
            self.entries.append(Failed("", str(error)))
            return
        self.entries.append(Played(transcript.passage(until, rang), rang=tuple(rang)))

    def _local(self, utc: datetime) -> datetime:
        return utc.astimezone(self.speaker.cloud.clock.zone).replace(tzinfo=None)
