"""The second baseline: the smallest skill that ask-sdk-core can make, with one handler."""

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_model import Response

builder = SkillBuilder()


@builder.request_handler(can_handle_func=lambda handler_input: True)  # noqa: ARG005 - the SDK passes it by this name
def answer(handler_input: HandlerInput) -> Response:
    """Answer every request with the same sentence."""
    return handler_input.response_builder.speak("Stretch.").response


handler = builder.lambda_handler()
