"""What pip installs for the `pip` list of a conda file, and for the requirements files that the list names."""

from __future__ import annotations

from preflight.facts.package import doubtful, package_fact
from preflight.facts.python_versions import minors
from preflight.pattern import Pattern
from preflight.value import Present, Unknown, placed, spot, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from preflight.source import Source
    from preflight.value import Located, Value

    # Takes a path as written, the path of the file that names it (None for the conda file), and where it is written.
    # Returns the path of the file and its text, or why it cannot be read.
    OpenFile = Callable[[str, str | None, Located], tuple[str, Source] | Unknown]

# PEP 508: a name, extras, and what follows.
_REQUIREMENT = Pattern(r"\s*(?P<name>[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[(?P<extras>[^\]]*)\])?\s*(?P<rest>[^;#]*)")
_OTHER_FILE = Pattern(r"\s*(?:-r|--requirement)[\s=]*(?P<path>\S+)")
_EDITABLE = Pattern(r"\s*(?:-e|--editable)[\s=]*(?P<target>\S.*)")
_NAME_AT_URL = Pattern(r"\s*(?P<name>[\w.-]+)\s*(?:\[(?P<extras>[^\]]*)\]\s*)?@")
_EGG = Pattern(r"[#&]egg=(?P<name>[\w.-]+)(?:\[(?P<extras>[^\]]*)\])?")
_FILE_NAME = Pattern(r"(?:^|/)(?P<name>[A-Za-z0-9_.]+)-\d[\w.]*(?:[+-][\w.]+)*\.(?:whl|tar\.gz|zip)")
_ARCHIVES = (".whl", ".tar.gz", ".zip")
# `--hash=…` and its like follow a requirement on its line.
_OPTION = Pattern(r"\s--?[a-z]")
_EXTRA = Pattern(r"[A-Za-z0-9][\w.-]*")
_BREAK = Pattern("\r\n|[\n\r]")

# What a marker cannot be judged by, since it differs from node to node or from patch to patch.
_UNSURE = ("platform_release", "platform_version", "python_full_version", "implementation_version")
_LINUX = {
    "os_name": "posix",
    "sys_platform": "linux",
    "platform_system": "Linux",
    "platform_machine": "x86_64",
    "platform_python_implementation": "CPython",
    "implementation_name": "cpython",
    "extra": "",
}
_LONGEST_MARKER = 300
# Deeper and more than anybody nests requirements files.
_DEEPEST = 8
_MOST_FILES = 50
_MOST_REQUIREMENTS = 10_000


def pip_packages(items: Iterable[Value], python: Value, open_file: OpenFile | None = None) -> tuple[list[Value], list[Unknown]]:
    """Return the packages of a `pip` list, and why there may be more.

    `python` is the fact `conda.python`, which markers are judged by. Without `open_file` no requirements file is read.
    """
    reading = _Reading(python, open_file)
    for item in items:
        reading.add(item, None, 0)
    return reading.packages, reading.doubts


def requirement_lines(source: Source) -> Iterator[Present]:
    """Yield the requirements and options of a requirements file, as pip reads it: without comments, and with continued lines as one."""
    parts: list[str] = []
    start = 0
    for number, line in enumerate(_BREAK.split(source.text), 1):
        start = start if parts else number
        is_comment = line.lstrip().startswith("#")
        parts.append(line[:-1] if line.endswith("\\") and not is_comment else line)
        if not line.endswith("\\") or is_comment:
            yield from _logical(source, parts, start)
            parts = []
    yield from _logical(source, parts, start)


def _logical(source: Source, parts: list[str], start: int) -> Iterator[Present]:
    text = _uncommented("".join(parts)).strip()
    if text:
        first = source.line(start)
        column = len(first) - len(first.lstrip()) + 1
        end = len(_uncommented(first).removesuffix("\\").rstrip()) + 1
        yield placed(text, spot(source, (start, column), (start, max(end, column))))


def _uncommented(line: str) -> str:
    """Return a line without its comment: a `#` at the start or after a blank."""
    at = line.find("#")
    while at > 0 and not line[at - 1].isspace():
        at = line.find("#", at + 1)
    return line if at < 0 else line[:at]


class _Reading:
    """Collects packages and doubts from a list and the files it names, each file once."""

    def __init__(self, python: Value, open_file: OpenFile | None) -> None:
        self.packages: list[Value] = []
        self.doubts: list[Unknown] = []
        self._python = python
        self._open_file = open_file
        self._read: set[str] = set()
        self._left = _MOST_REQUIREMENTS

    def add(self, item: Value, named_in: str | None, depth: int) -> None:
        self._left -= 1
        if self._left < 0:
            if self._left == -1:
                self.doubts.append(Unknown(f"only the first {_MOST_REQUIREMENTS:,} requirements were read", item))
            return
        text = text_of(item)
        other = _OTHER_FILE.match(text) if text is not None and _is_option(text) else None
        if other is not None:
            self._add_file(other["path"], item, named_in, depth)
            return
        made = doubtful(item) if text is None else self._package(text, item)
        if isinstance(made, Unknown):
            self.doubts.append(made)
        elif made is not None:
            self.packages.append(made)

    def _add_file(self, path: str, item: Value, named_in: str | None, depth: int) -> None:
        if self._open_file is None or depth >= _DEEPEST or len(self._read) >= _MOST_FILES:
            self.doubts.append(Unknown(f"`{path}` lists more packages and was not read", item))
            return
        opened = self._open_file(path, named_in, item)
        if isinstance(opened, Unknown):
            self.doubts.append(opened)
        elif opened[0] not in self._read:
            self._read.add(opened[0])
            for line in requirement_lines(opened[1]):
                self.add(line, opened[0], depth + 1)
                if self._left < 0:
                    break

    def _package(self, text: str, item: Value) -> Value | None:
        if _is_option(text):
            editable = _EDITABLE.match(text)
            if editable is None:
                return None
            return _from_url(editable["target"], item) or Unknown(f"`{text.strip()}` may install more packages", item)
        option = _OPTION.search(text)
        text = text[: option.start()] if option is not None else text
        is_url = "://" in text.partition(";")[0]
        wanted, _, marker = text.partition(" ;" if is_url else ";")
        if marker and _is_excluded(marker, self._python):
            return None
        made = _from_url(wanted, item) if is_url or "/" in wanted or wanted.rstrip().endswith(_ARCHIVES) else _named(wanted, item)
        return made or Unknown(f"`{text}` installs a package that has no name here", item)


def _is_option(text: str) -> bool:
    return text.lstrip().startswith("-")


def _named(text: str, item: Value) -> Value | None:
    match = _REQUIREMENT.match(text)
    if match is None:
        return None
    return package_fact(match["name"], match["rest"].strip().removeprefix("(").removesuffix(")"), "pip", item, _extras(match["extras"]))


def _from_url(text: str, item: Value) -> Value | None:
    """Return the package that a URL or a path names; None when it names none."""
    found = _NAME_AT_URL.match(text) or _EGG.search(text)
    if found is not None:
        return package_fact(found["name"], "", "pip", item, _extras(found["extras"]))
    found = _FILE_NAME.search(text)
    return package_fact(found["name"], "", "pip", item) if found is not None else None


def _extras(text: str | None) -> list[str]:
    return [match.group() for match in _EXTRA.finditer(text)] if text else []


def _is_excluded(marker: str, python: Value) -> bool:
    """Tell whether a marker surely keeps a package off Linux, or off every Python that the environment may have."""
    if len(marker) > _LONGEST_MARKER or any(name in marker for name in _UNSURE):
        return False
    from packaging.markers import Marker  # noqa: PLC0415 - few requirements have a marker

    try:
        parsed = Marker(marker)
        return not any(parsed.evaluate({**_LINUX, "python_version": f"3.{minor}"}) for minor in minors(python))
    except (ValueError, RecursionError):  # packaging's errors are ValueErrors
        return False
