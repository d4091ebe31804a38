"""What is known of an environment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.facts.environment import environment_facts, is_curated
from preflight.value import Absent, Present, Unknown, child, entries, mapping, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.document import Document

    Read = Callable[[str], Document]


def test_an_environment_is_as_it_is_written(read: Read) -> None:
    body = read("name: e\nversion: 2\nimage: x\nbuild: {path: .}\nconda_file: c.yml\n").root
    facts = environment_facts(body, Absent(body))
    for name in ("name", "version", "image", "build", "conda_file"):
        assert child(facts, name) is child(body, name)
    assert isinstance(child(facts, "reference"), Absent)
    assert child(facts, "curated").data is False  # type: ignore[union-attr]
    assert str(facts.place) == "x.yml:1:1"


def test_it_may_be_named_elsewhere(read: Read) -> None:
    named = child(read("environment: azureml:AzureML-sklearn-1.5:3\n").root, "environment")
    facts = environment_facts(read("name: e\n").root, named)
    assert child(facts, "reference") is named
    assert child(facts, "curated").data is True  # type: ignore[union-attr]
    assert str(child(facts, "curated").place) == "x.yml:1:14"


@pytest.mark.parametrize(
    ("text", "curated"),
    [
        ("azureml:AzureML-sklearn-1.5:3", True),
        ("azureml:AzureML-sklearn-1.5@latest", True),
        ("azureml://registries/azureml/environments/sklearn-1.5/versions/3", True),
        ("azureml://registries/contoso/environments/sklearn-1.5/versions/3", False),
        ("azureml:azureml-mine:1", False),
        ("azureml:mine:1", False),
        ("AzureML-sklearn-1.5:3", False),
    ],
)
def test_which_environments_are_azure_mls_own(text: str, curated: bool) -> None:  # noqa: FBT001 - a row of the table
    assert is_curated(Present(text)) is curated


def test_what_is_no_text_is_none() -> None:
    for value in (Absent(), Unknown("why", text="azureml:AzureML-x:1"), Present(3), Present({})):
        assert not is_curated(value)


def test_the_body_may_be_anything(read: Read) -> None:
    for text in ("text\n", "[1]\n", "3\n"):
        facts = environment_facts(read(text).root, Absent())
        assert [name for name, value in entries(facts).items() if not isinstance(value, Absent)] == ["curated", "registered"]
    assert text_of(child(environment_facts(read("name: [x]\n").root, Absent()), "name")) is None


@pytest.mark.parametrize(
    ("image", "name"),
    [
        ("mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04:latest", "azureml/openmpi4.1.0-ubuntu22.04"),
        ("mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04@sha256:ab", "azureml/openmpi4.1.0-ubuntu22.04"),
        ("localhost:5000/x:1@sha256:ab", "localhost:5000/x"),
        ("python", "python"),
        (" python:3.10 ", "python"),
    ],
)
def test_the_name_of_an_image(image: str, name: str) -> None:
    body = mapping({"image": Present(image)})
    assert text_of(child(environment_facts(body, Absent()), "image_name")) == name


def test_an_image_that_is_filled_in_later_has_no_known_name(read: Read) -> None:
    body = read("image: ${IMAGE}\n").root
    assert isinstance(child(environment_facts(body, Absent()), "image_name"), Unknown)
