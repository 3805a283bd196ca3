"""The one way to the log: a line that names nobody and nothing that was said."""

import os


def log(line: str) -> None:
    """Log one line; Lambda's log format makes it JSON, and LOG_LEVEL says what is kept."""
    import logging  # eight milliseconds that the first help does not pay for

    log = logging.getLogger("leg_cramp")
    level = os.environ.get("LOG_LEVEL", "INFO")
    log.setLevel(level if level in logging.getLevelNamesMapping() else "INFO")
    # An alarm counts these lines by the version that logs them, and rolls a bad one back.
    log.error(line, extra={"version": os.environ.get("AWS_LAMBDA_FUNCTION_VERSION")})
