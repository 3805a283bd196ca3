"""The desks of all tabs that are open."""

from collections import OrderedDict
from threading import Lock
from uuid import uuid4

from speaker.page.desk import Desk
from speaker.page.errors import PageError

MOST = 8


class Desks:
    """Desks by id, at most `most`: for one more, the one that was longest left alone is cleared away."""

    def __init__(self, most: int = MOST) -> None:
        """Start with none."""
        self._most = most
        self._desks: OrderedDict[str, Desk] = OrderedDict()
        self._lock = Lock()

    def add(self) -> str:
        """Set up a desk and give its id."""
        desk, name, left = Desk(), uuid4().hex, None
        with self._lock:
            if len(self._desks) >= self._most:
                _, left = self._desks.popitem(last=False)
            self._desks[name] = desk
        if left:
            left.close()
        return name

    def find(self, name: str) -> Desk:
        """Give the desk of this id. Raises PageError, 410, when it is gone."""
        with self._lock:
            desk = self._desks.get(name)
            if desk:
                self._desks.move_to_end(name)
        if desk is None:
            raise PageError(
                "This tab's desk has been cleared away: the speaker was restarted, or many tabs are open.", 410
            )
        return desk

    def close(self) -> None:
        """Clear all desks away."""
        with self._lock:
            desks = list(self._desks.values())
            self._desks.clear()
        for desk in desks:
            desk.close()
