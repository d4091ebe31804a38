"""Environments as the workspace has them."""

from __future__ import annotations

import pytest

from preflight.facts.environment import registered_environment
from preflight.value import Absent, Present, Teller, Unknown, Value, child
from preflight.world import wired
from tests.shared.workspaces import environment

NAMED = Present("azureml:env:1")


def made(body: object, named: Value = NAMED) -> dict[str, object]:
    facts = registered_environment(wired(body, None, Teller("live", "/x", "env:1")), named)
    return {name: shown(child(facts, name)) for name in ("name", "version", "image", "build", "conda_file")}


def shown(value: Value) -> object:
    if isinstance(value, Present) and isinstance(value.data, dict):
        return sorted(value.data)
    return value.reason if isinstance(value, Unknown) else None if isinstance(value, Absent) else value.data


def test_it_is_as_a_file_would_have_it() -> None:
    assert made(environment()) == {
        "name": "env",
        "version": "1",
        "image": "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04:1",
        "build": None,
        "conda_file": ["channels", "dependencies"],
    }


def test_a_build_context() -> None:
    body = environment(None, None)
    body["properties"]["build"] = {"contextUri": "https://x", "dockerfilePath": "Dockerfile"}
    assert made(body) == {"name": "env", "version": "1", "image": None, "build": ["contextUri", "dockerfilePath"], "conda_file": None}


@pytest.mark.parametrize("body", [{}, {"properties": None}, {"properties": {}}, {"properties": 3}, environment(None, None)])
def test_an_answer_without_anything_does_not_tell_that_there_is_no_conda_file(body: object) -> None:
    for name in ("image", "build", "conda_file"):
        assert str(made(body)[name]).startswith("the answer about `env:1` "), name


def test_a_name_that_is_none_names_nothing() -> None:
    assert made(environment(), Present("env"))["name"] is None
    assert made(environment(), Present(3))["name"] is None
