"""Which packages bring which modules."""

from __future__ import annotations

import re

import pytest

from preflight import resources
from preflight.facts.import_names import ImportNames
from preflight.facts.package import normal_name, package_fact
from preflight.value import Present, Value

TABLES = {
    "modules": {
        "yaml": ["pyyaml"],
        "cv2": ["opencv-python", "opencv-python-headless"],
        "azure.ai.ml": ["azure-ai-ml"],
        "a.b": ["a-b"],
        "a": ["a"],
    },
    "brings": {
        "mlflow": ["pandas", "pyyaml"],
        "pandas": ["numpy"],
        "numpy": [],
        "pyyaml": [],
        "opencv-python": [],
        "x": ["x"],
        "x[a]": ["numpy"],
    },
    "conda_names": {"py-opencv": ["opencv-python"], "gcc": []},
}
NAMES = ImportNames(TABLES)


def package(name: str, section: str = "pip", *extras: str) -> Value:
    return package_fact(name, "", section, Present(name), extras)


@pytest.mark.parametrize(
    ("module", "names", "expected"),
    [
        ("yaml", [], ["pyyaml"]),
        ("yaml.nodes", ["Node"], ["pyyaml"]),
        ("cv2", [], ["opencv-python", "opencv-python-headless"]),
        ("azure.ai.ml.entities", ["Model"], ["azure-ai-ml"]),
        ("azure.ai", ["ml"], ["azure-ai-ml"]),
        ("azure.ai", ["other"], None),
        ("azure", [], None),
        ("a", ["b"], ["a-b"]),
        ("a", ["c"], ["a"]),
        ("ab", [], None),
    ],
)
def test_what_brings_a_module(module: str, names: list[str], expected: list[str] | None) -> None:
    assert NAMES.distributions(module, names) == expected


@pytest.mark.parametrize(
    ("name", "section", "known"),
    [("mlflow", "pip", True), ("mlflow", "conda", True), ("gcc", "conda", True), ("gcc", "pip", False), ("mine", "pip", False)],
)
def test_of_which_packages_it_is_known_what_they_bring(name: str, section: str, known: bool) -> None:  # noqa: FBT001 - it is expected
    assert NAMES.is_known(name, section) is known


def test_namespaces() -> None:
    assert [top for top in ("azure", "a", "yaml", "z") if NAMES.is_namespace(top)] == ["azure"]


@pytest.mark.parametrize(
    ("packages", "names", "unclear"),
    [
        ([], set(), None),
        ([package("mlflow")], {"mlflow", "pandas", "pyyaml", "numpy"}, None),
        ([package("py-opencv", "conda")], {"opencv-python"}, None),
        ([package("py-opencv")], {"py-opencv"}, "py-opencv"),
        ([package("gcc", "conda")], set(), None),
        ([package("numpy", "conda")], {"numpy"}, None),
        ([package("x", "pip", "A")], {"x", "x[a]", "numpy"}, None),
        ([package("x", "pip", "b")], {"x", "x[b]"}, "x[b]"),
        ([package("mine"), package("numpy"), package("other")], {"mine", "numpy", "other"}, "mine"),
        ([Present("odd")], {""}, ""),
    ],
)
def test_what_is_installed(packages: list[Value], names: set[str], unclear: str | None) -> None:
    installed = NAMES.installed(packages)
    assert set(installed.names) == names
    assert installed.unclear == unclear


# The tables that are shipped


def test_the_tables_are_well_formed() -> None:
    tables = resources.import_names()
    assert list(tables) == ["modules", "brings", "conda_names"]
    name = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\Z")
    for table in tables.values():
        for key, listed in table.items():
            assert all(name.match(one) and normal_name(one) == one for one in listed), key
            assert len(set(listed)) == len(listed), key
    assert all(all(part.isidentifier() for part in module.split(".")) and listed for module, listed in tables["modules"].items())
    assert all(name.match(key.partition("[")[0]) for key in tables["brings"])
    assert all(normal_name(key) == key for key in tables["conda_names"])


def test_all_that_is_brought_is_known_itself() -> None:
    brings = resources.import_names()["brings"]
    assert {one for listed in brings.values() for one in listed} <= set(brings)
    assert {key.partition("[")[0] for key in brings if "[" in key} <= set(brings)


@pytest.mark.parametrize(
    ("name", "section", "brought"),
    [
        ("mlflow", "pip", {"pandas", "numpy", "scikit-learn", "pyyaml", "requests", "python-dateutil"}),
        ("torchvision", "pip", {"torch", "numpy", "pillow"}),
        ("pytorch-lightning", "pip", {"torch", "torchmetrics", "tqdm"}),
        ("azureml-defaults", "pip", {"azureml-core", "azureml-dataset-runtime", "pyarrow", "flask"}),
        ("tensorflow", "pip", {"numpy", "keras", "h5py", "tensorboard"}),
        ("xgboost", "pip", {"numpy", "scipy"}),
        ("datasets", "pip", {"pandas", "pyarrow"}),
        ("python", "conda", {"pip", "setuptools"}),
        ("pytorch", "conda", {"torch", "numpy"}),
        ("keras", "conda", {"tensorflow"}),
    ],
)
def test_well_known_dependencies(name: str, section: str, brought: set[str]) -> None:
    installed = ImportNames(resources.import_names()).installed([package(name, section)])
    assert brought <= installed.names
    assert installed.unclear is None


def test_well_known_modules() -> None:
    names = ImportNames(resources.import_names())
    usual = {
        "PIL": "pillow",
        "sklearn": "scikit-learn",
        "cv2": "opencv-python-headless",
        "yaml": "pyyaml",
        "skimage": "scikit-image",
        "torch": "torch",
    }
    assert {module: (names.distributions(module, []) or [""])[0] for module in usual} == usual
    assert names.distributions("azure.storage.blob", ["BlobClient"]) == ["azure-storage-blob"]
    assert names.is_namespace("azure")
    assert names.is_namespace("azureml")
    assert names.is_namespace("google")
