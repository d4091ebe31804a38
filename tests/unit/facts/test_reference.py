"""References to assets in all their forms."""

from __future__ import annotations

import pytest

from preflight.facts.reference import Reference, plain_name, reference

ARM = "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w"


@pytest.mark.parametrize(
    ("text", "name", "version", "label", "registry"),
    [
        ("azureml:heart", "heart", None, None, None),
        ("azureml:heart:3", "heart", "3", None, None),
        ("azureml:heart:2026-01-02", "heart", "2026-01-02", None, None),
        ("azureml:heart@latest", "heart", None, "latest", None),
        ("azureml:heart model:1", "heart model", "1", None, None),
        ("azureml://registries/azureml/environments/sklearn/versions/5", "sklearn", "5", None, "azureml"),
        ("azureml://registries/azureml/environments/sklearn/labels/latest", "sklearn", None, "latest", "azureml"),
        ("azureml://registries/r/models/m", "m", None, None, "r"),
        (f"azureml:{ARM}/environments/e/versions/1", "e", "1", None, None),
        (f"azureml:/{ARM}/environments/e/versions/1", "e", "1", None, None),
        (f"{ARM}/models/m/versions/1", "m", "1", None, None),
        (f"{ARM}/computes/c", "c", None, None, None),
        (f"{ARM}/computes/c/", "c", None, None, None),
    ],
)
def test_references(text: str, name: str, version: str | None, label: str | None, registry: str | None) -> None:
    assert reference(text) == Reference(name, version, label, registry)


@pytest.mark.parametrize(
    "text",
    [
        "", "heart", "heart:1", "azureml:", "azureml::1", "azureml:heart:", "azureml:heart@", "azureml:heart:1:2", "azureml:heart@a@b",
        "azureml:heart:1@a", "env.yml",
        "./x", "https://x/y", "azureml://datastores/store/paths/x", "azureml://jobs/j/outputs/o", "Azureml:heart:1", "azureml:heart:1\n:",
        "registries/x/y/z",
        f"{ARM}/models", f"{ARM}/models/m/versions", f"{ARM}/models/m/versions/1/2",
    ],
)  # fmt: skip
def test_other_texts_are_none(text: str) -> None:
    assert reference(text) is None


@pytest.mark.parametrize(
    ("text", "name", "version", "same"),
    [
        ("azureml:a:1", "a", "1", True),
        ("azureml:a:1", "a", "2", False),
        ("azureml:a:1", "b", "1", False),
        ("azureml:a:1", "a", None, True),
        ("azureml:a@latest", "a", "2", True),
        ("azureml:a", "a", "2", True),
        ("azureml:a", None, None, False),
        ("azureml://registries/r/models/a/versions/1", "a", "1", False),
    ],
)
def test_a_reference_may_be_of_an_asset(text: str, name: str | None, version: str | None, same: bool) -> None:  # noqa: FBT001
    found = reference(text)
    assert found is not None
    assert found.is_of(name, version) is same


def test_the_name_alone() -> None:
    assert plain_name("azureml:cluster") == "cluster"
    assert plain_name("cluster") == "cluster"
    assert plain_name(f"{ARM}/computes/cluster") == "cluster"
    assert plain_name("") == ""
