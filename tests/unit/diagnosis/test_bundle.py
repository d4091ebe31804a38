"""Opening logs: folders, archives, files and streams, and what is refused."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from typing import TYPE_CHECKING

import pytest

from preflight import exits
from preflight.diagnosis import bundle as module
from preflight.diagnosis.bundle import open_bundle, stream_bundle
from preflight.diagnosis.layout import Part

if TYPE_CHECKING:
    from pathlib import Path


def archive(path: Path, *entries: tuple[str | zipfile.ZipInfo, bytes]) -> str:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in entries:
            made.writestr(name, data)
    return str(path)


def test_a_folder_is_read_in_the_order_of_a_person(tmp_path: Path) -> None:
    for name in (
        "named-outputs/x.csv",
        "artifacts/logs/user/error/0/process000.txt",
        "artifacts/logs/job_result.txt",
        "artifacts/user_logs/std_log_0.txt",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    found = open_bundle(str(tmp_path))
    assert [file.part for file in found.files] == [Part.RESULT, Part.USER_ERROR, Part.DRIVER, Part.OTHER]
    assert found.files[0].path == "artifacts/logs/job_result.txt"
    with found.files[0].open() as stream:
        assert stream.read() == b"x"


def test_links_and_devices_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("s")
    logs = tmp_path / "logs"
    logs.mkdir()
    (logs / "link.txt").symlink_to(tmp_path / "secret")
    (logs / "loop").symlink_to(logs)
    os.mkfifo(logs / "pipe")
    found = open_bundle(str(logs))
    assert found.files == []
    assert found.refused == [
        ("link.txt", "a symbolic link is not followed"),
        ("loop", "a symbolic link is not followed"),
        ("pipe", "no regular file"),
    ]


def test_a_folder_that_cannot_be_listed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert open_bundle(str(tmp_path)).refused == [(".", "permission denied")]


def test_an_archive_is_read_without_unpacking(tmp_path: Path) -> None:
    path = archive(tmp_path / "logs.zip", ("job/logs/job_result.txt", b"failed"), ("job/logs/", b""))
    found = open_bundle(path)
    assert [(file.path, file.part, file.size) for file in found.files] == [("job/logs/job_result.txt", Part.RESULT, 6)]
    with found.files[0].open() as stream:
        assert stream.read() == b"failed"
    assert [entry.name for entry in tmp_path.iterdir()] == ["logs.zip"]


def test_entries_that_lead_out_links_bombs_and_secrets_are_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("logs/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    names = ("../../etc/passwd", "/etc/passwd", "C:/x", "a\\..\\..\\b")
    path = archive(
        tmp_path / "logs.zip", *((name, b"x") for name in names), (link, b"/etc/passwd"), ("bomb.txt", bytes(20 << 20)), ("ok.txt", b"x")
    )
    found = open_bundle(path)
    assert [file.path for file in found.files] == ["ok.txt"]
    reasons = dict(found.refused)
    assert len(reasons) == 6
    assert reasons["bomb.txt"] == "it is compressed more than a log can be"
    assert reasons["logs/link"] == "a symbolic link is not followed"
    assert reasons["../../etc/passwd"] == "its path leads out of the archive"


def test_an_encrypted_entry_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "logs.zip"
    archive(path, ("a.txt", b"x"))
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(data))
    assert open_bundle(str(path)).refused == [("a.txt", "it is encrypted")]


def test_too_many_files_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_FILES", 1)
    for name in ("a", "b", "c"):
        (tmp_path / name).write_text("x")
    assert [len(open_bundle(str(tmp_path)).files), len(open_bundle(str(tmp_path)).refused)] == [1, 1]
    path = archive(tmp_path / "logs.zip", ("a", b"x"), ("b", b"x"))
    assert len(open_bundle(path).files) == 1


def test_one_file_and_a_stream(tmp_path: Path) -> None:
    (tmp_path / "std_log_0.txt").write_text("x")
    assert [file.part for file in open_bundle(str(tmp_path / "std_log_0.txt")).files] == [Part.DRIVER]
    (only,) = stream_bundle("standard input", io.BytesIO(b"y")).files
    assert (only.part, only.open().read()) == (Part.OTHER, b"y")


@pytest.mark.parametrize("name", ["missing", "pipe", "torn.zip"])
def test_what_cannot_be_read_is_said(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "torn.zip").write_bytes(b"PK\x05\x06" + b"\xff" * 18)
    monkeypatch.setattr(zipfile, "is_zipfile", lambda path: str(path).endswith(".zip"))
    with pytest.raises(exits.UsageError):
        open_bundle(str(tmp_path / name))


def test_a_file_without_permission_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_text("x")

    def refuse(path: str) -> int:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(zipfile, "is_zipfile", refuse)
    with pytest.raises(exits.UsageError, match="cannot be read: permission denied"):
        open_bundle(str(tmp_path / "a"))
