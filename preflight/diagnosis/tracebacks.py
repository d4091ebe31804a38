"""Tracebacks of Python in logs: what was raised, and the frames of the user's own code."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FRAME = re.compile(r'\s*File "([^"]{1,400})", line (\d{1,9})(?:, in (\S{1,200}))?')
_RAISED = re.compile(r"(?:[A-Za-z_]\w*\.)*[A-Za-z_]\w*(?:Error|Exception|Exit|Interrupt|Warning|Timeout|Failure|Found|Stop)?\b")
# What stands before each line where a logger wrote the traceback.
_PREFIX = re.compile(r"^(?:\d{4}-\d\d-\d\d[T ][\d:.,]+Z?\s*)?(?:\|?[A-Z]+\|[\d|]*)?")
_ENGINE = (
    "/site-packages/",
    "/dist-packages/",
    "/lib/python3",
    "driver/",
    "/azureml_sys/",
    "/azureml_user/parallel_run",
    "<frozen",
    "/prs_prod/",
)
_MOST_LINES = 300


@dataclass(frozen=True)
class Frame:
    """A line of code that a traceback names."""

    path: str
    line: int
    function: str
    code: str

    @property
    def is_user_code(self) -> bool:
        """Whether it is neither the engine's nor a package's."""
        return not any(part in self.path for part in _ENGINE)


@dataclass(frozen=True)
class Raised:
    """An exception in a log: its type and message, the frames that led to it, and where the traceback begins."""

    kind: str
    message: str
    frames: tuple[Frame, ...]
    path: str
    line: int

    @property
    def user_frames(self) -> tuple[Frame, ...]:
        """The frames of the user's own code, the last one where it happened."""
        return tuple(frame for frame in self.frames if frame.is_user_code)

    @property
    def text(self) -> str:
        """The last line of the traceback."""
        return f"{self.kind}: {self.message}" if self.message else self.kind


def raised_in(text: str, path: str, line: int) -> Raised | None:
    """Return the exception of the traceback at the beginning of a text; None when its end is missing."""
    lines = text.split("\n", _MOST_LINES)[1:_MOST_LINES]
    frames: list[Frame] = []
    for index, raw in enumerate(lines):
        shown = _PREFIX.sub("", raw.rstrip("\r"), count=1)
        found = _FRAME.match(shown)
        if found:
            code = lines[index + 1].strip() if index + 1 < len(lines) else ""
            frames.append(Frame(found[1], int(found[2]), found[3] or "", "" if _FRAME.match(code) else code[:200]))
        elif shown and not shown[0].isspace():
            kind, _, message = shown.partition(":")
            if not _RAISED.fullmatch(kind.strip()):
                return None
            return Raised(kind.strip(), message.strip()[:300], tuple(frames), path, line)
    return None
