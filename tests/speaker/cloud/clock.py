"""The clock on the wall, which a test can move, and the zone it stands in."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


class Clock:
    """A clock that goes only when it is told to."""

    def __init__(self, now: datetime, zone: str) -> None:
        """Set it to `now`, naive and local to `zone`. Raises ZoneInfoNotFoundError for a zone that there is not."""
        self.zone = ZoneInfo(zone)
        self._moment = now.replace(tzinfo=self.zone).astimezone(UTC)

    @property
    def now(self) -> datetime:
        """The present moment, aware, in the clock's zone."""
        return self._moment.astimezone(self.zone)

    @property
    def utc(self) -> datetime:
        """The present moment in UTC. Elapsed time is reckoned with this one: local times do not add up."""
        return self._moment

    def go_on(self, length: timedelta) -> None:
        """Let so much time pass."""
        if length < timedelta():
            raise ValueError("a clock does not go back")
        self._moment += length

    def move_to(self, zone: str) -> None:
        """Carry the clock to another zone: the moment stays, the local time changes."""
        self.zone = ZoneInfo(zone)
