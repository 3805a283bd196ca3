"""The skill's own web service, started for one desk: another process, on a free port of loopback."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Event, Thread

from speaker.doors import DoorError

SCRIPT = Path(__file__).resolve().parents[3] / "lambda" / "web_service.py"
START_SECONDS = 20.0
_LISTENING = re.compile(r"listening on (http://\S+)")


class WebService:
    """A running web service, which verifies nothing, as nobody but this machine can reach it."""

    def __init__(self, environment: Mapping[str, str], log: Callable[[str], None]) -> None:
        """Start it with `environment` added to this process's own; each line that it logs goes to `log`.

        Raises DoorError when it does not come up.
        """
        self.url = ""
        self._log = log
        self._up = Event()
        self._process = subprocess.Popen(
            [sys.executable, str(SCRIPT), "--development", "--port", "0"],
            env={**os.environ, **environment, "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        Thread(target=self._listen, daemon=True).start()
        if not self._up.wait(START_SECONDS) or not self.url:
            self.close()
            raise DoorError("the web service did not start; the log says why")

    def close(self) -> None:
        """Stop it."""
        self._process.terminate()
        try:
            self._process.wait(START_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def _listen(self) -> None:
        assert self._process.stderr is not None
        with self._process.stderr as lines:
            for line in lines:
                self._log(line.rstrip())
                if match := _LISTENING.search(line):
                    self.url = match[1]
                    self._up.set()
        # It ended: whoever waits for it to come up need not wait longer.
        self._up.set()
