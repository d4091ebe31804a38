"""Which azure-ai-ml is installed beside preflight, and whether it is newer than the one that our schemas mirror."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

MIRRORED = "1.35.2"
_BEFORE, _AFTER = "azure_ai_ml-", ".dist-info"


def later_sdk(folders: Iterable[str] | None = None) -> str | None:
    """Return the version of an azure-ai-ml that may know more keys than our schemas; None where none is installed, or none that is newer.

    Only the names of its folder are looked at (https://packaging.python.org/en/latest/specifications/recording-installed-packages/).
    """
    for folder in sys.path if folders is None else folders:
        for name in _names(folder):
            if name.startswith(_BEFORE) and name.endswith(_AFTER):
                version = name[len(_BEFORE) : -len(_AFTER)]
                return version if _release(version) > _release(MIRRORED) else None
    return None


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder or ".")
    except OSError:  # a zip file, or nothing at all
        return []


def _release(version: str) -> tuple[int, ...]:
    """Return the numbers that a version begins with."""
    numbers: list[int] = []
    for part in version.split("."):
        digits = part[: len(part) - len(part.lstrip("0123456789"))]
        if not digits:
            break
        numbers.append(int(digits[:9]))
    return tuple(numbers)
