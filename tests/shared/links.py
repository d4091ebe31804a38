"""Documents that name others, and what the tests of links compare."""

from __future__ import annotations

from preflight.value import Absent, Unknown, Value, child, members, text_of

CONDA = "name: c\ndependencies:\n- python=3.10\n- pip: [mlflow]\n"
UNASKED = "is not in this repository and the workspace was not asked"


def deployment(more: str) -> str:
    """Return a flat deployment with more lines."""
    return f"name: d\nendpoint_name: e\nmodel: azureml:m@latest\ncompute: azureml:c\n{more}"


def shown(value: Value) -> str:
    """Return what a value comes to, in one line, with the place of what is there."""
    if isinstance(value, Unknown):
        return f"unknown{'' if value.asked else ', not asked'}: {value.reason}"
    return "absent" if isinstance(value, Absent) else f"{value.data} at {value.place}"


def packages(conda: Value) -> list[str | None]:
    """Return the names of the packages of a conda file."""
    return [text_of(child(package, "name")) for package in members(child(conda, "packages"))]
