"""What git tells, by real repositories; and that nothing which one of them configures is run."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from preflight import git
from preflight.exits import UsageError
from preflight.git import Repository
from tests.shared.git import PLAIN, Git

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("plain")


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let git see no configuration but that of the repository."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM"):
        monkeypatch.setenv(name, PLAIN[name])


@pytest.fixture
def made(tmp_path: Path) -> Git:
    """Return a repository with two commits on `main`, and a branch with a third one."""
    repository = Git(tmp_path / "repo")
    repository.commit({"a.txt": "1\n", "b.txt": "1\n", "deep/c.txt": "1\n", ".gitignore": "ignored*\n", "gone.txt": "1\n"})
    repository("checkout", "-q", "-b", "topic")
    repository.commit({"a.txt": "2\n"})
    return repository


def test_what_was_changed_since_a_commit(made: Git) -> None:
    made("checkout", "-q", "main")
    made.commit({"b.txt": "main went on\n"})
    made("checkout", "-q", "topic")
    made.write({"deep/c.txt": "not committed\n", "new.txt": "", "ignored.txt": "", "folder/new.txt": "", "gone.txt": None})
    made.write({"staged é\n.txt": ""})
    made("add", "staged é\n.txt")
    found = Repository(str(made.folder / "deep"))
    assert found.top == os.path.realpath(made.folder)
    main = found.commit("main")
    assert main is not None
    start = found.parted(main)
    assert start == made("rev-parse", "topic~1")
    assert sorted(found.changed_since(start)) == ["a.txt", "deep/c.txt", "folder/", "gone.txt", "new.txt", "staged é\n.txt"]


def test_a_renamed_file_is_two(made: Git) -> None:
    made("mv", "b.txt", "renamed.txt")
    assert {"b.txt", "renamed.txt"} <= set(Repository(str(made.folder)).changed_since("HEAD"))


def test_what_files_held(made: Git) -> None:
    found = Repository(str(made.folder))
    texts = found.texts_at("main", ["a.txt", "nowhere.txt", "deep", "line\nbreak", "deep/c.txt", "two words"])
    assert texts == {"a.txt": b"1\n", "deep/c.txt": b"1\n"}
    assert found.texts_at("main", []) == {}


def test_a_name_of_no_commit(made: Git) -> None:
    found = Repository(str(made.folder))
    assert [found.commit(name) for name in ("nowhere", "--all", "", "main:a.txt")] == [None, None, None, None]
    assert found.commit("main") == made("rev-parse", "main")


def test_a_history_that_is_cut_off(made: Git, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    made("clone", "-q", "--depth", "1", "--branch", "topic", f"file://{made.folder}", str(clone))
    found = Repository(str(clone))
    other = subprocess.run(
        ["git", "commit-tree", "HEAD^{tree}", "-m", "x"], cwd=clone, env=os.environ | PLAIN, capture_output=True, text=True, check=True
    )
    assert found.parted(other.stdout.strip()) is None
    assert not Repository(str(made.folder)).parted("nowhere")


def test_a_submodule_is_a_folder(made: Git, tmp_path: Path) -> None:
    inner = Git(tmp_path / "inner")
    inner.commit({"x.txt": "1\n"})
    made("submodule", "--quiet", "add", str(inner.folder), "sub")
    start = made.commit({})
    within = Git(made.folder / "sub")
    within.write({"x.txt": "dirty\n"})
    assert Repository(str(made.folder)).changed_since(start) == []
    within.commit({"x.txt": "2\n"})
    assert Repository(str(made.folder)).changed_since(start) == ["sub"]
    assert Repository(str(made.folder)).texts_at(start, ["sub", ".gitmodules"]).keys() == {".gitmodules"}


def test_nothing_that_a_repository_configures_is_run(made: Git, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f'#!/bin/sh\necho "$0 $@" >>{ran}\ncat\n')
    program.chmod(0o755)
    hooks = made.folder / ".git/hooks"
    for hook in ("post-index-change", "fsmonitor-watchman", "post-checkout"):
        (hooks / hook).write_text(program.read_text())
        (hooks / hook).chmod(0o755)
    for name in (
        "core.fsmonitor",
        "diff.external",
        "core.pager",
        "filter.x.clean",
        "filter.x.process",
        "diff.x.textconv",
        "diff.x.command",
    ):
        made("config", name, str(program))
    made("config", "filter.x.required", "true")
    made("config", "diff.relative", "true")
    made.write({".gitattributes": "*.txt filter=x diff=x\n", "a.txt": "changed\n", "b.txt": "1\n"})
    os.utime(made.folder / "b.txt", (1, 1))  # git has to look into it
    found = Repository(str(made.folder / "deep"))
    assert sorted(found.changed_since("HEAD")) == [".gitattributes", "a.txt"]
    assert found.texts_at("HEAD", ["a.txt"]) == {"a.txt": b"2\n"}
    assert not ran.exists()


def test_a_filter_that_cannot_be_turned_off(made: Git) -> None:
    made("config", "filter.a=b.clean", "cat")
    with pytest.raises(UsageError, match="a filter with `=` in its name"):
        Repository(str(made.folder))


def test_what_a_hook_of_git_sets_leads_nowhere_else(made: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"):
        monkeypatch.setenv(name, "/nowhere")
    made.write({"a.txt": "changed\n"})
    assert Repository(str(made.folder)).changed_since("HEAD") == ["a.txt"]


def test_a_link_to_a_repository(made: Git, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(made.folder)
    assert Repository(str(tmp_path / "link")).top == os.path.realpath(made.folder)


def test_no_repository(tmp_path: Path, made: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    with pytest.raises(UsageError, match=f"`{tmp_path}` is in no working tree of git"):
        Repository(str(tmp_path))
    with pytest.raises(UsageError, match="is in no working tree of git"):
        Repository(str(made.folder / ".git"))


def test_a_broken_repository(made: Git) -> None:
    (made.folder / ".git/index").write_bytes(b"no index")
    with pytest.raises(UsageError, match=r"^--changed: git says: .*index"):
        Repository(str(made.folder)).changed_since("HEAD")


def test_a_repository_of_somebody_else(made: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setattr(git, "_KEPT", (*git._KEPT, "GIT_TEST"))
    with pytest.raises(UsageError, match=r"belongs to somebody else: `git config --global --add safe\.directory "):
        Repository(str(made.folder))


def test_no_git(made: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{tmp_path / 'nowhere'}:.")
    (made.folder / "git").write_text("#!/bin/sh\n")
    (made.folder / "git").chmod(0o755)
    monkeypatch.chdir(made.folder)
    with pytest.raises(UsageError, match="there is no git here"):
        Repository(str(made.folder))


def fake(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a program in the place of git."""
    folder.mkdir()
    (folder / "git").write_text(script)
    (folder / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def test_a_git_that_does_not_end(made: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake(tmp_path / "bin", "#!/bin/sh\nexec sleep 60\n", monkeypatch)
    monkeypatch.setattr(git, "_SECONDS", 0.1)
    with pytest.raises(UsageError, match="git took longer than 0 seconds"):
        Repository(str(made.folder))


def test_a_git_that_cannot_be_run(made: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake(tmp_path / "bin", "#!/nowhere/sh\n", monkeypatch)
    with pytest.raises(UsageError, match="git cannot be run: no such file"):
        Repository(str(made.folder))


def test_a_git_that_says_nothing(made: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake(tmp_path / "bin", "#!/bin/sh\nexit 1\n", monkeypatch)
    with pytest.raises(UsageError, match="git says: it failed"):
        Repository(str(made.folder))


def test_more_names_than_anybody_has(made: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Repository(str(made.folder))
    made.write({"new.txt": ""})
    monkeypatch.setattr(git, "_MOST", 3)
    with pytest.raises(UsageError, match="more than 0 MiB of names"):
        found.changed_since("HEAD")
