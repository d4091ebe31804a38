"""Bytes become text, or one line that says why not."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

import pytest

from preflight.document import Fault
from preflight.project.reading import MAX_BYTES, decode, read
from preflight.source import Source

if TYPE_CHECKING:
    from pathlib import Path


def why(result: Source | Fault) -> tuple[int, str]:
    assert isinstance(result, Fault), result
    return result.line, result.reason


def test_text_is_read_with_the_path_it_is_shown_by(tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_bytes("é: 1\r\n".encode())
    source = read(str(tmp_path / "x.yml"), "a/x.yml")
    assert isinstance(source, Source)
    assert (source.path, source.text) == ("a/x.yml", "é: 1\r\n")


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    source = decode(b"\xef\xbb\xbfa: 1\n\xef\xbb\xbf", "x.yml")
    assert isinstance(source, Source)
    assert source.text == "a: 1\n\ufeff"


@pytest.mark.parametrize(
    ("raw", "line", "reason"),
    [
        ("a: 1\n".encode("utf-16"), 1, "UTF-16: azure-ai-ml reads UTF-8"),
        (b"\xfe\xff\x00a", 1, "UTF-16: azure-ai-ml reads UTF-8"),
        (b"a: 1\nb: 2\n\x00", 3, "binary: it holds a NUL byte"),
        ("a: 1\n".encode("utf-16-le"), 1, "binary: it holds a NUL byte"),
        ("a: 1\nb: é\n".encode("latin-1"), 2, "not UTF-8: byte 0xe9"),
        (b"\xed\xa0\x80", 1, "not UTF-8: byte 0xed"),
        (b"a: \xc3", 1, "not UTF-8: byte 0xc3"),
        (b" " * (MAX_BYTES + 1), 1, "larger than 1 MiB: not read"),
    ],
)
def test_what_is_no_text_is_told(raw: bytes, line: int, reason: str) -> None:
    assert why(decode(raw, "x.yml")) == (line, reason)


def test_a_file_may_be_as_large_as_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_bytes(b" " * MAX_BYTES)
    assert isinstance(read(str(path), "x.yml"), Source)
    with path.open("ab") as stream:
        stream.truncate(52 << 20)
    assert why(read(str(path), "x.yml")) == (1, "larger than 1 MiB (52 MiB): not read")


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    assert why(read(str(tmp_path / "no.yml"), "no.yml")) == (1, "cannot be read: no such file or directory")
    assert why(read(str(tmp_path), "x")) == (1, "not a regular file")
    os.mkfifo(tmp_path / "pipe.yml")
    assert why(read(str(tmp_path / "pipe.yml"), "pipe.yml")) == (1, "not a regular file")
    assert why(read("/dev/zero", "zero")) == (1, "not a regular file")
    (tmp_path / "loop.yml").symlink_to("loop.yml")
    assert "symbolic links" in why(read(str(tmp_path / "loop.yml"), "loop.yml"))[1]


def test_a_socket_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("x.yml")
        assert why(read("x.yml", "x.yml"))[0] == 1


def test_a_file_without_permission_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text("a: 1\n")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    assert why(read(str(path), "x.yml")) == (1, "cannot be read: permission denied")


def test_no_descriptor_stays_open(tmp_path: Path) -> None:
    before = os.listdir("/proc/self/fd") if os.path.isdir("/proc/self/fd") else []
    for path in (tmp_path, tmp_path / "no.yml", "/dev/null"):
        read(str(path), "x")
    assert (os.listdir("/proc/self/fd") if before else []) == before
