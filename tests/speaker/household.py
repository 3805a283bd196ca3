"""The home that the speaker stands in: whose it is, and what happens there outside of any session."""

from datetime import datetime
from typing import Any

from speaker import doors, envelope, events
from speaker.cloud import Cloud, faults
from speaker.device import Device
from speaker.envelope import Home, Json

USER_ID = "amzn1.ask.account.DESKSPEAKER"

# What a person can do in the app, as a transcript tells it.
APP = (
    "deletes the reminder",
    "gives the permission",
    "takes back the permission",
    "disables the skill",
    "enables the skill",
)


class Household:
    """A person with a device and the Alexa app. `cloud` is what Alexa keeps: reminders, what rang, the table.

    Methods that tell the skill something raise doors.DoorError when it does not answer.
    """

    def __init__(self, cloud: Cloud, door: doors.Door, locale: str, device: Device, skill_id: str) -> None:
        """Move in; `door` is the way to the skill."""
        self.cloud = cloud
        self.locale, self.device, self.skill_id = locale, device, skill_id
        self._door = door
        self._enabled = 1

    @property
    def now(self) -> datetime:
        """The time on the speaker's clock, aware."""
        return self.cloud.clock.now

    @property
    def user_id(self) -> str:
        """Who the person is to the skill: somebody else each time the skill is enabled anew."""
        return f"{USER_ID}.{self._enabled}"

    def move_to(self, zone: str) -> None:
        """Carry the speaker to another time zone. The reminders stay in the zones that they were set for."""
        self.cloud.clock.move_to(zone)

    def break_down(self, broken: str) -> None:
        """Have other faults from now on, written as in cloud.faults.read; "" mends everything."""
        self.cloud.faults = faults.read(broken)

    def event(self, kind: str, body: Json | None = None) -> Json:
        """Send an event, such as "Reminders.ReminderStarted", outside of any session. Gives the skill's answer."""
        request = self._request(kind, **events.fields(body, self.now))
        return self._door(envelope.wrap(request, self._home(in_session=False), session=None))

    def delete_in_app(self) -> None:
        """Delete every reminder in the Alexa app; the skill is told which, if there was one."""
        if tokens := self.cloud.reminders.clear():
            self.event(events.REMINDER_DELETED, events.deleted(tokens))

    def allow_in_app(self, *, granted: bool = True) -> None:
        """Give the skill its permission in the Alexa app, or take it back; the skill is told."""
        self.cloud.granted = granted
        kind = events.PERMISSION_ACCEPTED if granted else events.PERMISSION_CHANGED
        self.event(kind, events.permissions(granted=granted))

    def disable_skill(self) -> None:
        """Disable the skill: its reminders and its permission go, it is told, and the person will be another to it."""
        self.cloud.reminders.clear()
        self.cloud.granted = False
        self.event(events.SKILL_DISABLED, {"userInformationPersistenceStatus": "NOT_PERSISTED"})
        self._enabled += 1

    def enable_skill(self) -> None:
        """Enable the skill again."""
        self.event(events.SKILL_ENABLED)

    def use_app(self, what: str) -> None:
        """Do one of APP. Raises ValueError for anything else."""
        if what not in APP:
            raise ValueError(f"is not one of {', '.join(APP)}")
        if what == "deletes the reminder":
            self.delete_in_app()
        elif what == "disables the skill":
            self.disable_skill()
        elif what == "enables the skill":
            self.enable_skill()
        else:
            self.allow_in_app(granted=what == "gives the permission")

    def _request(self, kind: str, **fields: Any) -> Json:
        return envelope.request(kind, self.locale, self.now, **fields)

    def _home(self, *, in_session: bool = True) -> Home:
        return Home(
            api=self.cloud.url,
            token=self.cloud.token(in_session=in_session),
            user_id=self.user_id,
            granted=self.cloud.granted,
            device=self.device,
            skill_id=self.skill_id,
        )
