"""Door 2: the skill as a web service, for those who host it themselves or point an Echo at their own machine.

    SKILL_ID=amzn1.ask.skill.… python lambda/web_service.py --port 8000

It speaks plain HTTP; a tunnel or proxy in front of it gives it the HTTPS address that Alexa calls. Requests are
answered only if Alexa signed them, for this skill, within the last minutes; all others get 400. With --development
nothing is verified, and it listens on this machine alone.
"""

import logging
import os
import signal
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Sequence

from flask import Flask

from leg_cramp.log import log
from leg_cramp.skill import create
from web.adapter import AlexaDoor
from web.pages import pages
from web.server import MOST_BYTES, ListenError, Server, addresses
from web.verifier import Verify, amazon_verifier, unverified


class SettingsError(Exception):
    """The service cannot be started as it is set. The text says what to do."""


def create_app(*, verify: Verify | None = None, development: bool = False) -> Flask:
    """Return the application: POST / for Alexa, and GET /health, /privacy and /pictures/<name>.png.

    It answers 200 or 400; 404 and 405 for another path or method, 413 for a body over MOST_BYTES; never 500. `verify`
    takes the place of the verifier of Alexa's requests; with `development` there is none. Without SKILL_ID it raises
    SettingsError, unless in development.
    """
    if not development and not os.environ.get("SKILL_ID"):
        # Alexa signs the requests of every skill, so the signature alone says nothing about whose they are.
        raise SettingsError("SKILL_ID is not set, so any skill's requests would be answered; set it to this skill's id")
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.register_blueprint(pages)
    AlexaDoor(create(), unverified if development else verify or amazon_verifier().verify, app)
    return app


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until SIGTERM or SIGINT. Returns the exit code: 2 for settings that cannot be used."""
    parser = ArgumentParser(description="The leg cramp skill as a web service.")
    parser.add_argument("--host", default="127.0.0.1", help="name or address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=_port, default=8000, help="0: any that is free (8000)")
    parser.add_argument("--development", action="store_true", help="verify nothing, and listen on loopback only")
    chosen = parser.parse_args(arguments)
    logging.basicConfig(format="%(asctime)s %(message)s")
    try:
        listen = addresses(chosen.host, chosen.port, loopback_only=chosen.development)
        server = Server(create_app(development=chosen.development), listen)
    except (SettingsError, ListenError) as error:
        print(f"web_service: {error}", file=sys.stderr)  # noqa: T201  this is a command
        return 2
    server.stop_on(signal.SIGTERM, signal.SIGINT)
    mode = "requests are NOT verified" if chosen.development else "only Alexa's own requests are answered"
    for url in server.urls:
        log(f"listening on {url} ({mode})")
    server.run()
    return 0


def _port(text: str) -> int:
    if not (text.isdecimal() and int(text) <= 65535):
        raise ArgumentTypeError("a number from 0 to 65535 is needed")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
