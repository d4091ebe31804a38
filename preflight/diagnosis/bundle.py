"""Logs as they were downloaded: a folder, an archive, one file or standard input, opened one after the other and never unpacked."""

from __future__ import annotations

import os
import stat
import zipfile
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from preflight import exits
from preflight.diagnosis.layout import Part, part_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# The most files that are read, and the most bytes of them, so that no archive or folder goes on for ever.
MAX_FILES = 100_000
MAX_BYTES = 16 << 30
# An entry of an archive that grows by more than this, and to more than that many bytes, is no log.
_MAX_GROWTH = 200
_FREE_GROWTH = 16 << 20


@dataclass(frozen=True)
class LogFile:
    """A log: its path, `/` between its parts, what it is for, how many bytes it has, and how to open it."""

    path: str
    part: Part
    size: int
    open: Callable[[], IO[bytes]]


@dataclass
class Bundle:
    """The logs of a job in the order in which they are read, and what was left out, with the reason."""

    files: list[LogFile] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    size: int = 0

    def add(self, path: str, size: int, opener: Callable[[], IO[bytes]]) -> bool:
        """Take a log, unless there are too many; return whether more may come."""
        if len(self.files) >= MAX_FILES or self.size + size > MAX_BYTES:
            self.refused.append((path, "too many files or bytes: this and what follows was not read"))
            return False
        self.files.append(LogFile(path, part_of(path), size, opener))
        self.size += size
        return True

    def ordered(self) -> Bundle:
        """Return the same logs in the order in which a person should read them."""
        self.files.sort(key=lambda file: (file.part, file.path))
        self.refused.sort()
        return self


def open_bundle(path: str) -> Bundle:
    """Return the logs at a path: a folder, a zip archive, or a file.

    Raises UsageError when there is nothing that can be read.
    """
    if not os.path.exists(path):
        raise exits.UsageError(f"no such file or folder: `{path}`")
    if os.path.isdir(path):
        return _folder(path).ordered()
    if not stat.S_ISREG(os.stat(path).st_mode):
        raise exits.UsageError(f"`{path}` is no regular file")
    try:
        if zipfile.is_zipfile(path):
            return _archive(path).ordered()
        bundle = Bundle()
        bundle.add(path.replace(os.sep, "/"), os.path.getsize(path), lambda: open(path, "rb"))  # noqa: SIM115 - whoever reads it closes it
        with open(path, "rb"):
            return bundle
    except OSError as error:
        raise exits.UsageError(f"`{path}` cannot be read: {(error.strerror or type(error).__name__).lower()}") from error


def stream_bundle(name: str, stream: IO[bytes]) -> Bundle:
    """Return a stream, such as standard input, as the only log."""
    return Bundle([LogFile(name, part_of(name), 0, lambda: stream)])


def _folder(root: str) -> Bundle:
    bundle = Bundle()
    for entry in _walk(root, root, bundle):
        path = os.path.relpath(entry.path, root).replace(os.sep, "/")
        if not bundle.add(path, entry.stat(follow_symlinks=False).st_size, _opener(entry.path)):
            break
    return bundle


def _opener(path: str) -> Callable[[], IO[bytes]]:
    return lambda: open(path, "rb")


def _walk(root: str, folder: str, bundle: Bundle) -> Iterator[os.DirEntry[str]]:
    """Yield the regular files below a folder; links are left out: they may lead anywhere."""
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        try:
            with os.scandir(current) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            bundle.refused.append((os.path.relpath(current, root), (error.strerror or type(error).__name__).lower()))
            continue
        for entry in found:
            if entry.is_symlink():
                bundle.refused.append((os.path.relpath(entry.path, root).replace(os.sep, "/"), "a symbolic link is not followed"))
            elif entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
            elif entry.is_file(follow_symlinks=False):
                yield entry
            else:
                bundle.refused.append((os.path.relpath(entry.path, root).replace(os.sep, "/"), "no regular file"))


def _archive(path: str) -> Bundle:
    bundle = Bundle()
    try:
        archive = zipfile.ZipFile(path)  # kept open: its entries are read later
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise exits.UsageError(f"`{path}` is no archive that can be read: {error}") from error
    for entry in archive.infolist():
        if entry.is_dir():
            continue
        name = entry.filename.replace("\\", "/")
        reason = _refusal(name, entry)
        if reason:
            bundle.refused.append((name, reason))
        elif not bundle.add(name, entry.file_size, _entry_opener(archive, entry)):
            break
    return bundle


def _entry_opener(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    return lambda: archive.open(entry)


def _refusal(name: str, entry: zipfile.ZipInfo) -> str:
    """Return why an entry of an archive is not read; an empty text when it is."""
    if name.startswith("/") or ".." in name.split("/") or ":" in name.split("/", maxsplit=1)[0]:
        return "its path leads out of the archive"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "a symbolic link is not followed"
    if entry.flag_bits & 1:
        return "it is encrypted"
    if entry.file_size > _FREE_GROWTH and entry.file_size > _MAX_GROWTH * max(1, entry.compress_size):
        return "it is compressed more than a log can be"
    return ""
