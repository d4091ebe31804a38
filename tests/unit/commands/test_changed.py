"""What a check compares with where only changes are to be judged."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

import pytest

from preflight.commands.changed import compared
from preflight.exits import UsageError
from tests.shared.git import PLAIN, Git

if TYPE_CHECKING:
    from pathlib import Path

    from preflight.commands.changed import Comparison


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """Return a repository with a file on `main`, and another one on the branch `topic`, which is checked out."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM"):
        monkeypatch.setenv(name, PLAIN[name])
    repository = Git(tmp_path / "repo")
    repository.commit({"a.yml": "1\n", "rules/mine.yaml": "id: x\n"})
    repository("checkout", "-q", "-b", "topic")
    repository.commit({"b.yml": "1\n"})
    monkeypatch.chdir(repository.folder)
    return repository


def compare(made: Git, name: str = "", paths: list[str] | None = None, own: dict[str, Any] | None = None) -> Comparison:
    """Compare as `--changed` or `--changed=NAME` does; `own` are other options."""
    options = Namespace(changed=name, **{"rules": [], "packs": [], "facts": None, "baseline": None, **(own or {})})
    return compared(options, str(made.folder), [str(made.folder)] if paths is None else paths, None)


@pytest.mark.parametrize("name", ["main", "HEAD~1", "topic~1", "v1"])
def test_a_name(name: str, made: Git) -> None:
    made("tag", "v1", "main")
    found = compare(made, name)
    assert (found.since, found.commit, found.changes.names) == (name, made("rev-parse", "main"), ["b.yml"])


@pytest.mark.parametrize("branch", ["origin/HEAD", "origin/main", "origin/master", "main", "master"])
def test_the_default_branch(branch: str, made: Git) -> None:
    made("branch", "-m", "main", "other")
    for name in ("main", "master", "origin/master", "origin/main", "origin/HEAD")[
        ("main", "master").index(branch) if "/" not in branch else 0 :
    ]:
        made("update-ref", f"refs/{'remotes' if '/' in name else 'heads'}/{name}", "other")
        if name == branch:
            break
    if branch == "master":
        made("update-ref", "-d", "refs/heads/main")
    assert compare(made).since == branch


@pytest.mark.parametrize(
    ("variable", "value", "since"),
    [
        ("GITHUB_BASE_REF", "release", "origin/release"),
        ("SYSTEM_PULLREQUEST_TARGETBRANCH", "refs/heads/release", "origin/release"),
        ("SYSTEM_PULLREQUEST_TARGETBRANCH", "local", "local"),
        ("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "release", "origin/release"),
    ],
)
def test_the_branch_that_ci_names(variable: str, value: str, since: str, made: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    made("update-ref", "refs/remotes/origin/release", "main")
    made("branch", "local", "main")
    monkeypatch.setenv(variable, value)
    assert compare(made).since == since
    assert compare(made, "HEAD").since == "HEAD"


def test_the_commit_that_gitlab_names(made: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI_MERGE_REQUEST_DIFF_BASE_SHA", made("rev-parse", "main"))
    monkeypatch.setenv("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "nowhere")
    assert compare(made).since == made("rev-parse", "main")


@pytest.mark.parametrize("name", ["nowhere", "--all", "-", "main..topic"])
def test_a_name_that_means_nothing(name: str, made: Git) -> None:
    with pytest.raises(
        UsageError, match=r"there is no commit `.*` here: name a branch, tag or commit, or fetch all .*`fetch-depth: 0` of actions"
    ):
        compare(made, name)


def test_a_target_that_was_not_fetched(made: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_BASE_REF", "release")
    with pytest.raises(
        UsageError, match=r"`origin/release`, what this is to be merged into, is not here: fetch all .*`fetch-depth: 0` of actions"
    ):
        compare(made)


def test_no_branch_to_compare_with(made: Git) -> None:
    made("branch", "-m", "main", "other")
    with pytest.raises(UsageError, match=r"there is none of origin/HEAD, .* to compare with; name a branch: --changed=BRANCH"):
        compare(made)


def test_histories_that_never_met(made: Git) -> None:
    made("checkout", "-q", "--orphan", "alone")
    made.commit({})
    with pytest.raises(UsageError, match="does not tell where this branch left `main`: fetch all of the history"):
        compare(made)


def test_a_branch_without_a_commit(made: Git) -> None:
    made("checkout", "-q", "--orphan", "alone")
    with pytest.raises(UsageError, match="the branch has no commit yet"):
        compare(made, "main")


def test_no_files(made: Git) -> None:
    with pytest.raises(UsageError, match="--changed is about files, and none are to be checked"):
        compare(made, paths=[])


def test_a_path_of_another_repository(made: Git, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"--changed compares one repository, and `.*elsewhere` is not in "):
        compare(made, paths=[str(made.folder), str(tmp_path / "elsewhere")])


@pytest.mark.parametrize(
    ("changed", "own"),
    [
        ({"rules/mine.yaml": "id: y\n"}, {"rules": ["rules"]}),
        ({"facts.json": "{}\n"}, {"facts": "facts.json"}),
        ({"base.json": "{}\n"}, {"baseline": "base.json"}),
        ({"pack/a.yml": "{}\n"}, {"packs": ["pack"]}),
    ],
)
def test_what_says_how_to_judge(changed: dict[str, str | None], own: dict[str, Any], made: Git) -> None:
    assert compare(made, own=own).own is None
    made.write(changed)
    assert compare(made, own=own).own in (*own.values(), "rules", "pack")


def test_what_files_held(made: Git) -> None:
    made.write({"a.yml": "2\n", "model.pkl": "1\n"})
    made.commit({"a.yml": "2\n", "model.pkl": "2\n"})
    made.write({"a.yml": "3\n", "model.pkl": None})
    assert compare(made, "main").before == {str(made.folder / "a.yml"): b"1\n"}
    assert compare(made, "HEAD").before == {str(made.folder / "a.yml"): b"2\n"}
