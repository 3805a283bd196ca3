"""Loads of the SDK's 500 data classes only those that an answer uses: half of the first answer's time went there.

Every package of `ask_sdk_model` imports all of its classes as soon as one is wanted. Here such a package starts empty
and imports a class when somebody first asks for it. The SDK itself stays as it was published.
"""

import re
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

SDK = "ask_sdk_model"
# It imports the eleven clients of Alexa's services. We call these ourselves (alexa_api.py) and give the SDK no client.
CLIENTS = f"{SDK}.services.service_client_factory"
# Where a class's name is parted to make its module's: PrintPDFRequest is at home in print_pdf_request.
PARTS = re.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


class LazyPackage:
    """A loader that leaves a package empty until one of its classes is asked for."""

    def create_module(self, spec: ModuleSpec) -> None:
        """Leave the making of the module to the import system."""

    def exec_module(self, module: ModuleType) -> None:
        """Make the package import each class on its first use."""

        def first_use(name: str) -> Any:
            try:
                home = import_module(f"{module.__name__}.{PARTS.sub('_', name).lower()}")
            except ModuleNotFoundError:
                raise AttributeError(f"module {module.__name__!r} has no attribute {name!r}") from None
            value = getattr(home, name)
            setattr(module, name, value)
            return value

        module.__getattr__ = first_use  # type: ignore[method-assign]


class NoClients:
    """A loader of a factory that makes no client, for the one module that would load them all."""

    def create_module(self, spec: ModuleSpec) -> None:
        """Leave the making of the module to the import system."""

    def exec_module(self, module: ModuleType) -> None:
        """Give the module the one name that the SDK imports from it."""
        vars(module)["ServiceClientFactory"] = type("ServiceClientFactory", (), {})


class Finder:
    """Finds the SDK's packages before the usual finder does, and nothing else."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Return the usual place with a loader of ours for the SDK's packages; None leaves it to the next finder."""
        if name.partition(".")[0] != SDK:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec and spec.submodule_search_locations:
            spec.loader = LazyPackage()  # type: ignore[assignment]
        elif spec and name == CLIENTS:
            spec.loader = NoClients()  # type: ignore[assignment]
        return spec


def install() -> None:
    """Make the SDK lazy from here on; what is loaded by now stays as it is."""
    sys.meta_path.insert(0, Finder())
