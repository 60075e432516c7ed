"""The modules of an app by their layer: its own, and those of each of its rooms."""

import importlib
import importlib.util
import pkgutil
from collections.abc import Iterator
from types import ModuleType

NO_ROOMS = {"migrations", "tests", "management"}


def rooms_of(app: str) -> list[str]:
    """The packages inside an app that are built as an app is: docs/adr/0017."""
    package = importlib.import_module(app)
    return [
        f"{app}.{module.name}"
        for module in pkgutil.iter_modules(package.__path__)
        if module.ispkg and module.name not in NO_ROOMS
    ]


def modules_of(app: str, layer: str) -> Iterator[ModuleType]:
    """Such as every `forms` of parentis.meetings."""
    for place in (app, *rooms_of(app)):
        if importlib.util.find_spec(f"{place}.{layer}"):
            yield importlib.import_module(f"{place}.{layer}")
