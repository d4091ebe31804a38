"""Which deployment a batch job is for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from preflight import question
from preflight.project.besides import Besides
from preflight.project.commandline import Job
from preflight.project.project import load
from preflight.question import Missing, Question, Unanswered
from preflight.value import Absent, Present, Unknown
from preflight.world import World
from tests.shared.naming import at, deployment, endpoint
from tests.shared.projects import Loaded
from tests.shared.workspaces import endpoint as deployed
from tests.shared.workspaces import known

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Load = Callable[..., Loaded]
    Write = Callable[[dict[str, str]], Path]

INVOCATION = "inputs:\n  heart: {type: uri_folder, path: azureml:heart@latest}\n"
UNSAID = "unknown: which of several deployments this is for is not said"


def target(loaded: Loaded, path: str) -> str:
    return at(loaded.subject(path).root("deployment"), "name")


def test_an_invocation_is_for_the_only_deployment_of_its_folder(project: Load) -> None:
    loaded = project({"a/i.yml": INVOCATION, "a/d.yml": deployment("near"), "d.yml": deployment("far"), "f.yml": deployment("far")})
    assert target(loaded, "a/i.yml") == "near of a/d.yml"


def test_else_of_the_nearest_folder_above(project: Load) -> None:
    loaded = project(
        {"a/b/c/i.yml": INVOCATION, "a/d.yml": deployment("near"), "d.yml": deployment("far"), "a/b/c/x/d.yml": deployment("below")}
    )
    assert target(loaded, "a/b/c/i.yml") == "near of a/d.yml"


def test_else_of_the_only_one_below(project: Load) -> None:
    loaded = project({"a/i.yml": INVOCATION, "a/x/d.yml": deployment("below"), "b/d.yml": deployment("aside")})
    assert target(loaded, "a/i.yml") == "below of a/x/d.yml"


def test_of_several_the_default_of_their_endpoint(project: Load) -> None:
    files = {"i.yml": INVOCATION, "d.yml": deployment("d", "one"), "f.yml": deployment("f", "one")}
    assert target(project(files | {"x/e.yml": endpoint("one", "f")}), "i.yml") == "f of f.yml"


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"e.yml": endpoint("one")},
        {"e.yml": endpoint("one", "g")},
        {"e.yml": endpoint("one", "${D}")},
        {"e.yml": endpoint("one", "d"), "g.yml": deployment("d", "one")},
        {"e.yml": endpoint("one", "d"), "h.yml": endpoint("two", "d"), "g.yml": deployment("g", "two")},
    ],
)
def test_otherwise_which_it_is_for_is_unknown(project: Load, more: dict[str, str]) -> None:
    loaded = project({"i.yml": INVOCATION, "d.yml": deployment("d", "one"), "f.yml": deployment("f", "one")} | more)
    for root in ("deployment", "endpoint", "model", "component", "compute"):
        value = loaded.subject("i.yml").root(root)
        assert isinstance(value, Unknown)
        assert (value.reason, value.asked) == ("which of several deployments this is for is not said", True)


def test_without_any_deployment_only_the_workspace_could_tell(project: Load) -> None:
    value = project({"i.yml": INVOCATION}).subject("i.yml").root("deployment")
    assert isinstance(value, Unknown)
    assert (value.reason, value.asked) == ("there is no deployment in sight and the workspace was not asked", False)


def test_an_invocation_may_name_its_deployment(project: Load) -> None:
    files = {"d.yml": deployment("d"), "f.yml": deployment("f"), "a/i.yml": INVOCATION + "deployment: f\n", "a/b/f.yml": deployment("f")}
    assert target(project(files), "a/i.yml") == "f of a/b/f.yml"
    assert target(project({**files, "a/i.yml": INVOCATION + "deployment: g\n"}), "a/i.yml") == (
        "unknown: deployment `g` is not in this repository and the workspace was not asked"
    )
    assert target(project({**files, "a/i.yml": INVOCATION + "deployment: ${D}\n"}), "a/i.yml") == "unknown: `${D}` is filled in later"


def test_an_invocation_sees_what_its_deployment_names(project: Load) -> None:
    files = {
        "i.yml": INVOCATION,
        "d.yml": deployment("d", "one"),
        "e.yml": endpoint("one"),
        "c.yml": "name: c\ntype: amlcompute\nsize: S\n",
    }
    subject = project(files).subject("i.yml")
    assert at(subject.root("endpoint"), "name") == "one of e.yml"
    assert at(subject.root("compute"), "name") == "c of c.yml"
    assert at(subject.root("model"), "reference") == "azureml:m@latest of d.yml"
    assert isinstance(subject.root("component"), Absent)


# With a workspace


def told(write: Write, files: dict[str, str], answer: object) -> str:
    """Return the deployment of the invocation when the workspace answers about its endpoint."""
    root = write(files)
    world = known({Question(question.ENDPOINT, ("one",)): answer})
    return target(Loaded(root, load([str(root)], str(root), world=world)), "i.yml")


SEVERAL = {"i.yml": INVOCATION, "d.yml": deployment("d", "one"), "f.yml": deployment("f", "one"), "e.yml": endpoint("one")}


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (deployed("one", "f"), "f of f.yml"),
        (deployed("one", "g"), "unknown: the default deployment `g` is not in this repository"),
        (deployed("one", None), UNSAID),
        (Missing("/e"), UNSAID),
        (Unanswered("this sign-in may not"), "unknown: this sign-in may not"),
    ],
)
def test_of_several_the_default_in_the_workspace(write: Write, answer: object, found: str) -> None:
    assert told(write, SEVERAL, answer) == found


def test_what_files_say_is_not_asked_for(write: Write) -> None:
    assert told(write, SEVERAL | {"e.yml": endpoint("one", "d")}, deployed("one", "f")) == "d of d.yml"
    assert told(write, {**SEVERAL, "f.yml": deployment("f", "two")}, deployed("one", "f")) == UNSAID


def test_one_that_is_alone_may_be_about_to_become_the_default(write: Write) -> None:
    assert told(write, {name: text for name, text in SEVERAL.items() if name != "d.yml"}, deployed("one", "d")) == "f of f.yml"


def test_the_workspace_is_asked_which_of_several_is_the_default(write: Write) -> None:
    root = write(SEVERAL)
    value = Loaded(root, load([str(root)], str(root), world=World("live"))).subject("i.yml").root("deployment")
    assert isinstance(value, Unknown)
    assert value.questions == (Question(question.ENDPOINT, ("one",)),)
    assert str(value.place) == "i.yml:1:1"


# From a job of the command line to its deployment


def job_target(write: Write, files: dict[str, str], *paths: str, name: str | None = None, cwd: str = ".") -> str:
    root = write(files)
    given = [os.path.normpath(root / path) for path in paths or (".",)]
    loaded = Loaded(root, load(given, str(root), besides=Besides(Job(str(root / cwd), input="data", deployment_name=name))))
    return target(loaded, "command line")


def test_a_job_is_for_the_only_deployment(write: Write) -> None:
    assert job_target(write, {}) == "unknown: there is no deployment in sight and the workspace was not asked"
    assert job_target(write, {"a/d.yml": deployment("d")}) == "d of a/d.yml"


@pytest.mark.parametrize("paths", [(".",), ("d.yml",), ("d.yml", "f.yml"), ("e.yml",)])
def test_a_job_is_for_the_deployment_it_names(write: Write, paths: tuple[str, ...]) -> None:
    files = {"d.yml": deployment("d", "one"), "f.yml": deployment("f", "one"), "e.yml": endpoint("one", "d")}
    assert job_target(write, files, *paths, name="f") == "f of f.yml"
    assert job_target(write, files, *paths, name="g") == (
        "unknown: deployment `g` is not in this repository and the workspace was not asked"
    )
    assert job_target(write, files, *paths, name="${D}") == "unknown: `${D}` is filled in later"


@pytest.mark.parametrize("paths", [(".",), ("d.yml",), ("f.yml",), ("e.yml",)])
def test_else_for_the_default_of_the_endpoint(write: Write, paths: tuple[str, ...]) -> None:
    files = {"d.yml": deployment("d", "one"), "f.yml": deployment("f", "one"), "e.yml": endpoint("one", "f")}
    assert job_target(write, files, *paths) == "f of f.yml"


@pytest.mark.parametrize("more", [{}, {"e.yml": endpoint("one")}, {"e.yml": endpoint("one", "elsewhere")}])
def test_else_for_the_only_one_that_was_asked_for(write: Write, more: dict[str, str]) -> None:
    files = {"d.yml": deployment("d", "one"), "f.yml": deployment("f", "one")} | more
    assert job_target(write, files, "d.yml") == "d of d.yml"
    assert job_target(write, files, "d.yml", "f.yml") == UNSAID
    assert job_target(write, files) == UNSAID


def test_of_two_with_the_name_that_counts_which_was_asked_for(write: Write) -> None:
    files = {"a/d.yml": deployment("d", "one"), "b/d.yml": deployment("d", "two")}
    assert job_target(write, files, "a", name="d") == "d of a/d.yml"
    assert job_target(write, files, ".", name="d") == UNSAID


def test_where_one_stands_does_not_matter(write: Write) -> None:
    files = {"a/d.yml": deployment("d"), "b/d.yml": deployment("f")}
    assert job_target(write, files, "a", cwd="b") == "d of a/d.yml"


INVOKE = "az ml batch-endpoint invoke --input azureml:heart:1"
TWO = {"a/d.yml": deployment("d", "one"), "b/d.yml": deployment("d", "two"), "b/f.yml": deployment("f", "two")}


def aim(loaded: Loaded) -> str:
    (job,) = [one for one in loaded.project.subjects if one.kind.value == "invocation"]
    return at(job.root("deployment"), "name")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("-n one", "d of a/d.yml"),
        ("-n two -d d", "d of b/d.yml"),
        ("-n two -d f", "f of b/f.yml"),
        ("-n two", UNSAID),
        ("-n one -d f", "unknown: deployment `f` is not in this repository and the workspace was not asked"),
        ("-n three", "unknown: no deployment of endpoint `three` is in this repository and the workspace was not asked"),
        ("-n three -d d", "unknown: no deployment of endpoint `three` is in this repository and the workspace was not asked"),
        ("-n $E -d f", "f of b/f.yml"),
        ("-n $E -d $D", "unknown: `$D` is not set in this file"),
    ],
)
def test_a_job_is_for_the_endpoint_that_is_named(project: Load, words: str, expected: str) -> None:
    assert aim(project(TWO | {"run.sh": f"{INVOKE} {words}\n"})) == expected


@pytest.mark.parametrize(
    "default",
    [
        "az ml batch-endpoint update -n two --set defaults.deployment_name=f",
        "az ml batch-deployment create -f b/f.yml --set-default",
        'curl -X PUT https://management.azure.com/batchEndpoints/two -d \'{"properties": {"defaults": {"deploymentName": "f"}}}\'',
    ],
)
def test_of_several_the_one_that_a_script_makes_the_default(project: Load, default: str) -> None:
    files = TWO | {"e.yml": endpoint("two"), "run.sh": f"{default}\n{INVOKE} -n two\n"}
    assert aim(project(files)) == "f of b/f.yml"


def test_an_expression_is_the_same_name_in_the_same_script(project: Load) -> None:
    script = f'az ml batch-deployment create -f b/f.yml -e $E -n "$D"\n{INVOKE} -n $E\n'
    found = aim(project(TWO | {"run.sh": script}))
    assert found == "unknown: `$D` is not set in this file"
    (job,) = [one for one in project(TWO | {"run.sh": script}).project.subjects if one.kind.value == "invocation"]
    assert isinstance(job.root("model"), Present)
    again = project(TWO | {"run.sh": script + f"{INVOKE} -n $F -d $D\n"})
    assert [isinstance(one.root("model"), Present) for one in again.project.subjects if one.kind.value == "invocation"] == [True, True]
