"""What the web service shows besides: its health, the privacy page, and the pictures for cards and screens."""

from pathlib import Path

from flask import Blueprint, Response, send_from_directory

HERE = Path(__file__).parent
PICTURES = HERE / "pictures"
DAY = 24 * 60 * 60  # Seconds.

pages = Blueprint("pages", __name__)


@pages.get("/health")
def health() -> Response:
    """Say that the service answers."""
    return Response("ok\n", mimetype="text/plain")


@pages.get("/privacy")
def privacy() -> Response:
    """Show what is kept and how to have it erased: the page that the manifest names."""
    answer = send_from_directory(HERE, "privacy.html")
    # It loads nothing and runs nothing, whoever came in between.
    answer.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    return answer


@pages.get("/pictures/<name>.png")
def picture(name: str) -> Response:
    """Send the picture of this name, or 404. Alexa's app and devices load it from a page of their own."""
    answer = send_from_directory(PICTURES, f"{name}.png", max_age=DAY)
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
