"""Attributes that modules do not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.facts.script_attributes import missing_attributes

if TYPE_CHECKING:
    from tests.unit.facts.conftest import ReadScript

NAMES = ("mlflow.pyfunc.load", "mlflow.sklearn.load")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import mlflow\nmlflow.pyfunc.load(1)", ["mlflow.pyfunc.load:2"]),
        ("import mlflow.pyfunc\nf = mlflow.pyfunc.load", ["mlflow.pyfunc.load:2"]),
        ("import mlflow.sklearn as s\ns.load(1)", ["mlflow.sklearn.load:2"]),
        (
            "from mlflow import pyfunc\ndef f():\n  def g(a=pyfunc.load):\n    pyfunc.load()",
            ["mlflow.pyfunc.load:3", "mlflow.pyfunc.load:4"],
        ),
        ("def f():\n  from mlflow import pyfunc\n  class C:\n    def g(self): pyfunc.load()", ["mlflow.pyfunc.load:4"]),
        ("import mlflow\ntry:\n  mlflow.pyfunc.load(1)\nexcept Exception:\n  raise", ["mlflow.pyfunc.load:3"]),
        ("import mlflow\ntry:\n  pass\nexcept Exception:\n  mlflow.pyfunc.load(1)", ["mlflow.pyfunc.load:5"]),
        ("import mlflow\nif x:\n  mlflow.pyfunc.load(1)", ["mlflow.pyfunc.load:3"]),
        ("import mlflow\nmlflow.pyfunc.load_model(1)\nmlflow.load(1)", []),
        ("mlflow.pyfunc.load(1)", []),
        ("import mlflow\nmlflow = 1\nmlflow.pyfunc.load(1)", []),
        ("import mlflow\n[mlflow.pyfunc.load for mlflow in x]", []),
        ("import mlflow\nlambda mlflow: mlflow.pyfunc.load", []),
        ("import mlflow\nclass C:\n  mlflow = 1\n  mlflow.pyfunc.load", []),
        ("import mlflow\nmlflow.pyfunc.load = 1\nmlflow.pyfunc.load(1)", []),
        ("import mlflow\ntry:\n  mlflow.pyfunc.load(1)\nexcept (KeyError, AttributeError):\n  pass", []),
        ("import mlflow\nx = mlflow.pyfunc.load if hasattr(mlflow.pyfunc, 'load') else 1", []),
    ],
)
def test_names_that_do_not_exist(text: str, found: list[str], script: ReadScript) -> None:
    assert [f"{name}:{node.lineno}" for name, node in missing_attributes(script(text + "\n"), NAMES)] == found
