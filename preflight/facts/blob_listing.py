"""What a container holds below a path, as far as a listing shows it."""

from __future__ import annotations

from preflight.record import Record
from preflight.value import Absent, Present, Unknown, child, fact, listing, mapping, members, placed, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from preflight.value import Value

_DIRECTORY = "directory"


class Contents(Record):
    """What lies at a path: whether anything does, the files that are read, their types, and the folders below that hold files."""

    found: Value
    files: Value
    file_types: Value
    nested: Value


def nothing(near: Value) -> Contents:
    """Return the contents of what is not there."""
    return Contents(fact(data=False, near=near), listing([], near), listing([], near), listing([], near))


def in_folder(blobs: Value, folder: str) -> Contents | Unknown:
    """Return what a folder holds; `blobs` is the answer to a listing of all that begins with its path and a slash."""
    found = child(blobs, "value")
    if isinstance(blobs, Absent):
        return nothing(blobs)
    if not isinstance(found, Present) or not isinstance(found.data, list):
        return found if isinstance(found, Unknown) else Unknown("the answer does not list what the container holds", blobs)
    prefix = f"{folder}/" if folder else ""
    named = [(text, one) for one in found.data if (text := text_of(child(one, "name"))) and text.startswith(prefix)]
    holders = _folders_above(name for name, _ in named)
    names = [name[len(prefix) :] for name, one in named if not _is_directory(name, one, holders)]
    rest = _rest(blobs, len(found.data), len(named))
    direct = [name for name in names if name and "/" not in name]
    below = dict.fromkeys(name.partition("/")[0] for name in names if "/" in name)
    any_found: Value = rest if rest is not None and not names else placed(bool(names), blobs)
    nested = listing([mapping({"name": fact(name, blobs)}, blobs) for name in below], blobs, rest)
    return Contents(any_found, files(direct, blobs, rest), file_types(direct, blobs, rest), nested)


def what_is_at(blobs: Value, path: str) -> Value:
    """Return what has exactly that name: `file`, `folder`, or `empty` (an empty file, or a folder); absent where nothing has.

    `blobs` is the answer to a listing of all that begins with it, in which it comes first. Where the storage has a hierarchy,
    folders are listed, too, and look like empty files.
    """
    found = child(blobs, "value")
    if isinstance(blobs, Absent):
        return Absent(blobs)
    if not isinstance(found, Present) or not isinstance(found.data, list):
        return found if isinstance(found, Unknown) else Unknown("the answer does not list what the container holds", blobs)
    names = [text_of(child(one, "name")) for one in found.data]
    same = [one for one, name in zip(found.data, names, strict=True) if name == path]
    if not same:
        return Unknown("the answer lists a blob without a name", blobs) if not all(names) else Absent(blobs)
    return placed("folder" if _is_marked(same[0]) else "empty" if _is_empty(child(same[0], "size")) else "file", blobs)


def files(names: Iterable[str], near: Value, rest: Unknown | None = None) -> Present:
    """Return files by their names, with their extensions in lower case."""
    return listing([mapping({"name": fact(name, near), "extension": extension(name, near)}, near) for name in names], near, rest)


def file_types(names: Iterable[str], near: Value, rest: Unknown | None = None) -> Present:
    """Return the extensions of some files, each once, with the name of the first that has it."""
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(_extension(name), name)
    found = [mapping({"extension": extension(name, near), "example": fact(name, near)}, near) for name in first.values()]
    return listing(found, near, rest)


def extension(name: str, near: Value) -> Value:
    """Return the extension of a file, with its dot."""
    return fact(_extension(name), near) if _extension(name) else Unknown(f"`{name}` has no extension", near)


def _extension(name: str) -> str:
    dot = name.rfind(".")
    return name[dot:].lower() if dot > 0 else ""


def _folders_above(names: Iterable[str]) -> set[str]:
    """Return all folders that the names of blobs run through."""
    found: set[str] = set()
    for name in names:
        folder = name.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def _is_directory(name: str, blob: Value, holders: set[str]) -> bool:
    """Tell whether an entry stands for a folder; where its type is not told, an empty one that holds others does."""
    return _is_marked(blob) or name.endswith("/") or (name in holders and _is_empty(child(blob, "size")))


def _is_empty(size: Value) -> bool:
    return not isinstance(size, Present) or size.data == 0


def _is_marked(blob: Value) -> bool:
    return (text_of(child(blob, "type")) or "").lower() == _DIRECTORY


def _rest(blobs: Value, listed: int, named: int) -> Unknown | None:
    """Return why there may be more than was listed."""
    truncated = child(blobs, "truncated")
    if named < listed or not isinstance(truncated, Present) or not isinstance(truncated.data, bool):
        return Unknown("not all of what the container holds could be listed", blobs)
    return Unknown(f"only the first {listed} names were listed", blobs) if truncated.data else None


def first_csv(found: Value) -> str | None:
    """Return the name of the first CSV file among some files."""
    return next((text_of(child(one, "name")) for one in members(found) if text_of(child(one, "extension")) == ".csv"), None)
