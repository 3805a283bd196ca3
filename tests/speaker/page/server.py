"""The page's server: who may talk to it, and its files. What a person does there comes in through api.py."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, Response, abort, jsonify, request, send_from_directory
from werkzeug.exceptions import HTTPException

from speaker.page.api import routes
from speaker.page.desks import Desks
from speaker.page.errors import PageError

STATIC = Path(__file__).parent / "static"
RENDERER = Path(__file__).resolve().parents[2] / "browser" / "node_modules" / "apl-viewhost-web"
MOST_BYTES = 1_000_000
HERE = {"127.0.0.1", "localhost", "::1"}
_NOBODY_ELSE = "base-uri 'none'; form-action 'self'; frame-ancestors 'self'; object-src 'none'"
POLICY = f"default-src 'self'; img-src 'self' data:; {_NOBODY_ELSE}"
# Amazon's renderer compiles its engine in the browser and styles what it draws, so it gets a frame of its own.
SCREEN_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    f"img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' data:; {_NOBODY_ELSE}"
)
_FAR_FONT = re.compile(r"url\('https://[^']*\.ttf'\)")
_NEAR_FONTS = "local('Arial'), local('Liberation Sans'), local('DejaVu Sans')"


def create_app(desks: Desks, renderer: Path = RENDERER) -> Flask:
    """Return the application. `renderer` is the folder in which Amazon's renderer is, if it is installed."""
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.json.sort_keys = False  # type: ignore[attr-defined]  # a request is read in the order in which Alexa writes it
    app.before_request(_only_from_here)
    app.after_request(_guarded)
    app.register_error_handler(PageError, _told)
    app.register_error_handler(HTTPException, _told_status)
    app.register_blueprint(routes(desks, renderer=(renderer / "index.js").is_file()))

    @app.get("/")
    def index() -> Response:
        return send_from_directory(STATIC, "index.html")

    @app.get("/static/<path:name>")
    def static_file(name: str) -> Response:
        return send_from_directory(STATIC, name)

    @app.get("/renderer/index.js")
    def renderer_file() -> Response:
        path = renderer / "index.js"
        if not path.is_file():
            abort(404)
        # It would fetch its fonts from a server of Amazon's, and nothing here leaves this machine.
        script = _FAR_FONT.sub(_NEAR_FONTS, path.read_text(encoding="utf-8"))
        return Response(script, mimetype="text/javascript")

    return app


def _only_from_here() -> None:
    """Refuse whoever came by another name than loopback's (DNS rebinding), and what another site's page sends."""
    if _host(f"//{request.host}") not in HERE:
        abort(403, "This page is served to this machine alone.")
    if request.method not in {"GET", "HEAD"} and (
        request.headers.get("Origin") != f"http://{request.host}" or not request.is_json
    ):
        abort(403, "Only this page may do that.")


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def _guarded(response: Response) -> Response:
    own = request.path.startswith("/static/screen.")
    response.headers.update(
        {
            "Content-Security-Policy": SCREEN_POLICY if own else POLICY,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "no-store",
        }
    )
    return response


def _told(error: PageError) -> tuple[Response, int]:
    return jsonify(error=str(error)), error.status


def _told_status(error: HTTPException) -> tuple[Response, int]:
    status = error.code or 500
    told = {
        413: "That is more than this page takes: one million bytes.",
        500: "The speaker itself failed; its terminal says how.",
    }
    return jsonify(error=told.get(status, error.description)), status
