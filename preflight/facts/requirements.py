"""What pip installs for the `pip` list of a conda file, and for the requirements files that the list names."""

from __future__ import annotations

from preflight.facts.marker import holds
from preflight.facts.package import doubtful, half_known, normal_name, package_fact
from preflight.facts.package_index import own_index
from preflight.facts.requirement import INDEX, requirement_line
from preflight.pattern import Pattern
from preflight.record import Record
from preflight.value import Present, Unknown, fact, mapping, placed, spot, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from preflight.facts.package import Known
    from preflight.facts.requirement import Refused, Wanted
    from preflight.source import Source
    from preflight.value import Located, Value

    # Takes a path as written, the path of the file that names it (None for the conda file), and where it is written.
    # Returns the path of the file and its text, or why it cannot be read.
    OpenFile = Callable[[str, str | None, Located], tuple[str, Source] | Unknown]

_BREAK = Pattern("\r\n|[\n\r]")
# What is put there when the image is built, and not before: an expression of pip's, or of whatever fills the file in.
_FILLED_IN = Pattern(r"\$\{[^}]*\}|\{\{|\$\(")
_SECRET = Pattern(r"//[^/@]*@")
# Deeper and more than anybody nests requirements files.
_DEEPEST = 8
_MOST_FILES = 50
_MOST_REQUIREMENTS = 10_000


class PipList(Record):
    """What a `pip` list comes to: the packages, why there may be more, the files that it names, and what pip stops at.

    Each file has `path`, and `what` it is in words; each fault is what pip does not read and where it stands.
    """

    packages: list[Value]
    doubts: list[Unknown]
    files: list[Value]
    faults: list[tuple[Refused, Value]]


def pip_list(items: Iterable[Value], python: Value, open_file: OpenFile | None = None, known: Known | None = None) -> PipList:
    """Return what a `pip` list comes to; conda hands it to pip as a requirements file, line by line.

    `python` is the fact `conda.python`, which markers are judged by. Without `open_file` no requirements file is read. `known` tells
    whether all that a package brings with it is known.
    """
    reading = _Reading(python, open_file, known)
    for item in items:
        reading.add(item, None, 0)
    reading.doubt_own_index()
    return PipList(reading.packages, reading.doubts, reading.files, reading.faults)


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

    def __init__(self, python: Value, open_file: OpenFile | None, known: Known | None) -> None:
        self.packages: list[Value] = []
        self.doubts: list[Unknown] = []
        self.files: list[Value] = []
        self.faults: list[tuple[Refused, Value]] = []
        self._python = python
        self._open_file = open_file
        self._known = known
        self._read: set[str] = set()
        self._left = _MOST_REQUIREMENTS
        self._index = ""
        self._listed: list[tuple[str, Value]] = []

    def add(self, item: Value, named_in: str | None, depth: int) -> None:
        text = text_of(item)
        if text is None:
            self._add_made(half_known(item, "pip") or doubtful(item))
            return
        for part in [text] if named_in is not None else _texts(text):
            self._left -= 1
            if self._left == -1:
                self.doubts.append(Unknown(f"only the first {_MOST_REQUIREMENTS:,} requirements were read", item))
            if self._left < 0:
                return
            self._add_line(part, item, named_in, depth)

    def doubt_own_index(self) -> None:
        """Doubt what comes from an index of one's own: a package of which nobody else knows what it brings with it."""
        name = next((name for name, _ in self._listed if not self._is_known(name)), None) if self._index else None
        if name is not None:
            item = next(item for other, item in self._listed if other == name)
            self.doubts.append(Unknown(f"`{name}` may come from {self._index}, and it is not known what it brings with it", item))

    def _add_line(self, text: str, item: Value, named_in: str | None, depth: int) -> None:
        line = requirement_line(text)
        if line.fault is not None and named_in is None:
            self.faults.append((line.fault, item))
        for name, value in line.options:
            if name == "requirement":
                self._add_file(value, item, named_in, depth)
            if name in {"index", "links"}:
                self._index = self._index or own_index(value)
            if named_in is None:
                self._name_file(name, value, item)
        if line.wanted is not None:
            if named_in is None and line.wanted.path:
                self._name_file("path", line.wanted.path, item)
            self._add_made(self._package(text, line.wanted, item))
        elif line.fault is None and not line.options and not text.strip().startswith("-"):
            self.doubts.append(_unnamed(text, item))

    def _add_made(self, made: Value | None) -> None:
        if isinstance(made, Unknown):
            self.doubts.append(made)
        elif made is not None:
            self.packages.append(made)

    def _add_file(self, path: str, item: Value, named_in: str | None, depth: int) -> None:
        if self._open_file is None or depth >= _DEEPEST or len(self._read) >= _MOST_FILES:
            self.doubts.append(Unknown(f"`{path}` lists more packages and was not read", item))
            return
        opened = self._open_file(path.removeprefix("file:"), named_in, item)
        if isinstance(opened, Unknown):
            self.doubts.append(opened)
        elif opened[0] not in self._read:
            self._read.add(opened[0])
            for line in requirement_lines(opened[1]):
                self.add(line, opened[0], depth + 1)
                if self._left < 0:
                    break

    def _name_file(self, option: str, path: str, item: Value) -> None:
        """Note a file beside the conda file; what has a full path may be in the image."""
        what = {
            "requirement": "a requirements file",
            "constraint": "a file of constraints",
            "links": "a folder of packages",
            "path": "a package",
        }.get(option)
        plain = path.removeprefix("file:")
        if what is not None and plain and "://" not in plain and plain[0] not in "/~$" and plain[1:2] != ":":
            self.files.append(mapping({"path": fact(plain, item), "what": fact(what, item)}, item))

    def _package(self, text: str, wanted: Wanted, item: Value) -> Value | None:
        """Return the package that a line asks for, and note why there may be more; nothing where its marker keeps it off."""
        installed = holds(wanted.marker, self._python) if wanted.marker else True
        if installed is False:
            return None
        if not wanted.name:
            return _unnamed(text, item)
        if installed is None:
            return Unknown(
                f"`{wanted.name}` is installed only where `{wanted.marker[:80]}`, of which it is not known whether it holds", item
            )
        filled_in = _FILLED_IN.search(wanted.versions)
        version = wanted.versions if filled_in is None else Unknown(f"`{wanted.versions}` is filled in later", item)
        if wanted.source == INDEX:
            self._listed.append((normal_name(wanted.name), item))
        elif not self._is_known(normal_name(wanted.name)):
            self.doubts.append(Unknown(f"it is not known what `{wanted.name}` brings with it", item))
        return package_fact(wanted.name, version, "pip", item, wanted.extras)

    def _is_known(self, name: str) -> bool:
        return self._known is not None and self._known(name, "pip")


def _texts(text: str) -> list[str]:
    """Return the requirements in an entry of the list, without comments: one, unless it has several lines."""
    if "#" not in text and "\n" not in text:
        return [text]
    lines = _BREAK.split(text.replace("\\\n", ""))
    return [part for line in lines if (part := _uncommented(line).strip())]


def _unnamed(text: str, item: Value) -> Unknown:
    shown = _SECRET.compiled.sub("//", text.strip().partition("?")[0]) if "://" in text else text.strip()
    return Unknown(f"`{shown}` installs a package that has no name here", item)
