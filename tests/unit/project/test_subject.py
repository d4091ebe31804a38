"""Subjects: the roots of the rule language that each kind has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.kind import Kind
from preflight.project.subject import ScriptSubject, Subject
from preflight.project.tree import ScriptFacts
from preflight.source import Source
from preflight.value import Absent, Present, Unknown, child, entries, fact, members, spot, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.shared.projects import Loaded

    Load = Callable[..., Loaded]

FILES = {
    "a.yml": "dependencies: [python=3.10]\n",
    "b.yml": "name: b\nimage: x\nconda_file: a.yml\n",
    "c.yml": "type: command\nname: c\nversion: 1\ncommand: x\n",
    "d.yml": "name: d\ntype: uri_file\npath: x\n",
    "e.yml": "name: e\ntype: amlcompute\nsize: S\n",
    "f.yml": "type: command\ncommand: x\n",
    "g.yml": "name: w\nhbi_workspace: true\n",
    "m/MLmodel": "flavors: {sklearn: {}}\nrun_id: x\n",
    "z/a.yml": "dependencies: [python=3.12]\n",
    "z/b.yml": "dependencies: [python=3.13]\n",
}


@pytest.fixture
def loaded(project: Load) -> Loaded:
    return project(FILES)


def test_every_kind_has_its_subject(loaded: Loaded) -> None:
    assert loaded.kinds() == {
        "a.yml": Kind.CONDA, "b.yml": Kind.ENVIRONMENT, "c.yml": Kind.COMPONENT, "d.yml": Kind.DATA, "e.yml": Kind.COMPUTE,
        "f.yml": Kind.JOB,
        "g.yml": Kind.WORKSPACE, "m/MLmodel": Kind.MLMODEL, "z/a.yml": Kind.CONDA, "z/b.yml": Kind.CONDA,
    }  # fmt: skip


def test_every_document_has_the_roots_of_all(loaded: Loaded) -> None:
    for path in FILES:
        subject = loaded.subject(path)
        assert entries(subject.root("doc"))
        assert members(subject.root("values"))
        assert text_of(child(subject.root("document"), "path")) == path
        assert isinstance(subject.root("tables"), Present)
        assert str(subject.place) == f"{path}:1:1"


@pytest.mark.parametrize(("path", "main"), [("b.yml", "environment"), ("c.yml", "component"), ("e.yml", "compute")])
def test_the_main_root_is_of_the_kind(loaded: Loaded, path: str, main: str) -> None:
    subject = loaded.subject(path)
    assert subject.main == main
    assert text_of(child(subject.root(main), "name")) == path[0]


def test_an_environment_brings_its_conda_file(loaded: Loaded) -> None:
    (package,) = members(child(loaded.subject("b.yml").root("conda"), "packages"))
    assert str(package.place) == "a.yml:1:16"


def test_a_root_is_worked_out_once(loaded: Loaded) -> None:
    for name in ("doc", "values", "document", "conda", "tables", "earlier", "quota"):
        assert loaded.subject("a.yml").root(name) is loaded.subject("a.yml").root(name)


def test_what_only_the_workspace_knows_was_not_asked(loaded: Loaded) -> None:
    value = loaded.subject("e.yml").root("quota")
    assert isinstance(value, Unknown)
    assert (value.reason, value.asked, str(value.place)) == ("the workspace was not asked", False, "e.yml:1:1")


def test_earlier_subjects_are_of_the_same_kind(loaded: Loaded) -> None:
    subject = loaded.subject("z/b.yml")
    earlier = members(subject.root("earlier"))
    assert [str(child(one, "packages").place) for one in earlier] == ["a.yml:1:1", "z/a.yml:1:1"]
    assert earlier[0] is loaded.subject("a.yml").root("conda")
    assert members(loaded.subject("a.yml").root("earlier")) == []


def test_facts_that_are_given_win(loaded: Loaded) -> None:
    subject = loaded.subject("a.yml")
    subject.given = {"conda": fact({"python": "3.7"}), "quota": Absent()}
    assert text_of(child(subject.root("conda"), "python")) == "3.7"
    assert isinstance(subject.root("quota"), Absent)
    assert isinstance(subject.root("doc"), Present)


def test_a_script_is_a_subject_without_a_document() -> None:
    facts = ScriptFacts(fact({"run": None}), fact({"online": None}))
    subject = ScriptSubject(Source("a/s.py", "x = 1\n"), facts)
    assert subject.root("script") is facts.script
    assert subject.root("behaviour") is facts.behaviour
    assert (subject.kind, subject.main, str(subject.place)) == (Kind.SCORING_SCRIPT, "script", "a/s.py:1:1")
    assert isinstance(subject.root("doc"), Unknown)


def test_a_subject_always_has_a_place() -> None:
    source = Source("x.yml", "")
    assert str(Subject(source, Absent()).place) == "x.yml:1:1"
    assert str(Subject(source, spot(source, (3, 4))).place) == "x.yml:3:4"
