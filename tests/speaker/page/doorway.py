"""The doorway of one desk: which door it knocks at, and what was logged behind it."""

import logging
import threading
from collections import deque
from enum import Enum
from ipaddress import ip_address
from urllib.parse import urlsplit

from speaker import checks, doors
from speaker.cloud import Cloud
from speaker.envelope import Json
from speaker.page.errors import PageError
from speaker.page.web_service import WebService

MOST_LINES = 200


class Kind(Enum):
    """The doors there are."""

    PROCESS = "process"
    WEB = "web"
    LAMBDA = "lambda"


class Doorway:
    """A door that can become another one. `log` holds the last lines that the skill logged, if they come here."""

    def __init__(self) -> None:
        """Lead to the handler in this process."""
        self.kind, self.url = Kind.PROCESS, ""
        self.log: deque[str] = deque(maxlen=MOST_LINES)
        self._cloud: Cloud | None = None
        self._door: doors.Door | None = None
        self._service: WebService | None = None

    def __call__(self, event: Json) -> Json:
        """Knock. Raises doors.DoorError."""
        if self._door is None:
            self._door = self._open()
        with _Lines(self.log):
            return self._door(event)

    def serve(self, cloud: Cloud) -> None:
        """Have the skill find its memory in `cloud` from now on."""
        self.close()
        self._cloud = cloud

    def choose(self, kind: Kind, url: str) -> None:
        """Knock at another door from now on; without an address, the web service is started. Raises PageError."""
        if kind is Kind.PROCESS:
            url = ""
        elif url:
            url = _on_loopback(url)
        elif kind is Kind.LAMBDA:
            raise PageError("A Lambda endpoint needs its address, as the emulator prints it.")
        self.close()
        self.kind, self.url = kind, url

    @property
    def remembers_here(self) -> bool:
        """Whether the skill's memory is this desk's table; behind a foreign address it is wherever it is."""
        return not self.url

    def close(self) -> None:
        """Leave the door; the next knock opens it anew."""
        service, self._door, self._service = self._service, None, None
        if service:
            service.close()

    def _open(self) -> doors.Door:
        if self.url:
            return doors.at_url(self.url)
        assert self._cloud is not None
        if self.kind is Kind.PROCESS:
            return doors.in_process(self._cloud.table_environment)
        self._service = WebService(self._cloud.table_environment(), self.log.append)
        return doors.at_url(self._service.url)


class _Lines(logging.Handler):
    """While a knock lasts, keeps what the skill logs in this thread."""

    def __init__(self, lines: deque[str]) -> None:
        super().__init__()
        self._lines = lines
        self._thread = threading.get_ident()
        self._logger = logging.getLogger("leg_cramp")

    def __enter__(self) -> None:
        self._logger.addHandler(self)

    def __exit__(self, *_: object) -> None:
        self._logger.removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            self._lines.append(f"{record.levelname} {record.getMessage()}")


def _on_loopback(url: str) -> str:
    """Check the address of a door: nothing said here may leave this machine."""
    try:
        checks.address(url)
    except ValueError as error:
        raise PageError(f"{url} {error}") from error
    host = urlsplit(url).hostname or ""
    try:
        here = host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        here = False
    if not here:
        raise PageError(f"{url} is not on this machine, and nothing that is said here leaves it.")
    return url
