"""Plain releases against one bound, such as `==3.8.*` against `>=3.9`: most of what files pin, and `packaging` is slow to import for it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    Release = tuple[int, ...]

_MAX_LENGTH = 40


def pinned(text: str) -> tuple[Release, Release | None] | None:
    """Return the lowest release that a pin such as `==3.8.*` allows and the first one beyond; None beyond `==3.8.5` and `3.8.5`.

    None for everything else that can be asked for.
    """
    release = _release(text.removeprefix("==").removesuffix(".*"))
    if release is None:
        return None
    if not text.endswith(".*"):
        return _trimmed(release), None
    return (_trimmed(release), _trimmed((*release[:-1], release[-1] + 1))) if text.startswith("==") else None


def bound(wanted: str) -> tuple[bool, Release] | None:
    """Return whether a bound such as `<2.10` or `>=3.9` is an upper one, and its release; None for every other range."""
    for sign, upper in (("<", True), (">=", False)):
        release = _release(wanted.removeprefix(sign)) if wanted.startswith(sign) else None
        if release is not None:
            return upper, _trimmed(release)
    return None


def is_within(pin: tuple[Release, Release | None], limit: tuple[bool, Release]) -> bool | None:
    """Tell whether what a pin allows is within a bound (PEP 440); None when only some of it is."""
    (lowest, beyond), (upper, release) = pin, limit
    if lowest >= release:
        return not upper
    return upper if beyond is None or beyond <= release else None


def _release(text: str) -> Release | None:
    if len(text) > _MAX_LENGTH or not text.isascii():
        return None
    parts = text.split(".")
    return tuple(map(int, parts)) if all(part.isdigit() for part in parts) else None


def _trimmed(release: Release) -> Release:
    """Return a release without zeros at its end, which mean nothing."""
    end = len(release)
    while end and not release[end - 1]:
        end -= 1
    return release[:end]
