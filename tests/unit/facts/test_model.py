"""The model of a deployment: as files show it, and as the workspace has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight.facts.model import model_facts
from preflight.value import Absent, Present, Teller, Unknown, Value, child, fact, members, text_of
from preflight.world import wired

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.document import Document

    Read = Callable[[str], Document]

UNASKED = Unknown("it was not asked", asked=False)
NAMED = "model: azureml:m:1\nenvironment: e\n"
SAID = "the answer about `m` "


def data(value: Value) -> object:
    return value.data if isinstance(value, Present) else type(value).__name__


def body(kind: object = "mlflow_model", flavors: object = (("python_function", {}), ("sklearn", {}))) -> dict[str, Any]:
    return {"name": "1", "properties": {"modelType": kind, "flavors": dict(flavors) if isinstance(flavors, tuple) else flavors}}


def told(answer: object) -> Value:
    return wired(answer, None, Teller("live", "/x", "m"))


@pytest.mark.parametrize(
    ("text", "flavor"),
    [
        ("model: azureml:m@latest\n", "mlflow"),
        ("model: azureml:m@latest\nenvironment: e\n", "Unknown"),
        ("model: {path: x, type: mlflow_model}\nenvironment: e\n", "mlflow"),
        ("model: {path: x, type: custom_model}\nenvironment: e\n", "custom"),
        ("model: {path: x, type: '${T}'}\nenvironment: e\n", "Unknown"),
        ("model: {path: x}\nenvironment: e\n", "Unknown"),
        ("environment: e\n", "Unknown"),
    ],
)
def test_the_flavour_of_a_model(read: Read, text: str, flavor: str) -> None:
    model = model_facts(read(text).root, {}, UNASKED)
    assert data(child(model, "flavor")) == flavor
    unknown = child(model, "flavor")
    assert not isinstance(unknown, Unknown) or not unknown.asked


def test_what_the_folder_of_the_model_shows_counts_more(read: Read) -> None:
    model = model_facts(
        read("model: {path: x}\nenvironment: e\n").root, {"flavor": Present("mlflow"), "flavors": fact(["sklearn"])}, UNASKED
    )
    assert text_of(child(model, "flavor")) == "mlflow"
    assert text_of(child(model, "path")) == "x"
    assert [text_of(one) for one in members(child(model, "flavors"))] == ["sklearn"]


@pytest.mark.parametrize(
    ("kind", "flavor"),
    [
        ("mlflow_model", "mlflow"),
        ("MLFlowModel", "mlflow"),
        ("custom_model", "custom"),
        ("CustomModel", "custom"),
        ("triton_model", "custom"),
        ("other", SAID + "says its type in a way that cannot be read"),
        (3, SAID + "says its type in a way that cannot be read"),
        (None, SAID + "does not say its type"),
    ],
)
def test_the_flavour_of_a_registered_model(read: Read, kind: object, flavor: str) -> None:
    made = child(model_facts(read(NAMED).root, {}, told(body(kind))), "flavor")
    assert (made.reason if isinstance(made, Unknown) else data(made)) == flavor


def test_the_flavours_of_a_registered_model(read: Read) -> None:
    made = model_facts(read(NAMED).root, {}, told(body()))
    assert [text_of(one) for one in members(child(made, "flavors"))] == ["python_function", "sklearn"]


@pytest.mark.parametrize("flavors", [None, {}, [], "x"])
def test_flavours_that_are_not_told_are_unknown(read: Read, flavors: object) -> None:
    assert isinstance(child(model_facts(read(NAMED).root, {}, told(body(flavors=flavors))), "flavors"), Unknown)


def test_a_registered_model_is_found_and_another_is_not(read: Read) -> None:
    root = read(NAMED).root
    assert data(child(model_facts(root, {}, told(body())), "found")) is True
    assert data(child(model_facts(root, {}, Absent(root)), "found")) is False
    refused = child(model_facts(root, {}, Unknown("refused")), "found")
    assert isinstance(refused, Unknown)
    assert refused.reason == "refused"


@pytest.mark.parametrize("text", ["model: {path: x}\nenvironment: e\n", "environment: e\n"])
def test_what_is_not_registered_by_name_is_neither_found_nor_missing(read: Read, text: str) -> None:
    made = model_facts(read(text).root, {}, told(body()))
    assert isinstance(child(made, "found"), Absent)
    assert isinstance(child(made, "flavor"), Unknown)
    assert isinstance(child(made, "flavors"), Unknown)


@pytest.mark.parametrize("answer", [{}, {"properties": None}, {"properties": 3}])
def test_an_odd_answer_tells_that_the_model_is_there_and_no_more(read: Read, answer: dict[str, Any]) -> None:
    made = model_facts(read(NAMED).root, {}, told(answer))
    assert data(child(made, "found")) is True
    assert isinstance(child(made, "flavor"), Unknown)
    assert isinstance(child(made, "flavors"), Unknown)
