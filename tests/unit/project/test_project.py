"""A run's project: what becomes a subject, and what is noted as unchecked."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from preflight.kind import Kind
from preflight.value import Absent, child, members, text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.shared.projects import Loaded

    Load = Callable[..., Loaded]

DEPLOYMENT = "name: d\nendpoint_name: e\nmodel: azureml:m@latest\ncompute: azureml:c\n"
SCRIPT = "def init(): pass\ndef run(batch): return []\n"


def test_subjects_are_in_path_order(project: Load) -> None:
    loaded = project({"b.yml": DEPLOYMENT, "a/z.yml": DEPLOYMENT, "a.yml": DEPLOYMENT, "c/a.yml": DEPLOYMENT})
    assert loaded.paths() == ["a.yml", "a/z.yml", "b.yml", "c/a.yml"]
    assert [subject.source.path for subject in loaded.subject("c/a.yml").before] == ["a.yml", "a/z.yml", "b.yml"]
    assert loaded.project.files == 4


def test_a_file_is_one_subject_however_often_it_is_given(project: Load) -> None:
    loaded = project({"a/d.yml": DEPLOYMENT}, "a", "a/d.yml", ".", "a/../a/d.yml")
    assert loaded.paths() == ["a/d.yml"]
    assert loaded.project.files == 1


def test_what_no_rule_is_for_is_counted_and_passed_over(project: Load) -> None:
    loaded = project({"x.yml": "apiVersion: v1\n---\nkind: x\n", "y.yml": "!custom x\n", "z.yml": "- 1\n"})
    assert (loaded.paths(), loaded.unchecked(), loaded.project.files) == ([], [], 3)


def test_what_cannot_be_read_is_noted(project: Load) -> None:
    files = {"a.yml": "a: [\n", "b.yml": "", "c.yml": "name: d\n\tx: 1\n", "d.yml": DEPLOYMENT + "tags: !custom x\n---\nb: 1\n"}
    loaded = project(files)
    assert loaded.unchecked() == [
        "a.yml:2: not YAML: did not find expected node content",
        "b.yml:1: empty",
        "c.yml:2: not YAML: a tab is used for indentation",
        "d.yml:5: the tag `!custom`: azure-ai-ml knows only YAML's own",
        "d.yml:6: several documents in one file: azure-ai-ml reads files with one",
    ]
    assert loaded.paths() == ["d.yml"]
    assert loaded.project.files == 4


def test_a_broken_file_that_no_rule_is_for_is_passed_over(project: Load) -> None:
    schema = "$schema: https://azuremlschemas.azureedge.net/latest/managedOnlineDeployment.schema.json\n"
    loaded = project({"a.yml": schema + "name: {{ name }}\n"})
    assert (loaded.unchecked(), loaded.project.files) == ([], 1)


def test_a_broken_file_around_is_not_noted(project: Load) -> None:
    loaded = project({"a.yml": "a: [\n", "d.yml": DEPLOYMENT}, "d.yml")
    assert (loaded.paths(), loaded.unchecked()) == (["d.yml"], [])


def test_a_folder_that_cannot_be_listed_is_noted(project: Load, tmp_path: Path) -> None:
    (tmp_path / "repo/a").mkdir(parents=True)
    deep = tmp_path.joinpath("repo", *["x"] * 66)
    deep.mkdir(parents=True)
    loaded = project({"d.yml": DEPLOYMENT})
    assert loaded.unchecked() == [f"{'/'.join(['x'] * 65)}:1: folders nested more than 64 deep"]


# Scripts


def test_a_python_file_is_read_only_when_it_is_given_or_named(project: Load) -> None:
    files = {"d.yml": DEPLOYMENT + "code_configuration: {code: ., scoring_script: s.py}\n", "s.py": SCRIPT, "other.py": SCRIPT}
    assert project(files).kinds() == {"d.yml": Kind.BATCH_DEPLOYMENT, "s.py": Kind.SCORING_SCRIPT}
    assert project(files, "other.py").kinds() == {"other.py": Kind.SCORING_SCRIPT}


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        (SCRIPT, True),
        ("def run(b): pass\n", True),
        ("from x import *\n", True),
        ("def init(:\n", True),
        ("x = 1\n", False),
        ("", False),
        (SCRIPT + "if __name__ == '__main__':\n    init()\n", True),
        ("def run(args): print(args)\nif __name__ == '__main__':\n    run(1)\n", False),
        ("run = flow.run(data)\n", False),
    ],
)
def test_a_given_python_file_is_a_scoring_script_if_it_may_be_one(project: Load, text: str, subject: bool) -> None:  # noqa: FBT001
    assert bool(project({"s.py": text}, "s.py").paths()) is subject


@pytest.mark.parametrize("order", [("s.py", "d.yml"), ("d.yml", "s.py")])
def test_a_named_one_always_is(project: Load, order: tuple[str, str]) -> None:
    files = {"d.yml": DEPLOYMENT + "code_configuration: {code: ., scoring_script: s.py}\n", "s.py": "x = 1\n"}
    loaded = project(files, *order)
    assert loaded.kinds() == {"d.yml": Kind.BATCH_DEPLOYMENT, "s.py": Kind.SCORING_SCRIPT}
    assert loaded.project.files == 2


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("def init():\n    pass\n\n\ndef run(mini_batch):\n    return []\n", True),
        ("def init(): ...\ndef run( mini_batch, mini_batch_context): ...\n", True),
        ("def init(): ...\ndef run(raw_data): ...\n", False),
        ("def run(mini_batch): ...\n", False),
        ("class A:\n    def init(self): ...\n    def run(mini_batch): ...\n", False),
    ],
)
def test_one_that_nobody_names_must_look_like_it(project: Load, text: str, subject: bool) -> None:  # noqa: FBT001
    loaded = project({"a/score.py": text})
    assert loaded.paths() == (["a/score.py"] if subject else [])
    assert loaded.unchecked() == []
    assert loaded.project.files == int(subject)


def test_a_script_that_cannot_be_read_is_noted_once(project: Load) -> None:
    text = DEPLOYMENT + "code_configuration: {code: ., scoring_script: s.py}\n"
    loaded = project({"a.yml": text, "b.yml": text, "s.py": "x = 1\n\0"})
    assert loaded.unchecked() == ["s.py:2: binary: it holds a NUL byte"]
    assert loaded.paths() == ["a.yml", "b.yml"]


# Standard input


def test_a_text_stands_in_for_a_file(project: Load) -> None:
    loaded = project(
        {"a/d.yml": "broken: [\n", "e.yml": "name: e\nauth_mode: aad_token\n"}, "a/d.yml", stdin=("a/d.yml", DEPLOYMENT.encode())
    )
    assert (loaded.paths(), loaded.unchecked()) == (["a/d.yml"], [])
    assert text_of(child(loaded.subject("a/d.yml").root("endpoint"), "name")) == "e"


def test_it_may_stand_in_for_a_file_that_is_not_there_yet(project: Load) -> None:
    loaded = project({"conda.yml": "dependencies: [a]\n"}, "new/d.yml", stdin=("new/d.yml", DEPLOYMENT.encode()))
    assert loaded.paths() == ["new/d.yml"]
    loaded = project({}, "s.py", stdin=("s.py", SCRIPT.encode()))
    assert loaded.kinds() == {"s.py": Kind.SCORING_SCRIPT}


def test_others_see_it_too(project: Load) -> None:
    text = DEPLOYMENT + "environment: {image: x, conda_file: c.yml}\n"
    loaded = project({"d.yml": text, "c.yml": "dependencies: [old]\n"}, ".", stdin=("c.yml", b"dependencies: [new]\n"))
    (package,) = members(child(loaded.subject("d.yml").root("conda"), "packages"))
    assert text_of(child(package, "name")) == "new"


# Documents by path


def test_documents_are_found_by_path(project: Load) -> None:
    loaded = project({"a/d.yml": DEPLOYMENT, "x.yml": "a: [\n"})
    assert loaded.project.document("a/d.yml") is loaded.subject("a/d.yml").root("doc")
    assert loaded.project.document("x.yml") is None
    assert loaded.project.document("s.py") is None


def test_a_path_outside_of_the_root_may_be_given(project: Load, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/d.yml").write_text(DEPLOYMENT)
    loaded = project({"e.yml": "name: e\nauth_mode: aad_token\n"}, "e.yml", "../elsewhere")
    assert loaded.paths() == ["../elsewhere/d.yml", "e.yml"]
    assert loaded.project.document("../elsewhere/d.yml") is loaded.subject("../elsewhere/d.yml").root("doc")


def test_odd_names_are_no_trouble(project: Load, tmp_path: Path) -> None:
    folder = tmp_path / "repo"
    folder.mkdir()
    names = ["a\nb.yml", "\x1b[31mred.yml", " .yml", "é\u202e.yml", "a" * 251 + ".yml"]
    for name in names:
        (folder / name).write_text(DEPLOYMENT)
    with open(os.fsencode(folder) + b"/\xff\xfe.yml", "w", encoding="utf-8") as stream:
        stream.write(DEPLOYMENT)
    loaded = project({})
    assert sorted(loaded.paths()) == sorted([*names, os.fsdecode(b"\xff\xfe.yml")])
    assert isinstance(child(loaded.subject(" .yml").root("deployment"), "neighbour"), Absent)
