"""Find the folders that travel with the program: the schemas, the theme and the example."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


@cache
def resource_dir(name: str) -> Path:
    """Return the folder `theme`, `schema` or `example-project`: the package's first, then the checkout's.

    Args:
        name: Name of the folder.

    Raises:
        FileNotFoundError: If neither place has it, which means a broken installation.
    """
    for candidate in (_PACKAGE / name, _CHECKOUT / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"milepost is not completely installed: folder {name}/ is missing")
