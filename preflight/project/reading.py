"""Bytes to text, within limits."""

from __future__ import annotations

import os
import stat

from preflight.document import Fault
from preflight.source import Source

# No batch configuration seen in the wild comes near it (the largest: 100 kB); a hostile file must not cost memory.
MAX_BYTES = 1 << 20
# Notebooks hold the pictures they have drawn.
LARGEST_NOTEBOOK = 1 << 24
_BOM = "\ufeff"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


# Never wait for the other end of a pipe, never leave the file to a child, and no newline conversion on Windows.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def read(path: str, shown: str, most: int = MAX_BYTES) -> Source | Fault:
    """Read a file of at most so many bytes as UTF-8 text; `shown` is the path that reports have.

    What is looked at is what is read: the same descriptor, so that nothing can be put in its place in between.
    """
    try:
        descriptor = os.open(path, _FLAGS)
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                return Fault(1, "not a regular file")
            if status.st_size > most:
                return Fault(1, f"larger than {most >> 20} MiB ({status.st_size >> 20} MiB): not read")
            raw = os.read(descriptor, status.st_size)  # a buffer of `most` for every file costs more than reading it
        finally:
            os.close(descriptor)
    except OSError as error:
        return Fault(1, f"cannot be read: {(error.strerror or type(error).__name__).lower()}")
    return decode(raw, shown, most)


def decode(raw: bytes, shown: str, most: int = MAX_BYTES) -> Source | Fault:
    """Decode what was read, as azure-ai-ml does: UTF-8, with or without a byte order mark."""
    if len(raw) > most:
        return Fault(1, f"larger than {most >> 20} MiB: not read")
    if raw.startswith(_UTF16):
        return Fault(1, "UTF-16: azure-ai-ml reads UTF-8")
    zero = raw.find(b"\0")
    if zero >= 0:
        return Fault(raw.count(b"\n", 0, zero) + 1, "binary: it holds a NUL byte")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return Fault(raw.count(b"\n", 0, error.start) + 1, f"not UTF-8: byte 0x{raw[error.start]:02x}")
    return Source(shown, text.removeprefix(_BOM))
