"""Imports flask-ask-sdk's adapter, which as published cannot be imported on much of today's Linux.

flask_ask_sdk imports Amazon's own verifier, that imports certvalidator, that imports oscrypto; and oscrypto 1.3.0 looks
for OpenSSL's version with a pattern of one digit each, so that 3.0.10 and later stop the import. It was mended long
ago, and never released. We verify requests ourselves (verifier.py), so nothing of all this is ever called: while the
adapter is imported, an empty module stands in for certvalidator, also where oscrypto would work. No installed file
is changed, and the stand-in is gone afterwards.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

_NAMES = ("certvalidator", "certvalidator.errors")


class _NotHere(Exception):  # noqa: N818  stands for three names, two of them exceptions
    """Whoever reaches for certvalidator gets an error, not a certificate that looks valid."""

    def __init__(self, *_: object) -> None:
        raise NotImplementedError("certvalidator is not in use: web.verifier verifies")


@contextmanager
def _stand_in() -> Iterator[None]:
    """Put a stand-in for certvalidator into sys.modules, and afterwards whatever was there before."""
    before = {name: sys.modules.get(name) for name in _NAMES}
    package, errors = (ModuleType(name) for name in _NAMES)
    vars(package).update(errors=errors, CertificateValidator=_NotHere)
    vars(errors).update(ValidationError=_NotHere, PathError=_NotHere)
    sys.modules.update(zip(_NAMES, (package, errors), strict=True))
    try:
        yield
    finally:
        for name, module in before.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module


with _stand_in():
    from flask_ask_sdk.skill_adapter import (
        VERIFY_SIGNATURE_APP_CONFIG,
        VERIFY_TIMESTAMP_APP_CONFIG,
        SkillAdapter,
    )

__all__ = ["VERIFY_SIGNATURE_APP_CONFIG", "VERIFY_TIMESTAMP_APP_CONFIG", "SkillAdapter"]
