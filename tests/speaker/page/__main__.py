"""`python -m speaker.page`: serve the page on loopback, on PORT or any that is free."""

import logging
import os
import signal
import socket
import sys

from werkzeug.serving import make_server

from speaker.page.desks import Desks
from speaker.page.server import create_app


def main() -> int:
    """Serve until interrupted. Returns 2 for a port that cannot be had."""
    given = os.environ.get("PORT", "").strip() or "0"
    if not (given.isascii() and given.isdecimal() and int(given) < 65536):
        return _refuse(f"PORT={given} is not a number from 0 to 65535")
    # What the skill logs is shown on the page; requests to the page interest nobody.
    os.environ.setdefault("LOG_LEVEL", "INFO")
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    desks = Desks()
    try:
        # Werkzeug would tell of a port that is taken in many words, and leave.
        listening = socket.create_server(("127.0.0.1", int(given)))
    except OSError as error:
        return _refuse(f"PORT={given} cannot be had: {os.strerror(error.errno or 0).lower()}; try another")
    server = make_server("127.0.0.1", 0, create_app(desks), threaded=True, fd=listening.fileno())
    # Ended from outside, it clears its desks away as well: some have a web service of their own.
    # A shell that starts it in the background would have it ignore SIGINT.
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.default_int_handler)
    print(f"The desk speaker is at http://127.0.0.1:{listening.getsockname()[1]}/ (Ctrl-C ends it)", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print(file=sys.stderr)
    finally:
        desks.close()
    return 0


def _refuse(why: str) -> int:
    print(f"speaker: {why}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
