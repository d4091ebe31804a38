"""Which modules are in the standard library, by the version of Python."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

# Modules that came or went after Python 3.6: the first and the last minor version that has them, None where there is no such end.
# From "What's New in Python" 3.7 to 3.15 (https://docs.python.org/3/whatsnew/), PEP 594 and PEP 632; seen 2026-11.
CHANGED: dict[str, tuple[int | None, int | None]] = {
    **dict.fromkeys(("contextvars", "dataclasses"), (7, None)),
    **dict.fromkeys(("graphlib", "zoneinfo"), (9, None)),
    "tomllib": (11, None),
    **dict.fromkeys(("annotationlib", "compression"), (14, None)),
    "profiling": (15, None),
    "macpath": (None, 7),
    **dict.fromkeys(("_dummy_thread", "dummy_threading"), (None, 8)),
    **dict.fromkeys(("formatter", "parser", "symbol"), (None, 9)),
    "binhex": (None, 10),
    **dict.fromkeys(("asynchat", "asyncore", "distutils", "imp", "smtpd"), (None, 11)),
    **dict.fromkeys(
        (
            "aifc", "audioop", "cgi", "cgitb", "chunk", "crypt", "imghdr", "lib2to3", "mailcap", "msilib", "nis", "nntplib", "ossaudiodev",
            "pipes", "sndhdr", "spwd", "sunau", "telnetlib", "uu", "xdrlib",
        ),
        (None, 12),
    ),
}  # fmt: skip
# What can be imported and is not in `sys.stdlib_module_names`.
_UNLISTED = ("__main__", "test")


def is_standard(module: str, minors: Iterable[int]) -> bool:
    """Tell whether any of some minor versions of Python 3 has a top-level module."""
    first, last = CHANGED.get(module, (None, None))
    if module in CHANGED:
        return any((first is None or minor >= first) and (last is None or minor <= last) for minor in minors)
    return module in sys.stdlib_module_names or module in _UNLISTED


def standard_in(module: str) -> str | None:
    """Return which versions of Python have a module, as PEP 440 says it; None for one that all have or none has."""
    first, last = CHANGED.get(module, (None, None))
    if first is not None:
        return f">=3.{first}"
    return f"<3.{last + 1}" if last is not None else None
