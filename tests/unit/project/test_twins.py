"""Files that define the same deployment, and the workspace that batch endpoints are for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

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
