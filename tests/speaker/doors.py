"""The doors that the speaker can knock at: the handler in this process, or any address that takes an event by POST."""

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from http.client import HTTPException
from importlib import import_module
from threading import RLock
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, Request, build_opener

Json = dict[str, Any]
Door = Callable[[Json], Json]

# How long Alexa waits for a skill.
PATIENCE_SECONDS = 8.0
# There is one environment in a process: who knocks second waits.
_environment = RLock()


class DoorError(Exception):
    """The skill did not answer, or its answer is none."""


def in_process(environment: Callable[[], Mapping[str, str]] = dict) -> Door:
    """Knock at `lambda_function.handler` in this process. What the skill prints goes to standard error.

    `environment` is asked at each knock what the skill's environment holds besides, and only then.
    """

    def knock(event: Json) -> Json:
        with redirect_stdout(sys.stderr), _added(environment()):
            try:
                handler = import_module("lambda_function").handler
            except ImportError as error:
                raise DoorError(f"the skill cannot be imported: {error}") from error
            try:
                # Through JSON and back, as on the real way: neither side can hold on to the other's objects.
                answer = json.loads(json.dumps(handler(json.loads(json.dumps(event)), None)))
            except Exception as error:
                # Whatever a skill raises, it is an answer that did not come.
                raise DoorError(f"the skill failed: {type(error).__name__}: {error}") from error
        return checked(answer)

    return knock


@contextmanager
def _added(variables: Mapping[str, str]) -> Iterator[None]:
    with _environment:
        before = {name: os.environ.get(name) for name in variables}
        os.environ.update(variables)
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value


def at_url(url: str, patience: float = PATIENCE_SECONDS) -> Door:
    """Knock at `url`: the event is sent by POST as JSON, and a JSON answer must come within `patience` seconds."""
    # No proxy: the door is the address itself.
    opener = build_opener(ProxyHandler({}))

    def knock(event: Json) -> Json:
        call = Request(url, json.dumps(event).encode(), {"Content-Type": "application/json"}, method="POST")
        try:
            with opener.open(call, timeout=patience) as answer:
                body = answer.read()
        except HTTPError as error:
            with error:
                raise DoorError(f"{url} answered {error.code} {error.reason}") from error
        except (URLError, HTTPException, OSError) as error:
            raise DoorError(f"no answer from {url}: {getattr(error, 'reason', error)}") from error
        try:
            return checked(json.loads(body))
        except ValueError as error:
            raise DoorError(f"{url} answered something that is not JSON: {body[:80]!r}") from error

    return knock


def checked(answer: object) -> Json:
    """Return `answer` if it has the shape of a skill's response. Raises DoorError if not."""
    if not isinstance(answer, dict):
        raise DoorError(f"the answer is not a JSON object: {str(answer)[:80]}")
    if "errorMessage" in answer:
        raise DoorError(f"the skill failed: {answer.get('errorType', 'error')}: {answer['errorMessage']}")
    if not isinstance(answer.get("response", {}), dict):
        raise DoorError("the answer's response is not a JSON object")
    return answer
