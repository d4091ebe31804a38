"""Files that define the same deployment, and the workspace that batch endpoints are for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.project.twins import NEVER_SET
from preflight.shell.variables import NOT_SET
from preflight.value import Absent, Present, Unknown, child

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.value import Value
    from tests.shared.projects import Loaded

    Load = Callable[..., Loaded]


def deployment(name: str = "name: d", endpoint: str = "endpoint_name: e") -> str:
    return f"{name}\n{endpoint}\nmini_batch_size: 3\n"


def twin(loaded: Loaded, path: str) -> Value:
    return child(loaded.subject(path).root("deployment"), "twin")


def test_the_twin_is_the_one_before_it_in_the_same_folder_if_there_is_one(project: Load) -> None:
    loaded = project({"a/1.yml": deployment(), "a/2.yml": deployment("name: D"), "b/1.yml": deployment(), "c.yml": deployment("name: x")})
    places = [str(child(twin(loaded, path), "name").place) for path in ("a/2.yml", "b/1.yml")]
    assert places == ["a/1.yml:1:7", "a/2.yml:1:7"]
    beside = [child(twin(loaded, path), "beside") for path in ("a/2.yml", "b/1.yml")]
    assert [value.data for value in beside if isinstance(value, Present)] == [True, False]
    assert isinstance(twin(loaded, "a/1.yml"), Absent)
    assert isinstance(twin(loaded, "c.yml"), Absent)


def test_one_of_the_same_folder_comes_before_a_nearer_one(project: Load) -> None:
    loaded = project({"a.yml": deployment(), "b/1.yml": deployment(), "c.yml": deployment()})
    assert str(child(twin(loaded, "c.yml"), "name").place) == "a.yml:1:7"


@pytest.mark.parametrize(
    "other",
    [deployment("name: x"), deployment(endpoint="endpoint_name: x"), deployment(endpoint=""), deployment(""), deployment("name: 3")],
)
def test_both_names_must_be_the_same(project: Load, other: str) -> None:
    loaded = project({"a.yml": deployment(), "b.yml": other})
    assert isinstance(twin(loaded, "b.yml"), Absent)


@pytest.mark.parametrize("other", [deployment("name: ${N}"), deployment(endpoint="endpoint_name: ${N}")])
def test_a_name_that_is_filled_in_later_may_be_any(project: Load, other: str) -> None:
    found = twin(project({"a.yml": deployment(), "b.yml": other}), "b.yml")
    assert isinstance(found, Unknown)
    assert found.reason == "`${N}` is filled in later"


ENDPOINT = "name: e\nauth_mode: aad_token\n"
WORKSPACE = "name: w\nhbi_workspace: true\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"e.yml": ENDPOINT}, True),
        ({"d/d.yml": deployment()}, True),
        ({}, False),
        ({"e.yml": ENDPOINT, "other.yml": WORKSPACE}, False),
    ],
)
def test_the_only_workspace_is_that_of_the_batch_endpoints(project: Load, files: dict[str, str], *, expected: bool) -> None:
    made = child(project({"w.yml": WORKSPACE, **files}).subject("w.yml").root("workspace"), "of_batch")
    assert isinstance(made, Present)
    assert made.data is expected


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (deployment(endpoint="endpoint_name: $(E)"), "a/1.yml:1:7"),
        (deployment("name: D", "endpoint_name: $(E)"), "a/1.yml:1:7"),
        (deployment(endpoint="endpoint_name: $(F)"), None),
        (deployment("name: other", "endpoint_name: $(E)"), None),
    ],
)
def test_the_same_placeholder_in_one_folder_is_the_same_name(project: Load, other: str, expected: str | None) -> None:
    found = twin(project({"a/1.yml": deployment(endpoint="endpoint_name: $(E)"), "a/2.yml": other}), "a/2.yml")
    assert (str(child(found, "name").place) if isinstance(found, Present) else None) == expected
    assert isinstance(found, (Present, Unknown))
    apart = twin(
        project({"a/1.yml": deployment(endpoint="endpoint_name: $(E)"), "b/2.yml": deployment(endpoint="endpoint_name: $(E)")}), "b/2.yml"
    )
    assert isinstance(apart, Unknown)


CREATE = "az ml batch-deployment create -f {} {}\n"


@pytest.mark.parametrize(
    ("script", "found"),
    [
        (CREATE.format("1.yml", "-e $E") + CREATE.format("2.yml", "-e $E"), True),
        (CREATE.format("1.yml", "-e $E") + CREATE.format("2.yml", "-e $F"), False),
        ("E=$(x)\n" + CREATE.format("1.yml", "-e $E") + "E=$(x)\n" + CREATE.format("2.yml", "-e $E"), False),
        ("E=$(x)\n" + CREATE.format("1.yml", "-e $E") + CREATE.format("2.yml", "-e $E"), True),
        ("E=e-$RANDOM\n" + CREATE.format("1.yml", "-e $E-1") + CREATE.format("2.yml", "-e $E-1"), True),
        ("S=$(cat x | tr -dc a | head -n ${1:-5})\nE=e-$S\n" + CREATE.format("1.yml", "-e $E") + CREATE.format("2.yml", "-e $E"), True),
        (CREATE.format("1.yml", "-e $(x)") + CREATE.format("2.yml", "-e $(x)"), False),
        (CREATE.format("1.yml", "-e $1") + CREATE.format("2.yml", "-e $1"), False),
        (CREATE.format("1.yml", "-e x") + CREATE.format("2.yml", "-e x"), True),
        (CREATE.format("1.yml", "-e x") + CREATE.format("2.yml", "-e x -n other"), False),
        ("if x; then\n" + CREATE.format("1.yml", "") + "else\n" + CREATE.format("2.yml", "") + "fi\n", False),
    ],
)
def test_what_commands_make_of_files(project: Load, script: str, found: bool) -> None:  # noqa: FBT001 - a column of the table
    loaded = project({"1.yml": deployment(), "2.yml": deployment(), "run.sh": script})
    assert isinstance(twin(loaded, "2.yml"), Present) is found


def test_a_variable_that_is_not_set_is_told_as_links_expect_it() -> None:
    assert NOT_SET.endswith(NEVER_SET)
