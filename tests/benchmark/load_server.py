"""One server for the load run: python -m benchmark.load_server bare|development|verified FOLDER. Prints its address.

FOLDER holds root.pem and chain.pem for "verified". All three are served alike.
"""

import json
import os
import signal
import sys
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography.x509 import load_pem_x509_certificates
from flask import Flask, jsonify, request

from leg_cramp.content import words_for
from web.certificates import AlexaKeys
from web.server import Server
from web.verifier import Verifier
from web_service import create_app


def bare() -> Flask:
    """Make the smallest endpoint that does the same work outside: JSON in, a spoken answer out."""
    app = Flask(__name__)
    said = {"outputSpeech": {"type": "SSML", "ssml": f"<speak>{words_for('en-US').text('talk.fault')}</speak>"}}

    @app.post("/")
    def answer() -> object:
        json.loads(request.get_data())
        return jsonify({"version": "1.0", "response": said})

    return app


def verified(folder: Path) -> Flask:
    """Make the service as it is, with the root in the folder for the world's, and its chain on loopback."""
    chain = (folder / "chain.pem").read_bytes()

    class Host(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(chain)))
            self.end_headers()
            self.wfile.write(chain)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    host = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    threading.Thread(target=host.serve_forever, daemon=True).start()

    def clock() -> datetime:
        return datetime.now(UTC)

    roots = load_pem_x509_certificates((folder / "root.pem").read_bytes())
    keys = AlexaKeys(roots, clock, f"http://127.0.0.1:{host.server_port}")
    os.environ["SKILL_ID"] = "amzn1.ask.skill.00000000-0000-0000-0000-000000000000"
    return create_app(verify=Verifier(keys, clock).verify)


def main(kind: str, folder: str) -> None:
    """Serve until SIGTERM."""
    kinds = {
        "bare": bare,
        "development": lambda: create_app(development=True),
        "verified": lambda: verified(Path(folder)),
    }
    server = Server(kinds[kind](), [("127.0.0.1", 0)])
    server.stop_on(signal.SIGTERM)
    print(server.urls[0], flush=True)
    server.run()


if __name__ == "__main__":
    main(*sys.argv[1:])
