"""Nasty files and folders: links, pipes, devices, odd names, and what documents point at."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.shared.checked import Done

    Check = Callable[..., Done]

HEAD = b"name: d\nendpoint_name: e\nmodel: azureml:m@latest\ncompute: azureml:c\n"
BAD = HEAD + b"retry_settings: {timeout: -5}\n"


def paths(done: Done) -> set[str]:
    """Return the files in which something was found."""
    return {finding["location"]["path"] for finding in done.report["findings"]}


# Odd things in a folder


def test_a_folder_called_like_a_file(check: Check) -> None:
    done = check({"x.yml/y.yml": BAD, "MLmodel/z.yaml": BAD})
    assert (done.code, paths(done), done.unchecked()) == (1, {"x.yml/y.yml", "MLmodel/z.yaml"}, [])


def test_links_to_folders_are_not_followed(check: Check, folder: Path) -> None:
    (folder / "a").mkdir()
    (folder / "a/loop").symlink_to("..")
    (folder / "a/loop.yml").symlink_to("..")
    (folder / "root").symlink_to("/")
    done = check({"a/d.yml": BAD})
    assert (done.code, paths(done), done.unchecked()) == (1, {"a/d.yml"}, [])


def test_links_that_lead_nowhere(check: Check, folder: Path) -> None:
    (folder / "self.yml").symlink_to("self.yml")
    (folder / "one.yml").symlink_to("two.yml")
    (folder / "two.yml").symlink_to("one.yml")
    (folder / "gone.yml").symlink_to("nowhere.yml")
    done = check()
    assert done.code == 3
    told = [entry.partition(": ") for entry in done.unchecked()]
    assert [path for path, _, _ in told] == ["gone.yml:1", "one.yml:1", "self.yml:1", "two.yml:1"]
    assert all(reason.startswith("cannot be read: ") for _, _, reason in told)


def test_a_link_to_outside_is_not_followed(check: Check, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.yml").write_bytes(BAD + b"description: hunter2\n")
    (folder / "out.yml").symlink_to(tmp_path / "secret.yml")
    (folder / "passwd.yml").symlink_to("/etc/passwd")
    (folder / "zero.yml").symlink_to("/dev/zero")
    (folder / "fine.yml").symlink_to("a/d.yml")
    done = check({"a/d.yml": BAD})
    assert done.unchecked() == [f"{name}.yml:1: a link to outside of the repository: not followed" for name in ("out", "passwd", "zero")]
    assert paths(done) == {"a/d.yml", "fine.yml"}
    assert "hunter2" not in done.text


def test_pipes_and_sockets_are_not_waited_for(check: Check, folder: Path) -> None:
    os.mkfifo(folder / "pipe.yml")
    os.mkfifo(folder / "conda.yml")
    done = check({"d.yml": HEAD + b"environment: {image: x, conda_file: conda.yml}\n"})
    assert done.code in (0, 1)
    assert done.unchecked() == [f"{name}.yml:1: not a regular file" for name in ("conda", "pipe")]
    assert done.seconds < 5
    assert check(None, "pipe.yml").code == 3


def test_a_file_that_may_not_be_read(check: Check, folder: Path) -> None:
    (folder / "d.yml").write_bytes(HEAD)
    (folder / "d.yml").chmod(0)
    (folder / "locked").mkdir()
    (folder / "locked/e.yml").write_bytes(HEAD)
    (folder / "locked").chmod(0)
    try:
        done = check()
        if os.access(folder / "d.yml", os.R_OK):  # root may
            assert done.unchecked() == []
        else:
            assert done.unchecked() == [
                "d.yml:1: cannot be read: permission denied",
                "locked:1: folder cannot be listed: permission denied",
            ]
            assert done.code == 3
    finally:
        (folder / "locked").chmod(stat.S_IRWXU)


NAMES = {
    "long": "x" * 251 + ".yml",
    "newline": "a\nb.yml",
    "carriage return": "a\r.yml",
    "escape": "\x1b[31mred\x1b[0m.yml",
    "bell": "\x07.yml",
    "no UTF-8": os.fsdecode(b"\xff\xfe.yml"),
    "half of a character": os.fsdecode(b"\xed\xa0\xbd.yml"),
    "right to left": "\u202egnp.yml",
    "blank": " .yml",
    "quotes": "'\"`$(touch hacked).yml",
    "a command to a runner": "::error::x.yml",
    "another": "##[error]x.yml",
    "option": "--select.yml",
    "backslash": "a\\b.yml",
    "percent": "%s%n{0}.yml",
    "only an ending": ".yml",
    "wide": "日本語🙂.yml",
}


def test_odd_names(check: Check, folder: Path) -> None:
    for name in NAMES.values():
        with open(os.fsencode(folder) + b"/" + os.fsencode(name), "wb") as stream:
            stream.write(BAD)
    done = check()
    assert done.code == 1
    assert paths(done) >= set(NAMES.values())
    assert done.unchecked() == []
    assert not list(folder.rglob("hacked"))
    assert not any(line.startswith("::") for line in done.text.splitlines())


def test_odd_names_of_what_cannot_be_read(check: Check, folder: Path) -> None:
    for name in NAMES.values():
        with open(os.fsencode(folder) + b"/" + os.fsencode(name), "wb") as stream:
            stream.write(b"a: [\n")
    done = check()
    assert done.code == 3
    assert {one["path"] for one in done.report["unchecked"]} == set(NAMES.values())


def test_deep_folders(check: Check, folder: Path) -> None:
    deep = "/".join(["d"] * 100)
    done = check({f"{deep}/d.yml": BAD, "d/d.yml": BAD})
    assert done.unchecked() == [f"{'/'.join(['d'] * 65)}:1: folders nested more than 64 deep"]
    assert paths(done) == {"d/d.yml"}


def test_many_files(check: Check) -> None:
    files = {f"{at % 20}/{at}.yml": (HEAD if at % 2 else b"name: e\nauth_mode: aad_token\n") for at in range(600)}
    done = check(files)
    assert done.report["summary"]["documents"] == 600
    assert done.seconds < 10


# What documents point at


TARGETS = (
    "d.yml", ".", "..", "/", "../../../../../../../../etc/passwd", "/etc/passwd", "/dev/zero", "/dev/stdin", "/proc/self/environ",
    "//etc//passwd", "~/x.yml",
    "link.yml", "link", "link/x.yml", "pipe.yml", "''", "' '", '"\\0"', '"a\\0b.yml"', '"\\x1b[31m.yml"', "x" * 5000, "a/" * 2000,
    "http://x/y.yml", "file:///etc/passwd",
    "azureml:x:1", "${V}", "CON", "c:\\x.yml", "\\\\host\\share\\x.yml", "*.yml", "$(touch hacked)", "`touch hacked`", "| touch hacked",
)  # fmt: skip


def pointing(named: bytes) -> dict[str, bytes]:
    """Return documents that name the same path in all places where one can be named."""
    return {
        "d.yml": HEAD + b"environment: {image: x, conda_file: " + named + b"}\n",
        "f.yml": HEAD + b"code_configuration: {code: " + named + b", scoring_script: s.py}\n",
        "g.yml": HEAD + b"code_configuration: {code: ., scoring_script: " + named + b"}\n",
        "h.yml": b"name: d\nendpoint_name: e\nmodel: {path: " + named + b"}\n",
        "i.yml": b"type: pipeline\nendpoint_name: e\ncomponent: " + named + b"\n",
        "j.yml": HEAD + b"environment: " + named + b"\n",
        "k.yml": b"name: k\nimage: x\nconda_file: " + named + b"\n",
        "l.yml": b"inputs: {x: {type: uri_folder, path: " + named + b"}}\n",
        "m.yml": b"name: d\nendpoint_name: " + named + b"\ncompute: " + named + b"\nmini_batch_size: 1\n",
    }


def test_any_path_may_be_named(check: Check, folder: Path) -> None:
    files: dict[str, bytes] = {}
    for at, target in enumerate(TARGETS):
        (folder / str(at)).mkdir()
        (folder / f"{at}/link.yml").symlink_to("/etc/passwd")
        (folder / f"{at}/link").symlink_to("/etc")
        os.mkfifo(folder / f"{at}/pipe.yml")
        named = target.encode() if target[:1] in ("'", '"') else b"'" + target.encode().replace(b"'", b"''") + b"'"
        files |= {f"{at}/{name}": raw for name, raw in pointing(named).items()}
    done = check(files)
    assert done.code == 1
    assert done.report["summary"]["documents"] == len(files)
    outside = {entry.partition(": ")[2] for entry in done.unchecked()}
    assert outside == {"a link to outside of the repository: not followed", "not a regular file"}
    assert "root:" not in done.text
    assert not list(folder.rglob("hacked"))
    assert done.seconds < 10


def test_a_device_behind_a_link_is_not_read(check: Check, folder: Path) -> None:
    (folder / "zero.yml").symlink_to("/dev/zero")
    (folder / "s.py").symlink_to("/dev/zero")
    text = HEAD + b"environment: {image: x, conda_file: zero.yml}\ncode_configuration: {code: ., scoring_script: s.py}\n"
    done = check({"d.yml": text})
    assert done.unchecked() == ["zero.yml:1: a link to outside of the repository: not followed"]
    assert done.seconds < 5
    reasons = {unknown["reason"] for unknown in done.report["unknowns"]}
    assert "`zero.yml` is outside of the repository and was not read" in reasons


REQUIREMENTS = {
    "itself": "-r r.txt\n" * 50_000,
    "one another": "-r s.txt\n",
    "a device": "-r /dev/zero\n-r ../../../../../../dev/zero\n-r link.txt\n",
    "a pipe": "-r pipe.txt\n",
    "a folder": "-r .\n-r /\n-r ../..\n",
    "a URL": "-r https://example.com/r.txt\n-r file:///etc/passwd\n--index-url https://user:secret@example.com\n",
    "very many": "".join(f"a{at}\n" for at in range(120_000)),
    "endless lines": "a\\\n" * 300_000,
    "a long line": "a" + " " * 900_000 + "://",
    "markers": "".join(f"a{at};os_name=='{at}'\n" for at in range(40_000)),
    "deep markers": ("a;" + "(" * 400 + "os_name=='x'" + ")" * 400 + "\n") * 1000,
    "odd lines": "\n;\n@\n#\n-\n--\n[]\n===\na[\na;\na;;\na @\n\\\n\x1b[31m\n{{ x }}\n${V}\n%\n'\n",
    "binary": "\0",
    "nothing": "",
}


def test_requirements_may_be_anything(check: Check, folder: Path) -> None:
    files: dict[str, bytes] = {}
    for at, text in enumerate(REQUIREMENTS.values()):
        files |= {
            f"{at}/d.yml": HEAD + b"environment: {image: x, conda_file: c.yml}\ncode_configuration: {code: ., scoring_script: s.py}\n",
            f"{at}/c.yml": b"dependencies: [python=3.10, {pip: [-r r.txt]}]\n",
            f"{at}/s.py": b"import a, b.c\ndef init(): pass\ndef run(b): return []\n",
            f"{at}/r.txt": text.encode(),
            f"{at}/s.txt": b"-r r.txt\n" * 1000,
        }
        (folder / str(at)).mkdir()
        (folder / f"{at}/link.txt").symlink_to("/dev/zero")
        (folder / f"{at}/a").symlink_to("/")
        (folder / f"{at}/b").symlink_to(".")
        os.mkfifo(folder / f"{at}/pipe.txt")
    done = check(files)
    assert done.code in (0, 1)
    assert done.unchecked() == []
    assert "secret" not in done.text
    assert done.seconds < 15


def test_very_many_requirements_files(check: Check) -> None:
    files = {f"r{at}.txt": b"".join(b"-r r%d.txt\n" % other for other in range(100)) + b"a\n" * 20_000 for at in range(100)}
    files["c.yml"] = b"dependencies: [{pip: [-r r0.txt]}]\n"
    done = check({**files, "d.yml": HEAD + b"environment: {image: x, conda_file: c.yml}\n"})
    assert done.code in (0, 1)
    assert done.seconds < 8
