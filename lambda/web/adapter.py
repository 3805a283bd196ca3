"""flask-ask-sdk's adapter, made safe: verify first, then read, and never a 500."""

import os
from typing import Any

from ask_sdk_core.skill import CustomSkill
from flask import Flask, Response, jsonify, request

from leg_cramp.door import is_ours, kindly
from leg_cramp.log import log

from .refused import RefusedError
from .sdk_import import VERIFY_SIGNATURE_APP_CONFIG, VERIFY_TIMESTAMP_APP_CONFIG, SkillAdapter
from .verifier import Verify


class AlexaDoor(SkillAdapter):  # type: ignore[misc]  # the SDK ships no types
    """Takes Alexa's requests into a Flask application.

    The adapter as published takes the body for text and reads it before it verifies, answers 500 to what it
    cannot read, and logs what was said with it. So here our verifier comes first, and sees the bytes as they came.
    """

    def __init__(self, skill: CustomSkill, verify: Verify, app: Flask) -> None:
        """Answer POST / of `app` with `skill`, once `verify` has returned the event."""
        self._verify = verify
        app.config.update({VERIFY_SIGNATURE_APP_CONFIG: False, VERIFY_TIMESTAMP_APP_CONFIG: False})
        super().__init__(skill=skill, skill_id=os.environ.get("SKILL_ID"), app=app)
        self.register(app=app, route="/")

    def dispatch_request(self) -> Response:
        """Answer the request at hand: 400 and a line in the log if it is refused, else 200 and something to say."""
        body = request.get_data()
        try:
            event = self._verify(request.headers, body)
        except RefusedError as refused:
            log(f"refused: {refused}")
            return _bad_request()
        except Exception as fault:  # noqa: BLE001  whatever it was, nothing is proved: closed, and not a 500
            log(f"refused: {type(fault).__name__} while verifying")
            return _bad_request()
        if not is_ours(event):
            return _bad_request()

        def answer() -> dict[str, Any]:
            spoken: dict[str, Any] = self._webservice_handler.verify_request_and_dispatch(
                http_request_headers=request.headers, http_request_body=body.decode()
            )
            return spoken

        return jsonify(kindly(event, answer))


def _bad_request() -> Response:
    return Response("This is not a request that Alexa has just made.\n", 400, mimetype="text/plain")
