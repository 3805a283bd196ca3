"""Why a request is refused: each reason is a line for the log, and holds nothing of the request's."""

from enum import Enum


class Why(Enum):
    """What is wrong with a request."""

    HEADERS = "SignatureCertChainUrl or Signature-256 is missing or double"
    ADDRESS = "SignatureCertChainUrl is not where Alexa keeps its certificates"
    NOT_FETCHED = "the certificate chain could not be fetched"
    CHAIN = "the certificate chain is not Alexa's, or not valid now"
    SIGNATURE = "the signature is not one of this body"
    NOT_JSON = "the body is not JSON"
    NO_TIME = "the request does not say when it was made"
    WRONG_TIME = "the request was not made just now"


class RefusedError(Exception):
    """A request that is not answered: it is not Alexa's, not of this moment, or not JSON. Becomes a 400."""

    def __init__(self, why: Why) -> None:
        """The text is the reason's line."""
        super().__init__(why.value)
        self.why = why
