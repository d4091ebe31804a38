"""How documents name one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.value import Present, Unknown, child, members, text_of
from tests.shared.naming import at, deployment, endpoint

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.shared.projects import Loaded

    Load = Callable[..., "Loaded"]


# From a deployment to its endpoint


def owner(loaded: Loaded, path: str) -> str:
    return at(loaded.subject(path).root("endpoint"), "name")


def test_the_endpoint_has_the_name_that_is_given(project: Load) -> None:
    loaded = project({"e.yml": endpoint("one"), "f.yml": endpoint("two"), "d.yml": deployment("d", "two")})
    assert owner(loaded, "d.yml") == "two of f.yml"


@pytest.mark.parametrize("folder", ["", "a/", "a/b/", "z/"])
def test_the_endpoint_may_be_anywhere_in_the_tree(project: Load, folder: str) -> None:
    loaded = project({f"{folder}e.yml": endpoint("one"), "a/b/d.yml": deployment("d", "one")})
    assert owner(loaded, "a/b/d.yml") == f"one of {folder}e.yml"


def test_of_several_endpoints_the_nearest_counts(project: Load) -> None:
    files = {"e.yml": endpoint("one"), "dev/e.yml": endpoint("one"), "prod/e.yml": endpoint("one"), "z.yml": endpoint("one")}
    loaded = project(files | {"prod/x/d.yml": deployment("d", "one"), "dev/d.yml": deployment("d", "one"), "d.yml": deployment("d", "one")})
    assert owner(loaded, "prod/x/d.yml") == "one of prod/e.yml"
    assert owner(loaded, "dev/d.yml") == "one of dev/e.yml"
    # Of two that are as near, the first by path.
    assert owner(loaded, "d.yml") == "one of e.yml"


def test_an_endpoint_that_is_not_there_is_unknown(project: Load) -> None:
    loaded = project({"e.yml": endpoint("one"), "d.yml": deployment("d", "two")})
    value = loaded.subject("d.yml").root("endpoint")
    assert at(value) == "unknown: endpoint `two` is not in this repository and the workspace was not asked"
    assert isinstance(value, Unknown)
    assert not value.asked
    assert str(value.place) == "d.yml:4:16"


def test_an_endpoint_name_may_be_filled_in_later(project: Load) -> None:
    loaded = project({"e.yml": endpoint("one"), "d.yml": deployment("d", "${ENDPOINT}")})
    value = loaded.subject("d.yml").root("endpoint")
    assert isinstance(value, Unknown)
    assert (value.reason, value.asked) == ("`${ENDPOINT}` is filled in later", True)


def test_a_deployment_that_names_none_belongs_to_the_only_endpoint_above(project: Load) -> None:
    files = {
        "e.yml": endpoint("one"),
        "a/d.yml": deployment("d"),
        "b/e.yml": endpoint("two"),
        "b/c/d.yml": deployment("d"),
        "d.yml": deployment("d"),
    }
    loaded = project(files)
    assert [owner(loaded, path) for path in ("d.yml", "a/d.yml", "b/c/d.yml")] == ["one of e.yml", "one of e.yml", "two of b/e.yml"]


@pytest.mark.parametrize("others", [("e.yml", "f.yml"), ("b/e.yml",), ()])
def test_otherwise_its_endpoint_is_unknown(project: Load, others: tuple[str, ...]) -> None:
    loaded = project({"a/d.yml": deployment("d")} | {path: endpoint("one") for path in others})
    assert owner(loaded, "a/d.yml") == "unknown: no endpoint is named and the workspace was not asked"


def test_a_name_that_is_no_text_names_none(project: Load) -> None:
    loaded = project({"e.yml": "auth_mode: aad_token\nname: ''\n", "d.yml": deployment("d", "[one]"), "f.yml": deployment("f", "''")})
    assert owner(loaded, "d.yml") == "unknown: no endpoint is named and the workspace was not asked"
    assert owner(loaded, "f.yml") == " of e.yml"


def test_a_single_file_brings_its_folder_and_the_folders_above(project: Load) -> None:
    files = {
        "e.yml": endpoint("top"),
        "a/e.yml": endpoint("middle"),
        "a/b/d.yml": deployment("d", "top"),
        "a/b/f.yml": deployment("f", "below"),
    }
    files |= {"a/b/c/e.yml": endpoint("below"), "a/b/e.yml": endpoint("beside"), "a/b/g.yml": deployment("g", "beside")}
    for name, expected in {"d": "top of e.yml", "g": "beside of a/b/e.yml"}.items():
        loaded = project(files, f"a/b/{name}.yml")
        assert loaded.paths() == [f"a/b/{name}.yml"]
        assert owner(loaded, f"a/b/{name}.yml") == expected
    # What lies below or beside the way up is not walked.
    assert owner(project(files, "a/b/f.yml"), "a/b/f.yml").startswith("unknown: endpoint `below` is not")


def test_a_folder_brings_the_folders_above_it(project: Load) -> None:
    loaded = project({"e.yml": endpoint("top"), "a/b/d.yml": deployment("d", "top"), "c/e.yml": endpoint("top")}, "a")
    assert loaded.paths() == ["a/b/d.yml"]
    assert owner(loaded, "a/b/d.yml") == "top of e.yml"


def neighbour(loaded: Loaded, path: str) -> str:
    return at(loaded.subject(path).root("deployment"), "neighbour", "name")


def test_the_neighbour_is_the_endpoint_that_is_named_else_the_only_one_beside(project: Load) -> None:
    files = {"a/e.yml": endpoint("one"), "b/e.yml": endpoint("two"), "a/d.yml": deployment("d", "two"), "a/f.yml": deployment("f", "three")}
    loaded = project(files)
    assert neighbour(loaded, "a/d.yml") == "two of b/e.yml"
    assert neighbour(loaded, "a/f.yml") == "one of a/e.yml"
    loaded = project(files | {"a/g.yml": endpoint("more"), "c/d.yml": deployment("d", "three")})
    assert neighbour(loaded, "a/f.yml") == "absent"
    assert neighbour(loaded, "c/d.yml") == "absent"


# From an endpoint to its deployments


def owned(loaded: Loaded, path: str) -> list[str]:
    listed = child(loaded.subject(path).root("endpoint"), "deployments")
    assert isinstance(listed, Present)
    assert listed.rest is not None
    assert (listed.rest.asked, listed.rest.reason) == (
        False,
        "the endpoint may have more deployments than files show, and the workspace was not asked",
    )
    return [f"{at(one, 'name')}, {text_of(child(one, 'form'))}" for one in members(listed)]


def test_the_deployments_of_an_endpoint(project: Load) -> None:
    files = {
        "a/e.yml": endpoint("one"),
        "z/d.yml": deployment("named", "one"),
        "a/d.yml": deployment("beside", more="type: model\n"),
        "a/b/d.yml": deployment("below"),
        "d.yml": deployment("above"),
        "a/f.yml": deployment("other", "two"),
        "b/e.yml": endpoint("two"),
        "b/x.yml": deployment("unsure", "${E}"),
    }
    loaded = project(files)
    assert owned(loaded, "a/e.yml") == ["below of a/b/d.yml, flat", "beside of a/d.yml, model", "named of z/d.yml, flat"]
    assert owned(loaded, "b/e.yml") == ["other of a/f.yml, flat"]


def test_an_endpoint_without_a_name_has_the_deployments_below_it(project: Load) -> None:
    files = {
        "a/e.yml": "auth_mode: aad_token\ndefaults: {deployment_name: d}\n",
        "a/d.yml": deployment("d"),
        "f.yml": deployment("f", "''"),
    }
    assert owned(project(files), "a/e.yml") == ["d of a/d.yml, flat"]
