"""The files of a run: what may be looked at, and how paths are shown."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from preflight.document import Fault
from preflight.kind import Kind
from preflight.project.tree import Loaded, Tree
from preflight.value import Present, Unknown, child, text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[[dict[str, str]], Path]


@pytest.fixture
def root(write: Write) -> Path:
    return write(
        {
            "a/d.yml": "endpoint_name: e\nmodel: azureml:m@latest\n",
            "a/b/s.py": "def init(): pass\n",
            "other.yml": "x: 1\n",
            "bad.yml": "a: [\n",
        }
    )


@pytest.fixture
def tree(root: Path) -> Tree:
    return Tree(str(root), [str(root / "a")])


def test_paths_are_shown_relative_to_the_root(root: Path, tree: Tree) -> None:
    for path in (".", "a", "a/d.yml", "a/b/s.py", "../x.yml", "../o/x.yml", "../../x.yml"):
        assert tree.shown(os.path.normpath(root / path)) == path


def test_another_drive_has_no_relative_path(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: str) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(os.path, "relpath", refuse)  # only Windows has drives
    assert tree.shown("/d/a/x.yml") == "/d/a/x.yml"


def test_a_root_of_all_files() -> None:
    tree = Tree("/", [])
    assert tree.shown("/etc/x.yml") == "etc/x.yml"
    assert tree.may_read("/etc/x.yml")


def test_what_lies_outside_may_not_be_read(root: Path, tree: Tree) -> None:
    for path in (".", "a", "a/d.yml", "no/such/file.yml"):
        assert tree.may_read(os.path.normpath(root / path))
    for path in ("..", "../repository/x.yml", "../x.yml", "/etc/passwd", "/"):
        assert not tree.may_read(os.path.normpath(root / path))


def test_a_folder_that_was_given_may_be_read_wherever_it_is(root: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/x.yml").write_text("a: 1\n")
    tree = Tree(str(root), [str(tmp_path / "elsewhere")])
    assert tree.may_read(str(tmp_path / "elsewhere/x.yml"))
    assert not tree.may_read(str(tmp_path / "elsewhere2/x.yml"))


def test_links_are_followed_before_that_is_judged(root: Path, tree: Tree, tmp_path: Path) -> None:
    (tmp_path / "secret.yml").write_text("token: hidden\n")
    (root / "out.yml").symlink_to(tmp_path / "secret.yml")
    (root / "outside").symlink_to(tmp_path)
    (root / "in.yml").symlink_to("a/d.yml")
    assert not tree.may_read(str(root / "out.yml"))
    assert not tree.may_read(str(root / "outside/secret.yml"))
    assert tree.may_read(str(root / "in.yml"))
    fault = tree.source(str(root / "out.yml"))
    assert isinstance(fault, Fault)
    assert (fault.line, fault.reason) == (1, "a link to outside of the repository: not followed")
    assert isinstance(tree.load(str(root / "in.yml")), Loaded)


def test_a_root_may_be_reached_through_a_link(root: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(root)
    tree = Tree(str(tmp_path / "link"), [])
    assert tree.may_read(str(tmp_path / "link/a/d.yml"))
    assert tree.may_read(str(root / "a/d.yml"))


def test_a_file_is_read_once(root: Path, tree: Tree) -> None:
    path = str(root / "a/d.yml")
    loaded = tree.load(path)
    assert isinstance(loaded, Loaded)
    (root / "a/d.yml").write_text("name: another\n")
    assert tree.load(path) is loaded
    assert tree.source(path) is loaded.document.source
    assert (loaded.kind, loaded.document.source.path) == (Kind.BATCH_DEPLOYMENT, "a/d.yml")


def test_what_cannot_be_read_is_a_fault(root: Path, tree: Tree) -> None:
    for name in ("bad.yml", "no.yml"):
        assert isinstance(tree.load(str(root / name)), Fault)
    assert not tree.is_passed_over(str(root / "bad.yml"))
    assert not tree.is_passed_over(str(root / "no.yml"))


def test_a_document_is_found_by_the_path_that_is_shown(root: Path, tree: Tree) -> None:
    assert tree.document("a/d.yml") is None
    loaded = tree.load(str(root / "a/d.yml"))
    assert isinstance(loaded, Loaded)
    assert tree.document("a/d.yml") is loaded.document.root
    tree.load(str(root / "bad.yml"))
    assert tree.document("bad.yml") is None


def test_the_facts_of_a_script(root: Path, tree: Tree) -> None:
    facts = tree.script(str(root / "a/b/s.py"))
    assert isinstance(facts.script, Present)
    assert isinstance(facts.behaviour, Present)
    assert tree.script(str(root / "a/b/s.py")) is facts
    gone = tree.script(str(root / "a/gone.py")).script
    assert isinstance(gone, Unknown)
    assert gone.reason == "`a/gone.py` was not read: cannot be read: no such file or directory"


def test_what_is_around_a_folder(root: Path, tree: Tree) -> None:
    (root / "a/b/e.yml").touch()
    around = [tree.shown(path) for path in tree.around(str(root / "a/b"))]
    assert around == ["a/b/e.yml", "a/d.yml", "bad.yml", "other.yml"]
    assert [tree.shown(path) for path in tree.around(str(root))] == ["bad.yml", "other.yml"]


def test_around_stops_where_it_may_not_read(root: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere/a").mkdir(parents=True)
    (tmp_path / "elsewhere/x.yml").touch()
    (tmp_path / "elsewhere/a/y.yml").touch()
    tree = Tree(str(root), [str(tmp_path / "elsewhere/a")])
    assert [tree.shown(path) for path in tree.around(str(tmp_path / "elsewhere/a"))] == ["../elsewhere/a/y.yml"]
    assert Tree("/nowhere", []).around("/") == []


def test_a_text_may_stand_in_for_a_file(root: Path) -> None:
    path = str(root / "a/d.yml")
    tree = Tree(str(root), [], {path: b"name: typed\n"})
    loaded = tree.load(path)
    assert isinstance(loaded, Loaded)
    assert text_of(child(loaded.document.root, "name")) == "typed"
    assert tree.is_file(path)
    assert Tree(str(root), [], {str(root / "new.yml"): b""}).is_file(str(root / "new.yml"))
    assert not tree.is_file(str(root / "new.yml"))
    assert not tree.is_file(str(root / "a"))


def test_a_path_starts_at_the_folder_of_the_document(root: Path, tree: Tree) -> None:
    beside = str(root / "a/d.yml")
    near = Present("x")
    for text, expected in {
        "./b/s.py": "a/b/s.py",
        "../other.yml": "other.yml",
        "b//./s.py": "a/b/s.py",
        "": "a",
        "b\0/s.py": "a/b/s.py",
    }.items():
        assert tree.resolve(text, beside, near) == str(root / expected)
    for text in ("../../x.yml", "/etc/passwd", "b/../../../x"):
        outside = tree.resolve(text, beside, near)
        assert isinstance(outside, Unknown)
        assert (outside.reason, outside.asked) == (f"`{text}` is outside of the repository and was not read", True)


def test_why_there_is_no_file(root: Path, tree: Tree) -> None:
    assert tree.no_file(str(root / "a")) == "is not a file"
    assert tree.no_file(str(root / "no.yml")) == "does not exist"


def test_names_in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.py", "b.txt"):
        (tmp_path / name).write_text("")
    (tmp_path / "c").mkdir()
    tree = Tree(str(tmp_path), [])
    names = tree.names_in(str(tmp_path))
    assert isinstance(names, tuple)
    assert sorted(names) == ["a.py", "b.txt", "c"]
    (tmp_path / "d.py").write_text("")
    assert tree.names_in(str(tmp_path)) is names  # looked at once
    missing = tree.names_in(str(tmp_path / "x"))
    assert isinstance(missing, Unknown)
    assert missing.reason == "folder `x` cannot be listed: no such file or directory"
    monkeypatch.setattr("preflight.project.tree._MOST_NAMES", 3)
    many = Tree(str(tmp_path), []).names_in(str(tmp_path))
    assert isinstance(many, Unknown)
    assert many.reason == "folder `.` holds more than 3 entries"
