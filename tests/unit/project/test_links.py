"""How documents name one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.value import Absent, Present, Unknown, Value, child, members, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.shared.projects import Loaded

    Load = Callable[..., "Loaded"]


def endpoint(name: str, default: str = "") -> str:
    return f"name: {name}\nauth_mode: aad_token\n" + (f"defaults: {{deployment_name: {default}}}\n" if default else "")


def deployment(name: str, endpoint_name: str = "", more: str = "") -> str:
    return (
        f"name: {name}\nmodel: azureml:m@latest\ncompute: azureml:c\n"
        + (f"endpoint_name: {endpoint_name}\n" if endpoint_name else "")
        + more
    )


INVOCATION = "inputs:\n  heart: {type: uri_folder, path: azureml:heart@latest}\n"


def at(value: Value, *path: str) -> str:
    """Return the text at a path of facts, or what is there instead, with the file it stands in."""
    for name in path:
        value = child(value, name)
    if isinstance(value, Unknown):
        return f"unknown: {value.reason}"
    return f"{text_of(value)} of {value.source.path}" if isinstance(value, Present) and value.source else "absent"


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


# From an invocation to its deployment


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
